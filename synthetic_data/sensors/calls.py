"""Call records: the operators' billing records, with the cell that served the caller, made in parts at any size."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from synthetic_data import workers
from synthetic_data.seeds import generator
from synthetic_data.sensors.call_buckets import SETTLED, Spilling, load, settle, settling, spill
from synthetic_data.sensors.call_parts import DAYS, Part, Writing, write
from synthetic_data.world.calls import Traffic
from synthetic_data.world.model import World
from toolkit.errors import ParameterError
from toolkit.schema import STREAMS
from toolkit.schema.parts import PartFile, Parts

Progress = Callable[[str, float], None]
_ATTEMPTS = 4
_DENSER = 1.02
Result = TypeVar("Result")


@dataclass(frozen=True)
class Crew:
    """Who makes the parts, and where: see `workers.run`. The spool keeps the parts until the case is written."""

    spool: Path
    workers: int = 1
    scheduler: str | None = None


@dataclass
class Tally:
    """What the parts so far say of each number (row of the number table): see `Part`."""

    first: np.ndarray
    last: np.ndarray
    called: np.ndarray
    was_called: np.ndarray
    days: np.ndarray
    operations: int = 0

    @classmethod
    def of(cls, numbers: int) -> Tally:
        """Return the tally of no part."""
        never = np.iinfo(np.int32).max
        called: np.ndarray = np.zeros(numbers, dtype=np.int64)
        days: np.ndarray = np.zeros((numbers, DAYS), dtype=bool)
        return cls(np.full(numbers, never), np.full(numbers, -1), called, called.copy(), days)

    def add(self, part: Part) -> None:
        """Take a further part in."""
        np.minimum(self.first, part.first_heard, out=self.first)
        np.maximum(self.last, part.last_heard, out=self.last)
        self.called += part.called
        self.was_called += part.was_called
        self.days.reshape(-1)[part.days] = True
        self.operations += part.operations


@dataclass(frozen=True)
class Heard:
    """Finished call records in parts.

    `seen`: one row for each number that occurs: number, imei, person_id, first_at, last_at, called, was_called, and
    `days` on which a record shows it calling from its handset.
    `coverage`: calls recorded once, and how many there were to record: all that took place, or as many as were
    asked for.
    `buckets`: what took place, recorded or not, with rows of `users` (number, person_id) for the two ends.
    `ledgers`: Parquet files of the noise operations, one for each part, `operations` rows in all.
    """

    parts: Parts
    seen: pd.DataFrame
    ledgers: tuple[Path, ...]
    operations: int
    coverage: tuple[int, int]
    buckets: tuple[Path, ...]
    start: date
    users: pd.DataFrame

    def took_place(self, people: Collection[str]) -> pd.DataFrame:
        """Return the true calls of a few people, recorded or not, in order of time.

        Columns: started_at (UTC, no zone), caller, callee, caller_id, callee_id.
        """
        theirs = self.users["person_id"].isin(people).to_numpy()
        found: list[np.ndarray] = []
        for file in self.buckets:
            calls = load(file, SETTLED)
            mine = theirs[calls["out"]] | theirs[calls["into"]]
            found.append(np.stack([calls[name][mine].astype(np.int64) for name in ("when", "out", "into")]))
        when, out, into = np.concatenate(found, axis=1)
        number, person = (self.users[name].to_numpy(dtype=object) for name in ("number", "person_id"))
        return pd.DataFrame(
            {
                "started_at": pd.Timestamp(self.start) + pd.to_timedelta(when, unit="s"),
                "caller": number[out],
                "callee": number[into],
                "caller_id": person[out],
                "callee_id": person[into],
            }
        )

    def between(self, holder: Mapping[str, str], most: int) -> dict[tuple[str, str], list[str]]:
        """Return the first records, at most so many, between each two holders of the numbers given, by sorted pair."""
        known = pa.array(sorted(holder), pa.string())
        both = pc.is_in(ds.field("caller"), value_set=known) & pc.is_in(ds.field("callee"), value_set=known)
        found: dict[tuple[str, str], list[str]] = {}
        for batch in self.parts.dataset().to_batches(columns=["call_id", "caller", "callee"], filter=both):
            frame = batch.to_pandas(strings_to_categorical=False)
            ends = pd.DataFrame({end: frame[end].astype("str").map(holder) for end in ("caller", "callee")})
            low, high = ends.min(axis=1), ends.max(axis=1)
            rank = frame.groupby([low, high], sort=False).cumcount()
            first = (rank < most).to_numpy()
            for call, a, b in zip(frame["call_id"][first], low[first], high[first], strict=True):
                listed = found.setdefault((a, b), [])
                if len(listed) < most:
                    listed.append(call)
        return found

    def noise(self, most: int) -> list[tuple[str, str, str, str]]:
        """Return the ledger as (operation, stream, record, detail) where it is not longer than `most`, else nothing."""
        if self.operations > most:
            return []
        tables = [ds.dataset(str(file)).to_table().to_pydict() for file in self.ledgers]
        return [
            (operation, "calls", record, detail)
            for table in tables
            for operation, record, detail in zip(table["operation"], table["record_id"], table["detail"], strict=True)
        ]


def observe(world: World, crew: Crew, progress: Progress | None = None, held: object = None) -> Heard:
    """Return the call records of a world, written in parts to the crew's spool.

    Blocks of pairs are drawn and spilled, buckets of time settled (one call at a time on each line), and each bucket
    kept at the level's coverage, spoilt at its rates, numbered in order of time and written.
    Raises ParameterError where the world cannot make as many calls as are asked for.
    """
    say = progress or (lambda name, share: None)
    traffic, level = world.traffic, world.level
    coverage, again = level["coverage"]["calls"], level["noise"]["duplicate"]
    recorded = coverage * (1 + again)
    for attempt in range(_ATTEMPTS):
        took_place = _settle(traffic, crew, attempt, say)
        share = 1.0 if traffic.wanted is None else traffic.wanted / max(recorded * int(took_place.sum()), 1)
        if share <= 1:
            break
        traffic = traffic.denser(share * _DENSER, attempt)
    else:
        raise ParameterError(
            f"calls is {traffic.wanted:,}: the people of this world cannot make so many; ask for fewer or more people"
        )
    rng = generator(world.seed, "sensors.calls", 1)
    kept = rng.binomial(took_place, coverage * share)
    twice = rng.binomial(kept, again)
    numbered = np.concatenate([[0], np.cumsum(kept + twice)])
    cells, cell_of, cells_at = _cells(world, traffic)
    handsets, handset = np.unique(traffic.imei.astype(str), return_inverse=True)
    plan = Writing(
        traffic=traffic,
        spool=crew.spool,
        kept=kept,
        twice=twice,
        first=numbered[:-1] + 1,
        width=max(4, len(str(int(numbered[-1])))),
        missing=level["noise"]["missing"],
        numbers=pa.array(traffic.number, pa.string()),
        cells=pa.array(cells, pa.string()),
        cell_of=cell_of,
        cells_at=cells_at,
        handsets=pa.array(handsets, pa.string()),
        handset=handset.astype(np.int32),
    )
    files: list[PartFile] = []
    tally = Tally.of(len(traffic.number))
    for part in _run(write, plan, len(kept), crew, "write"):
        files.append(PartFile(crew.spool / f"part-{len(files):05d}.parquet", part.rows, part.sha256))
        tally.add(part)
        say("call records", 0.6 + 0.4 * len(files) / len(kept))
    return Heard(
        parts=Parts(STREAMS["calls"], tuple(files), held=held),
        seen=_seen(world, tally),
        ledgers=tuple(crew.spool / f"noise-{number:05d}.parquet" for number in range(len(files))),
        operations=tally.operations,
        coverage=(int(kept.sum()), round(int(took_place.sum()) * share)),
        buckets=tuple(crew.spool / f"bucket-{number:05d}" for number in range(len(files))),
        start=world.start,
        users=world.table("numbers")[["number", "person_id"]],
    )


def _settle(traffic: Traffic, crew: Crew, attempt: int, say: Progress) -> np.ndarray:
    """Draw every block and settle every bucket; return how many calls of each bucket took place."""
    by_hour: list[np.ndarray] = []
    blocks = len(traffic.blocks)
    for counted in _run(spill, Spilling(traffic, crew.spool), blocks, crew, f"spill-{attempt}"):
        by_hour.append(counted)
        say("calls", 0.25 * len(by_hour) / blocks)
    plan = settling(traffic, crew.spool, by_hour)
    found: list[int] = []
    for rows in _run(settle, plan, len(plan.bounds) - 1, crew, f"settle-{attempt}"):
        found.append(rows)
        say("calls", 0.25 + 0.35 * len(found) / (len(plan.bounds) - 1))
    for block in range(blocks):
        (crew.spool / f"block-{block:05d}").unlink(missing_ok=True)
    return np.array(found, dtype=np.int64)


def _run(task: workers.Task[Result], plan: object, count: int, crew: Crew, journal: str) -> Iterator[Result]:
    share = partial(workers.run, workers=crew.workers, scheduler=crew.scheduler)
    return share(task, plan, count, journal=crew.spool / "journal" / journal)


def _seen(world: World, tally: Tally) -> pd.DataFrame:
    """When each number was heard first and last, and how often; numbers that were never heard are left out."""
    table = world.table("numbers")[["number", "imei", "person_id"]]
    origin = pd.Timestamp(world.start, tz="UTC")
    heard = (tally.called + tally.was_called) > 0
    return (
        table[heard]
        .assign(
            first_at=origin + pd.to_timedelta(tally.first[heard], unit="s"),
            last_at=origin + pd.to_timedelta(tally.last[heard], unit="s"),
            called=tally.called[heard],
            was_called=tally.was_called[heard],
            days=tally.days.sum(axis=1)[heard],
        )
        .reset_index(drop=True)
    )


def _cells(world: World, traffic: Traffic) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cell ids; the cells of each place one after the other; and for each place its first there and its number.

    A place without cells is served by those of the place nearest by position.
    """
    cells = world.table("cells")
    by_place = {
        place: rows.to_numpy() for place, rows in cells.reset_index(drop=True).groupby("place_id").groups.items()
    }
    positions = world.table("places").set_index("place_id")[["latitude", "longitude"]]
    masts = cells[["latitude", "longitude"]].to_numpy()
    listed: list[np.ndarray] = []
    bounds: list[tuple[int, int]] = []
    for place in traffic.presence.places:
        if place and place not in by_place:
            nearest = int(np.argmin(((masts - positions.loc[place].to_numpy()) ** 2).sum(axis=1)))
            by_place[place] = by_place[cells["place_id"].iloc[nearest]]
        here = by_place.get(place, np.zeros(0, dtype=np.int64))
        bounds.append((sum(map(len, listed)), len(here)))
        listed.append(here)
    return (
        cells["cell_id"].to_numpy(dtype=object),
        np.concatenate(listed).astype(np.int32),
        np.array(bounds, dtype=np.int32),
    )
