"""Call chains: A calls B, and within minutes B calls C. An order passed on looks so, and so does chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import listed, span
from toolkit.telephone.chance import expected, shifts
from toolkit.telephone.records import Calls, codes_of, limits, ready

_MOVES = 14
_LIMIT = 5_000_000


@dataclass(frozen=True, eq=False, repr=False)
class Chains(Table):
    """One row for each way a chain took; `occurrences` has each time it happened with its calls and instants."""

    occurrences: pd.DataFrame = field(default_factory=pd.DataFrame)


def chains(
    calls: pd.DataFrame,
    within: Any = "10min",
    length: int = 3,
    *,
    start: Any = None,
    least: int = 2,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
) -> Chains:
    """Find chains of calls in which each called number calls a further one within a stretch of time.

    Parameters
    ----------
    within : time from the start of one call to the start of the next: "10min"
    length : numbers in a chain: 3 for A, B, C
    start : the number or numbers with which a chain begins; without it all
    least : ways that were taken less often are left out of the table (never of `.occurrences`)

    Returns
    -------
    Chains with one row for each way, `chain` ("A → B → C") and its numbers `n1`, `n2`, ...: `times` it occurred,
    `days` on which it did, `expected` by chance, `most_by_chance`, `ratio`. `.occurrences` lists each one with
    the index of its calls (`call1`, `call2`, ...), `started` and `seconds` from first to last.

    Chance is measured for chains of three: the calls of the first leg are moved by whole days, one to seven either way,
    so that everybody's hours stay and only the tie between the two legs goes. Busy numbers chain by chance
    all day; look at `ratio`, not at `times`.

    Raises ParameterError for a length under 3 or more chains than can be listed.

    >>> times = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 08:04"], utc=True)
    >>> calls = pd.DataFrame({"caller": ["+1", "+2"], "callee": ["+2", "+3"], "started_at": times})
    >>> chains(calls, least=1).to_frame()[["n1", "n2", "n3", "times"]].values.tolist()
    [['+1', '+2', '+3', 1]]
    """
    method = "telephone.chains"
    reach = int(span(within, method, "within").total_seconds())
    if not 3 <= length <= 6:
        raise ParameterError(f"{method}: length={length}; from 3 to 6 numbers")
    held = ready(
        calls,
        method,
        source=source,
        target=target,
        time=time,
        made_by=None if start is None else listed(start),
        steps=length - 2,
    )
    first = np.arange(len(held.at))
    if start is not None:
        first = first[np.isin(held.source, codes_of(held, listed(start), method))]
    keys = _Keys(held)
    paths = first[:, None]
    for _ in range(length - 2):
        paths = _extend(held, keys, paths, reach, method)
    frame = _ways(held, paths, least)
    caveats = [limits()]
    if length == 3 and len(frame):
        frame = _by_chance(held, frame, reach)
        caveats.append(text("expected: the same with first calls moved by whole days, 1 to 7 either way"))
    else:
        caveats.append(text("no chance level is measured for chains of {length}", length=length))
    frame = frame.sort_values(["ratio", "times"] if "ratio" in frame else ["times"], ascending=False, kind="stable")
    title = text("{count} chains of {length} numbers within {within}", count=len(paths), length=length, within=within)
    return Chains(title, frame, (*caveats, *held.caveats), _occurrences(held, paths))


class _Keys:
    """Calls ordered by caller and start, so that a number's next calls are one stretch."""

    def __init__(self, held: Calls) -> None:
        self.base = int(held.at.min()) - 1
        self.width = int(held.at.max()) - self.base + 2
        keys = held.source.astype("int64") * self.width + (held.at - self.base)
        self.order = np.argsort(keys, kind="stable")
        self.keys = keys[self.order]

    def stretch(self, number: Any, at: Any, reach: int) -> tuple[Any, Any]:
        """Return first and last place (exclusive) of calls made by `number` after `at` and within `reach` seconds."""
        lows = np.clip(at - self.base, 0, self.width - 1)
        highs = np.clip(at - self.base + reach, 0, self.width - 1)
        left = np.searchsorted(self.keys, number.astype("int64") * self.width + lows, side="right")
        right = np.searchsorted(self.keys, number.astype("int64") * self.width + highs, side="right")
        return left, np.maximum(left, right)


def _extend(held: Calls, keys: _Keys, paths: Any, reach: int, method: str) -> Any:
    last = paths[:, -1]
    left, right = keys.stretch(held.target[last], held.at[last], reach)
    count = right - left
    total = int(count.sum())
    if total > _LIMIT:
        raise ParameterError(f"{method}: {total:,} chains; shorten within=, or name a start=")
    which: Any = np.repeat(np.arange(len(paths)), count)
    step = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    following = keys.order[np.repeat(left, count) + step]
    grown = np.column_stack([paths[which], following])
    # A chain goes on to somebody new: calling back is an answer, not a chain.
    seen = np.column_stack([held.source[grown[:, 0]], held.target[grown[:, :-1]]])
    fresh = (seen != held.target[grown[:, -1]][:, None]).all(axis=1)
    return grown[fresh & (held.source[grown[:, 0]] != held.target[grown[:, 0]])]


def _ways(held: Calls, paths: Any, least: int) -> pd.DataFrame:
    numbers = np.column_stack([held.source[paths[:, 0]], held.target[paths]])
    names = [f"n{place + 1}" for place in range(numbers.shape[1])]
    table = pd.DataFrame(numbers, columns=names).assign(day=held.at[paths[:, 0]] // 86_400)
    counted = table.groupby(names, sort=False)["day"].agg(times="size", days="nunique").reset_index()
    counted = counted[counted["times"] >= least].reset_index(drop=True)
    codes = counted[names].to_numpy()
    for place, name in enumerate(names):
        counted[name] = held.numbers[codes[:, place]]
    words = counted[names].astype("str")
    counted.insert(0, "chain", words[names[0]].str.cat([words[name] for name in names[1:]], sep=" → "))
    return counted


def _by_chance(held: Calls, frame: pd.DataFrame, reach: int) -> pd.DataFrame:
    """Count each way again with its first leg moved."""
    size = len(held.numbers)
    ways = [held.numbers.get_indexer(frame[name]).astype("int64") for name in ("n1", "n2", "n3")]
    first, second = ways[0] * size + ways[1], ways[1] * size + ways[2]
    legs = held.source.astype("int64") * size + held.target
    # Only the calls of the legs that occur in the table matter.
    wanted: Any = np.unique(np.concatenate([first, second]))
    used = np.isin(legs, wanted)
    leg: Any = np.searchsorted(wanted, legs[used])
    at = held.at[used]
    base = int(at.min()) - 1
    width = int(at.max()) - base + 2
    keys = np.sort(leg.astype("int64") * width + at - base)
    starts: Any = np.searchsorted(leg[np.argsort(leg, kind="stable")], np.arange(len(wanted) + 1))
    by_leg = at[np.argsort(leg, kind="stable")]
    one: Any = np.searchsorted(wanted, first)
    two: Any = np.searchsorted(wanted, second)
    sizes: Any = starts[one + 1] - starts[one]
    way: Any = np.repeat(np.arange(len(frame)), sizes)
    calls = by_leg[np.repeat(starts[one], sizes) + np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)]
    low, high = held.bounds

    def count(move: int) -> Any:
        moved = low + (calls - low + move) % (high - low + 1)
        here = two[way].astype("int64") * width
        left = np.searchsorted(keys, here + np.clip(moved - base, 0, width - 1), side="right")
        right = np.searchsorted(keys, here + np.clip(moved - base + reach, 0, width - 1), side="right")
        return np.bincount(way, weights=np.maximum(right - left, 0), minlength=len(frame))

    mean, most, _ = expected(count, shifts(np.array(held.bounds), _MOVES))
    return frame.assign(
        expected=mean.round(2),
        most_by_chance=most.astype("int64"),
        ratio=(frame["times"] / np.maximum(mean, 0.1)).round(1),
    )


def _occurrences(held: Calls, paths: Any) -> pd.DataFrame:
    numbers = np.column_stack([held.source[paths[:, 0]], held.target[paths]])
    table = pd.DataFrame({f"n{place + 1}": held.numbers[numbers[:, place]] for place in range(numbers.shape[1])})
    index = held.table.index.to_numpy()
    for place in range(paths.shape[1]):
        table[f"call{place + 1}"] = index[paths[:, place]]
    table["started"] = pd.to_datetime(held.at[paths[:, 0]], unit="s", utc=True)
    table["seconds"] = held.at[paths[:, -1]] - held.at[paths[:, 0]]
    return table.sort_values("started", kind="stable").reset_index(drop=True)
