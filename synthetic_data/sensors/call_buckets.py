"""Calls from pairs into order of time: blocks of pairs are spilled to disk by hour, buckets of hours are read back.

Both steps are tasks for `synthetic_data.workers`: what they make depends on the plan and their index alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synthetic_data.world.bursts import CODE_BITS, LENGTH_BITS, codes_of, draw_block, seconds_of
from synthetic_data.world.calls import HOUR, LONGEST_S, Traffic

# Calls of one bucket, about: what one task holds in memory at once. Part of what a seed means, as BLOCK is.
BUCKET = 250_000
# Bits of a word in which rows are sorted.
_WORD = 64
_HALO = -(-LONGEST_S // HOUR)
_SPILLED = (("words", "<u8"),)
SETTLED = (("when", "<u4"), ("out", "<u2"), ("into", "<u2"), ("length", "<u2"), ("place", "<u2"))
MOST_NUMBERS = (1 << 16) - 1
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
    one for the second SIM; the other end's stands beside it, where the last bit of the code is turned; `user`: person
    number by number, and anybody's for nobody's.
    """

    traffic: Traffic
    spool: Path
    starts: np.ndarray
    bounds: np.ndarray
    lines: np.ndarray
    user: np.ndarray


def spill(plan: Spilling, block: int) -> np.ndarray:
    """Write the calls of one block, in order of time; return how many begin in each hour."""
    words = draw_block(plan.traffic, block)
    save(plan.spool / f"block-{block:05d}", _SPILLED, {"words": words})
    hours: np.ndarray = np.arange(0, plan.traffic.seconds + 1, HOUR, dtype=np.uint64)
    return np.diff(np.searchsorted(words, hours << np.uint64(CODE_BITS + LENGTH_BITS)))


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
    assert len(traffic.number) <= MOST_NUMBERS
    starts = np.array([np.concatenate([[0], np.cumsum(counted)]) for counted in by_hour])
    ends = np.stack([traffic.b * 2 + traffic.line[:, 1], traffic.a * 2 + traffic.line[:, 0]], axis=1)
    return Settling(
        traffic=traffic,
        spool=spool,
        starts=starts,
        bounds=bucket_bounds(np.sum(by_hour, axis=0)),
        lines=ends.reshape(-1).astype(np.int32),
        user=np.append(traffic.directory.user, 0),
    )


def settle(plan: Settling, bucket: int) -> int:
    """Write the calls of one bucket that took place, in order of time, caller, callee and length; return how many."""
    traffic = plan.traffic
    low, high = int(plan.bounds[bucket]), int(plan.bounds[bucket + 1])
    parts = [
        load(plan.spool / f"block-{block:05d}", _SPILLED, int(starts[max(low - _HALO, 0)]), int(starts[high]))["words"]
        for block, starts in enumerate(plan.starts)
    ]
    words = np.concatenate(parts)
    when = seconds_of(words)
    first, last = int(when.min(initial=0)), int(when.max(initial=0))
    nobody = len(traffic.number)
    out, into = _ends(plan, when, codes_of(words), first, last)
    length = (words & np.uint64((1 << LENGTH_BITS) - 1)).astype(np.uint16)
    # numbers are sorted as text, so their rows order calls of one second by what the records show
    when, out, into, length = in_order([when - first, out, into, length], [last - first, nobody, nobody, LONGEST_S])
    when += first
    place = traffic.presence.grid(first, last).of(plan.user).at(out, when)
    # whoever calls from a road without coverage isn't reached either
    road = np.flatnonzero(place == int(np.flatnonzero(traffic.presence.places == "")[0]))
    out[road] = into[road] = nobody
    kept = np.flatnonzero(~engaged(when, out, into, length) & (out != nobody) & (when >= low * HOUR))
    columns = {"when": when, "out": out, "into": into, "length": length, "place": place}
    save(plan.spool / f"bucket-{bucket:05d}", SETTLED, {name: values.take(kept) for name, values in columns.items()})
    return len(kept)


def engaged(when: np.ndarray, out: np.ndarray, into: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return which attempts, in order of time, find a line engaged by an earlier one; a text reaches an engaged line.

    An attempt counts whether it came through itself or not: so a stretch of time needs only the two hours before it.
    """
    size, spoken = len(when), np.flatnonzero(length > 0)
    since: np.ndarray = when - int(when.min(initial=0))
    # a line, the second and the call: a text needs its sender's line free, and keeps none engaged
    calls, seconds = size.bit_length(), (int(since.max(initial=0)) + LONGEST_S).bit_length()
    begin: np.ndarray = np.concatenate([out, into.take(spoken)]).astype(np.uint64)
    assert int(begin.max(initial=0)).bit_length() + seconds + calls <= _WORD
    begin <<= np.uint64(seconds + calls)
    one: np.ndarray = since.astype(np.uint64)
    one <<= np.uint64(calls)
    one |= np.arange(size, dtype=np.uint64)
    begin[:size] |= one
    begin[size:] |= one.take(spoken)
    begin.sort()
    call = (begin & np.uint64((1 << calls) - 1)).view(np.int64)
    begin >>= np.uint64(calls)
    end: np.ndarray = length.astype(np.uint64).take(call)
    end += begin
    # whoever reaches the next but one on a line also reaches the next; no end reaches another line
    busy: np.ndarray = np.zeros(size, dtype=bool)
    reaching, further = np.flatnonzero(end[:-1] > begin[1:]), 1
    while len(reaching):
        busy[call.take(reaching + further)] = True
        further += 1
        reaching = reaching[: np.searchsorted(reaching, len(end) - further)]
        reaching = reaching.compress(end.take(reaching) > begin.take(reaching + further))
    return busy


def _ends(plan: Settling, when: np.ndarray, code: np.ndarray, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers at both ends, nobody's where an end has none: most are the same all the while, others looked up."""
    directory, nobody = plan.traffic.directory, len(plan.traffic.number)
    number: np.ndarray = directory.steady(first, last).take(plan.lines)
    found: list[np.ndarray] = []
    for end in (code, code ^ 1):
        rows_of: np.ndarray = number.take(end)
        rows = np.flatnonzero(rows_of < 0)
        line: np.ndarray = plan.lines.take(end.take(rows)).astype(np.int64)
        rows_of[rows] = directory.rows(line >> 1, line & 1, when.take(rows))
        found.append(rows_of)
    lost = np.flatnonzero((found[0] | found[1]) < 0)
    for rows_of in found:
        rows_of[lost] = nobody
    return found[0], found[1]


def in_order(columns: Sequence[np.ndarray], most: Sequence[int]) -> list[np.ndarray]:
    """Return columns with their rows sorted, the first column counting most.

    `most`: bounds of the columns, whole numbers from 0 up. Rows that fit into 64 bits are sorted as one word each, many
    times faster than by an order that every column must follow: all but those of small cases with very many people.

    >>> [column.tolist() for column in in_order([np.array([5, 7, 5]), np.array([2, 0, 1])], [7, 2])]
    [[5, 5, 7], [1, 2, 0]]
    """
    bits = [int(bound).bit_length() for bound in most]
    if sum(bits) > _WORD:
        order = np.lexsort(tuple(columns)[::-1])
        return [column.take(order) for column in columns]
    words: np.ndarray = columns[0].astype(np.uint64)
    for column, width in zip(columns[1:], bits[1:], strict=True):
        words <<= np.uint64(width)
        words |= column.astype(np.uint64)
    words.sort()
    found: list[np.ndarray] = []
    for column, width in zip(reversed(columns), reversed(bits), strict=True):
        found.append((words & np.uint64((1 << width) - 1)).astype(column.dtype))
        words >>= np.uint64(width)
    return found[::-1]


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
