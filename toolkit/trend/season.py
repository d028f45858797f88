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


def seasonal_means(values: Array, period: int, *, middle: Any = np.nanmean) -> Array:
    """The mean (or median) of each place in the season, centred on 0 and repeated along the series.

    >>> seasonal_means(np.array([1.0, 3.0, 1.0, 3.0]), 2).tolist()
    [-1.0, 1.0, -1.0, 1.0]
    """
    places: np.ndarray[Any, Any] = np.arange(len(values)) % period
    found = np.zeros(period)
    for place in range(period):
        here = values[places == place]
        here = here[~np.isnan(here)]
        found[place] = middle(here) if len(here) else np.nan
    found = np.where(np.isnan(found), np.nanmean(found), found)
    return (found - found.mean())[places]


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
