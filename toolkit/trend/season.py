"""Seasonal means and gap filling shared by the methods that cannot take gaps."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.errors import SeriesError

Array = np.ndarray[Any, np.dtype[np.float64]]


def moving_level(values: Array, period: int) -> Array:
    """Centred moving mean over one season (gaps left out, ends held): the level without the season.

    >>> moving_level(np.array([1.0, 3.0, 1.0, 3.0, 1.0, 3.0]), 2).tolist()
    [2.0, 2.0, 2.0, 2.0, 2.0, 2.0]
    """
    half = period // 2
    weights = np.ones(2 * half + 1)
    if period % 2 == 0:
        weights[[0, -1]] = 0.5
    known = ~np.isnan(values)
    total = np.convolve(np.where(known, values, 0.0), weights, "full")[half : half + len(values)]
    share = np.convolve(known.astype(float), weights, "full")[half : half + len(values)]
    level = np.divide(total, share, out=np.full(len(values), np.nan), where=share > 0)
    # A window cut off at an end no longer covers whole seasons: hold the last full one.
    if len(values) > 2 * half:
        level[:half] = level[half]
        level[len(values) - half :] = level[len(values) - half - 1]
    return level


def seasonal_means(values: Array, period: int, *, median: bool = False) -> Array:
    """The mean (or median) of each place in the season, centred on 0 and repeated along the series.

    >>> seasonal_means(np.array([1.0, 3.0, 1.0, 3.0]), 2).tolist()
    [-1.0, 1.0, -1.0, 1.0]
    """
    count = len(values)
    table = np.full((-(-count // period), period), np.nan)
    table.ravel()[:count] = values
    known = ~np.isnan(table)
    seen = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        if median:
            # Gaps sort last, so that the middle of what is known is found by its count.
            ordered = np.sort(table, axis=0)
            at = np.arange(period)
            last = len(table) - 1
            found = (ordered[np.clip((seen - 1) // 2, 0, last), at] + ordered[np.clip(seen // 2, 0, last), at]) / 2
        else:
            found = np.where(known, table, 0.0).sum(axis=0) / seen
    if not seen.all():
        found = np.where(seen > 0, found, found[seen > 0].mean())
    found -= found.mean()
    return np.tile(found, len(table))[:count]


def fill_gaps(values: Array, period: int, *, method: str) -> Array:
    """Fill gaps by interpolation of the level plus the seasonal mean, for a method that cannot take gaps.

    Raises SeriesError where more than a third of the values, or the last one, is missing.
    """
    missing = np.isnan(values)
    if not missing.any():
        return values
    if missing.mean() > 1 / 3:
        raise SeriesError(
            f"{method}: {missing.sum()} of {len(values)} periods are not reported; at most a third may be"
        )
    seasonal = np.zeros(len(values))
    if period > 1 and len(values) >= 2 * period:
        seasonal = seasonal_means(values - moving_level(values, period), period)
    places = np.arange(len(values))
    level = np.interp(places, places[~missing], (values - seasonal)[~missing])
    return np.where(missing, level + seasonal, values)


def season_before(values: Array, period: int, horizon: int) -> Array:
    """The additive season of a series and of `horizon` periods after it, from its own values alone.

    Means of each place after the moving level is taken out; a season longer than 24 steps is smoothed over its
    neighbours (five places), since each place is seen too few times. All zeros where the season explains less of the
    variance about the level than chance would (F test at 10 %).

    >>> season_before(np.array([1.0, 3.0, 1.0, 3.0, 1.0, 3.0, 1.0, 3.0]), 2, 2).tolist()[-2:]
    [-1.0, 1.0]
    """
    from scipy.special import fdtrc

    apart = values - moving_level(values, period)
    wave = seasonal_means(apart, period)[:period]
    parameters = period - 1
    if period > 24:
        parameters = period // 4
        wave = sum((np.roll(wave, shift) for shift in range(-2, 3)), np.zeros(period)) / 5
    ahead = wave[np.arange(len(values) + horizon) % period]
    known = ~np.isnan(apart)
    left = float(np.sum((apart[known] - ahead[: len(values)][known]) ** 2))
    explained = float(np.sum(apart[known] ** 2)) - left
    free = int(known.sum()) - parameters - 1
    if free < 1 or explained <= 0:
        return np.zeros(len(ahead))
    if left > 0 and fdtrc(parameters, free, explained / parameters / (left / free)) > 0.1:
        return np.zeros(len(ahead))
    return ahead
