"""`snapshot`: the file as one Parquet table, read with DuckDB; what a viewer may not read is not in it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from toolkit.errors import ReportingError
from toolkit.reporting import tables
from toolkit.reporting.access import hidden, standing
from toolkit.reporting.filters import EVERY, read_filter
from toolkit.reporting.search import CAVEATS, statement, system_filter
from toolkit.reporting.system import System
from toolkit.schema.streams.returns import RECORD

FILE, INDEX = "returns.parquet", "snapshot.json"
_AT_ONCE = 100_000  # rows fetched and written together, so that memory stays flat
_ROW_GROUP = 200_000


@dataclass(frozen=True)
class Snapshot:
    """A folder with `returns.parquet`: the columns of record type `returns`, `until` and `standing`."""

    folder: Path
    info: dict[str, Any]

    @property
    def file(self) -> Path:
        """The Parquet file."""
        return self.folder / FILE

    def query(self, sql: str, parameters: Any = ()) -> Any:
        """Run one SQL query over table `returns` with DuckDB and return its relation's connection, ready to fetch.

        The connection reads the one file and can reach nothing else. Raises ReportingError with DuckDB's own line.
        """
        import duckdb

        connection = duckdb.connect()
        try:
            path = str(self.file).replace("'", "''")
            connection.execute(f"SET allowed_paths = ['{path}']; SET enable_external_access = false")
            connection.execute(f"CREATE VIEW returns AS SELECT * FROM read_parquet('{path}')")
            return connection.execute(sql, list(parameters))
        except duckdb.Error as error:
            raise ReportingError(f"snapshot: {str(error).splitlines()[0]}") from None

    def search(self, **asked: Any) -> pd.DataFrame:
        """Return the figures that fit; see `reporting.search`."""
        condition, values = read_filter(known=self.known(), **asked).sql()
        names = ", ".join(RECORD.names)
        order = "period, cycle, state, vintage, row"
        found = self.query(f"SELECT {names} FROM returns WHERE {condition} ORDER BY {order}", values).df()
        found.attrs[CAVEATS] = tuple(self.info["caveats"])
        texts = [column.name for column in RECORD.columns if column.dtype in ("text", "code")]
        found = found.astype({**dict.fromkeys(texts, "str"), "value": "Int64", "vintage": "int64"})
        empty = [column.name for column in RECORD.columns if column.nullable and column.dtype == "text"]
        found[empty] = found[empty].mask(found[empty] == "")
        return found

    def known(self) -> dict[str, Any]:
        """The vocabularies against which a search is checked."""
        from toolkit.reporting.contributors import iso_countries

        own = self.info["countries"]
        lists = {"state": self.info["states"], "route": self.info["routes"]}
        return {**lists, "citizenship": {**iso_countries("en"), **own}}

    def __repr__(self) -> str:
        who = self.info["viewer"] or "the regional desk"
        return f"<snapshot of {self.info['taken_on']}, seen by {who}: {self.info['rows']:,} figures>"


def snapshot(system: System, folder: str | Path, **asked: Any) -> Snapshot:
    """Write what the viewer may read, every vintage, into a new folder, and open it.

    Parameters
    ----------
    asked : as for `reporting.search`, to keep a part

    One reading transaction: the snapshot is the system as it stood at one moment, whoever files meanwhile. Raises
    ReportingError where the folder exists and is not empty.
    """
    from toolkit.reporting.contributors import countries, iso_countries, routes

    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ReportingError(f"{target} exists and is not empty; name a new folder (nothing was written)")
    chosen = system_filter(system, {"vintages": EVERY, **asked})
    query = statement(system, chosen, tables.returns.c.until, standing().label("standing"))
    building = target.parent / f".{target.name}.{os.getpid()}.unfinished"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        rows = system.read(lambda at: _write(at, query, building / FILE))
        left = hidden(system, *chosen.of_returns)
        every = countries(system)
        info = {
            "taken_on": system.today.isoformat(),
            "viewer": system.viewer or "",
            "rows": rows,
            "states": _codes(system),
            "routes": routes(system),
            "countries": {code: name for code, name in every.items() if code not in iso_countries("en")},
            "caveats": [f"{left} returns were not open to {system.viewer} and are left out"] if left else [],
        }
        (building / INDEX).write_text(json.dumps(info, ensure_ascii=False, indent=2) + "\n", "utf-8")
        if target.exists():
            target.rmdir()
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Snapshot(target, info)


def open_snapshot(folder: str | Path) -> Snapshot:
    """Open a snapshot; ReportingError where the folder is none, or damaged."""
    place = Path(folder)
    try:
        info = json.loads((place / INDEX).read_text("utf-8"))
        if not (place / FILE).is_file() or not {"viewer", "rows", "states", "routes", "countries"} <= set(info):
            raise ValueError("incomplete")
    except (OSError, ValueError) as error:
        raise ReportingError(f"{place} is no snapshot of a reporting system ({error}); take one anew") from None
    return Snapshot(place, info)


def schema() -> Any:
    """Return the Arrow types of the columns."""
    import pyarrow as pa

    kinds = {"integer": pa.int64(), "date": pa.date32()}
    fields = [(column.name, kinds.get(column.dtype, pa.string())) for column in RECORD.columns]
    return pa.schema([*fields, ("until", pa.date32()), ("standing", pa.bool_()), ("row", pa.int64())])


def _write(at: Connection, query: Any, target: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    shape, done = schema(), 0
    with pq.ParquetWriter(target, shape, compression="zstd") as out:
        result = at.execution_options(yield_per=_AT_ONCE).execute(query)
        for rows in _parts(result):
            columns: list[Any] = [list(one) for one in zip(*rows, strict=True)]
            columns[-1] = [bool(one) for one in columns[-1]]
            columns.append(list(range(done, done + len(rows))))
            arrays = [pa.array(one, field.type) for one, field in zip(columns, shape, strict=True)]
            out.write_table(pa.Table.from_arrays(arrays, schema=shape), row_group_size=_ROW_GROUP)
            done += len(rows)
        return done


def _parts(result: Any) -> Iterator[list[Any]]:
    for part in result.partitions(_AT_ONCE):
        yield [tuple(row) for row in part]


def _codes(system: System) -> list[str]:
    from sqlalchemy import select

    return list(system.read(lambda at: at.execute(select(tables.contributors.c.code)).scalars().all()))
