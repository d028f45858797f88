"""The back-test behind `forecast`: every method from the same dates, its errors, and the widening they ask for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.trend.models import Z80, Z95, Model, Projection
from toolkit.trend.season import Array

ORIGINS = 8
AVERAGE = "average"
_AVERAGED = (("theta log", "ets log"), ("theta", "ets"))
# Errors are those of the best of several methods, so smaller than the next ones will be: found on the M3 competition's
# series (Makridakis and Hibon 2000), where it brings 95 % intervals to between 91 and 98 % (docs/benchmarks.md).
_OPTIMISM, _OF = 1.15, 4  # the widening, in full from four methods on
_PRIOR = 2.0  # dates' worth of trust in the stated spread
_NARROWEST, _WIDEST = 0.9, 3.0


@dataclass(frozen=True)
class Backtest:
    """One row for each method, and its projection from the end of the series."""

    table: pd.DataFrame
    projections: dict[str, Projection]


def dates(count: int, period: int, horizon: int) -> tuple[list[int], int]:
    """Up to eight numbers of values to forecast from, and how many periods each forecast is held against.

    Two seasons (or half the series) are kept to learn from, and no forecast looks further than a quarter of the series.

    >>> dates(60, 12, 12)
    ([30, 32, 35, 37, 40, 42, 45, 48], 12)
    """
    ahead = max(1, min(horizon, count // 4))
    least = min(max(2 * period + 1, count // 2), count - ahead)
    return sorted({int(place) for place in np.linspace(least, count - ahead, ORIGINS)}), ahead


def run(values: Array, period: int, horizon: int, models: Mapping[str, Model]) -> Backtest:
    """Forecast from each date with each method, and from the end."""
    count = len(values)
    ends, ahead = dates(count, period, horizon)
    made = {name: model.project(values, period, [*ends, count], max(horizon, ahead)) for name, model in models.items()}
    pair = next((pair for pair in _AVERAGED if set(pair) <= set(made)), None)
    if pair is not None:
        made[AVERAGE] = [_mean(one, other) for one, other in zip(*(made[name] for name in pair), strict=True)]
    moves = np.diff(values[~np.isnan(values)])
    scale = float(np.mean(np.abs(moves))) if moves.any() else 1.0
    optimism = 1 + (_OPTIMISM - 1) * (min(len(made), _OF) - 1) / (_OF - 1)
    table = pd.DataFrame.from_dict(
        {name: _row(values, ends, ahead, all_[:-1], scale, optimism) for name, all_ in made.items()}, orient="index"
    )
    table.index.name = "method"
    return Backtest(table, {name: _cut(all_[-1], horizon) for name, all_ in made.items()})


def _row(
    values: Array, ends: list[int], ahead: int, made: list[Projection], scale: float, optimism: float
) -> dict[str, float]:
    actual = np.array([values[end : end + ahead] for end in ends])
    error = actual - np.array([one.mean[:ahead] for one in made])
    score = np.array([_cut(one, ahead).score(seen) for one, seen in zip(made, actual, strict=True)])
    known = ~np.isnan(score)
    # The score of a date is the root mean square over its steps: they move together, so a date counts once.
    dated = [float(np.mean(row[seen] ** 2)) for row, seen in zip(score, known, strict=True) if seen.any()]
    # One date before a change of level must not swell every later interval: it counts at most twice the usual spread.
    kept = np.minimum(dated, 4 * np.median(dated))
    widening = optimism * math.sqrt((_PRIOR + float(kept.sum())) / (_PRIOR + len(kept)))
    widening = min(max(widening, _NARROWEST), _WIDEST)
    widening *= _short(int(np.sum(~np.isnan(values))))
    mae = float(np.nanmean(np.abs(error)))
    size = np.abs(score[known])
    return {
        "mae": mae,
        "rmse": float(np.sqrt(np.nanmean(error**2))),
        "mase": mae / scale,
        "coverage_80": float(np.mean(size <= Z80 * widening)),
        "coverage_95": float(np.mean(size <= Z95 * widening)),
        "stated_80": float(np.mean(size <= Z80)),
        "stated_95": float(np.mean(size <= Z95)),
        "widening": widening,
        "origins": len(ends),
        "ahead": ahead,
    }


def _short(count: int) -> float:
    """How much wider t's 95 % interval is than the normal one: a spread learnt from few values is uncertain itself."""
    from scipy.special import stdtrit

    return float(stdtrit(max(count - 2, 2), 0.975)) / Z95


def _mean(one: Projection, other: Projection) -> Projection:
    return Projection((one.centre + other.centre) / 2, (one.spread + other.spread) / 2, one.logged)


def _cut(one: Projection, steps: int) -> Projection:
    return Projection(one.centre[:steps], one.spread[:steps], one.logged)
