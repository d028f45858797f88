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
BUCKET = 250_000
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
    the end of the last; `lines`: for each code of a call (see `draw_block`) the caller's person number times two, plus
    one for the second SIM; the other end's stands beside it, where the last bit of the code is turned.
    """

    traffic: Traffic
    spool: Path
    starts: np.ndarray
    bounds: np.ndarray
    lines: np.ndarray


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
    ends = np.stack([traffic.b * 2 + traffic.line[:, 1], traffic.a * 2 + traffic.line[:, 0]], axis=1)
    lines = ends.reshape(-1).astype(np.int32)
    return Settling(traffic, spool, starts, bucket_bounds(np.sum(by_hour, axis=0)), lines)


def settle(plan: Settling, bucket: int) -> int:
    """Write the calls of one bucket that took place, in order of time, caller and callee; return how many."""
    traffic = plan.traffic
    low, high = int(plan.bounds[bucket]), int(plan.bounds[bucket + 1])
    parts = [
        load(plan.spool / f"block-{block:05d}", _SPILLED, int(starts[max(low - _HALO, 0)]), int(starts[high]))
        for block, starts in enumerate(plan.starts)
    ]
    when, code, length = (np.concatenate([part[name] for part in parts]) for name, _ in _SPILLED)
    out, into, place = _ends(plan, when, code)
    road = int(np.flatnonzero(traffic.presence.places == "")[0])
    # whoever isn't reached stands on a line of nobody's, last within the second, and is left out in the end
    nobody = len(traffic.number)
    lost = (out < 0) | (into < 0) | (place == road)
    out[lost] = into[lost] = nobody
    # numbers are sorted as text, so their rows order calls of one second by what the records show
    order = _ordered(when - int(when.min(initial=0)), out, into)
    when, out, into, length, place = (values.take(order) for values in (when, out, into, length, place))
    kept = np.flatnonzero(~engaged(when, out, into, length) & (out != nobody) & (when >= low * HOUR))
    columns = {"when": when, "out": out, "into": into, "length": length, "place": place}
    save(plan.spool / f"bucket-{bucket:05d}", SETTLED, {name: values.take(kept) for name, values in columns.items()})
    return len(kept)


def engaged(when: np.ndarray, out: np.ndarray, into: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return which attempts, in order of time, find a line engaged by an earlier one; a text reaches an engaged line.

    An attempt counts whether it came through itself or not: so a stretch of time needs only the two hours before it.
    """
    size = len(when)
    lines: np.ndarray = np.stack([out, into], axis=1)
    order = _ordered(lines.reshape(-1))
    # lines ascend, so a running maximum over (line, end of call) never carries over from one line to the next
    base: np.ndarray = lines.reshape(-1).take(order).astype(np.int64)
    base <<= _SECONDS
    call, spoken = order >> 1, length > 0
    latest = np.where(spoken, when + length, 0).take(call) | base
    np.maximum.accumulate(latest, out=latest)
    base |= when.take(call)
    busy: np.ndarray = np.zeros(2 * size, dtype=bool)
    busy[order[1:]] = latest[:-1] > base[1:]
    return busy[0::2] | (busy[1::2] & spoken)


def _ends(plan: Settling, when: np.ndarray, code: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The numbers at both ends and the place of the caller: most stay the same all the while, the rest is looked up."""
    traffic = plan.traffic
    first, last = int(when.min(initial=0)), int(when.max(initial=0))
    number: np.ndarray = traffic.directory.steady(len(traffic.people), first, last).astype(np.int32).reshape(-1)
    calling: np.ndarray = plan.lines.take(code)
    called: np.ndarray = plan.lines.take(code ^ 1)
    out: np.ndarray = number.take(calling)
    into: np.ndarray = number.take(called)
    for found, line in ((out, calling), (into, called)):
        rows = np.flatnonzero(found < 0)
        found[rows] = traffic.directory.rows(line[rows] >> 1, line[rows] & 1, when[rows])
    caller = calling >> 1
    place = traffic.presence.grid(first, last).codes(caller, when)
    rows = np.flatnonzero(place < 0)
    place[rows] = traffic.presence.codes(caller[rows], when[rows])
    return out, into, place


def _ordered(*keys: np.ndarray) -> np.ndarray:
    """Stable order by whole numbers from 0 up, the first key counting most: by 16 bits at a time, a radix sort.

    >>> _ordered(np.array([5, 70_000, 5, 1]), np.array([2, 0, 1, 0])).tolist()
    [3, 2, 0, 1]
    """
    if len(keys) == 1 and not int(keys[0].max(initial=0)) >> 16:
        return np.argsort(keys[0].astype(np.uint16), kind="stable")
    order: np.ndarray | None = None
    for word in reversed(_packed(keys)):
        for shift in range(0, max(int(word.max(initial=0)).bit_length(), 1), 16):
            digit = (word >> np.uint64(shift)).astype(np.uint16)
            further = np.argsort(digit if order is None else digit.take(order), kind="stable")
            order = further if order is None else order.take(further)
    assert order is not None
    return order


def _packed(keys: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The same keys in as few words of 64 bits as hold them."""
    words: list[np.ndarray] = []
    free = 0
    for key in keys:
        bits = max(int(key.max(initial=0)).bit_length(), 1)
        if bits <= free:
            words[-1] <<= np.uint64(bits)
            words[-1] |= key.astype(np.uint64)
            free -= bits
        else:
            words.append(key.astype(np.uint64))
            free = 64 - bits
    return words


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
