"""What is planted in the flows: seasons, level changes, shifts between routes, surges, an outbreak, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

# Months kept free before the first and after the last change, so that both levels can be seen.
EDGE = 15
# Share of what one route loses that appears on the other.
MOVED = (0.75, 0.95)
# Smallest rise of a gaining route, as a share of its level, and what a losing route keeps at least.
LEAST_RISE, LOWEST = 0.34, 0.3
# How far apart the three pairs of changes begin, so that no fall stands beside another pair's rise by chance.
APART = 5
# How much a short surge rises, and the fewest and the most months that it lasts.
SURGE, SURGE_MONTHS = (1.5, 1.9), (3, 4)
CONFIRMED, SUSPECTED, COINCIDENCE = "confirmed", "suspected", "coincidence"
# What the neighbour's returns on one route of a suspected shift do: stop, or show no change.
SILENT, FLAT = "silent", "flat"


@dataclass(frozen=True)
class Season:
    """Yearly rhythm of one route: relative amplitude and the calendar month of its peak."""

    route: str
    amplitude: float
    peak: int


@dataclass(frozen=True)
class Break:
    """One route changes to `factor` times its level at month number `at`, over `ramp` months."""

    route: str
    at: int
    factor: float
    ramp: int = 1


@dataclass(frozen=True)
class Move:
    """A fall of one route and a rise of another `lag` months later.

    `gained` holds the monthly detections by citizenship that the rise adds. In a shift (confirmed, suspected) they are
    the losing route's citizenships; in a coincidence the gaining route's own, since nobody moved from the one to the
    other. `mirror` says what the neighbour's returns on route `blind` do: "" where they show what the destination's do.
    """

    source: Break
    target: Break
    lag: int
    status: str
    gained: Mapping[str, float]
    mirror: str = ""
    blind: str = ""


@dataclass(frozen=True)
class Surge:
    """One route rises to `factor` times its level for a few months only: no change of level."""

    route: str
    at: int
    months: int
    factor: float


@dataclass(frozen=True)
class Outbreak:
    """One citizenship on one route rises to `factor` times its level in the last `months` months."""

    route: str
    citizenship: str
    months: int
    factor: float


@dataclass(frozen=True)
class Events:
    """All that is planted in one region's flows; `growth` is the yearly growth of each route."""

    seasons: tuple[Season, ...]
    step: Break
    moves: tuple[Move, ...]
    surges: tuple[Surge, ...]
    outbreak: Outbreak
    growth: Mapping[str, float]

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Every level change: the single one, then both sides of each move."""
        return (self.step, *(side for move in self.moves for side in (move.source, move.target)))


def draw_events(
    region: Mapping[str, Any], difficulty: Mapping[str, Any], months: int, rng: np.random.Generator
) -> Events:
    """Draw where, when and how big, for a series of so many months; each seed gives another answer.

    Three pairs of routes change: one shift that both sides' returns bear out, one that a single side's bear out, and
    one coincidence whose totals look like a shift. `difficulty` is table `flows` of the level.
    """
    routes = {route["name"]: route for route in region["routes"]}
    seasons = tuple(
        Season(name, round(float(rng.uniform(*route["amplitude"])), 3), int(rng.choice(route["peaks"])))
        for name, route in routes.items()
    )
    pairs = _matching(region, rng)
    starts = _starts(months, len(pairs), rng)
    statuses = (CONFIRMED, SUSPECTED, COINCIDENCE)
    moves = tuple(
        _move(routes, pair, status, at, difficulty, rng)
        for pair, status, at in zip(pairs, statuses, starts, strict=True)
    )
    taken = {name for pair in pairs for name in pair}
    others = [name for name in routes if name not in taken]
    sizes = difficulty["rise"] if rng.random() < 0.5 else difficulty["fall"]
    step = Break(
        others[int(rng.integers(len(others)))],
        int(rng.integers(EDGE, months - EDGE)),
        round(float(rng.uniform(*sizes)), 3),
        _ramp(difficulty, rng),
    )
    small = [
        (name, code)
        for name in routes
        for code, mean in routes[name]["monthly"].items()
        if mean <= region["outbreak_below"]
        and not any(move.target.route == name and code in move.gained for move in moves)
    ]
    route, citizenship = small[int(rng.integers(len(small)))]
    outbreak = Outbreak(
        route, citizenship, int(rng.integers(2, 4)), round(float(rng.uniform(*difficulty["outbreak"])), 3)
    )
    growth = {name: round(float(rng.uniform(*difficulty["drift"])), 4) for name in routes}
    surges = _surges(routes, (step, *(side for move in moves for side in (move.source, move.target))),
                     difficulty, months, rng)  # fmt: skip
    return Events(seasons, step, moves, surges, outbreak, growth)


def own(routes: Mapping[str, Mapping[str, Any]], loser: str, gainer: str) -> dict[str, float]:
    """Return the gaining route's own citizenships, those that the losing route does not carry, with their level."""
    lost = routes[loser]["monthly"]
    return {code: mean for code, mean in routes[gainer]["monthly"].items() if code not in lost}


def _matching(region: Mapping[str, Any], rng: np.random.Generator) -> list[tuple[str, str]]:
    """Draw three pairs without a route in common; the last can be a coincidence: it has citizenships of its own."""
    routes = {route["name"]: route for route in region["routes"]}
    pairs = [(str(one), str(other)) for one, other in region["displacement"]["pairs"]]
    found = [
        (first, second, third)
        for first in pairs
        for second in pairs
        for third in pairs
        if len({*first, *second, *third}) == 6 and _distinct(routes, *third)
    ]
    return list(found[int(rng.integers(len(found)))])


def matchings(region: Mapping[str, Any]) -> bool:
    """Say whether a region has three pairs of routes from which all three kinds of move can be made."""
    try:
        _matching(region, np.random.default_rng(0))
    except ValueError:
        return False
    return True


def _distinct(routes: Mapping[str, Mapping[str, Any]], loser: str, gainer: str) -> bool:
    """Has the gaining route enough citizenships of its own to rise by them alone?"""
    return sum(own(routes, loser, gainer).values()) >= 0.3 * sum(routes[gainer]["monthly"].values())


def _starts(months: int, count: int, rng: np.random.Generator) -> list[int]:
    """Draw the months in which the falls begin, apart from one another, in no order."""
    last = months - EDGE - 4
    spare = last - EDGE - APART * (count - 1)
    offsets = sorted(int(one) for one in rng.integers(0, spare, size=count))
    starts = [EDGE + offset + APART * place for place, offset in enumerate(offsets)]
    return [starts[i] for i in rng.permutation(count)]


def _ramp(difficulty: Mapping[str, Any], rng: np.random.Generator) -> int:
    low, high = difficulty["ramp"]
    return int(rng.integers(low, high + 1))


def _move(
    routes: Mapping[str, Mapping[str, Any]],
    pair: tuple[str, str],
    status: str,
    at: int,
    difficulty: Mapping[str, Any],
    rng: np.random.Generator,
) -> Move:
    loser, gainer = pair
    lag = int(rng.integers(0, 4))
    drop = round(float(rng.uniform(*difficulty["fall"])), 3)
    lost, before = routes[loser]["monthly"], sum(routes[gainer]["monthly"].values())
    share = float(rng.uniform(*MOVED))
    # The rise must be large enough to be called a change of level: where the gaining route is large, more is lost.
    drop = round(max(LOWEST, min(drop, 1 - LEAST_RISE * before / (share * sum(lost.values())))), 3)
    moved = (1 - drop) * share
    total = moved * sum(lost.values())
    if status == COINCIDENCE:
        mine = own(routes, loser, gainer)
        gained = {code: total * mean / sum(mine.values()) for code, mean in mine.items()}
    else:
        gained = {code: moved * mean for code, mean in lost.items()}
    mirror = blind = ""
    if status == SUSPECTED:
        mirror = SILENT if rng.random() < 0.5 else FLAT
        blind = pair[int(rng.integers(2))]
    ramp = _ramp(difficulty, rng)
    return Move(
        source=Break(loser, at, drop, ramp),
        target=Break(gainer, at + lag, round(1 + total / before, 3), ramp),
        lag=lag,
        status=status,
        gained={code: round(mean, 3) for code, mean in gained.items()},
        mirror=mirror,
        blind=blind,
    )


def _surges(
    routes: Mapping[str, Any],
    breaks: Sequence[Break],
    difficulty: Mapping[str, Any],
    months: int,
    rng: np.random.Generator,
) -> tuple[Surge, ...]:
    """Draw short rises that are no change of level, well away from the changes of their route."""
    names = list(routes)
    found: list[Surge] = []
    for place in rng.permutation(len(names))[: int(difficulty["surges"])]:
        name = names[int(place)]
        near = [change.at for change in breaks if change.route == name]
        free = [at for at in range(8, months - 12) if all(abs(at - other) > 9 for other in near)]
        at = free[int(rng.integers(len(free)))]
        lasting = int(rng.integers(SURGE_MONTHS[0], SURGE_MONTHS[1] + 1))
        found.append(Surge(name, at, lasting, round(float(rng.uniform(*SURGE)), 3)))
    return tuple(found)
