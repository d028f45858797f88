"""A second reading of ungraded reports: the 4x4 codes that the page and the file alone suggest, by plain rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from toolkit import evaluation
from toolkit.schema.case import Case

Codes = tuple[str, str]
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
    sound = _sound(case)
    return [(_source(page), _information(page, sound, case)) for page in pages]


def _source(page: Mapping[str, str]) -> str:
    if page["kind"] in ("surveillance", "officer"):
        return "A"
    track = _TRACK.search(page["text"])
    if track is None:
        return "X" if re.search(r"cannot be assessed|not been assessed", page["text"]) else ""
    return "B" if 2 * int(track[2]) >= int(track[1]) else "C"


def _information(page: Mapping[str, str], sound: pd.DataFrame, case: Case) -> str:
    text = page["text"]
    if _OWN.search(text):
        return "1"
    if _OFFICERS.search(text) or _SEEN.search(text) or _TOLD.search(text):
        return "2"
    if case.info.get("language") != "en":
        return ""
    copied = [line for line in evaluation.sentences(text) if len(line) >= _LONG]
    before = sound[sound["dated"] < pd.Timestamp(page["dated"])]
    named = evaluation.co_mentions(pd.DataFrame([{"document_id": page["document_id"], "text": text}]), case.nominals)
    for a, b in dict.fromkeys(zip(named["a"], named["b"], strict=True)):
        # A document gives the index number of everybody whom it names.
        both = [f"[{a}]" in other and f"[{b}]" in other for other in before["text"]]
        told = evaluation.co_mentions(before[both], case.nominals)
        for row in told[~told["denied"]].itertuples():
            if {row.a, row.b} == {a, b} and not any(line in case.texts[row.document_id] for line in copied):
                return "3"
    return "4"


def _sound(case: Case) -> pd.DataFrame:
    """Documents of sources of grade A or B at first hand."""
    documents = case.documents
    grade = documents["source_grade"].astype("str") + documents["information_grade"].astype("str")
    return documents[grade.isin(["A1", "A2", "B1", "B2"])]
