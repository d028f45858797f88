"""From a table of records to a graph: repeated pairs counted, nothing lost, the records kept behind each link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from toolkit.errors import EvidenceError, ParameterError, unknown
from toolkit.language import text
from toolkit.link import status as grading_rule

_LISTED = 3


class Evidence:
    """The table that a graph was built from, and which of its rows stand behind which link."""

    def __init__(self, table: pd.DataFrame, pairs: Sequence[tuple[Any, Any]], rows: Sequence[Any], both: bool) -> None:
        self.table = table
        self._pairs = pairs
        self._rows = rows
        self._both = both
        self._values: dict[str, Any] = {}

    @cached_property
    def _positions(self) -> dict[tuple[Any, Any], Any]:
        found = dict(zip(self._pairs, self._rows, strict=True))
        if self._both:
            found |= {(b, a): rows for (a, b), rows in found.items()}
        return found

    def behind(self, a: Any, b: Any) -> pd.DataFrame:
        """Return the rows behind the link from `a` to `b`; no rows where there is none."""
        return self.table.iloc[self._positions.get((a, b), [])]

    def brief(self, a: Any, b: Any, columns: Iterable[str], most: int) -> list[dict[str, Any]]:
        """Return the first rows behind a link as mappings of those of the columns that the table has."""
        for column in columns:
            if column in self.table.columns and column not in self._values:
                self._values[column] = self.table[column].to_numpy()
        held = [column for column in columns if column in self._values]
        rows = self._positions.get((a, b), [])[:most]
        return [{column: self._values[column][row] for column in held} for row in rows]


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
    networkx.Graph, or DiGraph where directed. Entities stand in order of first appearance. A link carries
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
    empty = (_missing(table[source]) | _missing(table[target])).to_numpy()
    kept = np.flatnonzero(~empty)
    starts, ends, entities = _ends(table[source], table[target], kept)
    loops = starts == ends

    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(entities)
    graph.add_nodes_from(nodes if nodes is not None else ())
    graph.graph["notes"] = _notes(table, source, target, empty, kept[loops])

    rows = kept[~loops]
    starts, ends = starts[~loops], ends[~loops]
    first, second = (starts, ends) if directed else (np.minimum(starts, ends), np.maximum(starts, ends))
    link, _ = pd.factorize(first * max(len(entities), 1) + second)
    links = int(link.max()) + 1 if len(link) else 0
    count = np.bincount(link, minlength=links)
    order = np.argsort(link, kind="stable")
    stops = np.cumsum(count)
    opening = stops - count
    lead = order[opening] if links else order
    pairs = [(entities[a], entities[b]) for a, b in zip(starts[lead].tolist(), ends[lead].tolist(), strict=True)]

    total = count.tolist() if amounts is None else _sums(amounts[rows], link, links)
    identifiers = (table.index if records is None else table[records]).to_numpy()[rows][order].tolist()
    slices = list(zip(opening.tolist(), stops.tolist(), strict=True))
    columns: dict[str, list[Any]] = {
        "strength": total,
        "count": count.tolist(),
        "records": [tuple(identifiers[start:stop]) for start, stop in slices],
    }
    behind = table.iloc[rows]
    known = _statuses(behind, link, links)
    if known is not None:
        columns["status"] = known
    if "relation" in table.columns:
        relations = behind["relation"].astype("str").to_numpy()[order].tolist()
        columns["relations"] = [tuple(dict.fromkeys(relations[start:stop])) for start, stop in slices]
    if instants is not None:
        grouped = instants.iloc[rows].groupby(link)
        columns["first"] = grouped.min().tolist()
        columns["last"] = grouped.max().tolist()

    names = list(columns)
    graph.add_edges_from(
        (a, b, dict(zip(names, values, strict=True)))
        for (a, b), values in zip(pairs, zip(*columns.values(), strict=True), strict=True)
    )
    at = rows[order]
    graph.graph["evidence"] = Evidence(table, pairs, [at[start:stop] for start, stop in slices], not directed)
    return graph


def evidence(graph: Any, a: Any, b: Any) -> pd.DataFrame:
    """Return the records behind the link between `a` and `b`: rows of the table that the graph was built from.

    Raises ParameterError where the graph was not made by `link.build` or has no such link.

    >>> calls = pd.DataFrame({"caller": ["a", "b"], "callee": ["b", "a"], "day": [1, 2]})
    >>> evidence(build(calls, source="caller", target="callee"), "b", "a")["day"].tolist()
    [1, 2]
    """
    held = graph.graph.get("evidence")
    if held is None:
        raise ParameterError("link.evidence: the graph holds no records; make it with link.build")
    for entity in (a, b):
        if entity not in graph:
            raise ParameterError(f"link.evidence: {entity!r} is not on the chart of {len(graph)} entities")
    if not graph.has_edge(a, b):
        raise ParameterError(f"link.evidence: no link from {a!r} to {b!r}; list(graph[{a!r}]) shows what there is")
    return held.behind(a, b)


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


def _missing(column: pd.Series) -> pd.Series:
    blank = column.isna()
    if column.dtype.kind not in "biufcM":
        blank |= column.astype("str").str.strip().eq("").fillna(False).astype(bool)
    return blank


def _ends(source: pd.Series, target: pd.Series, kept: Any) -> tuple[Any, Any, list[Any]]:
    """Number the entities in order of first appearance, reading row by row, source before target."""
    both = pd.concat([source.iloc[kept], target.iloc[kept]], ignore_index=True)
    codes, values = pd.factorize(both)
    size = len(kept)
    woven: Any = np.empty(2 * size, dtype=np.int64)
    woven[0::2], woven[1::2] = codes[:size], codes[size:]
    ranked, appearance = pd.factorize(woven)
    listed = list(values)
    entities = [_plain(listed[index]) for index in appearance.tolist()]
    return ranked[0::2], ranked[1::2], entities


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


def _sums(amounts: Any, link: Any, links: int) -> list[Any]:
    total = np.zeros(links, dtype=amounts.dtype)
    np.add.at(total, link, amounts)
    return total.tolist()


def _instants(table: pd.DataFrame, time: str) -> pd.Series:
    column = table[time]
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    zones = sorted({str(value.tzinfo) for value in column if hasattr(value, "tzinfo")})
    mend = f"use pandas.to_datetime(table[{time!r}], utc=True)"
    if len(zones) > 1:
        raise EvidenceError([f"column {time!r} mixes time zones ({', '.join(zones)}); {mend}"])
    raise EvidenceError([f"column {time!r} holds {column.dtype}, not times; {mend}"])


def _statuses(behind: pd.DataFrame, link: Any, links: int) -> list[str] | None:
    if not links:
        return None
    if grading_rule.graded(behind):
        return grading_rule.by_group(behind, link, links)
    if "status" not in behind.columns:
        return None
    codes = behind["status"].astype("str").str.strip().str.lower().replace("suspected", "unconfirmed")
    for code in codes.unique():
        if code not in grading_rule.STATUSES:
            valid = (*grading_rule.STATUSES, "suspected")
            raise EvidenceError([f"column 'status': {unknown('link status', code, valid)}"])
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
    if len(loops):
        shown = ", ".join(str(table.index[row]) for row in loops[:_LISTED]) + (", ..." if len(loops) > _LISTED else "")
        notes.append(
            text(
                "{count} of {all} records link an entity to itself (row {rows}) and are no link",
                count=len(loops),
                all=len(table),
                rows=shown,
            )
        )
    return tuple(notes)
