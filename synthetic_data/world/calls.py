"""Who calls whom and how often: the plan from which calls of any number are drawn, block by block of pairs.

The plan is small whatever the number of calls: one row for each pair, the calls that journeys make necessary, and
look-ups. `world.bursts` draws the times of one block of pairs; nothing here holds a call of an ordinary pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.seeds import generator
from synthetic_data.world.numbers import Directory
from synthetic_data.world.presence import Presence
from synthetic_data.world.rhythm import Rhythm, draw_rhythm
from synthetic_data.world.volume import fitting_scale

DAY, HOUR = 86_400, 3600
# Calls of one block: what one task holds in memory at once. Part of what a seed means: a change changes every case.
BLOCK = 400_000
LONGEST_S = 7200
# Indices of the stream "world.calls": journeys, the pilot of the volume, denser plans; blocks begin at FIRST_BLOCK.
_JOURNEYS, _PILOT, _DENSER, FIRST_BLOCK = 1, 2, 3, 16


@dataclass(frozen=True)
class Traffic:
    """Every call of one world, as a plan.

    `a`, `b`: person numbers (see `Presence.number`) of each pair; `expected`, `calls`: how many calls the pair is
    expected to make and makes; `line`: which SIM each end uses with the other; `blocks`: bounds of the blocks of pairs;
    `extra_*`: calls that belong to journeys (second, pair, whether `a` calls); `number`, `imei`: the number table.
    `wanted` is how many records are asked for, None for the scenario's own rates.
    """

    seed: int
    start: date
    seconds: int
    settings: Mapping[str, Any]
    people: np.ndarray
    a: np.ndarray
    b: np.ndarray
    expected: np.ndarray
    calls: np.ndarray
    line: np.ndarray
    rhythm: Rhythm
    blocks: np.ndarray
    extra_when: np.ndarray
    extra_pair: np.ndarray
    extra_forward: np.ndarray
    presence: Presence
    directory: Directory
    number: np.ndarray
    imei: np.ndarray
    wanted: int | None = None

    @property
    def total(self) -> int:
        """Calls attempted, before any is lost to roads without coverage or to engaged lines."""
        return int(self.calls.sum()) + len(self.extra_when)

    def denser(self, factor: float, attempt: int) -> Traffic:
        """Return the plan with more calls, drawn afresh: where fewer came out than are wanted."""
        expected = self.expected * factor
        calls = np.asarray(generator(self.seed, "world.calls", _DENSER + attempt).poisson(expected), dtype=np.int64)
        return replace(self, expected=expected, calls=calls, blocks=_blocks(calls))

    def pairs(self) -> pd.DataFrame:
        """Return the pairs that call each other: person ids `a` and `b`."""
        busy = self.calls > 0
        busy[self.extra_pair] = True
        return pd.DataFrame({"a": self.people[self.a[busy]], "b": self.people[self.b[busy]]})


def plan_calls(
    links: pd.DataFrame,
    journeys: pd.DataFrame,
    legs: pd.DataFrame,
    numbers: pd.DataFrame,
    presence: Presence,
    clocks: Mapping[str, float],
    scenario: Mapping[str, Any],
    window: tuple[date, date],
    seed: int,
    wanted: int | None = None,
    kept: float = 1.0,
) -> Traffic:
    """Return the plan of every call of a world.

    Parameters
    ----------
    clocks : hours by which each person's local time is ahead of UTC, by person id
    wanted : about how many call records are to come out, or None for the scenario's own rates; then everybody's rates
        are scaled alike
    kept : share of calls that the records keep, for `wanted`

    Raises ParameterError where the people of the world cannot make so many, or so few, calls.
    """
    settings = scenario["calls"]
    days = (window[1] - window[0]).days + 1
    rng = generator(seed, "world.calls")
    people = np.array(sorted(presence.number), dtype=object)
    a, b = (links[end].map(presence.number).to_numpy(np.int32) for end in ("a", "b"))
    kinds = links["kind"].to_numpy(dtype=object)
    weekly = links["kind"].map(settings["per_week"]).to_numpy(np.float64)
    mean = weekly * days / 7 * np.exp(rng.normal(-0.18, 0.6, len(links)))
    # a pair keeps to the same SIM at each end
    line = (rng.random((len(links), 2)) < 0.5).astype(np.int8)
    offset = np.array([clocks[name] for name in people])
    # clients ring the shop or driver more often than they are rung
    outgoing = np.select([kinds == "serves", kinds == "directs"], [0.3, 0.62], 0.5)
    rhythm = draw_rhythm(settings, window, offset[a], offset[b], outgoing)
    when, pair, forward = _of_journeys(links, journeys, legs, days, generator(seed, "world.calls", _JOURNEYS))
    directory = Directory(numbers, presence.number)
    scale = 1.0
    if wanted is not None:
        pilot = generator(seed, "world.calls", _PILOT)
        scale = fitting_scale(
            (a, b), mean, line, rhythm, settings, presence, directory, len(when), wanted / kept, pilot
        )
    calls = np.asarray(rng.poisson(mean * scale), dtype=np.int64)
    return Traffic(
        seed=seed,
        start=window[0],
        seconds=days * DAY,
        settings={name: settings[name] for name in ("weibull_shape", "voice", "duration_mu", "duration_sigma")},
        people=people,
        a=a,
        b=b,
        expected=mean * scale,
        calls=calls,
        line=line,
        rhythm=rhythm,
        blocks=_blocks(calls),
        extra_when=when,
        extra_pair=pair,
        extra_forward=forward,
        presence=presence,
        directory=directory,
        number=numbers["number"].to_numpy(dtype=object),
        imei=numbers["imei"].to_numpy(dtype=object),
        wanted=wanted,
    )


def _blocks(calls: np.ndarray) -> np.ndarray:
    """Bounds of blocks of pairs with about BLOCK calls each; a pair is never split.

    >>> _blocks(np.array([BLOCK, 10, 10, BLOCK])).tolist()
    [0, 1, 4]
    """
    number = np.maximum(np.cumsum(calls) - 1, 0) // BLOCK
    return np.concatenate([[0], np.flatnonzero(np.diff(number) > 0) + 1, [len(calls)]]).astype(np.int64)


def _of_journeys(
    links: pd.DataFrame, journeys: pd.DataFrame, legs: pd.DataFrame, days: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Instructions before a leg, word of arrival after it, and what the contacts of a stage tell its broker."""
    recruited: dict[str, int] = {}
    contacts: dict[str, list[tuple[int, str]]] = {}
    for at, row in enumerate(links.itertuples()):
        if row.kind == "client":
            recruited[row.b] = at
        if row.is_criminal:
            contacts.setdefault(row.a, []).append((at, row.b))
            contacts.setdefault(row.b, []).append((at, row.a))
    first_of = journeys.groupby(["route", "started_at"], sort=True)["journey_id"].first()
    chosen = legs[legs["journey_id"].isin(first_of)]
    rows: list[tuple[int, int, str]] = []
    for leg in chosen.itertuples():
        options = contacts.get(leg.handler, [])
        picked = [options[position] for position in rng.permutation(len(options))[:2]]
        for link, other in picked:
            before = leg.started_at - int(rng.uniform(300, 5 * HOUR))
            after = leg.ended_at + int(rng.uniform(300, 2 * HOUR))
            rows.append((before, link, other))
            rows.append((after, link, leg.handler))
            further = contacts.get(other, [])
            if further:
                second, _ = further[int(rng.integers(len(further)))]
                rows.append((after + int(rng.uniform(300, 2 * HOUR)), second, other))
    for journey in journeys.itertuples():
        for _ in range(int(rng.integers(1, 4))):
            before = journey.started_at - int(rng.uniform(0.2, 9) * DAY)
            rows.append((before, recruited[journey.migrant_id], journey.migrant_id))
    rows = [row for row in rows if 0 <= row[0] < days * DAY]
    starts = links["a"].to_numpy(dtype=object)
    return (
        np.array([row[0] for row in rows], dtype=np.int64),
        np.array([row[1] for row in rows], dtype=np.int64),
        np.array([starts[row[1]] == row[2] for row in rows], dtype=bool),
    )
