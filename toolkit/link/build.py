"""From a table of records to a graph: repeated pairs counted, nothing lost, the records kept behind each link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import EvidenceError, ParameterError, unknown
from toolkit.language import text
from toolkit.link import status as grading_rule
from toolkit.link.columnar import Links, columnar
from toolkit.link.evidence import Evidence

_LISTED = 3


def build(
    table: pd.DataFrame,
    source: str,
    target: str,
    strength: str | None = None,
    directed: bool = False,
    records: str | None = None,
    *,
    time: str | None = None,
    nodes: Iterable[Any] | None = None,
) -> Any:
    """Build a simple graph from a table of records, one row for each contact, payment, mention or journey.

    Parameters
    ----------
    table : one row for each record; any DataFrame
    source, target : columns that hold the two ends
    strength : column of amounts to add up; without it a link's strength is its number of records
    directed : keep who is the source of each record
    records : column that identifies a record; without it the index of the table does
    time : column of instants; links then carry `first` and `last`
    nodes : entities that stand on the chart even if no record links them (isolates)

    Returns
    -------
    networkx.Graph, or DiGraph where directed; its links stand in columns until one is looked at (`link.columnar`), so
    that measures of a large table need no dictionaries. Entities stand in order of first appearance. A link carries
    `strength`, `count` (records), `records` (their identifiers, in the order of the table), `status` where the
    table has the columns `source_grade` and `information_grade` (see `link.status`) or a column `status`, and
    `relations` where it has a column `relation`. `link.evidence(graph, a, b)` gives the rows behind a link.
    `graph.graph["notes"]` states what could not become a link: records with an empty end, self-links.

    Raises ParameterError for an unknown column, an empty table, a strength that is missing, negative or not a
    number; EvidenceError for times of mixed zones, and for an unknown grade or status.

    >>> calls = pd.DataFrame({"caller": ["a", "b", "a"], "callee": ["b", "a", "c"]})
    >>> graph = build(calls, source="caller", target="callee")
    >>> list(graph.edges(data="strength"))
    [('a', 'b', 2), ('a', 'c', 1)]
    >>> graph["a"]["b"]["records"]
    (0, 1)
    """
    _check_columns(table, source, target, strength, records, time)
    amounts = None if strength is None else _amounts(table, strength)
    instants = None if time is None else _instants(table, time)
    starts, ends, entities = _ends(table[source], table[target])
    empty = (starts < 0) | (ends < 0)
    loops = (starts == ends) & ~empty
    said = _notes(table, source, target, empty, loops)
    named = list(dict.fromkeys((*entities, *(nodes if nodes is not None else ()))))

    apart = ~(empty | loops)
    rows = np.arange(len(table)) if apart.all() else np.flatnonzero(apart)
    starts, ends = (starts, ends) if len(rows) == len(table) else (starts[rows], ends[rows])
    first, second = (starts, ends) if directed else (np.minimum(starts, ends), np.maximum(starts, ends))
    link, _ = pd.factorize(first * max(len(entities), 1) + second)
    links = int(link.max()) + 1 if len(link) else 0
    count = np.bincount(link, minlength=links)
    lead = _first_of_each(link, links)
    pair = (starts[lead], ends[lead])
    held = Evidence(table, rows, link, lead, (starts, ends), entities, not directed, time)

    others: dict[str, Callable[[], Sequence[Any]]] = {
        "count": count.tolist,
        "records": lambda: held.lists((table.index if records is None else table[records]).to_numpy()),
    }
    known = _statuses(table, rows, link, links)
    if known is not None:
        others["status"] = lambda: known
    if "relation" in table.columns:
        others["relations"] = lambda: [
            tuple(dict.fromkeys(named)) for named in held.lists(table["relation"].astype("str").to_numpy())
        ]
    if instants is not None:
        earliest, latest = _spans(instants, rows, link, links)
        others["first"] = earliest.tolist
        others["last"] = latest.tolist
    total = count if amounts is None else _sums(amounts[rows], link, links)
    graph = columnar(Links(named, *pair, total, others), directed)
    graph.graph["notes"] = said
    graph.graph["evidence"] = held
    return graph


def _check_columns(table: Any, source: str, target: str, *others: str | None) -> None:
    if not isinstance(table, pd.DataFrame):
        raise ParameterError(f"link.build: expected a DataFrame of records, got {type(table).__name__}")
    for column in (source, target, *others):
        if column is not None and column not in table.columns:
            raise ParameterError(f"link.build: {unknown('column', column, map(str, table.columns))}")
    if source == target:
        raise ParameterError(f"link.build: source and target are both {source!r}; name the columns of the two ends")
    if table.empty:
        raise ParameterError("link.build: the table is empty; check the filter that made it")


def _ends(source: pd.Series, target: pd.Series) -> tuple[Any, Any, list[Any]]:
    """Number the entities in order of first appearance, reading row by row, source before target; -1 is an empty end.

    A row with an empty end makes no entity.
    """
    codes, values = pd.factorize(pd.concat([source, target], ignore_index=True))
    listed = [_plain(value) for value in values]
    blank = [number for number, value in enumerate(listed) if isinstance(value, str) and not value.strip()]
    if blank:
        codes[np.isin(codes, blank)] = -1
    size = len(source)
    starts, ends = codes[:size], codes[size:]
    whole = np.flatnonzero((starts >= 0) & (ends >= 0))
    never = 2 * size
    seen: Any = np.full(len(listed) + 1, never)
    for side, (column, step) in enumerate(((starts, 2), (ends, 2))):
        found: Any = np.full(len(listed) + 1, never)
        # of several assignments to one place the last stands, so read backwards
        found[column[whole][::-1]] = step * whole[::-1] + side
        np.minimum(seen, found, out=seen)
    order = np.argsort(seen[:-1], kind="stable")
    order = order[seen[order] < never]
    rank: Any = np.full(len(listed) + 1, -1)
    rank[order] = np.arange(len(order))
    return rank[starts], rank[ends], [listed[number] for number in order.tolist()]


def _first_of_each(link: Any, links: int) -> Any:
    """Return the first row of each link."""
    lead: Any = np.zeros(links, dtype=np.int64)
    lead[link[::-1]] = np.arange(len(link))[::-1]
    return lead


def _spans(instants: pd.Series, rows: Any, link: Any, links: int) -> tuple[Any, Any]:
    """Return the earliest and the latest time of each link, as Series."""
    grouped = instants.iloc[rows].groupby(link)
    return grouped.min(), grouped.max()


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _amounts(table: pd.DataFrame, strength: str) -> Any:
    column = table[strength]
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        raise ParameterError(f"link.build: strength column {strength!r} holds {column.dtype}; convert it to numbers")
    values = column.to_numpy(dtype="float64", na_value=np.nan)
    for bad, what, mend in (
        (~np.isfinite(values), "missing or infinite", "fill or leave out those rows"),
        (values < 0, "negative", "a strength is never negative: filter them or reverse source and target"),
    ):
        if bad.any():
            at = [table.index[i] for i in np.flatnonzero(bad)[:_LISTED]]
            shown = ", ".join(str(row) for row in at) + (", ..." if bad.sum() > _LISTED else "")
            raise ParameterError(f"link.build: strength column {strength!r}: {bad.sum()} {what} (row {shown}); {mend}")
    return values.astype("int64") if pd.api.types.is_integer_dtype(column) else values


def _sums(amounts: Any, link: Any, links: int) -> Any:
    total = np.zeros(links, dtype=amounts.dtype)
    np.add.at(total, link, amounts)
    return total


def _instants(table: pd.DataFrame, time: str) -> pd.Series:
    column = table[time]
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    zones = sorted({str(value.tzinfo) for value in column if hasattr(value, "tzinfo")})
    mend = f"use pandas.to_datetime(table[{time!r}], utc=True)"
    if len(zones) > 1:
        raise EvidenceError([f"link.build: column {time!r} mixes time zones ({', '.join(zones)}); {mend}"])
    raise EvidenceError([f"link.build: column {time!r} holds {column.dtype}, not times; {mend}"])


def _statuses(table: pd.DataFrame, rows: Any, link: Any, links: int) -> list[str] | None:
    columns = [
        column
        for column in (*grading_rule.GRADE_COLUMNS, grading_rule.SOURCE_COLUMN, "status")
        if column in table.columns
    ]
    if not links or not columns:
        return None
    behind = table[columns].iloc[rows]
    if grading_rule.graded(behind):
        return grading_rule.by_group(behind, link, links)
    if "status" not in behind.columns:
        return None
    codes = behind["status"].astype("str").str.strip().str.lower().replace("suspected", "unconfirmed")
    for code in codes.unique():
        if code not in grading_rule.STATUSES:
            valid = (*grading_rule.STATUSES, "suspected")
            raise EvidenceError([f"link.build: column 'status': {unknown('link status', code, valid)}"])
    best: Any = np.zeros(links, dtype=np.int64)
    np.maximum.at(best, link, codes.map(grading_rule.STATUSES.index).to_numpy(dtype=np.int64))
    return [grading_rule.STATUSES[level] for level in best.tolist()]


def _notes(table: pd.DataFrame, source: str, target: str, empty: Any, loops: Any) -> tuple[str, ...]:
    notes = list(table.attrs.get("notes", ()))
    if empty.any():
        notes.append(
            text(
                "{count} of {all} records have no {source} or no {target} and are no link",
                count=int(empty.sum()),
                all=len(table),
                source=source,
                target=target,
            )
        )
    itself = np.flatnonzero(loops)
    if len(itself):
        shown = ", ".join(str(table.index[row]) for row in itself[:_LISTED])
        shown += ", ..." if len(itself) > _LISTED else ""
        notes.append(
            text(
                "{count} of {all} records link an entity to itself (row {rows}) and are no link",
                count=len(itself),
                all=len(table),
                rows=shown,
            )
        )
    return tuple(notes)
