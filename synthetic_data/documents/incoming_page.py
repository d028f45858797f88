"""Word one incoming report, and note which phrases betray its source and which a sanitised version must keep."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from synthetic_data.documents.draft import Statement
from synthetic_data.documents.marks import Translate
from synthetic_data.documents.names import Naming
from synthetic_data.documents.picker import Picker
from synthetic_data.documents.wording import incoming as words
from synthetic_data.documents.wording import voices
from synthetic_data.documents.write import Setting, claim_sentence

SEPARATOR = "|"
_MARKED = re.compile(r"<<(.+?)>>|\(\((.+?)\)\)")
_HISTORY = {
    ("A", "surveillance"): "team",
    ("A", "officer"): "officer",
    ("B", "informant"): "counted",
    ("B", "partner"): "counted",
    ("C", "informant"): "counted",
    ("X", "informant"): "first",
    ("X", "statement"): "first",
    ("X", "open source"): "public",
}


@dataclass(frozen=True)
class Kind:
    """One kind of incoming report: why it is there, who sends it, how the source knows, and the grade it deserves.

    `near` is another information grade that can be argued for; `placed` names the templates that say how the source
    knows, where they are not those of its access.
    """

    trait: str
    kind: str
    access: str
    source: str
    information: str
    near: str = ""
    handling: str = "H2"
    placed: str = ""


@dataclass(frozen=True)
class Desk:
    """What it takes to word a report: names and index numbers of those on file, the setting, the language."""

    names: Mapping[str, str]
    nominals: Mapping[str, str]
    setting: Setting
    say: Translate


@dataclass(frozen=True)
class Page:
    """One report to be worded. `history`: earlier reports checked, and proved right; `detail`: of what it repeats."""

    number: str
    day: str
    kind: Kind
    statement: Statement
    source: str
    history: tuple[int, int]
    detail: int | None


class Writer:
    """Words the reports of one morning; no template comes twice before all of its kind have been used."""

    def __init__(self, desk: Desk, rng: np.random.Generator) -> None:
        self.desk, self.rng, self.picker = desk, rng, Picker(rng)
        self._left: dict[tuple[str, ...], list[str]] = {}

    def write(self, page: Page) -> dict[str, str]:
        """Return `title`, `text`, `sentence`, and the phrases to `remove`, that are `harmless`, and to `keep`."""
        kind, say = page.kind, self.desk.say
        naming = Naming(dict(self.desk.names), dict(self.desk.nominals))
        sentence = claim_sentence(kind.kind, page.statement, naming, self.desk.setting, say, self.picker)
        about, keep = [sentence], [sentence]
        if page.detail is not None:
            about.append(say(voices.DETAILS[page.detail]))
        if kind.trait == "possible victim":
            about += [say(line) for line in voices.PROTECTION]
            keep = list(about)
        opening = self._deal(words.OPENINGS[kind.kind]).format(source=page.source, day=page.day)
        known = self._deal(words.PLACED[kind.placed or kind.access])
        beside = [self._deal(options) for options in (words.BETRAYING.get(kind.kind, ()),) if options]
        beside = [line.format(number=int(self.rng.integers(1000, 9999))) for line in beside]
        history = say(voices.HISTORY[_HISTORY[kind.source, kind.kind]][0])
        count, right = page.history
        past = history.format(source=f"<<{page.source}>>", count=count, right=right)
        around = self._deal(words.HARMLESS.get(kind.kind, words.HARMLESS[""]))
        marked = "\n\n".join((" ".join([opening, *about]), " ".join([known, *beside, around]), past))
        title = say(words.TITLE).format(number=page.number)
        return {
            "title": title,
            "text": _page(page, title, _MARKED.sub(lambda found: found[1] or found[2], marked), say),
            "sentence": sentence,
            "remove": SEPARATOR.join(_phrases(marked, 0)),
            "harmless": SEPARATOR.join(_phrases(marked, 1)),
            "keep": SEPARATOR.join(keep),
        }

    def _deal(self, options: Sequence[str]) -> str:
        left = self._left.get(tuple(options)) or [options[at] for at in self.rng.permutation(len(options))]
        self._left[tuple(options)] = left[1:]
        return self.desk.say(left[0])


def _page(page: Page, title: str, body: str, say: Translate) -> str:
    fields = (
        (say(words.LABELS["report"]), page.number),
        (say(words.LABELS["received"]), page.day),
        (say(voices.LABELS["kind"]), say(voices.KINDS[page.kind.kind])),
        (say(voices.LABELS["source"]), page.source),
        (say(voices.LABELS["grade"]), say(words.LABELS["ungraded"])),
    )
    head = [f"- {label}: {value}" for label, value in fields]
    return "\n".join([f"**{say(voices.SYNTHETIC)}**", "", f"# {title}", "", *head, "", body, ""])


def _phrases(marked: str, group: int) -> list[str]:
    return list(dict.fromkeys(found[group] for found in _MARKED.findall(marked) if found[group]))
