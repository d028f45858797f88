"""Places that lie so far apart that one map cannot show them: parted into regions."""

from __future__ import annotations

import numpy as np
import pandas as pd

_RADIUS = 6371.0  # kilometres


def regions(points: pd.DataFrame, apart: float = 1500.0) -> list[pd.DataFrame]:
    """Part places into regions, largest first, so that each can have a map of its own.

    Two places are of one region where they lie within `apart` kilometres of each other, or are joined by others that do
    (single linkage over great-circle distances).

    Parameters
    ----------
    points : DataFrame with latitude and longitude in degrees, such as `case.places`
    apart : kilometres

    Returns a list of parts of the table; rows keep their order.

    >>> towns = pd.DataFrame({"name": ["Berlin", "Hanoi", "Dresden"], "latitude": [52.5, 21.0, 51.1],
    ...     "longitude": [13.4, 105.8, 13.7]})
    >>> [list(part["name"]) for part in regions(towns)]
    [['Berlin', 'Dresden'], ['Hanoi']]
    """
    from scipy.sparse.csgraph import connected_components

    if points.empty:
        return []
    latitude, longitude = (np.radians(points[name].to_numpy(dtype="float64")) for name in ("latitude", "longitude"))
    across = np.sin((longitude[:, None] - longitude[None, :]) / 2) ** 2
    half = np.sin((latitude[:, None] - latitude[None, :]) / 2) ** 2
    half += np.cos(latitude)[:, None] * np.cos(latitude)[None, :] * across
    near = 2 * _RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))) <= apart
    _, part = connected_components(near, directed=False)
    sizes = pd.Series(part).value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return [points[part == one] for one in sizes.index]
