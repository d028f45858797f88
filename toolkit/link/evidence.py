"""The records behind each link: which rows of the table, found when asked for, so that a large table costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError


class Evidence:
    """The table that a graph was built from, and which of its rows stand behind which link.

    `rows` are its rows that became links, `link` the number of each one's link, `lead` the first row of each link,
    `sides` the positions of each row's source and target among the entities, `time`
    the column of their instants, if one was named. Rows are kept as row numbers of the
    table and sorted by link at the first question.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        rows: Any,
        link: Any,
        lead: Any,
        sides: tuple[Any, Any],
        entities: Sequence[Any],
        both: bool,
        time: str | None = None,
    ) -> None:
        self.table = table
        self.time = time
        self.rows = rows
        self.link = link
        self._sides = sides
        self._ends = (sides[0][lead], sides[1][lead])
        self._entities = entities
        self._both = both
        self._values: dict[str, Any] = {}

    @cached_property
    def grouped(self) -> tuple[Any, Any]:
        """Row numbers sorted by link, in the order of the table within each, and where each link's rows begin."""
        links = len(self._ends[0])
        small = self.link.astype("uint16") if links < 65_536 else self.link
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.link, minlength=links))])
        return self.rows[np.argsort(small, kind="stable")], starts

    @cached_property
    def _positions(self) -> dict[Any, int]:
        return {entity: position for position, entity in enumerate(self._entities)}

    @cached_property
    def _keys(self) -> tuple[Any, Any]:
        first, second = self._ends
        if self._both:
            first, second = np.minimum(first, second), np.maximum(first, second)
        keys = first.astype("int64") * len(self._entities) + second
        order = np.argsort(keys)
        return keys[order], order

    def rows_of(self, a: Any, b: Any) -> Any:
        """Row numbers behind the link from `a` to `b`; none where there is no such link."""
        x, y = self._positions.get(a), self._positions.get(b)
        keys, links = self._keys
        if x is None or y is None or not len(keys):
            return self.rows[:0]
        if self._both and x > y:
            x, y = y, x
        key = x * len(self._entities) + y
        place = int(np.searchsorted(keys, key))
        if place == len(keys) or keys[place] != key:
            return self.rows[:0]
        rows, starts = self.grouped
        number = links[place]
        return rows[starts[number] : starts[number + 1]]

    def behind(self, a: Any, b: Any) -> pd.DataFrame:
        """Return the rows behind the link from `a` to `b`; no rows where there is none."""
        return self.table.iloc[self.rows_of(a, b)]

    def brief(self, a: Any, b: Any, columns: Iterable[str], most: int) -> list[dict[str, Any]]:
        """Return the first rows behind a link as mappings of those of the columns that the table has."""
        for column in columns:
            if column in self.table.columns and column not in self._values:
                self._values[column] = self.table[column].to_numpy()
        held = [column for column in columns if column in self._values]
        return [{column: self._values[column][row] for column in held} for row in self.rows_of(a, b)[:most]]

    def directions(self) -> list[tuple[int, Any, Any]]:
        """Return (row number, source, target) of every record that is a link, in the order of the table."""
        named = self._entities
        starts, ends = self._sides
        return [
            (row, named[a], named[b])
            for row, a, b in zip(self.rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
        ]

    def lists(self, values: Any) -> list[tuple[Any, ...]]:
        """Return, for each link in order, the values of its rows; `values` has one for each row of the table."""
        rows, starts = self.grouped
        listed = values[rows].tolist()
        bounds = starts.tolist()
        return [tuple(listed[start:stop]) for start, stop in pairwise(bounds)]


def evidence(graph: Any, a: Any, b: Any) -> pd.DataFrame:
    """Return the records behind the link between `a` and `b`: rows of the table that the graph was built from.

    Raises ParameterError where the graph was not made by `link.build` or has no such link.

    >>> from toolkit import link
    >>> calls = pd.DataFrame({"caller": ["a", "b"], "callee": ["b", "a"], "day": [1, 2]})
    >>> evidence(link.build(calls, source="caller", target="callee"), "b", "a")["day"].tolist()
    [1, 2]
    """
    held = held_by(graph, "evidence")
    for entity in (a, b):
        if entity not in graph:
            raise ParameterError(f"link.evidence: {entity!r} is not on the chart of {len(graph)} entities")
    if not graph.has_edge(a, b):
        raise ParameterError(f"link.evidence: no link from {a!r} to {b!r}; list(graph[{a!r}]) shows what there is")
    return held.behind(a, b)


def held_by(graph: Any, method: str) -> Evidence:
    """Return the evidence that a graph carries; ParameterError where it was not made by `link.build`."""
    held = graph.graph.get("evidence")
    if not isinstance(held, Evidence):
        raise ParameterError(f"link.{method}: the graph holds no records; make it with link.build")
    return held
