"""Additive exponential smoothing, fitted to a series and to its beginnings in one pass over many parameter sets.

For given smoothing parameters the one-step errors are linear in the initial states, so the best initial states are a
least-squares solution, and the sums that it needs grow along the series: one run of the recursion gives the fit to the
whole series and to every earlier date that a back-test asks for. The parameters are searched on a fixed design, then
twice more around the best of each kind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.trend.season import Array

LONGEST = 24  # a longer season has too many initial states: it is taken out first
_COARSE, _FINE, _ZOOMS = 72, 18, (0.35, 0.12)
_RIDGE = 1e-9


@dataclass(frozen=True)
class Kind:
    """Which components a model has: a trend (damped or not) and a season."""

    trend: bool
    damped: bool
    season: bool

    @property
    def parameters(self) -> int:
        """Smoothing parameters: level, trend, damping, season."""
        return 1 + self.trend + self.damped + self.season


@dataclass(frozen=True)
class Smooth:
    """One fitted model at one date: parameters, states, and the standard deviation of its one-step errors."""

    kind: Kind
    alpha: float
    beta: float
    gamma: float
    phi: float
    level: float
    slope: float
    season: Array  # effects of the coming periods
    sigma: float
    aicc: float

    def mean(self, horizon: int) -> Array:
        """Point forecasts of the coming periods."""
        steps = np.arange(1, horizon + 1)
        made = self.level + self.slope * np.cumsum(self.phi**steps)
        return made + self.season[(steps - 1) % len(self.season)] if len(self.season) else made

    def spread(self, horizon: int) -> Array:
        """Standard errors of the point forecasts (Hyndman et al. 2008, table 6.1, class 1)."""
        steps = np.arange(1, horizon)
        weights = self.alpha + self.beta * np.cumsum(self.phi**steps)
        if len(self.season):
            weights = weights + self.gamma * (steps % len(self.season) == 0)
        return self.sigma * np.sqrt(1 + np.concatenate([[0.0], np.cumsum(weights**2)]))


def kinds(period: int, count: int) -> list[Kind]:
    """The kinds that a series of this length can carry."""
    found = [Kind(False, False, False), Kind(True, True, False), Kind(True, False, False)]
    if 1 < period <= LONGEST and count >= 2 * period + 1:
        found += [Kind(one.trend, one.damped, True) for one in found]
    return [one for one in found if count >= _states(one, period) + one.parameters + 4] or found[:1]


def fit(values: Array, period: int, ends: list[int], chosen: list[Kind] | None = None) -> list[Smooth]:
    """The best model by corrected AIC for the first `end` values, for each of `ends`.

    Gaps (NaN) are passed over: the states move on without an error. Values are on the scale on which errors add.

    >>> made = fit(np.array([3.0, 5.0, 4.0, 6.0, 5.0, 7.0, 6.0, 8.0, 7.0, 9.0, 8.0, 10.0]), 1, [12])
    >>> len(made), 8 < float(made[0].mean(1)[0]) < 11
    (1, True)
    """
    best: list[Smooth | None] = [None] * len(ends)
    for seasonal in (False, True):
        asked = [one for one in (chosen or kinds(period, min(ends))) if one.season == seasonal]
        if not asked:
            continue
        rows = np.concatenate([_design(one, _COARSE) for one in asked])
        owner: Any = np.repeat(np.arange(len(asked)), _COARSE)
        for zoom in (*_ZOOMS, None):
            found = _run(values, period if seasonal else 1, ends, asked, owner, rows)
            for at, end in enumerate(ends):
                for one in range(len(asked)):
                    made = found.best(at, end, one)
                    now = best[at]
                    if made is not None and (now is None or made.aicc < now.aicc):
                        best[at] = made
            if zoom is None:
                break
            rows = np.concatenate([_around(found.parameters(-1, one), kind, zoom) for one, kind in enumerate(asked)])
            owner = np.repeat(np.arange(len(asked)), _FINE)
    return [one for one in best if one is not None]


def _states(kind: Kind, period: int) -> int:
    return 1 + kind.trend + (period - 1 if kind.season else 0)


def _halton(count: int, base: int) -> Array:
    """A low-discrepancy sequence in (0, 1): the same every time, with no draw of chance."""
    made = np.zeros(count)
    for place in range(count):
        step, left = 1.0, place + 1
        while left:
            step /= base
            made[place] += step * (left % base)
            left //= base
    return made


_UNIT: dict[int, Array] = {}


def _points(count: int) -> Array:
    if count not in _UNIT:
        _UNIT[count] = np.column_stack([_halton(count, base) for base in (2, 3, 5, 7)])
    return _UNIT[count]


def _design(kind: Kind, count: int) -> Array:
    """Rows of alpha, beta, gamma, phi over the allowed space: beta < alpha, gamma < 1 - alpha, phi in [.8, .98]."""
    unit: Array = _points(count)
    alpha = 0.001 + 0.989 * unit[:, 0] ** 1.5
    beta = alpha * unit[:, 1] ** 2 * 0.6
    # Every third set keeps the season, and the slope, as they were at the start.
    gamma = np.where(np.arange(count) % 3 == 0, 0.0005, (1 - alpha) * unit[:, 2] ** 2 * 0.8)
    beta = np.where(np.arange(count) % 4 == 0, 0.0005 * alpha, beta)
    return _kept(kind, alpha, beta, gamma, 0.8 + 0.18 * unit[:, 3])


def _around(centre: Array, kind: Kind, width: float) -> Array:
    unit: Array = 2 * _points(_FINE) - 1
    alpha = np.clip(centre[0] + width * unit[:, 0] * max(min(centre[0], 1 - centre[0]), 0.1), 0.0001, 0.9999)
    beta = np.clip(centre[1] + width * unit[:, 1] * max(centre[1], 0.03), 0.0001 * alpha, alpha)
    gamma = np.clip(centre[2] + width * unit[:, 2] * max(centre[2], 0.05), 0.0001 * (1 - alpha), 0.9999 * (1 - alpha))
    phi = np.clip(centre[3] + 0.1 * width * unit[:, 3], 0.8, 0.98)
    return _kept(kind, alpha, beta, gamma, phi)


def _kept(kind: Kind, alpha: Array, beta: Array, gamma: Array, phi: Array) -> Array:
    none = np.zeros_like(alpha)
    return np.column_stack(
        [alpha, beta if kind.trend else none, gamma if kind.season else none, phi if kind.damped else none + 1.0]
    )


@dataclass(frozen=True)
class _Run:
    """Sums and states of one pass at each end, for every parameter set (`rows`), and the solutions from them."""

    asked: list[Kind]
    owner: Any
    rows: Array
    sums: list[Array]  # sum of squared errors
    known: list[int]
    states: list[tuple[Array, Array, Array]]  # level, slope, seasonal effects from the coming period on

    def _place(self, at: int, one: int) -> int:
        mine = np.flatnonzero(self.owner == one)
        return int(mine[np.argmin(self.sums[at][mine])])

    def parameters(self, at: int, one: int) -> Array:
        return np.asarray(self.rows[self._place(at, one)])

    def best(self, at: int, end: int, one: int) -> Smooth | None:
        kind, place = self.asked[one], self._place(at, one)
        level, slope, season = self.states[at]
        known = self.known[at]
        free = kind.parameters + 1 + _states(kind, len(season))
        if known <= free + 1:
            return None
        total = max(float(self.sums[at][place]), 1e-12)
        aicc = known * math.log(total / known) + 2 * free + 2 * free * (free + 1) / (known - free - 1)
        alpha, beta, gamma, phi = (float(value) for value in self.rows[place])
        return Smooth(
            kind, alpha, beta, gamma, phi, float(level[place]), float(slope[place]),
            season[:, place] if kind.season else np.empty(0),
            math.sqrt(total / max(known - free + 1, 1)), aicc,
        )  # fmt: skip


def _run(values: Array, period: int, ends: list[int], asked: list[Kind], owner: Any, rows: Array) -> _Run:
    """Run the recursion over the series for all parameter sets, once on the data and once for each initial state."""
    sets = len(rows)
    columns = 2 + 1 + (period - 1)  # data, level, slope, all seasonal effects but the last
    alpha, beta, gamma, phi = (rows[:, place, None] for place in range(4))
    level, slope = np.zeros((sets, columns)), np.zeros((sets, columns))
    level[:, 1] = 1.0
    slope[:, 2] = (beta > 0).ravel()  # without a trend there is no initial slope either
    season = np.zeros((period, sets, columns))
    for place in range(period - 1):
        season[place, :, 3 + place] = 1.0
    base = float(np.nanmean(values))
    errors = np.empty((max(ends), sets, columns))
    kept = []
    wanted = set(ends)
    for step in range(max(ends)):
        slope *= phi
        level += slope
        error = errors[step]
        np.negative(level, out=error)
        if period > 1:
            error -= season[step % period]
        if math.isnan(values[step]):
            error[:] = 0.0
        else:
            error[:, 0] += values[step] - base
            level += alpha * error
            slope += beta * error
            if period > 1:
                season[step % period] += gamma * error
        if step + 1 in wanted:
            turned = np.roll(season, -((step + 1) % period), axis=0) if period > 1 else season[:0]
            kept.append((step + 1, level.copy(), slope.copy(), turned.copy()))
    return _solved(errors, kept, values, base, ends, asked, owner, rows)


def _solved(
    errors: Array,
    kept: list[Any],
    values: Array,
    base: float,
    ends: list[int],
    asked: list[Kind],
    owner: Any,
    rows: Array,
) -> _Run:
    sets, columns = errors.shape[1:]
    gram = np.zeros((sets, columns, columns))
    done = 0
    sums, known, states = [], [], []
    at = {end: (level, slope, season) for end, level, slope, season in kept}
    order = {end: place for place, end in enumerate(sorted(set(ends)))}
    for end in sorted(set(ends)):
        part = errors[done:end].transpose(1, 2, 0)
        gram += part @ part.transpose(0, 2, 1)
        done = end
        inner = gram[:, 1:, 1:].copy()
        diagonal = np.einsum("kii->ki", inner)
        diagonal += _RIDGE * (1.0 + diagonal.max(axis=1, keepdims=True))
        begin = np.linalg.solve(inner, -gram[:, 1:, :1])[..., 0]
        weights = np.concatenate([np.ones((sets, 1)), begin], axis=1)
        sums.append(np.einsum("ki,kij,kj->k", weights, gram, weights))
        known.append(int(np.sum(~np.isnan(values[:end]))))
        level, slope, season = at[end]
        states.append(
            (
                np.einsum("kc,kc->k", level, weights) + base,
                np.einsum("kc,kc->k", slope, weights),
                np.einsum("pkc,kc->pk", season, weights),
            )
        )
    again = [order[end] for end in ends]
    return _Run(
        asked, owner, rows, [sums[one] for one in again], [known[one] for one in again], [states[one] for one in again]
    )
