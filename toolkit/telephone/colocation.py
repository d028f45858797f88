"""Two numbers at one cell at about one time, and how often habit alone would bring them there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, left_out, need, seconds, span
from toolkit.telephone.chance import DAY, expected, shifts
from toolkit.telephone.records import limits

_MOVES, _LIMIT = 28, 20_000_000


@dataclass(frozen=True, eq=False, repr=False)
class Colocation(Table):
    """One row for each pair of numbers; `occasions` has each day and cell at which they met."""

    occasions: pd.DataFrame = field(default_factory=pd.DataFrame)


def colocation(
    calls: pd.DataFrame,
    numbers: Iterable[Any] | None = None,
    within: Any = "30min",
    *,
    cells: pd.DataFrame | None = None,
    by: str = "cell_id",
    least: int = 1,
    number: str = "caller",
    time: str = "started_at",
) -> Colocation:
    """Find pairs of numbers that were used at one cell within a stretch of time of each other.

    Parameters
    ----------
    calls : call records with the cell of the caller
    numbers : the numbers of which pairs are looked at; without it all
    within : longest time between the two records
    cells : the cell register; with `by="place_id"` two cells of one place count as one
    by : column of the place: a column of `calls`, or of `cells` after a look-up by `cell_id`
    least : fewest days on which a pair listed met

    Returns
    -------
    Colocation with one row for each pair, `a` and `b`: `days` (UTC days with an occasion), `places`, `records` (pairs
    of records), `expected_days` by chance, `most_by_chance`, `ratio`, `as_many_by_chance` (share of the shifts that
    gave at least as many days). `.occasions` lists `a`, `b`, `day`, place, `first`, `records`.

    Chance: all records of the other number are moved by whole days, one to fourteen either way, so that both keep
    their haunts and hours. Neighbours meet every day and so do their shifted twins: ratio near 1. Where it is high the
    two go to the same place on the same days.

    Raises ParameterError for unknown columns, fewer than two numbers with a cell, or more pairs than can be counted.

    Misleads: a cell serves a street or a valley; being served by one is no meeting. Records without a cell say
    nothing.

    >>> times = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 08:10"], utc=True)
    >>> calls = pd.DataFrame({"caller": ["+1", "+2"], "cell_id": ["C1", "C1"], "started_at": times})
    >>> colocation(calls).to_frame()[["a", "b", "days"]].values.tolist()
    [['+1', '+2', 1]]
    """
    method = "telephone.colocation"
    reach = int(span(within, method, "within").total_seconds())
    wanted = None if numbers is None else list(dict.fromkeys(numbers))
    table, caveats = _located(calls, cells, by, number, time, method, wanted)
    if wanted is not None:
        held = set(table["number"])
        absent = [one for one in wanted if one not in held]
        if absent:
            caveats += (text("no record with a cell: {numbers}", numbers=", ".join(map(str, absent[:6]))),)
    code, names = pd.factorize(table["number"], sort=True)
    if len(names) < 2:
        raise ParameterError(f"{method}: {len(names)} number with a cell on file; at least 2 are needed")
    place, places = pd.factorize(table["place"], sort=True)
    at = seconds(table["at"])
    search = _Search(code.astype("int64"), place.astype("int64"), at, len(names), reach, method)
    i, j = search.pairs(0)
    occasions = _occasions(code, place, at, i, j, names, places)
    frame = _by_pair(occasions, len(names))
    frame = frame[frame["days"] >= least].reset_index(drop=True)
    if len(frame):
        frame = _by_chance(frame, search, at, names)
    frame = frame.sort_values(["ratio", "days"] if len(frame) else ["a"], ascending=False, kind="stable")
    caveats += (
        limits(),
        text("a cell serves a street or a valley: being served by one is no meeting"),
        text("{count} pairs were compared: some stand out by chance alone", count=len(names) * (len(names) - 1) // 2),
        text("expected: the same with one side moved by whole days, 1 to 14 either way"),
    )
    title = text(
        "{count} pairs of {numbers} numbers at one place within {within}",
        count=len(frame),
        numbers=len(names),
        within=within,
    )
    return Colocation(title, frame.reset_index(drop=True), caveats, occasions)


def _located(
    calls: pd.DataFrame,
    cells: pd.DataFrame | None,
    by: str,
    number: str,
    time: str,
    method: str,
    wanted: list[Any] | None,
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    if cells is not None and by not in getattr(calls, "columns", ()):
        need(calls, method, (number, time, "cell_id"))
        need(cells, method, ("cell_id", by))
        where = calls["cell_id"].map(cells.drop_duplicates("cell_id").set_index("cell_id")[by])
    else:
        need(calls, method, (number, time, by))
        where = calls[by]
    known = (where.notna() & calls[number].notna() & calls[time].notna()).to_numpy()
    if not known.any():
        raise ParameterError(f"{method}: no record has a number, a time and a place in {by!r}")
    missing = int((~known).sum())
    at = instants(calls, time, method)
    if wanted is not None:
        known = known & calls[number].isin(wanted).to_numpy()
    table = pd.DataFrame({"number": calls[number][known], "place": where[known], "at": at[known]})
    return table, left_out(missing, len(calls), text("have no cell"))


class _Search:
    """Records by place and time, so that all others near one are a stretch."""

    def __init__(self, code: Any, place: Any, at: Any, size: int, reach: int, method: str) -> None:
        self.code, self.place, self.at, self.size, self.reach, self.method = code, place, at, size, reach, method
        self.base = int(at.min()) - 1
        self.width = int(at.max()) - self.base + 2
        keys = place * self.width + (at - self.base)
        self.order = np.argsort(keys, kind="stable")
        self.keys = keys[self.order]

    def pairs(self, move: int) -> tuple[Any, Any]:
        """Return records i (moved by `move` seconds, round the file's time) and j near them, i < j by number."""
        low, high = int(self.at.min()), int(self.at.max())
        at = low + (self.at - low + move) % (high - low + 1) if move else self.at
        here = self.place * self.width
        left = np.searchsorted(self.keys, here + np.clip(at - self.reach - self.base, 0, self.width - 1), side="left")
        right = np.searchsorted(self.keys, here + np.clip(at + self.reach - self.base, 0, self.width - 1), side="right")
        count = right - left
        total = int(count.sum())
        if total > _LIMIT:
            raise ParameterError(f"{self.method}: {total:,} pairs of records; shorten within=, or choose numbers=")
        i: Any = np.repeat(np.arange(len(at)), count)
        j = self.order[np.repeat(left, count) + np.arange(total) - np.repeat(np.cumsum(count) - count, count)]
        fits = self.code[i] < self.code[j]
        return i[fits], j[fits]


def _occasions(code: Any, place: Any, at: Any, i: Any, j: Any, names: Any, places: Any) -> pd.DataFrame:
    first = np.minimum(at[i], at[j])
    table = pd.DataFrame({"a": code[i], "b": code[j], "day": first // DAY, "place": place[i], "first": first})
    grouped = (
        table.groupby(["a", "b", "day", "place"], sort=True)["first"].agg(first="min", records="size").reset_index()
    )
    for name, values in (("a", names), ("b", names), ("place", places)):
        grouped[name] = np.asarray(values, dtype="object")[grouped[name].to_numpy(dtype="int64")]
    grouped["day"] = pd.to_datetime(grouped["day"] * DAY, unit="s")
    grouped["first"] = pd.to_datetime(grouped["first"], unit="s", utc=True)
    return grouped


def _by_pair(occasions: pd.DataFrame, size: int) -> pd.DataFrame:
    grouped = occasions.groupby(["a", "b"], sort=True)
    return grouped.agg(days=("day", "nunique"), places=("place", "nunique"), records=("records", "sum")).reset_index()


def _by_chance(frame: pd.DataFrame, search: _Search, at: Any, names: Any) -> pd.DataFrame:
    index = pd.Index(names)
    wanted = index.get_indexer(frame["a"]).astype("int64") * search.size + index.get_indexer(frame["b"])
    order = np.argsort(wanted)
    ranked = wanted[order]

    def count(move: int) -> Any:
        i, j = search.pairs(move)
        pair = search.code[i] * search.size + search.code[j]
        spot = np.searchsorted(ranked, pair)
        spot = np.minimum(spot, len(ranked) - 1)
        fits = ranked[spot] == pair
        day = at[j][fits] // DAY - int(at.min()) // DAY
        width = int((at.max() - at.min()) // DAY) + 2
        unique = np.unique(spot[fits] * width + day)
        found = np.zeros(len(frame))
        found[order] = np.bincount(unique // width, minlength=len(frame))
        return found

    mean, most, each = expected(count, shifts(at, _MOVES))
    days = frame["days"].to_numpy()
    return frame.assign(
        expected_days=mean.round(2),
        most_by_chance=most.astype("int64"),
        ratio=(days / np.maximum(mean, 0.1)).round(1),
        as_many_by_chance=(each >= days).mean(axis=0).round(3),
    )
