"""Write the paper of one exercise, as trainees get it, and the form of its answer as Markdown to be printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grading.exercises import Exercise
from toolkit.answers.sheet import Form

# Parts of a paper that have a place of their own below, or say the same as another part.
_PLACED = {
    "instructions",
    "items",
    "rows",
    "labels",
    "codes",
    "asked",
    "texts",
    "injects",
    "reports",
    "nominals",
    "statements",  # says the same as the rows, to be worked on by code
    "most",
}
_RULE = "." * 60
# Rows of an empty table answer: enough for the links of a document set, and less than a page.
_ROWS = 20
# More columns than this need a page in landscape.
_COLUMNS = 8
_WORDS = {
    "id": "no.",
    "text": "statement",
    "detail": "",
    "as_of": "file of",
    "on_file": "records on file",
    "nominal": "index number",
    "entities": "to choose from",
    "raw": "the lines",
    "met": "where the group was met",
    "duration_s": "duration in s",
}
# Columns of a list that stand before the others, in this order, and those that the screen does not show either.
_FIRST = ("id", "line", "name", "export", "from", "to", "start", "length")
_UNSEEN = {"home"}


def handout(exercise: Exercise, paper: Mapping[str, Any]) -> str:
    """Return one exercise's paper as Markdown: instructions, what is asked, legends, lists, a form for the answer."""
    how = "marked by your instructor" if exercise.by_rubric else "marked by the platform"
    parts = [
        f"# {exercise.title}",
        f"Exercise {exercise.id} · {exercise.minutes} minutes · {exercise.points:g} points · {how}",
        "| name or syndicate | date |\n|---|---|\n| | |",
        str(paper.get("instructions", "")),
    ]
    if paper.get("asked"):
        parts += ["**What each column asks**", _table(["column", "question"], _in_order(exercise, paper["asked"]))]
    parts += _lists(paper)
    parts += _answer(exercise, paper)
    return "\n\n".join(part for part in parts if part)


def _in_order(exercise: Exercise, asked: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What is asked, in the order of the answer's columns: the paper's own order is that of the alphabet."""
    columns = [column.name for column in Form.from_json(dict(exercise.form)).columns] if exercise.form else []
    return sorted(asked.items(), key=lambda one: columns.index(one[0]) if one[0] in columns else len(columns))


def texts(paper: Mapping[str, Any]) -> dict[str, str]:
    """Return the documents that come with a paper, such as reports that nobody has graded yet: number -> Markdown."""
    found = {str(name): str(text) for name, text in (paper.get("texts") or {}).items()}
    for one in paper.get("reports") or ():
        if isinstance(one, Mapping) and one.get("text") and one.get("document_id"):
            found.setdefault(str(one["document_id"]), str(one["text"]))
    return found


def wide(text: str) -> bool:
    """Has a handout a table of so many columns that its page is turned?"""
    return any(line.count("|") > _COLUMNS for line in text.splitlines() if line.startswith("|"))


def injects(paper: Mapping[str, Any]) -> dict[str, str]:
    """Return the injects that a paper holds: number -> Markdown. They are handed out at their minute, never before."""
    return {str(one["id"]): str(one["text"]) for one in paper.get("injects") or ()}


def _lists(paper: Mapping[str, Any]) -> list[str]:
    """Everything else that a paper carries, in its own order: lists as tables, single values as one line each."""
    parts: list[str] = []
    lines: list[str] = []
    if texts(paper):
        lines.append(
            f"**Documents, printed with this exercise or an earlier one of the day:** {', '.join(texts(paper))}"
        )
    for name, value in paper.items():
        if name in _PLACED and not (name == "reports" and not texts(paper)):
            continue
        if name == "evidence" and paper.get("hypotheses"):
            continue  # stands down the side of the matrix
        title = _said(name)
        if isinstance(value, Mapping):
            parts += [f"**{title}**", *_mapping(value)]
        elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            parts += [f"**{title}**", _records(value)]
        elif isinstance(value, list):
            apart = "\n" if any(len(str(one)) > 30 for one in value) else ", "
            listed = "\n".join(f"- {one}" for one in value) if apart == "\n" else ", ".join(map(str, value))
            parts += [f"**{title}**", listed] if apart == "\n" else [f"**{title}:** {listed}"]
        elif value not in (None, ""):
            quoted = str(value).count(" ") > 12
            (parts if quoted else lines).append(f"**{title}:** {value}")
    return ["\n".join(f"- {line}" for line in lines), *parts]


def _mapping(value: Mapping[str, Any]) -> list[str]:
    """A legend, or a legend of legends."""
    if not any(isinstance(one, Mapping | list) for one in value.values()):
        head = "meaning" if any(isinstance(one, str) for one in value.values()) else ""
        return [_table(["", head], [*value.items()])]
    parts: list[str] = []
    for name, one in value.items():
        if isinstance(one, Mapping):
            parts += [f"*{_said(name)}*", *_mapping(one)]
        else:
            parts.append(f"{_said(name)}: {', '.join(map(str, one)) if isinstance(one, list) else one}")
    return parts


def _records(rows: Sequence[Mapping[str, Any]]) -> str:
    there = dict.fromkeys(name for row in rows for name in row)
    columns = [
        *(name for name in _FIRST if name in there),
        *(name for name in there if name not in _FIRST and name not in _UNSEEN),
    ]
    return _table([_said(name, "") for name in columns], [[row.get(name, "") for name in columns] for row in rows])


def _answer(exercise: Exercise, paper: Mapping[str, Any]) -> list[str]:
    if exercise.form is None:
        return ["**Your answer** (use the back and further sheets)", *[_RULE * 2] * 6]
    form = Form.from_json(dict(exercise.form))
    labels = dict(paper.get("labels") or {})
    if form.type == "choices" and paper.get("hypotheses") and paper.get("evidence"):
        return _competing(form, paper, labels)
    if form.type == "choices":
        return _choices(form, paper, labels)
    if form.type == "series":
        return ["**Your answer**", _table(["month", "number, or empty for not reported"], [["", ""]] * _ROWS)]
    return _grid(form, paper, labels)


def _choices(form: Form, paper: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    """Questions with the codes to choose from: listed once, or under each question where they differ."""
    items = list(paper.get("items") or ())
    whole = [str(code) for code in paper.get("codes") or form.codes]
    own = any(set(item.get("codes", whole)) != set(whole) for item in items)
    parts = []
    if not own and any(code != labels.get(code, code) for code in whole):
        parts += ["**Codes**", _table(["code", "meaning"], [[code, labels.get(code, "")] for code in whole])]
    elif not own and not any("\n" in str(item.get("detail", "")) for item in items):
        parts.append(f"**Codes:** {', '.join(whole)}")
    parts.append("**Your answers**" + (" (several may hold)" if form.several else ""))
    if not own and not any("\n" in str(item.get("detail", "")) for item in items):
        details = any(item.get("detail") for item in items)
        rows = [[item["id"], item["text"], *([item.get("detail", "")] if details else []), ""] for item in items]
        return [*parts, _table(["no.", "question", *([""] if details else []), "code"], rows)]
    for number, item in enumerate(items, start=1):
        detail = str(item.get("detail", ""))
        lettered = bool(re.search(r"^a\) ", detail, re.MULTILINE))
        lines = [f"**{number}. ({item['id']}) {item['text']}**"]
        lines += [line for line in detail.splitlines() if line]
        if not lettered:
            lines += [f"[  ] {labels.get(code, code)}" for code in item.get("codes", whole)]
        parts.append("<br>".join(lines) + ("<br>Answer: ........" if lettered else ""))
    return parts


def _competing(form: Form, paper: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    """A matrix of competing hypotheses to fill in by hand: evidence down, hypotheses across, an empty cell for each."""
    rivals = [str(one["id"]) for one in paper["hypotheses"]]
    codes = [[code, labels.get(code, "")] for code in form.codes]
    rows = [[one["id"], one["text"], *[""] * len(rivals)] for one in paper["evidence"]]
    return [
        "**Codes**",
        _table(["code", "meaning"], codes),
        "**Your answers**",
        _table(["no.", "evidence", *rivals], rows),
    ]


def _grid(form: Form, paper: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    """A table answer: its codes, the rows that the paper lists, or empty ones."""
    heads = {column.name: _said(labels.get(column.name, column.name)) for column in form.columns}
    if {"source", "target"} <= set(heads) - set(labels):
        heads |= {"source": "From", "target": "To"}
    parts = ["**Your answer**"]
    coded = [(heads[column.name], ", ".join(column.codes)) for column in form.columns if column.codes]
    if coded:
        parts.append(_table(["column", "codes"], coded))
    meanings = [(code, words) for code, words in labels.items() if code not in heads]
    if meanings:
        parts.append(_table(["code", "meaning"], meanings))
    rows = [one for one in paper.get("rows") or paper.get("items") or () if isinstance(one, Mapping)]
    first = form.columns[0].name if form.columns else ""
    if rows and [column.name for column in form.columns] == ["item"]:
        head = ["Item", "Statement", "Place (1 = first; empty = does not belong)"]
        return [*parts, _table(head, [[row["id"], row.get("text", ""), ""] for row in rows])]
    if rows and (form.each or first == "item"):
        extra = [name for name in dict.fromkeys(key for row in rows for key in row) if name not in ("id", "codes")]
        head = [heads[first], *[_said(name) for name in extra], *[heads[column.name] for column in form.columns[1:]]]
        body = [[row["id"], *[row.get(name, "") for name in extra], *[""] * (len(form.columns) - 1)] for row in rows]
        return [*parts, _table(head, body)]
    if rows:
        parts.append(_records(rows))
    empty = [""] * len(form.columns)
    return [*parts, _table([*heads.values()], [empty] * min(_ROWS, form.most))]


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(_cell(one) for one in value)
    elif isinstance(value, Mapping):
        value = "; ".join(f"{name}: {one}" for name, one in value.items())
    elif isinstance(value, float):
        value = f"{value:,.10g}"
    return str(value if value is not None else "").replace("|", "\\|").replace("\n", "<br>")


def _said(name: str, otherwise: str | None = None) -> str:
    words = _WORDS.get(name, name.replace("_", " ")) or (otherwise if otherwise is not None else "")
    return words[:1].upper() + words[1:]
