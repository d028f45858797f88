"""What goes wrong in monthly reporting: late, missing, silent, revised and repeated figures, a slip of the pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from synthetic_data.flows.events import SILENT, Events
from synthetic_data.flows.regions import mirrors

# First figures of a revised stretch, as a share of the final ones.
UNDERCOUNT = (0.76, 0.86)
REVISED = 6
TENFOLD = 10
# Months before the change from which a silent neighbour reports a route no more.
SILENT_BEFORE = 2


@dataclass(frozen=True)
class Stretch:
    """Months of one state's returns (of one route, or "" for all): first month, and the month after the last."""

    state: str
    start: int
    stop: int
    route: str = ""

    def holds(self, state: str, at: int, route: str) -> bool:
        """Whether the figure of that state, month and route lies in this stretch."""
        return self.state == state and self.start <= at < self.stop and self.route in ("", route)


@dataclass(frozen=True)
class Faults:
    """Where reporting fails. `slip` is (state, route, citizenship, month) whose first figure is ten times too high."""

    late: tuple[Stretch, ...]
    missing: tuple[Stretch, ...]
    silent: tuple[Stretch, ...]
    revised: Stretch
    undercount: float
    slip: tuple[str, str, str, int]
    twice: Stretch


def draw_faults(
    region: Mapping[str, Any], events: Events, difficulty: Mapping[str, Any], months: int, rng: np.random.Generator
) -> Faults:
    """Draw the faults so that none hides what is planted: they keep clear of breaks and of the outbreak.

    Late are one or two states that only file mirror returns, and not on a silent route alone. Silent is the neighbour
    that stops to report on a route of a suspected shift, where the events say so.
    """
    routes = {route["name"]: route for route in region["routes"]}
    states = sorted({route[side] for route in region["routes"] for side in ("destination", "neighbour")})
    silent = tuple(
        Stretch(routes[move.blind]["neighbour"], _at(move, move.blind) - SILENT_BEFORE, months, move.blind)
        for move in events.moves
        if move.mirror == SILENT
    )
    # A late state still reports on some route, so that earlier months tell what it leaves out.
    mute = {gap.route for gap in silent}
    only = [
        state
        for state in mirrors(region)
        if any(route["neighbour"] == state and name not in mute for name, route in routes.items())
    ]
    late_states = [only[i] for i in sorted(rng.permutation(len(only))[: int(rng.integers(1, 3))])]
    late = tuple(Stretch(state, months - int(rng.integers(2, 5)), months) for state in late_states)
    tail = months - 8
    near = sorted({change.at for change in events.breaks})
    free = [at for at in range(4, tail) if all(not -4 <= at - other <= 5 for other in near)]
    spots = [free[i] for i in rng.permutation(len(free))]
    missing = []
    for state in [states[i] for i in rng.permutation(len(states))[: int(difficulty["missing"])]]:
        at = spots.pop(0)
        missing.append(Stretch(state, at, at + int(rng.integers(1, 3))))
    destinations = sorted({route["destination"] for route in region["routes"]})
    state = destinations[int(rng.integers(len(destinations)))]
    taken = {(gap.state, at) for gap in missing for at in range(gap.start, gap.stop)}
    whole = [at for at in range(4, tail - REVISED) if all((state, at + k) not in taken for k in range(REVISED))]
    start = whole[int(rng.integers(len(whole)))]
    revised = Stretch(state, start, start + REVISED)
    taken |= {(state, at) for at in range(revised.start, revised.stop)}
    names = [name for name in routes if name != events.outbreak.route]
    route = routes[names[int(rng.integers(len(names)))]]
    code = list(route["monthly"])[-1]
    at = _free(spots, route["destination"], taken)
    taken.add((route["destination"], at))
    double = states[int(rng.integers(len(states)))]
    again = _free(spots[::-1], double, taken)
    return Faults(
        late=late,
        missing=tuple(missing),
        silent=silent,
        revised=revised,
        undercount=round(float(rng.uniform(*UNDERCOUNT)), 3),
        slip=(route["destination"], route["name"], code, at),
        twice=Stretch(double, again, again + 1),
    )


def _at(move: Any, route: str) -> int:
    return int(move.source.at if route == move.source.route else move.target.at)


def _free(spots: Sequence[int], state: str, taken: set[tuple[str, int]]) -> int:
    return next(at for at in spots if (state, at) not in taken)
