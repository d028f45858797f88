"""What a sensor has seen: rows still tied to the facts behind them, until ids are dealt in order of time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from toolkit.schema import STREAMS, conform


@dataclass
class Observed:
    """Rows of one stream. Columns that begin with `_` name the facts behind a row and never leave this room.

    `operations` lists noise as (operation, row label, detail); labels are the table's index. `coverage` says for each
    coverage of the level that this sensor works by how many facts it saw and how many there were to see.
    """

    stream: str
    table: pd.DataFrame
    operations: list[tuple[str, int, str]] = field(default_factory=list)
    coverage: dict[str, tuple[int, int]] = field(default_factory=dict)

    def finish(self, prefix: str = "") -> Finished:
        """Sort, deal ids, and split evidence from facts.

        With a `prefix` rows get the stream's key numbered in order of its time, ties broken by what the row
        shows and never by what it hides.
        """
        record = STREAMS[self.stream]
        shown = [name for name in record.names if name in self.table.columns]
        if prefix:
            order = [record.time] if record.time else []
            order += [name for name in shown if name not in order]
        else:
            order = [record.key]
        table = self.table.sort_values(order, kind="stable", na_position="last")
        if prefix:
            width = max(4, len(str(len(table))))
            numbered = [f"{prefix}{n:0{width}d}" for n in range(1, len(table) + 1)]
            table = table.assign(**{record.key: np.array(numbered, dtype=object)})
        ids = dict(zip(table.index, table[record.key], strict=True))
        noise = [(operation, self.stream, str(ids[row]), detail) for operation, row, detail in self.operations]
        facts = table[[record.key, *(name for name in table.columns if name.startswith("_"))]]
        evidence = conform(table[list(record.names)].reset_index(drop=True), record)
        return Finished(evidence, facts.reset_index(drop=True), noise, self.coverage)


@dataclass(frozen=True)
class Finished:
    """One finished stream: its evidence, the facts behind each record, the noise on it, and what it saw of how much."""

    evidence: pd.DataFrame
    facts: pd.DataFrame
    noise: list[tuple[str, str, str, str]]
    coverage: dict[str, tuple[int, int]] = field(default_factory=dict)
