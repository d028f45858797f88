"""What a search asks for: checked once against the vocabularies, then turned into a condition for either engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from toolkit.errors import ReportingError, unknown
from toolkit.reporting import tables
from toolkit.reporting.contributors import ALL
from toolkit.reporting.rounds import after, day_of, span_of
from toolkit.schema.indicators import cycles, indicators

LAST, EVERY = "last", "all"


@dataclass(frozen=True)
class Filter:
    """Values asked for in each column; empty means any. `spans` are periods as (cycle, first start, last start)."""

    indicator: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    citizenship: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    route: tuple[str, ...] = ()
    cycle: tuple[str, ...] = ()
    spans: tuple[tuple[str, date, date], ...] = ()
    vintages: str = LAST
    as_of: date | None = None

    @property
    def of_returns(self) -> list[ColumnElement[bool]]:
        """The conditions on rows of `returns`."""
        held = tables.returns.c
        found: list[ColumnElement[bool]] = []
        if self.state:
            found.append(held.contributor.in_(self.state))
        if self.spans:
            found.append(
                or_(*(and_(held.cycle == one, held.period.between(first, last)) for one, first, last in self.spans))
            )
        elif self.cycle:
            found.append(held.cycle.in_(self.cycle))
        return found

    @property
    def of_figures(self) -> list[ColumnElement[bool]]:
        """The conditions on rows of `figures`."""
        held = tables.figures.c
        pairs = (
            (held.indicator, self.indicator),
            (held.country, self.citizenship),
            (held.item, self.item),
            (held.route, self.route),
        )
        return [column.in_(values) if len(values) > 1 else column == values[0] for column, values in pairs if values]

    def sql(self) -> tuple[str, list[Any]]:
        """Return the condition for DuckDB over a snapshot's columns, and its parameters."""
        words, values = [], []
        for name in ("indicator", "state", "citizenship", "item", "route"):
            if wanted := getattr(self, name):
                words.append(f"{name} IN ({', '.join('?' * len(wanted))})")
                values += wanted
        if self.spans:
            words.append("(" + " OR ".join("(cycle = ? AND period BETWEEN ? AND ?)" for _ in self.spans) + ")")
            values += [part for span in self.spans for part in span]
        elif self.cycle:
            words.append(f"cycle IN ({', '.join('?' * len(self.cycle))})")
            values += self.cycle
        if self.as_of is not None:
            words.append("reported_on <= ?")
            values.append(self.as_of)
        elif self.vintages == LAST:
            words.append("standing")
        return " AND ".join(words) or "true", values


def read_filter(
    *,
    known: Mapping[str, Collection[str]],
    indicator: Any = None,
    state: Any = None,
    citizenship: Any = None,
    item: Any = None,
    route: Any = None,
    cycle: Any = None,
    period: Any = None,
    vintages: str = LAST,
    as_of: Any = None,
    **other: Any,
) -> Filter:
    """Check what a search asks for.

    Parameters
    ----------
    known : the valid "state", "citizenship" and "route"
    indicator, state, citizenship, item, route, cycle : one value or several; None for any. Citizenship "ZZ" is a total
    period : "2024", "2024-H1", "2024-Q3", "2024-05", or a pair (first, last) of those; periods that lie within
    vintages : "last" (of each return) or "all"
    as_of : only what was filed by that day

    Raises ReportingError with the valid values.

    >>> read_filter(known={}, indicator="1.1.1", cycle="quarterly", period="2024").spans
    (('quarterly', datetime.date(2024, 1, 1), datetime.date(2024, 10, 1)),)
    """
    for name in other:
        raise ReportingError(unknown("part of a search", name, [*Filter.__dataclass_fields__, "period"]))
    items = {one for each in indicators().values() for one in each.items}
    valid: dict[str, Collection[str]] = {"indicator": indicators(), "item": items, "cycle": cycles(), **known}
    given = {
        "indicator": indicator,
        "state": state,
        "citizenship": citizenship,
        "item": item,
        "route": route,
        "cycle": cycle,
    }
    chosen: dict[str, tuple[str, ...]] = {}
    for name, wanted in given.items():
        chosen[name] = _several(wanted)
        for one in chosen[name]:
            if one not in (ALL, "") and name in valid and one not in valid[name]:
                listed = valid[name]
                raise ReportingError(
                    f"unknown citizenship {one!r}; a country's two-letter code, such as KH, or ZZ for totals"
                    if name == "citizenship"
                    else unknown(name, one, listed)
                )
    if vintages not in (LAST, EVERY):
        raise ReportingError(unknown("vintages", vintages, (LAST, EVERY)))
    names = chosen["cycle"] or tuple(cycles())
    return Filter(**chosen, spans=_spans(period, names), vintages=vintages, as_of=day_of(as_of, "as_of"))


def _several(wanted: Any) -> tuple[str, ...]:
    if wanted is None:
        return ()
    if isinstance(wanted, str) or not isinstance(wanted, Iterable):
        return (str(wanted),)
    return tuple(dict.fromkeys(str(one) for one in wanted))


def _spans(period: Any, names: Iterable[str]) -> tuple[tuple[str, date, date], ...]:
    if period is None:
        return ()
    pair = tuple(period) if isinstance(period, (tuple, list)) else (period, period)
    if len(pair) != 2:
        raise ReportingError(f"period: one, or a pair (first, last), not {len(pair)} values")
    first, _ = span_of(pair[0])
    start, months = span_of(pair[1])
    end = after(start, months) - timedelta(days=1) if months else start
    if first > end:
        raise ReportingError(f"period: {first} lies after {end}; write the earlier one first")
    spans = []
    for name in names:
        last = after(date(end.year, end.month, 1), 1 - cycles()[name].months)
        if end < after(date(end.year, end.month, 1), 1) - timedelta(days=1):
            last = after(last, -1)
        if last >= first:
            spans.append((name, first, last))
    # Nothing of the cycles asked for fits into the period: a condition that no row fulfils.
    return tuple(spans) or ((next(iter(names)), date(1, 1, 2), date(1, 1, 2)),)
