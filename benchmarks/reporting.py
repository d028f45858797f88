"""The reporting system beside bare DuckDB and bare SQLite: sums over a Parquet snapshot, and searches in the database.

One run, one machine, processor time, the two ways in turn: `python -m benchmarks.reporting`. Writes
benchmarks/reporting.json and the table of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import insert

from benchmarks.page import rewrite, table
from toolkit import reporting
from toolkit.reporting import tables
from toolkit.reporting.contributors import iso_countries
from toolkit.reporting.snapshot import FILE, INDEX

STATES = tuple(iso_countries("en"))[:40]
CITIZENSHIPS = tuple(iso_countries("en"))[40:64]
MOST_BESIDE_DUCKDB = 1.2
SEARCH_S = 0.2
_LINES = 20


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--parquet", type=int, default=10_000_000, help="figures in the snapshot")
    words.add_argument("--database", type=int, default=1_000_000, help="figures in the database")
    words.add_argument("--again", type=int, default=9, help="times each way is measured")
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {
            **snapshots(Path(folder) / "snapshot", asked.parquet, asked.again),
            **searches(Path(folder) / "desk.db", asked.database, asked.again),
        }
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    rewrite("reporting", shown(found))
    print(shown(found))


def snapshots(folder: Path, rows: int, again: int) -> dict[str, Any]:
    """Filter and group a snapshot of so many figures, with `reporting.totals` and with the same SQL in bare DuckDB."""
    folder.mkdir()
    with duckdb.connect() as connection:
        lists = {name: str(list(values)) for name, values in (("s", STATES), ("c", CITIZENSHIPS))}
        connection.execute(f"COPY (SELECT {made_up(lists, rows)} FROM range({rows}) t(i)) TO '{folder / FILE}'")
    info = {"taken_on": "2026-01-01", "viewer": "", "rows": rows, "states": STATES, "routes": [], "countries": {}}
    (folder / INDEX).write_text(json.dumps({**info, "caveats": []}))
    held = reporting.open_snapshot(folder)
    sql = (
        "SELECT state, period, sum(value) AS value, count(*) AS figures, count(*) - count(value) AS not_reported "
        f"FROM read_parquet('{folder / FILE}') WHERE indicator = '1.1.2' AND cycle = 'quarterly' AND period BETWEEN "
        "'2005-01-01' AND '2020-10-01' AND standing GROUP BY state, period ORDER BY state, period"
    )

    def bare() -> Any:
        with duckdb.connect() as connection:
            return connection.execute(sql).df()

    def ours() -> Any:
        asked = {"cycle": "quarterly", "indicator": "1.1.2", "period": ("2005", "2020")}
        return reporting.totals(held, by=("state", "period"), **asked)

    assert ours()["value"].tolist() == bare()["value"].tolist()
    return {"snapshot": {"rows": rows, **in_turn(ours, bare, again)}}


def made_up(lists: dict[str, str], rows: int) -> str:
    """The columns of a snapshot as DuckDB makes them up from a number, in order of period."""
    columns = {
        "return_id": "'F' || i",
        "state": f"({lists['s']})[1 + i // 11 % {len(STATES)}]",
        "cycle": "['quarterly', 'annual'][1 + i * 7 % 2]",
        "indicator": "['1.1.2', '1.2.2', '1.3.2'][1 + i * 31 // 7 % 3]",
        "route": "''",
        "citizenship": f"({lists['c']})[1 + i * 13 // 5 % {len(CITIZENSHIPS)}]",
        "item": "''",
        "period": f"CAST(date '2000-01-01' + to_months(CAST(3 * (i * 100 // {rows}) AS INTEGER)) AS DATE)",
        "value": "CASE WHEN i * 17 // 3 % 20 = 0 THEN NULL ELSE i * 7919 % 2003 END",
        "unit": "'detections'",
        "reported_on": "date '2026-01-01'",
        "vintage": "1 + i % 2",
        "note": "''",
        "until": "CAST(NULL AS DATE)",
        "standing": "i * 23 // 11 % 10 > 0",
        "row": "i",
    }
    return ", ".join(f"{value} AS {name}" for name, value in columns.items())


def searches(file: Path, rows: int, again: int) -> dict[str, Any]:
    """Search a database of so many figures, as the desk and as a contributor, and with the bare query in SQLite."""
    system = reporting.open_system(file, today="2026-04-20")
    for code in STATES:
        reporting.add_contributor(system, code, cycles=("monthly",))
    fill(system, rows)
    sql = (
        "SELECT r.*, f.* FROM figures f JOIN returns r ON r.id = f.return_id WHERE f.indicator = '1.1.2' "
        "AND f.country = ? AND r.contributor = ? "
        "AND r.cycle = 'monthly' AND r.period BETWEEN '2020-01-01' AND '2024-12-01' "
        "AND NOT EXISTS (SELECT 1 FROM returns n WHERE n.contributor = r.contributor AND n.cycle = r.cycle AND "
        "n.period = r.period AND n.vintage > r.vintage) ORDER BY r.period, f.line"
    )
    one, state, viewer = CITIZENSHIPS[0], STATES[1], system.seen_by(STATES[0])
    asked: dict[str, Any] = {"indicator": "1.1.2", "cycle": "monthly", "period": ("2020", "2024")}

    def bare() -> Any:
        connection = sqlite3.connect(file)
        try:
            return connection.execute(sql, (one, state)).fetchall()
        finally:
            connection.close()

    def wide() -> Any:
        connection = sqlite3.connect(file)
        try:
            every = sql.replace("f.country = ? AND r.contributor = ?", "f.country = ?")
            return connection.execute(every, (one,)).fetchall()
        finally:
            connection.close()

    def desk() -> Any:
        return reporting.search(system, citizenship=one, state=state, **asked)

    def contributor() -> Any:
        return reporting.search(viewer, citizenship=one, state=state, **asked)

    def of_all() -> Any:
        return reporting.search(viewer, citizenship=one, **asked)

    assert len(desk()) == len(contributor()) == len(bare()) > 0
    assert len(of_all()) == len(wide()) > 1000
    return {
        "desk": {"rows": rows, "found": len(bare()), **in_turn(desk, bare, again)},
        "contributor": {"rows": rows, "found": len(bare()), **in_turn(contributor, bare, again)},
        "all states": {"rows": rows, "found": len(wide()), **in_turn(of_all, wide, again)},
    }


def fill(system: reporting.System, rows: int) -> None:
    """Put so many figures on file: monthly returns of every state, twenty figures each, a tenth of them revised."""
    returns: list[dict[str, Any]] = []
    number = 0
    while len(returns) * _LINES < rows:
        month, at = divmod(number, len(STATES))
        number += 1
        period = date(2025 - month // 12, 12 - month % 12, 1)
        for vintage in (1, 2) if number % 10 == 0 else (1,):
            entry = {"contributor": STATES[at], "cycle": "monthly", "period": period, "vintage": vintage}
            more = {"filed_on": date(2026, 1, 1), "until": None, "reports": True, "note": ""}
            returns.append({"id": len(returns) + 1, **entry, **more})
    places = [("1.1.1", "ZZ"), *(("1.1.2", code) for code in CITIZENSHIPS[: _LINES - 1])]
    fixed = {"item": "", "route": "", "unit": "detections", "note": "", "record": ""}
    system.write(lambda at: at.execute(insert(tables.returns), returns))
    for first in range(0, len(returns), 5_000):
        lines = [
            {"return_id": n, "line": line, "indicator": indicator, "country": country, "value": n % 997 + line, **fixed}
            for n in range(first + 1, min(first + 5_000, len(returns)) + 1)
            for line, (indicator, country) in enumerate(places)
        ]
        system.write(lambda at, lines=lines: at.execute(insert(tables.figures), lines))  # type: ignore[misc]


def in_turn(ours: Callable[[], Any], bare: Callable[[], Any], again: int) -> dict[str, float]:
    """Measure two ways in turn; the medians of processor time, and of the clock for ours."""
    spent: dict[str, list[float]] = {"ours": [], "bare": [], "clock": []}
    for _ in range(again):
        for name, way in (("ours", ours), ("bare", bare)):
            start, clock = time.process_time(), time.perf_counter()
            way()
            spent[name].append(time.process_time() - start)
            if name == "ours":
                spent["clock"].append(time.perf_counter() - clock)
    return {name: statistics.median(values) for name, values in spent.items()}


def shown(found: dict[str, Any]) -> str:
    """Return the table of the page."""
    said = {
        "snapshot": (
            "sums by state and quarter, Parquet, against bare DuckDB",
            f"ratio at most {MOST_BESIDE_DUCKDB}",
        ),
        "desk": ("search of one state, five years, as the desk, against bare SQLite", f"at most {SEARCH_S} s"),
        "contributor": ("the same as a contributor, with the access rule", f"at most {SEARCH_S} s"),
        "all states": ("search of all states, five years, as a contributor", f"at most {SEARCH_S} s"),
    }
    rows = []
    for name, (what, target) in said.items():
        one = found[name]
        ratio = one["ours"] / one["bare"]
        size = f"{one['rows']:,}" + (f", {one['found']:,} found" if "found" in one else "")
        rows.append(
            (what, size, f"{one['ours']:.4f}", f"{one['bare']:.4f}", f"{ratio:.2f}", f"{one['clock']:.3f}", target)
        )
    head = ("what", "figures", "processor s", "bare query, processor s", "ratio", "s by the clock", "target")
    return table(head, rows)


if __name__ == "__main__":
    main()
