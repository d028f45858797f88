"""How much to scale everybody's rates so that about as many calls come out as are asked for.

Some attempts never become a call: on roads without coverage, without a number in use, or while a line is engaged.
The more calls, the more lines are engaged, so the scale is found by bisection over a sample of attempts.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gamma
from typing import Any

import numpy as np

from synthetic_data.world.numbers import Directory
from synthetic_data.world.presence import Presence
from synthetic_data.world.rhythm import Rhythm
from toolkit.errors import ParameterError

_SAMPLE = 60_000
# Made beyond what is expected to be needed and thinned again, so that an estimate some per cent off still suffices.
MARGIN = 1.06
_HIGHEST = 1e6


def fitting_scale(
    ends: tuple[np.ndarray, np.ndarray],
    mean: np.ndarray,
    line: np.ndarray,
    rhythm: Rhythm,
    settings: Mapping[str, Any],
    presence: Presence,
    directory: Directory,
    extra: int,
    wanted: float,
    rng: np.random.Generator,
) -> float:
    """Return the factor on every pair's rate that makes about `wanted` calls, with a margin.

    Parameters
    ----------
    ends : person numbers of each pair
    mean : calls that each pair is expected to make unscaled
    extra : calls of journeys, which are not scaled

    Raises ParameterError where `wanted` is below what journeys make necessary or above what the lines can carry.
    """
    pair = rng.choice(len(mean), _SAMPLE, p=mean / mean.sum())
    when = rhythm.times(pair, rng.random(_SAMPLE))
    forward = rhythm.caller_is_first(pair, when, rng.random(_SAMPLE))
    a, b = ends[0][pair], ends[1][pair]
    caller, callee = np.where(forward, a, b), np.where(forward, b, a)
    lines = line[pair].astype(np.int64)
    out = directory.rows(caller, np.where(forward, lines[:, 0], lines[:, 1]), when)
    into = directory.rows(callee, np.where(forward, lines[:, 1], lines[:, 0]), when)
    reached = (out >= 0) & (into >= 0) & (presence.places[presence.codes(caller, when)] != "")
    load = np.bincount(ends[0], mean, len(presence.number)) + np.bincount(ends[1], mean, len(presence.number))
    density = rhythm.density(pair, when)
    others = (load[a] + load[b] - 2 * mean[pair]) * density
    own, shape = mean[pair] * density, float(settings["weibull_shape"])
    length = np.exp(rng.normal(settings["duration_mu"], settings["duration_sigma"], _SAMPLE))
    length = np.where(rng.random(_SAMPLE) < settings["voice"], np.minimum(length, 7200), 0)
    average = float(length.mean())

    def made(scale: float) -> float:
        """Calls that are not lost: no other call on either line (Poisson arrivals), none of the pair's own burst."""
        free = np.exp(-scale * others * average - (scale * own * length * gamma(1 + 1 / shape)) ** shape)
        return float(scale * mean.sum() * (reached * free).mean()) + extra * float(reached.mean())

    if made(1e-9) >= wanted:
        raise ParameterError(
            f"calls is too small: journeys alone make about {made(0.0):,.0f} call records; ask for more calls"
        )
    grid = np.geomspace(1e-4, _HIGHEST, 200)
    values = np.array([made(scale) for scale in grid])
    enough = np.flatnonzero(values >= wanted * MARGIN)
    if not len(enough):
        raise ParameterError(
            f"calls is too large: {len(presence.number):,} people cannot make more than about "
            f"{values.max() / MARGIN:,.0f} calls in this window; ask for fewer calls or more people"
        )
    low, high = (grid[enough[0] - 1] if enough[0] else 0.0), grid[enough[0]]
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if made(middle) < wanted * MARGIN else (low, middle)
    return float(high)
