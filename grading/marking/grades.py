"""Mark codes given to several things in several columns, such as 4x4 grades, with the alternatives that also stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    thing: str = "document",
    near_share: float = 0.5,
) -> Verdict:
    """Mark coded columns row by row.

    Parameters
    ----------
    answer : rows with the column named by `thing` and one column for each code asked; the first row of a thing counts
    key : `rows`: thing -> column -> {`best`: codes that are right, `near`: codes that can be argued for}
    paper : not used; things that are not the key's are left out of account
    thing : column that names what is graded
    near_share : what a code that can be argued for earns

    Column by column, the mean credit is taken above what the best single code given to every thing would earn; the
    score is the mean over the columns, at least 0. Raises GradingError where one code is right everywhere.
    """
    rows: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = key["rows"]
    columns = sorted({column for row in rows.values() for column in row})
    if not columns:
        raise GradingError("the key grades nothing; derive the keys of this case again")
    given: dict[str, Mapping[str, Any]] = {}
    for row in answer:
        given.setdefault(str(row[thing]), row)
    scores: dict[str, float] = {}
    off: dict[str, list[str]] = {}
    for column in columns:
        asked = {name: row[column] for name, row in rows.items() if column in row}
        codes = sorted({code for one in asked.values() for code in (*one["best"], *one.get("near", ()))})
        base = max(sum(_credit(code, one, near_share) for one in asked.values()) for code in codes) / len(asked)
        if base >= 1:
            raise GradingError(f"one code is right for every {thing} in {column}; derive the keys of this case again")
        earned = {name: _credit(given.get(name, {}).get(column), one, near_share) for name, one in asked.items()}
        mean = sum(earned.values()) / len(asked)
        scores[column] = (mean - base) / (1 - base)
        off[column] = [name for name, value in earned.items() if value == 0]
    score = sum(scores.values()) / len(columns)
    return Verdict(
        score=max(0.0, min(1.0, score)),
        feedback=_feedback(len([name for name in rows if name in given]), len(rows), _full(rows, given), off),
        detail={"columns": {name: round(value, 4) for name, value in scores.items()}, "off": off},
    )


def _credit(code: Any, one: Mapping[str, Sequence[str]], near_share: float) -> float:
    if code is None:
        return 0.0
    return 1.0 if str(code) in one["best"] else near_share * (str(code) in one.get("near", ()))


def _full(rows: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]], given: Mapping[str, Mapping[str, Any]]) -> int:
    """How many things have the best code in every column."""
    return sum(
        all(str(given.get(name, {}).get(column)) in one["best"] for column, one in row.items())
        for name, row in rows.items()
    )


def _feedback(answered: int, asked: int, right: int, off: Mapping[str, Sequence[str]]) -> str:
    if not answered:
        return say("Nothing is graded yet.")
    parts = [say("Graded: {answered} of {asked}; fully right: {right}.", answered=answered, asked=asked, right=right)]
    for column, names in off.items():
        if names:
            parts.append(
                say("Codes in {column} that the file does not bear out: {count}.", column=column, count=len(names))
            )
    if any(off.values()) and {"source", "information"} <= set(off):
        parts.append(say("Grade source and information apart, on what the file shows at the date of the document."))
    return " ".join(parts)
