"""The rows of a return, checked one by one: every problem is found, with its place, before anything is filed."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from toolkit.errors import ReportingError, ReturnError, unknown
from toolkit.reporting.contributors import ALL
from toolkit.reporting.notes import note_problem
from toolkit.schema.indicators import UNITS, Indicator, indicators

COLUMNS = ("indicator", "citizenship", "item", "route", "value", "unit", "note")
MOST_ROWS = 5_000
LARGEST = 2**53  # past it a spreadsheet and JSON no longer hold a number exactly
Where = Callable[[int, str], str]  # (row from 0, column) -> place in words


@dataclass(frozen=True)
class Figure:
    """One figure of a return: what is counted, and how many; `value` None is "not reported", never 0."""

    indicator: str
    country: str
    item: str
    route: str
    value: int | None
    unit: str
    note: str = ""
    record: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the figure counts; it stands once in a return."""
        return self.indicator, self.country, self.item, self.route


def read_figures(
    rows: Any,
    cycle: str,
    *,
    countries: Mapping[str, str],
    routes: Iterable[str],
    where: Where | None = None,
    most: int = MOST_ROWS,
) -> list[Figure]:
    """Check the rows of a return and give them in order: by indicator and route, the largest part first.

    Parameters
    ----------
    rows : DataFrame, or a sequence of mappings, with columns indicator, value and, where they apply, citizenship (of a
        breakdown by country; a total needs none), item, route, unit (of goods), note. An empty value is "not reported"
    cycle : cycle of the return
    countries, routes : vocabularies of the system
    where : names the place of a row (from 0) and column in an error; by default "row 1: value"

    Raises ReturnError with one line for every problem.
    """
    listed = listed_rows(rows)
    where = where or (lambda at, column: f"row {at + 1}: {column}")
    problems: list[str] = []
    if len(listed) > most:
        raise ReturnError([f"{len(listed)} rows; a return has at most {most}"])
    if not listed:
        raise ReturnError(["a return without rows; file at least one figure"])
    known_routes = set(routes)
    found: list[Figure] = []
    first: dict[tuple[str, str, str, str], int] = {}
    for at, row in enumerate(listed):
        before = len(problems)
        figure = _figure(row, cycle, countries, known_routes, partial(where, at), problems)
        if figure is None or len(problems) > before:
            continue
        if figure.key in first:
            earlier = where(first[figure.key], "").rstrip(": ")
            problems.append(
                f"{where(at, 'indicator')} {_said(figure)} stands already at {earlier}; keep one of the two"
            )
        first.setdefault(figure.key, at)
        found.append(figure)
    if problems:
        raise ReturnError(problems)
    order = list(indicators())
    return sorted(found, key=lambda one: (order.index(one.indicator), one.route, -(one.value or 0)))


def exceeding(figures: Iterable[Figure]) -> list[tuple[Indicator, str, int, int]]:
    """Return each breakdown above its total: indicator, route, sum of the parts, total.

    >>> made = [Figure("1.1.1", "ZZ", "", "", 5, "detections"), Figure("1.1.2", "KH", "", "", 6, "detections")]
    >>> [(one.number, parts, total) for one, _, parts, total in exceeding(made)]
    [('1.1.2', 6, 5)]
    """
    held: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for one in figures:
        if one.value is not None:
            held.setdefault((one.indicator, one.route), {})[one.country, one.item] = one.value
    over = []
    for (number, route), parts in held.items():
        indicator = indicators()[number]
        total = held.get((indicator.total, route), {}).get((ALL, "")) if indicator.total else None
        if total is not None and sum(parts.values()) > total:
            over.append((indicator, route, sum(parts.values()), total))
    return over


def as_table(figures: Iterable[Figure]) -> pd.DataFrame:
    """Return figures as a table with the columns in which rows are filed; totals have an empty citizenship."""
    rows = [
        {
            "indicator": one.indicator,
            "citizenship": "" if one.country == ALL else one.country,
            "item": one.item,
            "route": one.route,
            "value": one.value,
            "unit": one.unit,
            "note": one.note,
        }
        for one in figures
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": "Int64"})


def read_value(given: Any) -> int | None:
    """Return a figure as a whole number, None where it is empty (not reported); ReportingError saying what it is.

    >>> read_value("120"), read_value(""), read_value(3.0)
    (120, None, 3)
    """
    if given is None or given is pd.NA or (isinstance(given, str) and not given.strip()):
        return None
    if isinstance(given, bool):
        raise ReportingError(f"{given} is no number; write how many")
    if isinstance(given, str):
        words = given.strip()
        if words.startswith(("=", "@", "+")):
            raise ReportingError(f"{words[:30]!r} is a formula; write the number itself")
        if words.removeprefix("-").isascii() and words.removeprefix("-").isdigit():
            given = int(words)
        elif words.lower() in ("nan", "na", "n/a", "null", "none"):
            raise ReportingError(f"{words!r} is no number; leave it empty where it is not reported")
        else:
            raise ReportingError(f"{words[:30]!r} is not a whole number; write digits alone, such as 1250")
    if not isinstance(given, numbers.Real):
        raise ReportingError(f"{str(given)[:30]!r} is not a whole number; write digits alone, such as 1250")
    if isinstance(given, float) or not isinstance(given, numbers.Integral):
        given = float(given)
        if math.isnan(given):
            raise ReportingError("NaN is no number; leave it empty (None) where it is not reported")
        if math.isinf(given) or given != int(given):
            raise ReportingError(f"{given} is not a whole number; write digits alone, such as 1250")
    value = int(given)
    if value < 0:
        raise ReportingError(f"{value} is below 0; nothing is counted less than never")
    if value > LARGEST:
        raise ReportingError(f"{value} is larger than any count can be")
    return value


def listed_rows(rows: Any) -> list[Mapping[str, Any]]:
    if isinstance(rows, pd.DataFrame):
        wrong = [str(name) for name in rows.columns if name not in COLUMNS]
        listed: Sequence[Any] = rows.to_dict("records") if not wrong else ()
    else:
        if isinstance(rows, (str, bytes, Mapping)) or not isinstance(rows, Iterable):
            raise ReturnError([f"rows are a table or a list of mappings, not {type(rows).__name__}"])
        listed = list(rows)
        strange = [type(row).__name__ for row in listed if not isinstance(row, Mapping)]
        if strange:
            raise ReturnError([f"a row is a mapping such as {{'indicator': '1.1.1', 'value': 12}}, not {strange[0]}"])
        wrong = sorted({str(name) for row in listed for name in row if name not in COLUMNS})
    if wrong:
        raise ReturnError([unknown("column", name, COLUMNS) for name in wrong])
    return list(listed)


def _figure(
    row: Mapping[str, Any],
    cycle: str,
    countries: Mapping[str, str],
    routes: set[str],
    where: Callable[[str], str],
    problems: list[str],
) -> Figure | None:
    number = _text(row, "indicator", where, problems)
    if number not in indicators():
        problems.append(f"{where('indicator')} {unknown('indicator', number, indicators())}")
        return None
    indicator = indicators()[number]
    if cycle not in indicator.cycles:
        problems.append(f"{where('indicator')} {number} is asked {', '.join(indicator.cycles)}, not {cycle}")
        return None
    before = len(problems)
    country, item, route, unit, note = (
        _text(row, name, where, problems) for name in ("citizenship", "item", "route", "unit", "note")
    )
    if len(problems) > before:
        return None
    if not indicator.by:
        if country not in ("", ALL):
            problems.append(f"{where('citizenship')} {country!r}: {number} is a total; leave it empty")
        country = ALL
    elif indicator.by_country:
        if country not in countries:
            hint = _near(country, countries)
            problems.append(f"{where('citizenship')} {country!r} is no country's two-letter code{hint}")
    elif country:
        problems.append(f"{where('citizenship')} {country!r}: {number} is by {indicator.by}; leave it empty")
    if indicator.items and item not in indicator.items:
        problems.append(f"{where('item')} {unknown('item', item, indicator.items)}")
    if item and not indicator.items:
        problems.append(f"{where('item')} {item!r}: {number} has no items; leave it empty")
    if route and cycle != "monthly":
        problems.append(f"{where('route')} {route!r}: routes are named in monthly returns alone; leave it empty")
    elif route and route not in routes:
        problems.append(f"{where('route')} {unknown('route', route, routes)}")
    unit = unit or indicator.unit
    if indicator.unit and unit != indicator.unit:
        problems.append(f"{where('unit')} {unit!r}: {number} is counted in {indicator.unit}")
    elif unit not in UNITS:
        problems.append(f"{where('unit')} {unknown('unit', unit, UNITS)}")
    if wrong := note_problem(note):
        problems.append(f"{where('note')} {wrong}")
    try:
        value = read_value(row.get("value"))
    except ReportingError as error:
        problems.append(f"{where('value')} {error}")
        return None
    return Figure(number, country, item, route, value, unit, note)


def _text(row: Mapping[str, Any], name: str, where: Callable[[str], str], problems: list[str]) -> str:
    given = row.get(name)
    if given is None or given is pd.NA or (isinstance(given, float) and math.isnan(given)):
        return ""
    if not isinstance(given, str):
        problems.append(f"{where(name)} {str(given)[:30]!r} is no text")
        return ""
    words = given.strip()
    if name != "note" and words.startswith(("=", "@")):
        problems.append(f"{where(name)} {words[:30]!r} is a formula; write the value itself")
        return ""
    return words


def _near(given: str, countries: Mapping[str, str]) -> str:
    """The mend of a wrong country: the code of a name, or where codes are listed."""
    for code, name in countries.items():
        if given.casefold() in (name.casefold(), code.casefold()):
            return f"; did you mean {code} ({name})?"
    return "; such as KH (ISO 3166; reporting.countries lists them)"


def _said(figure: Figure) -> str:
    part = figure.item or (figure.country if figure.country != ALL else "")
    return " ".join(word for word in (figure.indicator, part, figure.route and f"on {figure.route!r}") if word)
