"""Keys of the reports that come in ungraded: the grade each deserves, and what must go before it is passed on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from grading.keys import draw
from grading.keys.assessed import read
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.evaluation import FOUR_BY_FOUR, explain, sentences
from toolkit.schema.case import Case

COURSE = "operational_10day"
FEWEST, MOST = 6, 12
TEXTS = 3
_PHRASES = "|"
_SMALL = re.compile(r"^(?:(?:by|in|on|at|from|with|the|a|an|it|who)\s+)+", re.IGNORECASE)
_INSTRUCTIONS = (
    "Grade each report in the 4x4 system on what the file shows on the day it was received: the source by its history, "
    "the information by how the source knows it and whether the file bears it out."
)


def grades(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the 4x4 grades of the reports received by the day of the file, with codes that can be argued for.

    The second reading (`assessed.read`) knows the page and the file alone; where it ends elsewhere, its code becomes
    one that can be argued for. The paper holds the pages.
    """
    rows = _received(truth)
    key: dict[str, dict[str, dict[str, list[str]]]] = {}
    for row, (source, information) in zip(rows, read(case, [_page(row) for row in rows]), strict=True):
        key[row["document_id"]] = {
            "source": _codes(row["source_best"], row["source_near"], source),
            "information": _codes(row["information_best"], row["information_near"], information),
        }
    oracle = [
        {"document": name, **{column: one["best"][0] for column, one in row.items()}} for name, row in key.items()
    ]
    return Derived(
        paper={
            "instructions": _INSTRUCTIONS,
            "reports": [_page(row) for row in rows],
            "rows": [{"id": row["document_id"]} for row in rows],
            "texts": {row["document_id"]: row["text"] for row in rows},
            "legend": {"source": dict(FOUR_BY_FOUR.source), "information": dict(FOUR_BY_FOUR.information)},
        },
        key={"rows": key},
        oracle=oracle,
        model_answer="\n".join(_in_words(row, key[row["document_id"]]) for row in rows),
    )


def identifiers(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive what must go from three received reports so that no source, method or protected person is betrayed."""
    rows = _betraying(truth, f"{COURSE}/day02.identifiers")
    whole = {row["document_id"]: row["remove"].split(_PHRASES) for row in rows}
    remove = {name: [_core(phrase) for phrase in phrases] for name, phrases in whole.items()}
    # A small word before a phrase, the stop after it and the rest of a sentence that reports nothing may go or stay.
    harmless = {
        row["document_id"]: [
            one for one in (*row["harmless"].split(_PHRASES), *whole[row["document_id"]], *_around(row)) if one
        ]
        for row in rows
    }
    lines = [
        f"- {name}: strike out {'; '.join(repr(one) for one in phrases)}. Leave what is reported."
        for name, phrases in whole.items()
    ]
    return Derived(
        paper={
            "instructions": "Strike out what would betray the source, the method or a person to be protected, and "
            "nothing that the reader needs. Copy each phrase whole and exactly as it stands; the kind of source and "
            "the day of receipt in the head of a report may stay.",
            "texts": {row["document_id"]: row["text"] for row in rows},
        },
        key={"remove": remove, "harmless": harmless},
        oracle=[{"document": name, "phrase": phrase} for name, phrases in whole.items() for phrase in phrases],
        model_answer="\n".join(lines),
    )


def sanitised(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive a model of one received report rewritten so that its content cannot betray where it comes from."""
    row = _betraying(truth, f"{COURSE}/day02.sanitised")[0]
    grade = f"{row['source_best']}{row['information_best']}"
    lines = [
        f"Report received by {row['dated']}, graded {grade} (4x4). Handling {explain(row['handling'])}.",
        "",
        *row["keep"].split(_PHRASES),
        "",
        "Left out, and why:",
        *(
            f"- {phrase!r} tells who the source is, how it knows, or where it can be met"
            for phrase in row["remove"].split(_PHRASES)
        ),
        "",
        f"The grade stays ({FOUR_BY_FOUR.explain(grade)}): without it the reader cannot weigh the content. The full "
        "report stays with its owner, who is asked before anything more is passed on.",
    ]
    return Derived(
        paper={
            "instructions": "Rewrite this report for a partner service: what it says, how sure it is, and nothing from "
            "which the source could be guessed.",
            "texts": {row["document_id"]: row["text"]},
        },
        key={},
        oracle=None,
        model_answer="\n".join(lines),
    )


def _received(truth: Truth) -> list[dict[str, str]]:
    """The reports received, each under a number of this case, so that grades of another case name none of them."""
    rows = truth.table("incoming").sort_values("document_id", kind="stable").head(MOST)
    if len(rows) < FEWEST:
        raise GradingError(f"only {len(rows)} ungraded reports have come in; at least {FEWEST} are needed")
    names = draw.numbers("R", len(rows), draw.stream(truth, f"{COURSE}/day02.incoming"))
    received = []
    for name, row in zip(names, rows.to_dict("records"), strict=True):
        texts = {str(column): _text(value) for column, value in row.items()}
        old = re.compile(rf"\b{re.escape(texts['document_id'])}\b")
        renumbered = {column: old.sub(name, texts[column]) for column in ("title", "text")}
        received.append({**texts, **renumbered, "document_id": name})
    return received


def _betraying(truth: Truth, exercise: str) -> list[dict[str, str]]:
    """Three received reports of different kinds that hold most to strike out, in drawn order."""
    rows = [row for row in _received(truth) if row["remove"]]
    mixed = draw.sample(rows, len(rows), draw.stream(truth, exercise))
    chosen: list[dict[str, str]] = []
    for row in sorted(mixed, key=lambda row: -len(row["remove"].split(_PHRASES))):
        if row["kind"] not in {one["kind"] for one in chosen}:
            chosen.append(row)
    if not chosen:
        raise GradingError("no report that came in holds anything that would betray its source")
    return chosen[:TEXTS]


def _core(phrase: str) -> str:
    """What must not be read of a phrase, without the small words before it and the stop after it.

    >>> _core("by a barber who has two of them as customers"), _core("The clinic closes at six.")
    ('barber who has two of them as customers', 'clinic closes at six')
    """
    return _SMALL.sub("", phrase).rstrip(" .,;:") or phrase


def _around(row: Mapping[str, str]) -> list[str]:
    """Sentences that betray something and report nothing: whoever strikes one out takes nothing from the reader."""
    telling = [_core(one) for one in row["remove"].split(_PHRASES) if one != row["source_ref"]]
    kept = row["keep"].split(_PHRASES)
    return [
        one
        for one in sentences(row["text"])
        if any(phrase in one for phrase in telling) and not any(part in one or one in part for part in kept)
    ]


def _page(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ("document_id", "dated", "kind", "source_ref", "title", "text")}


def _codes(best: str, near: str, other: str) -> dict[str, list[str]]:
    """The code that is right, and those that can be argued for, the second reading's among them."""
    arguable = [one for one in near.split(";") if one]
    if other and other != best and other not in arguable:
        arguable.append(other)
    return {"best": [best], "near": arguable}


def _in_words(row: Mapping[str, str], key: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    grade = f"{row['source_best']}{row['information_best']}"
    parts = [f"- {row['document_id']}: {grade}. {FOUR_BY_FOUR.explain(grade)}."]
    if int(row["checked"]):
        parts.append(f"Of {row['checked']} reports checked {row['right']} were right.")
    if row["corroborated_by"]:
        parts.append(f"Borne out by {row['corroborated_by'].replace(';', ', ')}.")
    if row["copies"]:
        parts.append(f"It repeats {row['copies']}, so that this document bears nothing out.")
    if row["is_true"] == "False" and row["origin"] == "fabricated":
        parts.append("It is untrue; nothing on file shows that on its day, so the grade stands.")
    near = {column: one["near"] for column, one in key.items() if one["near"]}
    if near:
        parts.append("Arguable: " + ", ".join(f"{column} {' or '.join(codes)}" for column, codes in near.items()) + ".")
    return " ".join(parts)


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
