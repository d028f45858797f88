"""Turn what a trainee assigned into plain JSON in the declared form, or say in one line what is malformed.

Runs on the trainee's machine to help, and again on the trusted side to check: it knows forms, never keys.
"""

from __future__ import annotations

import datetime
import math
import numbers
from collections.abc import Collection, Mapping
from typing import Any

from toolkit.answers.sheet import Form, FormColumn
from toolkit.errors import AnswerError, unknown

TEXT_LIMIT = 2_000
# Items, months or documents of one answer: far above any exercise, and counted before anything is walked through.
ENTRY_LIMIT = 10_000


def normalise(
    answer: Any,
    form: Form,
    *,
    nominals: Collection[str] = (),
    items: Collection[str] = (),
    documents: Collection[str] = (),
) -> Any:
    """Return the answer as JSON-ready data in its declared form.

    Parameters
    ----------
    answer : DataFrame, list of mappings, mapping or Series, by the form
    form : the declared form
    nominals, items, documents : valid identifiers; empty means unchecked

    Returns a list of rows (`table`), a mapping item -> code or codes (`choices`), or a mapping
    "YYYY-MM" -> number or None (`series`). Raises AnswerError with one line naming the place and valid values.

    >>> normalise({"a": "yes"}, Form("choices", codes=("yes", "no")))
    {'a': 'yes'}
    """
    if answer is None or answer is Ellipsis:
        raise AnswerError("nothing recorded: the answer is still empty; assign your answer in the cell above")
    if form.type == "table":
        return _table(answer, form, nominals, documents)
    if form.type == "choices":
        return _choices(answer, form, items)
    return _series(answer)


def _table(answer: Any, form: Form, nominals: Collection[str], documents: Collection[str]) -> list[dict[str, Any]]:
    frame = hasattr(answer, "to_dict") and hasattr(answer, "columns")
    if not frame and not isinstance(answer, (list, tuple)):
        raise AnswerError(f"expected a table (DataFrame or list of rows), got {type(answer).__name__}")
    if not len(answer):
        raise AnswerError("nothing recorded: the table has no rows yet")
    if len(answer) > form.most:
        raise AnswerError(f"{len(answer)} rows; at most {form.most} are accepted: leave out what you cannot support")
    names = [column.name for column in form.columns]
    for name in answer.columns if frame else ():
        if name not in names:
            raise AnswerError(f"row 1: {unknown('column', name, names)}")
    rows = answer.to_dict("records") if frame else list(answer)
    result: list[dict[str, Any]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(rows, start=1):
        if isinstance(row, (list, tuple)) and len(row) == len(names):
            row = dict(zip(names, row, strict=True))
        if not isinstance(row, Mapping):
            raise AnswerError(f"row {number}: expected the columns {', '.join(names)}, got {type(row).__name__}")
        for name in row:
            if name not in names:
                raise AnswerError(f"row {number}: {unknown('column', name, names)}")
        clean: dict[str, Any] = {}
        for column in form.columns:
            value = _cell(row.get(column.name), column, number, nominals, documents)
            if value is not None:
                clean[column.name] = value
        if form.unique:
            identity = tuple(sorted(str(clean.get(name)) for name in form.unique))
            if identity in seen:
                raise AnswerError(f"rows {seen[identity]} and {number} both give {' - '.join(identity)}; keep one")
            seen[identity] = number
        result.append(clean)
    return result


def _cell(value: Any, column: FormColumn, row: int, nominals: Collection[str], documents: Collection[str]) -> Any:
    where = f"row {row}, {column.name}"
    text = "" if value is None else str(value).strip()
    if text in ("", "NaT", "<NA>") or (isinstance(value, float) and math.isnan(value)):
        if column.optional:
            return None
        raise AnswerError(f"{where}: empty; " + (f"valid: {', '.join(column.codes)}" if column.codes else "fill it in"))
    if column.type == "number":
        return _number(value, where)
    if column.type == "percent":
        share = _number(value.strip().removesuffix("%") if isinstance(value, str) else value, where)
        if not 0 <= share <= 100:
            raise AnswerError(f"{where}: {share:g} is not between 0 and 100 per cent")
        return share
    if column.type == "month":
        return _month(value, where)
    if column.type == "date":
        return _day(value, where)
    if column.type == "documents":
        _count(value, where)
        listed = [str(one).strip() for one in value] if isinstance(value, (list, tuple)) else str(value).split(";")
        chosen = sorted({one.strip() for one in listed if one.strip()})
        for one in chosen:
            if documents and one not in documents:
                raise AnswerError(f"{where}: {unknown('document', one, documents)}"[:400])
        return chosen
    text = text[:TEXT_LIMIT]
    if column.type == "code" and text not in column.codes:
        raise AnswerError(f"{where}: {unknown('value', text, column.codes)}")
    if column.type == "nominal" and nominals and text not in nominals:
        raise AnswerError(f"{where}: {text!r} is not an index number of the nominal index, such as {min(nominals)!r}")
    return text


def _count(value: Any, where: str) -> None:
    """Refuse what holds more entries than any answer has; a text counts as one."""
    if hasattr(value, "__len__") and not isinstance(value, str) and len(value) > ENTRY_LIMIT:
        raise AnswerError(f"{where}: {len(value):,} entries; at most {ENTRY_LIMIT:,} are accepted")


def _choices(answer: Any, form: Form, items: Collection[str]) -> dict[str, Any]:
    _count(answer, "answer")
    if hasattr(answer, "to_dict"):
        answer = answer.to_dict()
    if not isinstance(answer, Mapping):
        raise AnswerError(f"expected one choice for each item (a mapping), got {type(answer).__name__}")
    result: dict[str, Any] = {}
    for item, value in answer.items():
        name = str(item)
        if items and name not in items:
            raise AnswerError(unknown("item", name, items))
        if value is None or value in ("", [], ()):
            continue
        _count(value, f"item {name}")
        chosen = [str(one) for one in value] if isinstance(value, (list, tuple, set, frozenset)) else [str(value)]
        for code in chosen:
            if form.codes and code not in form.codes:
                raise AnswerError(f"item {name}: {unknown('choice', code, form.codes)}")
        if not form.several and len(chosen) != 1:
            raise AnswerError(f"item {name}: one choice is wanted, {len(chosen)} were given")
        result[name] = sorted(set(chosen)) if form.several else chosen[0]
    if not result:
        raise AnswerError("nothing recorded: no item has a choice yet")
    return result


def _series(answer: Any) -> dict[str, float | None]:
    _count(answer, "answer")
    if hasattr(answer, "items"):
        pairs = list(answer.items())
    else:
        raise AnswerError(f"expected a monthly Series (or a mapping month -> number), got {type(answer).__name__}")
    result: dict[str, float | None] = {}
    for period, value in pairs:
        month = _month(period, "index")
        if month in result:
            raise AnswerError(f"month {month} stands twice; give one value for each month")
        empty = value is None or str(value) in ("<NA>", "nan", "NaN", "NaT")
        result[month] = None if empty else _number(value, month)
    if not result:
        raise AnswerError("nothing recorded: the series is empty")
    return dict(sorted(result.items()))


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (numbers.Real, str)):
        raise AnswerError(f"{where}: expected a number, got {type(value).__name__}")
    try:
        number = float(value)
    except ValueError:
        raise AnswerError(f"{where}: {str(value)[:40]!r} is not a number") from None
    if not math.isfinite(number):
        raise AnswerError(f"{where}: {number} is not a finite number")
    return number


def _month(value: Any, where: str) -> str:
    text = str(value)[:7]
    try:
        return datetime.date.fromisoformat(text + "-01").isoformat()[:7]
    except ValueError:
        raise AnswerError(f"{where}: {str(value)[:20]!r} is not a month; write it as 2026-03") from None


def _day(value: Any, where: str) -> str:
    try:
        return datetime.date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise AnswerError(f"{where}: {str(value)[:20]!r} is not a day; write it as 2026-03-14") from None
