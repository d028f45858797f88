"""The whole file as the second solver reads it: what each document says of each two persons, and how that stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from grading.keys.reader.names import Sentence, marked
from grading.keys.reader.parts import parts
from grading.keys.reader.ties import DENIED, NOTHING, PAYMENT, UNCLEAR, WORK, tie
from grading.keys.statements import Pair, ordered
from toolkit.schema.case import Case

MIXED = "mixed"
# So many words of a sentence that names nobody are more than a turn of phrase.
_TELLING = 6
_DOCUMENT = re.compile(r"\bD\d+\b")
_ALONE = re.compile(
    r"\b(?:stands alone|nothing (?:else )?(?:on|in the) file|nothing (?:that is )?independent)\b"
    r"(?!.*\b(?:whole|all)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class File:
    """The documents, read: their sentences, dates, sources, and document -> pair -> what it says of the two.

    `parts` is nominal -> role -> document -> the ties by which it shows; `tales` are the odd details of each document
    and `tellers` the documents of each detail.
    """

    pages: Mapping[str, tuple[Sentence, ...]]
    dated: Mapping[str, Any]
    source: Mapping[str, str]
    said: Mapping[str, Mapping[Pair, str]]
    tales: Mapping[str, frozenset[str]]
    tellers: Mapping[str, frozenset[str]]
    parts: Mapping[str, Mapping[str, Mapping[str, frozenset[Pair]]]]

    def on(self, pair: Pair) -> dict[str, str]:
        """Document -> what it says of the two, for those that say anything; UNCLEAR where the reader is in doubt."""
        return {name: said[pair] for name, said in self.said.items() if pair in said}

    def doubtful(self, nominal: str) -> bool:
        """Whether some document speaks of the person in words that the reader does not take in."""
        return any(nominal in pair and kind == UNCLEAR for said in self.said.values() for pair, kind in said.items())

    def refers(self, document: str) -> set[str]:
        """The documents that a document names as holding the same."""
        return {name for one in self.pages[document] if not one.named for name in _DOCUMENT.findall(one.words)}

    def holds_itself_alone(self, document: str) -> bool:
        """Whether a document says of itself that nothing else on file bears out any of it."""
        return any(_ALONE.search(one.words) for one in self.pages[document] if not one.named)

    def repeats(self, document: str, pair: Pair) -> bool:
        """Whether it tells of the two with an odd detail that nobody tells of others, and an earlier document has."""
        on = set(self.on(pair))
        return any(
            self.tellers[detail] <= on
            and any(
                self.dated[other] < self.dated[document] and self.source[other] != self.source[document]
                for other in self.tellers[detail]
            )
            for detail in self.tales[document]
        )


def read(case: Case) -> File | None:
    """Read the documents of a case; None for a language that the reader does not know."""
    if case.info.get("language", "en") != "en":
        return None
    cards = case.table("nominals")
    index = {str(card.nominal_id): _names(card) for card in cards.itertuples(index=False)}
    reports = case.table("reports")
    names = [str(name) for name in reports["document_id"] if name in case.texts]
    pages = {name: tuple(marked(case.texts[name], index)) for name in names}
    tales = {name: _tales(page) for name, page in pages.items()}
    return File(
        pages=pages,
        dated=dict(zip(reports["document_id"].astype("str"), reports["dated"], strict=True)),
        source=dict(zip(reports["document_id"].astype("str"), reports["source_ref"].astype("str"), strict=True)),
        said={name: _ties(page) for name, page in pages.items()},
        tales=tales,
        tellers={
            detail: frozenset(name for name in names if detail in tales[name])
            for detail in frozenset().union(*tales.values())
        },
        parts=_parts(pages),
    )


def standing(file: File, document: str, pair: Pair) -> frozenset[str]:
    """Return how a document's statement on two persons stands on the file, in the words of day 9.

    Two words where either may be argued for, none where the reader is in doubt of a sentence. Money that somebody pays
    and a denial of joint work, or joint work and money, are not plainly opposite or the same; and what a document
    notes of itself is held against the file.
    """
    if file.repeats(document, pair):
        return frozenset({"repeats"})
    own = {name: said for name, said in file.on(pair).items() if not file.repeats(name, pair)}
    mine = own.pop(document, UNCLEAR)
    if {UNCLEAR, MIXED} & {mine, *own.values()}:
        return frozenset()
    if not own:
        return frozenset({"stands alone"})
    found: set[str] = set()
    same = [name for name, said in own.items() if said == mine and file.source[name] != file.source[document]]
    if same:
        found.add("corroborated")
        if file.holds_itself_alone(document) and any(file.dated[name] < file.dated[document] for name in same):
            found.add("stands alone")
        if file.refers(document) & set(same):
            found.add("repeats")
    against = [said for said in own.values() if {said, mine} in ({WORK, DENIED}, {PAYMENT, DENIED})]
    if against:
        found.add("contradicted")
    if not same and not any({said, mine} == {WORK, DENIED} for said in own.values()):
        # Others speak of the two, and say neither the same nor the opposite.
        found |= {"stands alone", "corroborated"}
    return frozenset(found)


def _ties(page: Iterable[Sentence]) -> dict[Pair, str]:
    """What a page says of each two that it names; a sentence on three or more is not taken apart."""
    found: dict[Pair, set[str]] = {}
    for sentence in page:
        kind = tie(sentence.marked) if len(sentence.named) == 2 else UNCLEAR
        if kind in (PAYMENT, UNCLEAR) and len(sentence.named) == 2 and parts(sentence.marked):
            kind = WORK  # a part in the business is stated, and the tie by which it shows
        for pair in combinations(sentence.named, 2):
            found.setdefault(ordered(*pair), set()).add(kind)
    said = {pair: kinds - {NOTHING} for pair, kinds in found.items()}
    return {pair: _one(kinds) for pair, kinds in said.items() if kinds}


def _one(kinds: set[str]) -> str:
    if UNCLEAR in kinds:
        return UNCLEAR
    if kinds == {WORK, PAYMENT}:
        return WORK
    return next(iter(kinds)) if len(kinds) == 1 else MIXED


def _tales(page: Iterable[Sentence]) -> frozenset[str]:
    """Sentences on nobody that a page tells among those on somebody."""
    among = {sentence.paragraph for sentence in page if sentence.named}
    return frozenset(
        sentence.words
        for sentence in page
        if not sentence.named and sentence.paragraph in among and len(sentence.words.split()) >= _TELLING
    )


def _parts(pages: Mapping[str, tuple[Sentence, ...]]) -> dict[str, dict[str, dict[str, frozenset[Pair]]]]:
    found: dict[str, dict[str, dict[str, frozenset[Pair]]]] = {}
    for name, page in pages.items():
        for sentence in page:
            for nominal, role in parts(sentence.marked):
                shown = found.setdefault(nominal, {}).setdefault(role, {})
                ties = {ordered(nominal, other) for other in sentence.named if other != nominal}
                shown[name] = shown.get(name, frozenset()) | ties
    return found


def _names(card: Any) -> tuple[str, ...]:
    others = card.also_known_as.split(";") if isinstance(card.also_known_as, str) else []
    return tuple(name.strip() for name in (str(card.name), *others) if name.strip())
