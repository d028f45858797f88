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
_DRAWS = 1 << 16
# Texts of four digits, the fewest that a record number has.
_FOUR, _TENS = 4, 10_000
_DIGITS = np.frombuffer("".join(f"{number:04d}" for number in range(_TENS)).encode(), np.uint32)
_TIME = pa.timestamp("us", tz="UTC")
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


_LEDGER = {
    "compression": "zstd",
    "use_dictionary": ["operation", "detail"],
    "column_encoding": {"record_id": "DELTA_BYTE_ARRAY"},
    "write_statistics": False,
}


@dataclass(frozen=True)
class Writing:
    """Plan of the last step. `kept` and `twice`: how many of a bucket's calls are recorded, and how many of those
    twice; `first`: number of its first record; `numbers`, `cells`, `handsets`: their texts; `cell_of`, `cells_at`: for
    each place the first and the number of its cells in the list `cell_of`; `handset`: in which each line is used."""

    traffic: Traffic
    spool: Path
    kept: np.ndarray
    twice: np.ndarray
    first: np.ndarray
    width: int
    missing: float
    numbers: pa.StringArray
    cells: pa.StringArray
    cell_of: np.ndarray
    cells_at: np.ndarray
    handsets: pa.StringArray
    handset: np.ndarray


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
    recorded, size = _recorded(rng, len(calls["when"]), int(plan.kept[bucket])), int(plan.kept[bucket])
    times: np.ndarray = np.ones(size, dtype=np.int64)
    times[noise.choice(size, int(plan.twice[bucket]), replace=False, shuffle=False)] = 2
    # draws of 16 bits: which cell, and whether handset and cell are missing
    at, lost, dark = (drawn.integers(0, _DRAWS, size, dtype=np.uint16) for drawn in (rng, noise, noise))
    spoilt = round(plan.missing * _DRAWS)
    row: np.ndarray = np.repeat(np.arange(size), times)
    second: np.ndarray = np.zeros(len(row), dtype=bool)
    second[np.cumsum(times)[times > 1] - 1] = True
    no_imei, no_cell = (lost < spoilt).take(row), (dark < spoilt).take(row)
    index: np.ndarray = recorded.take(row)
    calls = {name: values.take(index) for name, values in calls.items()}
    ends: dict[str, np.ndarray] = {end: calls[end].astype(np.int64) for end in ("out", "into")}
    start, count = (bounds.take(calls["place"]) for bounds in plan.cells_at.T)
    cell: np.ndarray = plan.cell_of.take(start + at.take(row) * count // _DRAWS)
    ids = record_ids(int(plan.first[bucket]), len(row), plan.width)
    table = _encode(plan, calls, cell, no_imei, no_cell, ids)
    _write(table, plan.spool / f"part-{bucket:05d}.parquet", WRITING)
    noted = [np.flatnonzero(rows) for rows in (no_imei, no_cell, second)]
    ledger = _ledger(ids, noted)
    _write(ledger, plan.spool / f"noise-{bucket:05d}.parquet", _LEDGER)
    lines = len(plan.traffic.number)
    first: np.ndarray = np.full(lines, np.iinfo(np.int32).max, dtype=np.int32)
    last: np.ndarray = np.full(lines, -1, dtype=np.int32)
    when: np.ndarray = calls["when"].astype(np.int32)
    for end in ends.values():
        # in order of time, the last of several values for one number is what it is set to
        once: np.ndarray = np.full(lines, np.iinfo(np.int32).max, dtype=np.int32)
        once[end[::-1]] = when[::-1]
        np.minimum(first, once, out=first)
        once.fill(-1)
        once[end] = when
        np.maximum(last, once, out=last)
    return Part(
        rows=len(row),
        sha256=rows_digest(table, "call_id"),
        operations=ledger.num_rows,
        first_heard=first,
        last_heard=last,
        called=np.bincount(ends["out"], minlength=lines).astype(np.int32),
        was_called=np.bincount(ends["into"], minlength=lines).astype(np.int32),
        days=_days(ends["out"], when, noted[0], lines),
    )


def _recorded(rng: np.random.Generator, size: int, kept: int) -> np.ndarray:
    """Rows of the calls that are recorded, in order: so many of so many, each with the same chance."""
    recorded: np.ndarray = np.ones(size, dtype=bool)
    recorded[rng.choice(size, size - kept, replace=False, shuffle=False)] = False
    return np.flatnonzero(recorded)


def _days(out: np.ndarray, when: np.ndarray, hidden: np.ndarray, lines: int) -> np.ndarray:
    """Number times DAYS plus day of all calls but the hidden ones, once each, in order."""
    day: np.ndarray = when // DAY
    low = int(day.min(initial=0)) if len(day) else 0
    span = int(day.max(initial=0)) - low + 1
    at = out * span + (day - low)
    at[hidden] = lines * span
    met: np.ndarray = np.zeros(lines * span + 1, dtype=bool)
    met[at] = True
    line, since = np.divmod(np.flatnonzero(met[:-1]), span)
    return (line * DAYS + since + low).astype(np.int32)


def record_ids(first: int, size: int, width: int) -> pa.Array:
    """Return record numbers as text: "T" and digits.

    >>> record_ids(9, 2, 4).to_pylist()
    ['T0009', 'T0010']
    """
    # ten thousand at a time: their last four digits stand in a table, and the signs before them are the same in all
    low, high = first // _TENS, -(-(first + size) // _TENS)
    text: np.ndarray = np.empty((high - low, _TENS), dtype=[("head", f"S{width + 1 - _FOUR}"), ("tail", _DIGITS.dtype)])
    text["tail"] = _DIGITS
    for at, group in enumerate(range(low, high)):
        text["head"][at] = f"T{group:0{width - _FOUR}d}" if width > _FOUR else "T"
    text = text.reshape(-1)[first - low * _TENS :][:size]
    offsets: np.ndarray = np.arange(0, (size + 1) * (width + 1), width + 1, dtype=np.int32)
    return pa.StringArray.from_buffers(size, pa.py_buffer(offsets), pa.py_buffer(text))


def _encode(
    plan: Writing,
    calls: dict[str, np.ndarray],
    cell: np.ndarray,
    no_imei: np.ndarray,
    no_cell: np.ndarray,
    ids: pa.Array,
) -> pa.Table:
    traffic = plan.traffic
    started: np.ndarray = calls["when"].astype(np.int64)
    started *= 1_000_000
    started += np.datetime64(traffic.start, "us").astype(np.int64)
    voice = (calls["length"] > 0).astype(np.int32)
    return pa.table(
        {
            "call_id": ids,
            "started_at": pa.Array.from_buffers(_TIME, len(started), [None, pa.py_buffer(started)]),
            "duration_s": pa.array(calls["length"].astype(np.int64)),
            "caller": _texts(calls["out"], plan.numbers),
            "callee": _texts(calls["into"], plan.numbers),
            "kind": _texts(voice, pa.array(["sms", "voice"])),
            "imei": _texts(plan.handset.take(calls["out"]), plan.handsets, no_imei),
            "cell_id": _texts(cell, plan.cells, no_cell),
        }
    )


def _texts(positions: np.ndarray, texts: pa.Array, empty: np.ndarray | None = None) -> pa.DictionaryArray:
    """Texts by position; positions come from our own tables, so that none need be looked for beyond the last."""
    return pa.DictionaryArray.from_arrays(pa.array(positions, pa.int32(), mask=empty), texts, safe=False)


def _ledger(ids: pa.Array, found: list[np.ndarray]) -> pa.Table:
    """Rows (operation, record_id, detail): handset missing, cell missing, entered twice; a record entered twice also
    repeats what was lost in the first."""
    which: np.ndarray = np.repeat(np.arange(3, dtype=np.int32), [len(rows) for rows in found])
    operations = pa.array(["missing value", "missing value", "duplicate record"])
    details = pa.array(["imei", "cell_id", "entered twice"])
    return pa.table(
        {
            "operation": pa.DictionaryArray.from_arrays(pa.array(which), operations),
            "record_id": pc.take(ids, pa.array(np.concatenate(found))),
            "detail": pa.DictionaryArray.from_arrays(pa.array(which), details),
        }
    )


def _write(table: pa.Table, file: Path, options: dict[str, object]) -> None:
    unfinished = file.with_name(f".{file.name}.unfinished")
    pq.write_table(table, unfinished, **options)
    unfinished.replace(file)
