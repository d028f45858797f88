"""Notes stay non-nominal: what in a remark could point to one person, a number, an address or a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 300
# What no note of a statistical return holds; the words tell the contributor what to take out.
_FORBIDDEN = (
    (re.compile(r"[^\s@]+@[^\s@]+\.\w+"), "an e-mail address"),
    (re.compile(r"https?://|www\."), "a web address"),
    (re.compile(r"(?:\d[\s().-]?){7,}"), "a number of seven or more digits, such as a telephone"),
    (re.compile(r"\b(?=[A-Z0-9]*\d{4})[A-Z]{1,3}\d{5,}\b"), "a number like that of a travel document"),
    (re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Capt|Col|Gen|Sgt)\b\.?\s+\w"), "a person's title and name"),
    (re.compile(r"\b(?:alias|a\.k\.a\.|born|date of birth|DOB|passport no|named)\b", re.IGNORECASE), "personal data"),
)
_PAIR = re.compile(r"\b[A-Z][a-z]+(?:\s+[A-Z][a-z]+)+\b")
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


def note_problem(note: str) -> str:
    """Return why a note cannot be filed, "" where it can.

    The check knows forms, not people: it finds numbers, addresses, titles and formulas. A bare name is only asked
    about (`possible_names`), since places and offices are written alike.

    >>> note_problem("counted by another office since 2026-02-01"), note_problem("ask Mr Example")
    ('', "holds a person's title and name; returns are non-nominal: take it out")
    """
    if len(note) > LONGEST:
        return f"is {len(note)} characters long; at most {LONGEST}"
    if any(ord(one) < 32 for one in note):
        return "holds a line break or a control character; write one plain line"
    if note.lstrip().startswith(("=", "+", "-", "@", "|", "%")):
        return f"begins like a formula ({note.strip()[:20]!r}); write it as words"
    for pattern, what in _FORBIDDEN:
        if pattern.search(_DATE.sub("", note)):
            return f"holds {what}; returns are non-nominal: take it out"
    return ""


def possible_names(note: str, known: Iterable[str]) -> list[str]:
    """Return pairs of capitalised words that no known country, route or contributor explains.

    >>> possible_names("Viet Nam and Anna Example", ["Viet Nam"])
    ['Anna Example']
    """
    words = {word for name in known for word in name.replace(",", " ").split()}
    return [pair for pair in _PAIR.findall(note) if not set(pair.split()) <= words]
