"""Call records of one bucket: what the operators kept, the noise on it, and the Parquet part that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from synthetic_data.seeds import generator
from synthetic_data.sensors.call_buckets import SETTLED, load
from synthetic_data.world.calls import DAY, Traffic
from toolkit.schema.parts import rows_digest

# Index of the streams "sensors.calls" and "noise.records" at which buckets begin.
FIRST = 64
_GROUP = 1_000_000
# More days than a window has.
DAYS = 512
_TEXTS = ("caller", "callee", "kind", "imei", "cell_id")
WRITING = {
    "compression": "zstd",
    "compression_level": 1,
    "use_dictionary": list(_TEXTS),
    "column_encoding": {"call_id": "DELTA_BYTE_ARRAY", "started_at": "DELTA_BINARY_PACKED"},
    "row_group_size": _GROUP,
    "write_statistics": ["started_at"],
}


@dataclass(frozen=True)
class Writing:
    """Plan of the last step. `kept` and `twice`: how many of a bucket's calls are recorded, and how many of those
    twice; `first`: number of its first record; `cells`, `cell_of`, `cells_at`: cell ids, and for each place the first
    and the number of its cells in the list `cell_of`."""

    traffic: Traffic
    spool: Path
    kept: np.ndarray
    twice: np.ndarray
    first: np.ndarray
    width: int
    missing: float
    cells: np.ndarray
    cell_of: np.ndarray
    cells_at: np.ndarray


@dataclass(frozen=True)
class Part:
    """What one part holds: its rows and their digest, operations in its ledger, and by number (row of the number
    table) the first and last second at which it was heard, how often it called and was called, and the days (number
    times DAYS plus day) on which a record shows it calling from its handset."""

    rows: int
    sha256: str
    operations: int
    first_heard: np.ndarray
    last_heard: np.ndarray
    called: np.ndarray
    was_called: np.ndarray
    days: np.ndarray


def write(plan: Writing, bucket: int) -> Part:
    """Write `part-00000.parquet` and the ledger `noise-00000.parquet` of one bucket below the spool."""
    rng = generator(plan.traffic.seed, "sensors.calls", FIRST + bucket)
    noise = generator(plan.traffic.seed, "noise.records", FIRST + bucket)
    calls = load(plan.spool / f"bucket-{bucket:05d}", SETTLED)
    lost = len(calls["when"]) - int(plan.kept[bucket])
    kept: np.ndarray = np.delete(
        np.arange(len(calls["when"])), rng.choice(len(calls["when"]), lost, replace=False, shuffle=False)
    )
    size = len(kept)
    times: np.ndarray = np.ones(size, dtype=np.int64)
    times[noise.choice(size, int(plan.twice[bucket]), replace=False, shuffle=False)] = 2
    start, count = (bounds[calls["place"][kept]] for bounds in plan.cells_at.T)
    cell = plan.cell_of[start + (rng.random(size) * count).astype(np.int64)]
    no_imei, no_cell = noise.random(size) < plan.missing, noise.random(size) < plan.missing
    row: np.ndarray = np.repeat(np.arange(size), times)
    second = np.concatenate([[False], row[1:] == row[:-1]])[: len(row)]
    ids = record_ids(int(plan.first[bucket]), len(row), plan.width)
    calls = {name: values[kept[row]] for name, values in calls.items()}
    table = _encode(plan, calls, cell[row], no_imei[row], no_cell[row], ids)
    _write(table, plan.spool / f"part-{bucket:05d}.parquet", WRITING)
    ledger = _ledger(ids, no_imei[row], no_cell[row], second)
    _write(ledger, plan.spool / f"noise-{bucket:05d}.parquet", {"compression": "zstd"})
    lines = len(plan.traffic.number)
    ends, when = np.concatenate([calls["out"], calls["into"]]), np.concatenate([calls["when"], calls["when"]])
    first: np.ndarray = np.full(lines, np.iinfo(np.int32).max, dtype=np.int32)
    last: np.ndarray = np.full(lines, -1, dtype=np.int32)
    np.minimum.at(first, ends, when)
    np.maximum.at(last, ends, when)
    return Part(
        rows=len(row),
        sha256=rows_digest(table, "call_id"),
        operations=ledger.num_rows,
        first_heard=first,
        last_heard=last,
        called=np.bincount(calls["out"], minlength=lines),
        was_called=np.bincount(calls["into"], minlength=lines),
        days=_days(calls["out"][~no_imei[row]], calls["when"][~no_imei[row]], lines),
    )


def _days(out: np.ndarray, when: np.ndarray, lines: int) -> np.ndarray:
    """Number times DAYS plus day, once each, in order."""
    day: np.ndarray = when // DAY
    low = int(day.min(initial=0)) if len(day) else 0
    span = int(day.max(initial=0)) - low + 1
    met: np.ndarray = np.zeros(lines * span, dtype=bool)
    met[out.astype(np.int64) * span + day - low] = True
    line, since = np.divmod(np.flatnonzero(met), span)
    return line * DAYS + since + low


def record_ids(first: int, size: int, width: int) -> pa.Array:
    """Return record numbers as text: "T" and digits.

    >>> record_ids(9, 2, 4).to_pylist()
    ['T0009', 'T0010']
    """
    text: np.ndarray = np.empty((size, width + 1), dtype=np.uint8)
    text[:, 0] = ord("T")
    rest: np.ndarray = np.arange(first, first + size, dtype=np.uint32)
    for place in range(width, 0, -1):
        less: np.ndarray = rest // 10
        text[:, place] = rest - less * 10 + ord("0")
        rest = less
    offsets: np.ndarray = np.arange(0, (size + 1) * (width + 1), width + 1, dtype=np.int32)
    return pa.StringArray.from_buffers(size, pa.py_buffer(offsets), pa.py_buffer(text.tobytes()))


def _encode(
    plan: Writing,
    calls: dict[str, np.ndarray],
    cell: np.ndarray,
    no_imei: np.ndarray,
    no_cell: np.ndarray,
    ids: pa.Array,
) -> pa.Table:
    traffic = plan.traffic
    numbers = pa.array(traffic.number, pa.string())
    handsets, handset = np.unique(traffic.imei.astype(str), return_inverse=True)
    origin: np.int64 = np.datetime64(traffic.start, "us").astype(np.int64)
    started = calls["when"].astype(np.int64) * 1_000_000 + origin
    return pa.table(
        {
            "call_id": ids,
            "started_at": pa.array(started).cast(pa.timestamp("us", tz="UTC")),
            "duration_s": pa.array(calls["length"].astype(np.int64)),
            "caller": pa.DictionaryArray.from_arrays(calls["out"], numbers),
            "callee": pa.DictionaryArray.from_arrays(calls["into"], numbers),
            "kind": pa.DictionaryArray.from_arrays((calls["length"] > 0).astype(np.int32), pa.array(["sms", "voice"])),
            "imei": pa.DictionaryArray.from_arrays(
                pa.array(handset.astype(np.int32)[calls["out"]], mask=no_imei), pa.array(handsets, pa.string())
            ),
            "cell_id": pa.DictionaryArray.from_arrays(
                pa.array(cell.astype(np.int32), mask=no_cell), pa.array(plan.cells, pa.string())
            ),
        }
    )


def _ledger(ids: pa.Array, no_imei: np.ndarray, no_cell: np.ndarray, second: np.ndarray) -> pa.Table:
    """Rows (operation, record_id, detail): a record entered twice also repeats what was lost in the first."""
    found = [
        ("missing value", "imei", np.flatnonzero(no_imei)),
        ("missing value", "cell_id", np.flatnonzero(no_cell)),
        ("duplicate record", "entered twice", np.flatnonzero(second)),
    ]
    return pa.table(
        {
            "operation": pa.array([name for name, _, rows in found for _ in rows], pa.string()),
            "record_id": pc.take(ids, pa.array(np.concatenate([rows for *_, rows in found]))),
            "detail": pa.array([detail for _, detail, rows in found for _ in rows], pa.string()),
        }
    )


def _write(table: pa.Table, file: Path, options: dict[str, object]) -> None:
    unfinished = file.with_name(f".{file.name}.unfinished")
    pq.write_table(table, unfinished, **options)
    unfinished.replace(file)
