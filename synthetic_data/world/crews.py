"""Crews: who of a stage can take charge of a group on one leg, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.movement import Traveller

_HOUR = 3600
# Those who arrange, watch, pay or press; a leg that wants one of them names the role.
_NOT_HANDLERS = (
    "organiser",
    "coordinator",
    "lookout",
    "spotter",
    "enforcer",
    "debt collector",
    "corrupt official",
    "financier",
)
PATIENCE_DAYS = 5.0
# Who lives within this distance by road of where a leg begins is asked before others, km.
NEAR_KM = 450.0
Member = tuple[str, str, str]


def crews_of(people: pd.DataFrame) -> dict[str, list[Member]]:
    """Return the members of each stage as (person_id, role, route)."""
    found: dict[str, list[Member]] = {}
    for row in people[people["is_member"]].itertuples():
        found.setdefault(row.stage, []).append((row.person_id, row.role, row.route))
    return found


def fitting(
    traveller: Traveller,
    crew: Sequence[Member],
    route: str,
    leg: Mapping[str, Any],
    begin: str,
    rng: np.random.Generator,
) -> list[str]:
    """Return who may handle a leg, in random order, those of the route first.

    They have one of the leg's roles and live near its beginning, as far as there are any such. Nobody who is ever
    arrested handles again.
    """
    arrested = {row["person_id"] for row in traveller.moves.arrests}
    left = [member for member in crew if member[0] not in arrested]
    wanted = leg.get("roles")
    working = [member for member in left if (member[1] in wanted if wanted else member[1] not in _NOT_HANDLERS)]
    able = working or left
    near = [member for member in able if traveller.places.km(traveller.home[member[0]], begin) <= NEAR_KM]
    chosen = near or [member for member in able if member[2] == route] or able
    chosen = [chosen[position] for position in rng.permutation(len(chosen))]
    return [person for person, _, _ in sorted(chosen, key=lambda member: member[2] != route)]


def stand_ins(
    traveller: Traveller, crew: Sequence[Member], names: Sequence[str], begin: str, rng: np.random.Generator
) -> list[str]:
    """Return who else of the crew steps in when none of `names` is free or left, the nearest first."""
    arrested = {row["person_id"] for row in traveller.moves.arrests}
    others = [person for person, _, _ in crew if person not in arrested and person not in names]
    others = [others[position] for position in rng.permutation(len(others))]
    return sorted(others, key=lambda name: traveller.places.km(traveller.home[name], begin))


def first_free(
    traveller: Traveller,
    names: Sequence[str],
    leg: Mapping[str, Any],
    ready: int,
    away: tuple[int, str, str],
    patience_days: float,
) -> tuple[str, int] | None:
    """Return the first of `names` who is free for a leg, and when it can begin; None within `patience_days`.

    `away` is (seconds from departure until the handler is free to go home, place of departure, place of return).
    """
    length, begin, end = away
    for later in range(0, int(patience_days * 24) + 1, 3):
        when = in_hours(ready + later * _HOUR, leg.get("local_hours"), traveller.places.offset(begin))
        for name in names:
            back = when + length + _HOUR + traveller.road(end, traveller.home[name])
            if traveller.moves.free(name, traveller.away(name, when, begin), back):
                return name, when
    return None


def in_hours(when: int, hours: Sequence[int] | None, offset: float) -> int:
    """Move an instant to the next one within local hours such as 19 to 3.

    >>> in_hours(0, (19, 3), 7.0) // 3600
    12
    """
    if hours is None:
        return when
    first, last = hours
    while True:
        hour = (when / _HOUR + offset) % 24
        if (first <= hour or hour < last) if first > last else first <= hour < last:
            return when
        when = (when // _HOUR + 1) * _HOUR + when % 1800
