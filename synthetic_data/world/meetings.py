"""Meetings: people who know each other meet face to face, members and the innocent alike, one place at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from synthetic_data.world.movement import Traveller

_HOUR, _DAY = 3600, 86_400
COLUMNS = ("meeting_id", "started_at", "ended_at", "place_id", "a", "b")
# Meetings a week of one tie by the distance between the two homes, km by road up to: training choice. The kind of
# the tie makes no difference, so that the number of somebody's meetings says no more than the number of ties.
_PER_WEEK = ((5.0, 0.05), (60.0, 0.03), (250.0, 0.008))
_FIRST_HOUR, _HOURS = 8, 13
_MINUTES = (20, 120)


def run_meetings(
    ties: Sequence[tuple[str, str, str, str]], traveller: Traveller, days: int, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Return the meetings of all ties, by day, in the town of one of the two; whoever comes from elsewhere travels.

    A meeting that finds one of the two away from home, on the road or arrested does not take place.
    """
    places = traveller.places
    rows: list[dict[str, Any]] = []
    for a, b, _, _ in ties:
        km = places.km(traveller.home[a], traveller.home[b])
        rate = next((rate for reach, rate in _PER_WEEK if km <= reach), 0.0)
        if not rate:
            continue
        for _ in range(int(rng.poisson(rate * days / 7))):
            host = a if rng.random() < 0.5 else b
            place = places.town(traveller.home[host])
            start = int(rng.integers(days)) * _DAY + int(rng.integers(_HOURS * 60)) * 60
            start += int((_FIRST_HOUR - places.offset(place)) % 24 * _HOUR)
            end = start + int(rng.integers(*_MINUTES)) * 60
            if end >= days * _DAY or not all(_free(traveller, person, start, end, place) for person in (a, b)):
                continue
            for person in (a, b):
                traveller.book(person, [(start, end, place)])
            rows.append({"started_at": start, "ended_at": end, "place_id": place, "a": a, "b": b})
    rows.sort(key=lambda row: (row["started_at"], row["a"], row["b"]))
    return [{"meeting_id": f"E{number:05d}", **row} for number, row in enumerate(rows, start=1)]


def _free(traveller: Traveller, person: str, start: int, end: int, place: str) -> bool:
    way = traveller.road(traveller.home[person], place)
    return traveller.moves.free(person, start - way, end + way)


def home_offsets(home: Mapping[str, str], traveller: Traveller) -> dict[str, float]:
    """Return for each person the hours by which local time at home is ahead of UTC."""
    return {person: traveller.places.offset(place) for person, place in home.items()}
