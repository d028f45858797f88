"""Calls: bursts that belong to pairs, in the rhythm of day and week, and the calls that a journey makes necessary.

Intervals within a pair are Weibull with shape below 1, laid over the time of the week by its cumulative intensity.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.numbers import Directory
from synthetic_data.world.presence import Presence

_DAY = 86_400
_HOUR = 3600
COLUMNS = (
    "started_at",
    "duration_s",
    "caller",
    "callee",
    "kind",
    "imei",
    "place_id",
    "caller_id",
    "callee_id",
)


def build_calls(
    links: pd.DataFrame,
    journeys: pd.DataFrame,
    legs: pd.DataFrame,
    numbers: pd.DataFrame,
    presence: Presence,
    scenario: Mapping[str, Any],
    window: tuple[date, date],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return every call, `started_at` in seconds after the start of the window, sorted by time.

    A call happens where both have a number in use and the caller is not out of coverage on the road.
    """
    settings = scenario["calls"]
    days = (window[1] - window[0]).days + 1
    when, link, forward = _ordinary(links, settings, window, days, scenario["utc_offset_h"], rng)
    more_when, more_link, more_forward = _of_journeys(links, journeys, legs, days, rng)
    when = np.concatenate([when, more_when])
    link = np.concatenate([link, more_link])
    forward = np.concatenate([forward, more_forward])
    a = links["a"].map(presence.number).to_numpy(np.int64)[link]
    b = links["b"].map(presence.number).to_numpy(np.int64)[link]
    # a pair keeps to the same SIM at each end
    second = rng.random((len(links), 2)) < 0.5
    caller, callee = np.where(forward, a, b), np.where(forward, b, a)
    line_a, line_b = second[link, 0], second[link, 1]
    directory = Directory(numbers, presence.number)
    out = directory.rows(caller, np.where(forward, line_a, line_b).astype(np.int64), when)
    into = directory.rows(callee, np.where(forward, line_b, line_a).astype(np.int64), when)
    place = presence.at(caller, when)
    voice = rng.random(len(when)) < settings["voice"]
    length = np.minimum(
        np.ceil(np.exp(rng.normal(settings["duration_mu"], settings["duration_sigma"], len(when)))), 7200
    )
    people = np.array(sorted(presence.number), dtype=object)
    texts = {name: numbers[name].to_numpy(dtype=object) for name in ("number", "imei")}
    table = pd.DataFrame(
        {
            "started_at": when,
            "duration_s": np.where(voice, length, 0).astype(np.int64),
            "caller": texts["number"][out],
            "callee": texts["number"][into],
            "kind": np.where(voice, "voice", "sms").astype(object),
            "imei": texts["imei"][out],
            "place_id": place,
            "caller_id": people[caller],
            "callee_id": people[callee],
        }
    )
    table = table[(out >= 0) & (into >= 0) & (place != "")]
    table = table.sort_values(["started_at", "caller", "callee"], kind="stable", ignore_index=True)
    return _one_at_a_time(table)


def _ordinary(
    links: pd.DataFrame,
    settings: Mapping[str, Any],
    window: tuple[date, date],
    days: int,
    offset: int,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    weeks = days / 7
    rate = links["kind"].map(settings["per_week"]).to_numpy(np.float64)
    number = np.asarray(rng.poisson(rate * weeks * np.exp(rng.normal(-0.18, 0.6, len(links)))))
    link: np.ndarray = np.repeat(np.arange(len(links)), number)
    # one gap more than calls, so that the last call isn't at the end of the window
    gaps: np.ndarray = rng.weibull(settings["weibull_shape"], number.sum() + len(links))
    owner: np.ndarray = np.repeat(np.arange(len(links)), number + 1)
    total = np.bincount(owner, weights=gaps, minlength=len(links))
    ends = np.cumsum(number + 1)
    running = np.cumsum(gaps)
    before = np.concatenate([[0.0], running[ends[:-1] - 1]]) if len(links) else np.zeros(0)
    share = (running - before[owner]) / np.maximum(total[owner], 1e-12)
    last: np.ndarray = np.zeros(len(gaps), dtype=bool)
    last[ends - 1] = True
    # A turn of its own for each pair: long gaps would otherwise push calls to both ends of the window.
    share = np.round((share[~last] + rng.random(len(links))[link]) % 1.0, 9)
    hours = np.array(settings["hours"])
    week = np.array(settings["week"])
    local: np.ndarray = (np.arange(days * 24) + offset) % 24
    weekday: np.ndarray = (window[0].weekday() + (np.arange(days * 24) + offset) // 24) % 7
    intensity = np.concatenate([[0.0], np.cumsum(hours[local] * week[weekday])])
    when = np.interp(share * intensity[-1], intensity, np.arange(days * 24 + 1) * _HOUR).astype(np.int64)
    # clients ring the shop or driver more often than they are rung
    kind = links["kind"].to_numpy(dtype=object)[link]
    outgoing = np.select([kind == "serves", kind == "directs"], [0.3, 0.62], 0.5)
    return np.minimum(when, days * _DAY - 1), link, rng.random(len(link)) < outgoing


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
            before = leg.started_at - int(rng.uniform(300, 5 * _HOUR))
            after = leg.ended_at + int(rng.uniform(300, 2 * _HOUR))
            rows.append((before, link, other))
            rows.append((after, link, leg.handler))
            further = contacts.get(other, [])
            if further:
                second, _ = further[int(rng.integers(len(further)))]
                rows.append((after + int(rng.uniform(300, 2 * _HOUR)), second, other))
    for journey in journeys.itertuples():
        for _ in range(int(rng.integers(1, 4))):
            before = journey.started_at - int(rng.uniform(0.2, 9) * _DAY)
            rows.append((before, recruited[journey.migrant_id], journey.migrant_id))
    rows = [row for row in rows if 0 <= row[0] < days * _DAY]
    when = np.array([row[0] for row in rows], dtype=np.int64)
    link_of = np.array([row[1] for row in rows], dtype=np.int64)
    starts = links["a"].to_numpy(dtype=object)
    forward = np.array([starts[row[1]] == row[2] for row in rows], dtype=bool)
    return when, link_of, forward


def _one_at_a_time(table: pd.DataFrame) -> pd.DataFrame:
    """Drop a call whose caller or callee is still in the call before."""
    keep: np.ndarray = np.ones(len(table), dtype=bool)
    free: dict[str, int] = {}
    columns = (table["started_at"], table["duration_s"], table["caller"], table["callee"])
    for row, (start, length, caller, callee) in enumerate(zip(*(one.tolist() for one in columns), strict=True)):
        if free.get(caller, -1) > start or (length and free.get(callee, -1) > start):
            keep[row] = False
            continue
        if length:
            free[caller] = free[callee] = start + length
    return table[keep].reset_index(drop=True)
