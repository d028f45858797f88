"""Calls from pairs into order of time: blocks of pairs are spilled to disk by hour, buckets of hours are read back.

Both steps are tasks for `synthetic_data.workers`: what they make depends on the plan and their index alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synthetic_data.world.bursts import draw_block
from synthetic_data.world.calls import HOUR, LONGEST_S, Traffic

# Calls of one bucket, about: what one task holds in memory at once. Part of what a seed means, as BLOCK is.
BUCKET = 500_000
# Bits that hold any second of a window and the end of a call that begins there.
_SECONDS = 32
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
    """Plan of the second step.

    `starts`: for each block, how many of its calls lie before each hour; `bounds`: the first hour of each bucket and
    the end of the last.
    """

    traffic: Traffic
    spool: Path
    starts: np.ndarray
    bounds: np.ndarray


def spill(plan: Spilling, block: int) -> np.ndarray:
    """Write the calls of one block, sorted by hour; return how many begin in each hour."""
    when, code, length = draw_block(plan.traffic, block)
    save(plan.spool / f"block-{block:05d}", _SPILLED, {"when": when, "code": code, "length": length})
    return np.bincount(when // HOUR, minlength=plan.traffic.seconds // HOUR)


def bucket_bounds(by_hour: np.ndarray) -> np.ndarray:
    """Return bounds of buckets of whole hours with about BUCKET calls each.

    >>> bucket_bounds(np.array([BUCKET // 2, BUCKET // 2, 7])).tolist()
    [0, 2, 3]
    """
    number = np.maximum(np.cumsum(by_hour) - 1, 0) // BUCKET
    cuts: np.ndarray = np.flatnonzero(np.diff(number) > 0) + 1
    return np.concatenate([[0], cuts, [len(by_hour)]]).astype(np.int64)


def settling(traffic: Traffic, spool: Path, by_hour: Sequence[np.ndarray]) -> Settling:
    """Return the plan of the second step, from what the first has counted for each block."""
    starts = np.array([np.concatenate([[0], np.cumsum(counted)]) for counted in by_hour])
    return Settling(traffic, spool, starts, bucket_bounds(np.sum(by_hour, axis=0)))


def settle(plan: Settling, bucket: int) -> int:
    """Write the calls of one bucket that took place, in order of time, caller and callee; return how many."""
    traffic = plan.traffic
    low, high = int(plan.bounds[bucket]), int(plan.bounds[bucket + 1])
    parts = [
        load(plan.spool / f"block-{block:05d}", _SPILLED, int(starts[max(low - _HALO, 0)]), int(starts[high]))
        for block, starts in enumerate(plan.starts)
    ]
    when, code, length = (np.concatenate([part[name] for part in parts]) for name, _ in _SPILLED)
    out, into, place = _ends(traffic, when, code)
    road = int(np.flatnonzero(traffic.presence.places == "")[0])
    reached = np.flatnonzero((out >= 0) & (into >= 0) & (place != road))
    # numbers are sorted as text, so their rows order calls of one second by what the records show
    begin = int(when.min(initial=0))
    order = reached[_ordered(when[reached] - begin, out[reached], into[reached])]
    when, out, into, length, place = (values[order] for values in (when, out, into, length, place))
    kept = ~engaged(when, out, into, length) & (when >= low * HOUR)
    columns = {"when": when, "out": out, "into": into, "length": length, "place": place}
    save(plan.spool / f"bucket-{bucket:05d}", SETTLED, {name: values[kept] for name, values in columns.items()})
    return int(kept.sum())


def engaged(when: np.ndarray, out: np.ndarray, into: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return which attempts, in order of time, find a line engaged by an earlier one; a text reaches an engaged line.

    An attempt counts whether it came through itself or not: so a stretch of time needs only the two hours before it.
    """
    size = len(when)
    lines: np.ndarray = np.stack([out, into], axis=1).reshape(-1)
    order = _ordered(lines)
    turn = order >> 1
    # lines ascend, so a running maximum over (line, end of call) never carries over from one line to the next
    base = lines[order].astype(np.int64) << _SECONDS
    begins, spoken = when[turn], length[turn] > 0
    latest = np.maximum.accumulate(base | np.where(spoken, begins + length[turn], 0))
    busy: np.ndarray = np.zeros(2 * size, dtype=bool)
    busy[1:] = latest[:-1] > (base | begins)[1:]
    found: np.ndarray = np.zeros(size, dtype=bool)
    found[turn[busy & (spoken | (order & 1 == 0))]] = True
    return found


def _ends(traffic: Traffic, when: np.ndarray, code: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The numbers at both ends and the place of the caller: most stay the same all the while, the rest is looked up."""
    first, last = int(when.min(initial=0)), int(when.max(initial=0))
    number: np.ndarray = traffic.directory.steady(len(traffic.people), first, last).astype(np.int32)
    place, step = traffic.presence.grid(first, last)
    # by pair and direction, as codes are: the second end calls, then the first
    ends = np.stack([traffic.b, traffic.a], axis=1)
    lines = number[ends, traffic.line[:, ::-1]]
    out, into = lines.reshape(-1)[code], lines[:, ::-1].reshape(-1)[code]
    caller = ends.reshape(-1)[code]
    where = place[caller, (when - first) // step]
    for found, calling in ((out, 1), (into, 0)):
        rows = np.flatnonzero(found < 0)
        pair, one = code[rows] >> 1, (code[rows] & 1) == calling
        person = np.where(one, traffic.a[pair], traffic.b[pair])
        line = np.where(one, traffic.line[pair, 0], traffic.line[pair, 1])
        found[rows] = traffic.directory.rows(person, line, when[rows])
    rows = np.flatnonzero(where < 0)
    where[rows] = traffic.presence.codes(caller[rows], when[rows])
    return out, into, where


def _ordered(*keys: np.ndarray) -> np.ndarray:
    """Stable order by whole numbers from 0 up, the first key counting most: by 16 bits at a time, a radix sort.

    >>> _ordered(np.array([5, 70_000, 5, 1]), np.array([2, 0, 1, 0])).tolist()
    [3, 2, 0, 1]
    """
    order: np.ndarray | None = None
    for key in reversed(keys):
        for shift in range(0, max(int(key.max(initial=0)).bit_length(), 1), 16):
            digit = (key >> shift).astype(np.uint16) if shift else key.astype(np.uint16)
            further = np.argsort(digit if order is None else digit[order], kind="stable")
            order = further if order is None else order[further]
    assert order is not None
    return order


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
