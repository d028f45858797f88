"""A helper for sanitising: what in a report may betray its source, found phrase by phrase for a person to decide on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text as said
from toolkit.link.result import Table

# What an English report says of its source, and what it can only know from one place. Order: the graver first.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("first person", r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b"),
    ("the source", r"\b(?:the |a |this )?(?:source|informant|contact|agent|handler|witness)s?(?:'s|’s)?\b"),
    (
        "tie to the source",
        r"\b(?:his|her|their)(?: own)? (?:brother|sister|cousin|uncle|aunt|wife|husband|neighbou?r|colleague|boss"
        r"|employer|friend|landlord)\b|\bworks? (?:as|at|for)\b|\bshares? a (?:house|room|cell)\b",
    ),
    (
        "way of knowing",
        r"\b(?:overheard|eavesdropped|was present|were present|was told by|sat (?:beside|next to|at)|saw with|"
        r"stood (?:beside|next to|by|at)|"
        r"intercept\w*|wiretap\w*|microphone|under ?cover|seized (?:phone|telephone)|listening)\b",
    ),
    ("meeting", r"\b(?:was|were) met (?:at|in|on)\b|\bdebrief\w*\b|\bpaid (?:for|\d)|\breward\b"),
    ("exact time", r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b"),
    ("exact day", r"\b\d{4}-\d{2}-\d{2}\b"),
    ("number", r"\+?\d[\d\s\-]{6,}\d"),
    # of a nominal, a document, and of the source itself (INF-07, SUR-01, I-04)
    ("reference", r"\[N\d+\]|\b[DR]\d{3,}\b|\b[A-Z]{1,4}-\d{1,3}\b(?!-)"),
    ("plate", r"\b(?=[\w-]*\d)(?=[\w-]*[A-Z])[A-Z0-9]{1,3}[- ]?[A-Z0-9]{0,3}[- ]?\d{3,4}\b"),
)
_ONLY = re.compile(
    r"\bonly (?:\w+ ){0,3}(?:people|persons|knew|know|present|two|three|four)\b|\balone with\b|\btwo of them\b", re.I
)


@dataclass(frozen=True, eq=False, repr=False)
class Findings(Table):
    """Phrases to look at, in order of the text; `redacted` is the text with them taken out: no sanitised report yet."""

    redacted: str = ""


def sanitise(text: str, protect: Iterable[str] = ()) -> Findings:
    """Mark what in an English report may betray its source, for the person who rewrites it.

    Sanitising rewrites a report so that its content cannot betray the source; redacting takes identifiers out. This
    helper does the second and prepares the first: no pattern knows what only one person could have known.

    Parameters
    ----------
    text : the report
    protect : names, nicknames and places that must not appear, in any case of letters

    Returns
    -------
    Findings: one row for each phrase with `kind`, `phrase`, `start` and `end` (places in the text) and `why`;
    `.redacted` is the text with each phrase replaced by its kind in brackets

    Raises ParameterError for a text or a protected name that is none.

    Misleads: an empty table is no clearance. Ask of every sentence: who could know this, and how many are they?

    >>> found = sanitise("The source overheard it at 14:20 in the Blue House.", protect=["Blue House"])
    >>> found.to_frame()["kind"].tolist()
    ['the source', 'way of knowing', 'exact time', 'protected']
    >>> found.redacted
    '[the source] [way of knowing] it at [exact time] in the [protected].'
    """
    if not isinstance(text, str):
        raise ParameterError(f"evaluation.sanitise: takes the text of one report, got {type(text).__name__}")
    named = [protect] if isinstance(protect, str) else list(protect)
    odd = [one for one in named if not isinstance(one, str)]
    if odd:
        raise ParameterError(f"evaluation.sanitise: protect= holds {odd[0]!r}; names and places in words alone")
    why = {
        "protected": said("named as not to appear"),
        "first person": said("says that the writer was there"),
        "the source": said("speaks of the source"),
        "tie to the source": said("ties somebody to the source"),
        "way of knowing": said("tells how it became known"),
        "meeting": said("tells of dealings with the source"),
        "exact time": said("so exact that few can have been there: give the part of the day"),
        "exact day": said("ties the report to a day: give the week or the month"),
        "number": said("identifies somebody, and whoever gave it"),
        "plate": said("identifies a vehicle, and whoever saw it"),
        "reference": said("leads to the file of the source's report"),
        "few knew": said("few knew: the circle gives the source away"),
    }
    found: list[tuple[int, int, str]] = []
    for name in sorted({name.strip() for name in named if name.strip()}, key=len, reverse=True):
        found += [(hit.start(), hit.end(), "protected") for hit in re.finditer(re.escape(name), text, re.IGNORECASE)]
    for kind, pattern in _PATTERNS:
        flags = 0 if kind in ("first person", "plate", "reference") else re.IGNORECASE
        found += [(hit.start(), hit.end(), kind) for hit in re.finditer(pattern, text, flags)]
    found += [(hit.start(), hit.end(), "few knew") for hit in _ONLY.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in found:
        if all(end <= other or start >= stop for other, stop, _ in kept):
            kept.append((start, end, kind))
    kept.sort()
    redacted, at = "", 0
    for start, end, kind in kept:
        redacted += text[at:start] + f"[{kind}]"
        at = end
    redacted += text[at:]
    frame = pd.DataFrame(
        [(kind, text[start:end], start, end, why[kind]) for start, end, kind in kept],
        columns=["kind", "phrase", "start", "end", "why"],
    )
    caveats = (
        said("an empty table is no clearance: ask of every sentence who could know this, and how many they are"),
        said("redaction is not sanitisation: rewrite, and keep the grade and what the reader needs"),
    )
    return Findings(said("{count} phrases to look at", count=len(frame)), frame, caveats, redacted=redacted)
