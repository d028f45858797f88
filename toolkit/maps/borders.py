"""Coasts, borders and country names of the world, from Natural Earth (public domain).

`borders.json.gz` is made by `packaging/make_borders.py`. The lines imply no position on
the legal status of any territory.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib import resources
from typing import Any

Window = tuple[float, float, float, float]  # west, east, south, north


@cache
def content() -> dict[str, Any]:
    """The package data: source, window, step, coast and border lines, labels.

    >>> content()["source"][:13]
    'Natural Earth'
    """
    packed = resources.files("toolkit.maps") / "borders.json.gz"
    return dict(json.loads(gzip.decompress(packed.read_bytes())))


def lines(kind: str, window: Window) -> tuple[list[float | None], list[float | None]]:
    """Longitudes and latitudes of all "coast" or "border" lines that touch the window, with None between lines.

    >>> longitudes, latitudes = lines("border", (97.0, 106.0, 5.0, 21.0))
    >>> len(longitudes) == len(latitudes) and None in longitudes
    True
    """
    step = content()["step"]
    west, east, south, north = window
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for coded in content()[kind]:
        x = y = 0
        xs, ys = [], []
        for place in range(0, len(coded), 2):
            x, y = x + coded[place], y + coded[place + 1]
            xs.append(x / step)
            ys.append(y / step)
        if max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north:
            longitudes += [*xs, None]
            latitudes += [*ys, None]
    return longitudes, latitudes


def labels(window: Window, least: float = 0.002) -> list[tuple[str, float, float]]:
    """Country names with the longitude and latitude of their label, for those in the window.

    `least` is the share of the window that a country fills at least, so that a map of a continent is not covered with
    the names of small states.

    >>> "Thailand" in [name for name, _, _ in labels((97.0, 106.0, 5.0, 21.0))]
    True
    """
    west, east, south, north = window
    size = (east - west) * (north - south)
    return [
        (str(name), float(x), float(y))
        for name, x, y, area in content()["labels"]
        if west <= x <= east and south <= y <= north and area >= least * size
    ]
