"""Calls from pairs into order of time: blocks of pairs are spilled to disk by hour, buckets of hours are read back.

Both steps are tasks for `synthetic_data.workers`: what they make depends on the plan and their index alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synthetic_data.world.bursts import draw_block
from synthetic_data.world.calls import HOUR, LONGEST_S, Traffic

# Calls of one bucket, about: what one task holds in memory at once. Part of what a seed means, as BLOCK is.
BUCKET = 500_000
_HALO = -(-LONGEST_S // HOUR)
_SPILLED = (("when", "<i4"), ("code", "<i4"), ("length", "<i2"))
SETTLED = (("when", "<i4"), ("out", "<i4"), ("into", "<i4"), ("length", "<i2"), ("place", "<i2"))
Columns = dict[str, np.ndarray]


@dataclass(frozen=True)
class Spilling:
    """Plan of the first step: the traffic, and the folder that all workers see."""

    traffic: Traffic
    spool: Path


@dataclass(frozen=True)
class Settling:
    """Plan of the second step: `starts` holds, for each block, how many of its calls lie before each hour;
    `bounds` the first hour of each bucket and the end of the last."""

    traffic: Traffic
    spool: Path
    starts: np.ndarray
    bounds: np.ndarray


def spill(plan: Spilling, block: int) -> np.ndarray:
    """Write the calls of one block, sorted by time; return how many begin in each hour."""
    when, code, length = draw_block(plan.traffic, block)
    save(plan.spool / f"block-{block:05d}", _SPILLED, {"when": when, "code": code, "length": length})
    return np.bincount(when // HOUR, minlength=plan.traffic.seconds // HOUR)


def bucket_bounds(by_hour: np.ndarray) -> np.ndarray:
    """Return bounds of buckets of whole hours with about BUCKET calls each.

    >>> bucket_bounds(np.array([BUCKET // 2, BUCKET // 2, 7])).tolist()
    [0, 2, 3]
    """
    number = (np.cumsum(by_hour) - 1) // BUCKET
    cuts: np.ndarray = np.flatnonzero(np.diff(number) > 0) + 1
    return np.concatenate([[0], cuts, [len(by_hour)]]).astype(np.int64)


def settle(plan: Settling, bucket: int) -> int:
    """Write the calls of one bucket that took place, in order of time, caller and callee; return how many."""
    traffic = plan.traffic
    low, high = int(plan.bounds[bucket]), int(plan.bounds[bucket + 1])
    parts = [
        load(plan.spool / f"block-{block:05d}", _SPILLED, int(starts[max(low - _HALO, 0)]), int(starts[high]))
        for block, starts in enumerate(plan.starts)
    ]
    when, code, length = (np.concatenate([part[name] for part in parts]) for name, _ in _SPILLED)
    pair, forward = code >> 1, (code & 1).astype(bool)
    a, b = traffic.a[pair], traffic.b[pair]
    caller, callee = np.where(forward, a, b), np.where(forward, b, a)
    line_a, line_b = traffic.line[pair, 0], traffic.line[pair, 1]
    out = traffic.directory.rows(caller, np.where(forward, line_a, line_b), when)
    into = traffic.directory.rows(callee, np.where(forward, line_b, line_a), when)
    place = traffic.presence.codes(caller, when)
    reached = np.flatnonzero((out >= 0) & (into >= 0) & (traffic.presence.places[place] != ""))
    when, out, into, length, place = (values[reached] for values in (when, out, into, length, place))
    # numbers are sorted as text, so their rows order calls of one second by what the records show
    lines = len(traffic.number)
    order = np.argsort((when.astype(np.int64) * lines + out) * lines + into, kind="stable")
    when, out, into, length, place = (values[order] for values in (when, out, into, length, place))
    kept = ~engaged(when, out.astype(np.int64), into.astype(np.int64), length) & (when >= low * HOUR)
    columns = {"when": when, "out": out, "into": into, "length": length, "place": place}
    save(plan.spool / f"bucket-{bucket:05d}", SETTLED, {name: values[kept] for name, values in columns.items()})
    return int(kept.sum())


def engaged(when: np.ndarray, out: np.ndarray, into: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return which attempts, in order of time, find a line engaged by an earlier one; a text reaches an engaged line.

    An attempt counts whether it came through itself or not: so a stretch of time needs only the two hours before it.
    """
    size = max(len(when), 1)
    turns: np.ndarray = np.arange(len(when), dtype=np.int64)
    # one key sorts by line, then by turn, and says which side of the call the line is on
    keys = np.sort(np.concatenate([(out * size + turns) * 2, (into * size + turns) * 2 + 1], dtype=np.int64))
    callee_side = (keys & 1).astype(bool)
    line, turn = np.divmod(keys >> 1, size)
    # lines ascend, so a running maximum over (line, end of call) never carries over from one line to the next
    base = line * (int(when.max(initial=0)) + LONGEST_S + 2)
    spoken = length[turn] > 0
    latest = np.maximum.accumulate(base + np.where(spoken, when[turn] + length[turn].astype(np.int64), 0))
    before = np.concatenate([[-1], latest[:-1]])[: len(keys)] - base
    found: np.ndarray = np.zeros(len(when), dtype=bool)
    found[turn[(before > when[turn]) & (spoken | ~callee_side)]] = True
    return found


def save(file: Path, layout: tuple[tuple[str, str], ...], columns: Columns) -> None:
    """Write columns one after the other, whole or not at all."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    with unfinished.open("wb") as out:
        for name, kind in layout:
            columns[name].astype(kind, copy=False).tofile(out)
    unfinished.replace(file)


def load(file: Path, layout: tuple[tuple[str, str], ...], first: int = 0, end: int | None = None) -> Columns:
    """Read rows `first` to `end` of the columns that `save` wrote; all rows where `end` is None."""
    width = sum(np.dtype(kind).itemsize for _, kind in layout)
    rows = file.stat().st_size // width
    stop = rows if end is None else end
    found: Columns = {}
    offset = 0
    with file.open("rb") as source:
        for name, kind in layout:
            size = np.dtype(kind).itemsize
            source.seek(offset + first * size)
            found[name] = np.fromfile(source, dtype=kind, count=stop - first)
            offset += rows * size
    return found
