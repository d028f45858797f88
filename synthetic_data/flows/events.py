"""What is planted in the flows: seasons, a level break, a displacement, a small outbreak, and where in the series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

# Months kept free before the first and after the last change, so that both levels can be seen.
EDGE = 18
# Share of what one route loses that appears on the other.
MOVED = (0.75, 0.95)
TREND = (-0.03, 0.05)


@dataclass(frozen=True)
class Season:
    """Yearly rhythm of one route: relative amplitude and the calendar month of its peak."""

    route: str
    amplitude: float
    peak: int


@dataclass(frozen=True)
class Break:
    """One route changes to `factor` times its level from month number `at` on."""

    route: str
    at: int
    factor: float


@dataclass(frozen=True)
class Displacement:
    """Flow leaves one route and appears on another `lag` months later."""

    source: Break
    target: Break
    lag: int


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
    displacement: Displacement
    outbreak: Outbreak
    growth: Mapping[str, float]

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Every level change: the single break and both sides of the displacement."""
        return self.step, self.displacement.source, self.displacement.target


def draw_events(region: Mapping[str, Any], level: str, months: int, rng: np.random.Generator) -> Events:
    """Draw where, when and how big, for a series of so many months; each seed gives another answer."""
    sizes = region["levels"].get(level, region["levels"]["practitioner"])
    routes = {route["name"]: route for route in region["routes"]}
    names = list(routes)
    seasons = tuple(
        Season(name, round(float(rng.uniform(*route["amplitude"])), 3), int(rng.choice(route["peaks"])))
        for name, route in routes.items()
    )
    pairs = region["displacement"]["pairs"]
    loser, gainer = pairs[int(rng.integers(len(pairs)))]
    lag = int(rng.integers(0, 4))
    at = int(rng.integers(EDGE, months - EDGE - lag))
    drop = float(rng.uniform(*sizes["fall"]))
    before, after = (sum(routes[name]["monthly"].values()) for name in (loser, gainer))
    gain = 1 + before * (1 - drop) * float(rng.uniform(*MOVED)) / after
    displacement = Displacement(Break(loser, at, round(drop, 3)), Break(gainer, at + lag, round(gain, 3)), lag)
    others = [name for name in names if name not in (loser, gainer)]
    factor = float(rng.uniform(*sizes["rise"])) if rng.random() < 0.5 else float(rng.uniform(*sizes["fall"]))
    step = Break(others[int(rng.integers(len(others)))], int(rng.integers(EDGE, months - EDGE)), round(factor, 3))
    small = [(name, code) for name in names for code, mean in routes[name]["monthly"].items() if mean <= 150]
    route, citizenship = small[int(rng.integers(len(small)))]
    outbreak = Outbreak(route, citizenship, int(rng.integers(2, 4)), round(float(rng.uniform(*sizes["outbreak"])), 3))
    growth = {name: round(float(rng.uniform(*TREND)), 4) for name in names}
    return Events(seasons, step, displacement, outbreak, growth)
