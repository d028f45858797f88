"""Mark a cleaned table row by row, above what handing in the raw table would earn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

Row = Mapping[str, Any]


def mark(
    answer: Sequence[Row],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    by: Sequence[str],
    compare: Sequence[str],
    tolerance: float = 0.0,
) -> Verdict:
    """Mark a table whose rows are found by some columns and compared in others.

    Parameters
    ----------
    answer : rows of the table
    key : `rows` (the right table) and `raw` (what a trainee is given, in the same columns)
    paper : not used
    by : columns that say which row a row is; a second row for the same one is wrong
    compare : columns in which each row is compared; the row earns the share of them that agree
    tolerance : how far numbers may differ, in their own unit

    With credit c, precision c / rows given and recall c / rows of the key, the score is their harmonic mean above that
    of the raw table, at least 0. Raises GradingError where the key is empty or equals the raw table.
    """
    right = _by(key["rows"], by)
    if not right:
        raise GradingError("the key has no rows; derive the keys of this case again")
    raw = _f1(key["raw"], right, by, compare, tolerance)
    if raw >= 1.0:
        raise GradingError("the raw table needs no cleaning; derive the keys of this case again")
    value = _f1(answer, right, by, compare, tolerance)
    given = _by(answer, by)
    extra = [list(one) for one in sorted(given) if one not in right]
    missed = [list(one) for one in sorted(right) if one not in given]
    differing = [
        list(one) for one in sorted(given) if one in right and _share(given[one], right[one], compare, tolerance) < 1
    ]
    repeated = len(answer) - len(given)
    return Verdict(
        score=max(0.0, min(1.0, (value - raw) / (1.0 - raw))),
        feedback=_feedback(len(answer), len(right), len(extra), len(missed), len(differing), repeated),
        detail={
            "f1": round(value, 4),
            "raw f1": round(raw, 4),
            "extra": extra[:50],
            "missed": missed[:50],
            "differing": differing[:50],
            "repeated": repeated,
        },
    )


def _by(rows: Sequence[Row], by: Sequence[str]) -> dict[tuple[str, ...], Row]:
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(_text(row.get(name)) for name in by), row)
    return found


def _f1(
    rows: Sequence[Row],
    right: Mapping[tuple[str, ...], Row],
    by: Sequence[str],
    compare: Sequence[str],
    tolerance: float,
) -> float:
    credit = sum(_share(row, right[name], compare, tolerance) for name, row in _by(rows, by).items() if name in right)
    return 2 * credit / (len(rows) + len(right))


def _share(row: Row, other: Row, compare: Sequence[str], tolerance: float) -> float:
    if not compare:
        return 1.0
    return sum(_agree(row.get(name), other.get(name), tolerance) for name in compare) / len(compare)


def _agree(one: Any, other: Any, tolerance: float) -> bool:
    if isinstance(other, (int, float)) and not isinstance(other, bool):
        try:
            return abs(float(one) - float(other)) <= tolerance + 1e-9
        except (TypeError, ValueError):
            return False
    return _text(one) == _text(other)


def _text(value: Any) -> str:
    """The value as compared: no outer blanks, and a whole number without its point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _feedback(given: int, wanted: int, extra: int, missed: int, differing: int, repeated: int) -> str:
    if not given:
        return say("The table has no rows yet.")
    parts = [say("Rows given: {given}; rows of a clean table: {wanted}.", given=given, wanted=wanted)]
    if repeated:
        parts.append(say("Rows that stand twice: {count}.", count=repeated))
    if extra:
        parts.append(say("Rows that a clean table does not have: {count}.", count=extra))
    if missed:
        parts.append(say("Rows that were lost in cleaning: {count}.", count=missed))
    if differing:
        parts.append(say("Rows with a value that is not yet in its right form: {count}.", count=differing))
    return " ".join(parts)
