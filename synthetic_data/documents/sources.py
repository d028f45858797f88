"""Who reports a document and how it deserves to be graded: 4x4 by what the file shows at the document's date.

The source grade follows from the source's history, the information grade from how the source knows and from what
the file already holds. What is really true plays no part: a false report from a proved source is graded well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from synthetic_data.documents.draft import Draft

# Kind -> prefix of its source references and how many sources of the kind the file has (0: each document its own).
_POOLS = {
    "informant": ("INF", 8),
    "surveillance": ("SUR", 2),
    "open source": ("OSI", 5),
    "statement": ("STA", 0),
    "officer": ("OFF", 5),
    "partner": ("PAR", 3),
    "phone": ("LAB", 2),
    "custody": ("CUS", 0),
    "finance": ("FIN", 2),
    "patrol": ("PTL", 2),
    "liaison": ("LIA", 3),
    "hotline": ("HOT", 0),
}
# Share of checked reports that proved accurate, by grade; the bounds of drawing.
_RIGHT = {"B": (0.75, 0.95), "C": (0.15, 0.40)}
_INFORMATION = {
    "own watch": "1",
    "own enquiry": "1",
    "read": "1",
    "traced": "1",
    "own knowledge": "2",
    "own account": "2",
    "own words": "2",
    "corroborated": "3",
    "hearsay": "4",
    "unsourced": "4",
    "anonymous": "4",
}
_HANDLING = {
    "informant": ("H2", "H3"),
    "surveillance": ("H1", "H0"),
    "open source": ("H0",),
    "statement": ("H1",),
    "officer": ("H0", "H1"),
    "partner": ("H2",),
    "phone": ("H1",),
    "custody": ("H1", "H0"),
    "finance": ("H2", "H1"),
    "patrol": ("H0", "H1"),
    "liaison": ("H2", "H0"),
    "hotline": ("H1",),
}
# Kinds whose source always stands where its history puts it, and how such a source knows.
_STANDING = {
    "surveillance": ("A", "team"),
    "officer": ("A", "officer"),
    "phone": ("A", "laboratory"),
    "finance": ("A", "counter"),
    "patrol": ("A", "team"),
    "open source": ("X", "public"),
    "custody": ("X", "held"),
    "hotline": ("X", "caller"),
}
_KNOWS = {
    "surveillance": "own watch",
    "patrol": "own watch",
    "officer": "own enquiry",
    "phone": "read",
    "finance": "traced",
    "statement": "own account",
    "custody": "own words",
    "open source": "hearsay",
    "hotline": "anonymous",
}
FIRST_HAND = 0.55


def assess(drafts: Sequence[Draft], grades: Mapping[str, float], rng: np.random.Generator) -> None:
    """Give every draft its source, grades, handling and the reasons for them; drafts come in order of date.

    `grades` weighs the source grades B, C and X among sources with a history (the level's `grades.source`).
    """
    standing = _standing(grades, rng)
    given: dict[str, int] = {}
    stated: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        draft.source = _source(draft, standing, given, rng)
        given[draft.source] = given.get(draft.source, 0) + 1
        draft.source_grade, draft.history = _history(draft, standing, given[draft.source], rng)
        draft.access = _access(draft, rng)
        if draft.access == "hearsay":
            _corroborate(draft, stated)
        draft.information_grade = _INFORMATION[draft.access]
        options = _HANDLING[draft.kind]
        draft.handling = options[int(rng.integers(len(options)))]
        for statement in draft.statements:
            if statement.polarity == "asserted" and draft.copies is None:
                stated.setdefault(statement.ends, []).append(draft)


def _standing(grades: Mapping[str, float], rng: np.random.Generator) -> dict[str, tuple[str, int]]:
    """Source reference -> (grade, checked reports before this file); one of each kind is proved."""
    letters = ("B", "C", "X")
    weights = np.array([float(grades.get(letter, 0.0)) for letter in letters])
    weights = weights / weights.sum() if weights.sum() > 0 else np.array([0.6, 0.2, 0.2])
    standing: dict[str, tuple[str, int]] = {}
    for kind in ("informant", "partner", "liaison"):
        prefix, size = _POOLS[kind]
        proved = int(rng.integers(size))
        for number in range(size):
            letter = "B" if number == proved else letters[int(rng.choice(3, p=weights))]
            if kind == "liaison" and letter == "C":
                letter = "X"  # a public desk may be new to us; it is not mostly wrong
            standing[f"{prefix}-{number + 1:02d}"] = (letter, int(rng.integers(5, 22)))
    return standing


def _source(
    draft: Draft, standing: Mapping[str, tuple[str, int]], given: Mapping[str, int], rng: np.random.Generator
) -> str:
    prefix, size = _POOLS[draft.kind]
    if size == 0:
        return f"{prefix}-{1 + sum(name.startswith(prefix) for name in given):02d}"
    names = [f"{prefix}-{number + 1:02d}" for number in range(size)]
    if draft.decent and draft.kind in ("informant", "partner"):
        names = [name for name in names if standing[name][0] == "B"]
    if draft.weak:
        names = [name for name in names if standing[name][0] != "B"] or names
    # A source of unknown standing has one report only: its first.
    names = [name for name in names if not (standing.get(name, ("", 0))[0] == "X" and given.get(name))] or names
    return names[int(rng.integers(len(names)))]


def _history(
    draft: Draft, standing: Mapping[str, tuple[str, int]], given: int, rng: np.random.Generator
) -> tuple[str, tuple[str, int, int]]:
    if draft.kind in _STANDING:
        letter, name = _STANDING[draft.kind]
        return letter, (name, 0, 0)
    letter, before = standing.get(draft.source, ("X", 0))
    if letter == "X":
        return "X", ("first", 0, 0)
    low, high = _RIGHT[letter]
    count = before + given - 1
    right = min(max(round(count * rng.uniform(low, high)), 1), count - 1)
    return letter, ("counted", count, right)


def _access(draft: Draft, rng: np.random.Generator) -> str:
    if draft.copies is not None:
        return "unsourced"
    if draft.kind in _KNOWS:
        return _KNOWS[draft.kind]
    if draft.weak and draft.source_grade == "B":
        return "hearsay"
    return "own knowledge" if draft.decent or rng.random() < FIRST_HAND else "hearsay"


def _corroborate(draft: Draft, stated: Mapping[tuple[str, str], Sequence[Draft]]) -> None:
    """Second-hand information counts as corroborated where an earlier document of another source has all of it."""
    earlier: list[Draft] = []
    for statement in draft.statements:
        others = [other for other in stated.get(statement.ends, ()) if other.source != draft.source]
        if statement.polarity == "denied" or not others:
            return
        earlier.append(others[0])
    draft.access = "corroborated"
    draft.corroborated_by = ", ".join(sorted({other.document_id for other in earlier}))
