"""A second reading of ungraded reports: the 4x4 codes that the page and the file alone suggest, by plain rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from toolkit import evaluation
from toolkit.schema.case import Case

Codes = tuple[str, str]
Pair = tuple[str, str]
_TRACK = re.compile(r"\bOf (\d+) earlier reports\b.*?\b(\d+) proved\b", re.DOTALL)
_SEEN = re.compile(
    r"\bwas (?:there|present)\b|\bsaw and heard\b|\btook part\b|\bof its own knowledge\b|\bat first hand\b"
)
_OWN = re.compile(r"\bI (?:checked|read the books)\b|\bseen by the team\b|\bThe team saw\b")
_OFFICERS = re.compile(r"\bby officers\b|\bown officers\b")
_TOLD = re.compile(r"\bI was there\b|\bwhat happened to me\b")
# A sentence of so many letters that stands in two texts word for word was copied.
_LONG = 40


def read(case: Case, pages: Sequence[Mapping[str, str]]) -> list[Codes]:
    """Return for each page the source code and the information code that its text and the file suggest.

    Parameters
    ----------
    case : the file on the day of grading
    pages : `document_id`, `dated`, `kind`, `text`

    The source is A for teams and officers, otherwise by the share of checked reports that proved right, else X.
    The information is 1 where officers saw it, 2 where the source did, otherwise 3 if a sound document dated before it
    joins the same two names in a sentence and is not the one repeated, else 4. An empty code says that the rule finds
    nothing to go by, as in a language that it does not read.
    """
    named = evaluation.co_mentions(pd.DataFrame(list(pages)), case.nominals)
    ends: dict[str, list[Pair]] = {}
    for document, a, b in zip(named["document_id"], named["a"], named["b"], strict=True):
        ends.setdefault(str(document), []).append((min(a, b), max(a, b)))
    told = _told(case, {pair for pairs in ends.values() for pair in pairs})
    return [(_source(page), _information(page, ends.get(page["document_id"], []), told, case)) for page in pages]


def _source(page: Mapping[str, str]) -> str:
    if page["kind"] in ("surveillance", "officer"):
        return "A"
    track = _TRACK.search(page["text"])
    if track is None:
        return "X" if re.search(r"cannot be assessed|not been assessed", page["text"]) else ""
    return "B" if 2 * int(track[2]) >= int(track[1]) else "C"


def _information(
    page: Mapping[str, str], ends: Sequence[Pair], told: Mapping[Pair, Sequence[tuple[str, str]]], case: Case
) -> str:
    text = page["text"]
    if _OWN.search(text):
        return "1"
    if _OFFICERS.search(text) or _SEEN.search(text) or _TOLD.search(text):
        return "2"
    if case.info.get("language") != "en":
        return ""
    copied = [line for line in evaluation.sentences(text) if len(line) >= _LONG]
    for pair in ends:
        for dated, document in told.get(pair, ()):
            if dated < page["dated"] and not any(line in case.texts[document] for line in copied):
                return "3"
    return "4"


def _told(case: Case, wanted: Collection[Pair]) -> dict[Pair, list[tuple[str, str]]]:
    """Date and number of sound first-hand documents that join a pair in a sentence; denials are left out."""
    documents = case.documents
    grade = documents["source_grade"].astype("str") + documents["information_grade"].astype("str")
    sound = documents[grade.isin(["A1", "A2", "B1", "B2"])]
    # A document gives the index number of everybody whom it names.
    both = [any(f"[{a}]" in text and f"[{b}]" in text for a, b in wanted) for text in sound["text"]]
    pairs = evaluation.co_mentions(sound[both], case.nominals)
    found: dict[Pair, list[tuple[str, str]]] = {}
    for row in pairs[~pairs["denied"]].itertuples():
        found.setdefault((min(row.a, row.b), max(row.a, row.b)), []).append((str(row.dated)[:10], str(row.document_id)))
    return found
