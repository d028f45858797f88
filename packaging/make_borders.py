"""Make `toolkit/maps/borders.json.gz` from a world-atlas TopoJSON file; run once, by hand, when the data change.

Usage: python packaging/make_borders.py PATH/TO/countries-50m.json

The file comes from the npm package `world-atlas` (`npm pack world-atlas`): Natural Earth 4.1 at 1:50 million.
Natural Earth is in the public domain. Each arc is written once, cut to the window below, in hundredths of a degree,
as a coast (one country uses it) or as a border (two do).
"""

from __future__ import annotations

import gzip
import itertools
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

WINDOW = {"west": -180.0, "east": 180.0, "south": -60.0, "north": 84.0}
STEP = 100  # hundredths of a degree, about one kilometre
TARGET = Path(__file__).parent.parent / "toolkit" / "maps" / "borders.json.gz"
# Names as the United Nations write them, of the states that a route of this programme may touch.
NAMES = {
    "Afghanistan": "Afghanistan",
    "Australia": "Australia",
    "Austria": "Austria",
    "Bangladesh": "Bangladesh",
    "Belarus": "Belarus",
    "Belgium": "Belgium",
    "Bhutan": "Bhutan",
    "Brunei": "Brunei Darussalam",
    "Bulgaria": "Bulgaria",
    "Cambodia": "Cambodia",
    "Canada": "Canada",
    "China": "China",
    "Colombia": "Colombia",
    "Croatia": "Croatia",
    "Cuba": "Cuba",
    "Czechia": "Czechia",
    "Denmark": "Denmark",
    "Ecuador": "Ecuador",
    "Egypt": "Egypt",
    "Estonia": "Estonia",
    "Finland": "Finland",
    "France": "France",
    "Georgia": "Georgia",
    "Germany": "Germany",
    "Greece": "Greece",
    "Guatemala": "Guatemala",
    "Honduras": "Honduras",
    "Hungary": "Hungary",
    "Iceland": "Iceland",
    "India": "India",
    "Indonesia": "Indonesia",
    "Iran": "Iran",
    "Iraq": "Iraq",
    "Ireland": "Ireland",
    "Italy": "Italy",
    "Japan": "Japan",
    "Jordan": "Jordan",
    "Kazakhstan": "Kazakhstan",
    "Kenya": "Kenya",
    "Kyrgyzstan": "Kyrgyzstan",
    "Laos": "Lao PDR",
    "Latvia": "Latvia",
    "Libya": "Libya",
    "Lithuania": "Lithuania",
    "Malaysia": "Malaysia",
    "Maldives": "Maldives",
    "Mexico": "Mexico",
    "Moldova": "Republic of Moldova",
    "Mongolia": "Mongolia",
    "Myanmar": "Myanmar",
    "Nepal": "Nepal",
    "Netherlands": "Netherlands",
    "New Zealand": "New Zealand",
    "Nicaragua": "Nicaragua",
    "Norway": "Norway",
    "Oman": "Oman",
    "Pakistan": "Pakistan",
    "Panama": "Panama",
    "Papua New Guinea": "Papua New Guinea",
    "Philippines": "Philippines",
    "Poland": "Poland",
    "Portugal": "Portugal",
    "Qatar": "Qatar",
    "Romania": "Romania",
    "Russia": "Russian Federation",
    "Saudi Arabia": "Saudi Arabia",
    "Serbia": "Serbia",
    "Singapore": "Singapore",
    "Slovakia": "Slovakia",
    "Slovenia": "Slovenia",
    "South Korea": "Republic of Korea",
    "Spain": "Spain",
    "Sri Lanka": "Sri Lanka",
    "Sweden": "Sweden",
    "Switzerland": "Switzerland",
    "Tajikistan": "Tajikistan",
    "Thailand": "Thailand",
    "Timor-Leste": "Timor-Leste",
    "Tunisia": "Tunisia",
    "Turkey": "Türkiye",
    "Turkmenistan": "Turkmenistan",
    "Ukraine": "Ukraine",
    "United Arab Emirates": "United Arab Emirates",
    "United Kingdom": "United Kingdom",
    "United States of America": "United States of America",
    "Uzbekistan": "Uzbekistan",
    "Vietnam": "Viet Nam",
    "Yemen": "Yemen",
}

Point = tuple[float, float]


def main(source: Path) -> None:
    """Read the TopoJSON file and write the package data."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = [decode(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    used = Counter(index if index >= 0 else ~index for country in countries for index in flat(country["arcs"]))
    coast: list[list[int]] = []
    border: list[list[int]] = []
    for index, arc in enumerate(arcs):
        for piece in cut(arc):
            (border if used[index] > 1 else coast).append(piece)
    labels = []
    for country in countries:
        name = NAMES.get(country["properties"]["name"])
        if name:
            longitude, latitude = middle(largest_ring(country, arcs))
            if inside((longitude, latitude)):
                ring = largest_ring(country, arcs)
                labels.append([name, round(longitude, 2), round(latitude, 2), round(abs(area(ring)), 1)])
    content = {
        "source": "Natural Earth 4.1, 1:50 million, public domain (npm world-atlas 2, countries-50m)",
        "window": WINDOW,
        "step": STEP,
        "coast": coast,
        "border": border,
        "labels": sorted(labels),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    TARGET.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{TARGET.name}: {len(coast)} coast and {len(border)} border lines, {TARGET.stat().st_size:,} bytes")


def decode(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Absolute longitude and latitude of a delta-coded arc."""
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return points


def flat(arcs: Any) -> list[int]:
    """All arc numbers in the nested lists of a geometry."""
    return [arcs] if isinstance(arcs, int) else [index for part in arcs for index in flat(part)]


def inside(point: Point) -> bool:
    """Is a point in the window?"""
    return WINDOW["west"] <= point[0] <= WINDOW["east"] and WINDOW["south"] <= point[1] <= WINDOW["north"]


def cut(arc: list[Point]) -> list[list[int]]:
    """The stretches of an arc inside the window, delta-coded: longitude, latitude, then steps."""
    stretches: list[list[Point]] = [[]]
    for point in arc:
        if inside(point):
            stretches[-1].append(point)
        elif stretches[-1]:
            stretches.append([])
    pieces = []
    for stretch in stretches:
        if len(stretch) < 2:
            continue
        whole = [(round(x * STEP), round(y * STEP)) for x, y in stretch]
        piece = [*whole[0]]
        for before, after in itertools.pairwise(whole):
            if after != before:
                piece += [after[0] - before[0], after[1] - before[1]]
        if len(piece) > 2:
            pieces.append(piece)
    return pieces


def largest_ring(country: dict[str, Any], arcs: list[list[Point]]) -> list[Point]:
    """The outer ring of the largest polygon of a country."""
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    rings = []
    for polygon in polygons:
        ring: list[Point] = []
        for index in polygon[0]:
            ring += arcs[index] if index >= 0 else arcs[~index][::-1]
        rings.append(ring)
    return max(rings, key=lambda ring: abs(area(ring)))


def area(ring: list[Point]) -> float:
    """Signed area of a ring, in square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def middle(ring: list[Point]) -> Point:
    """Centre of gravity of a ring."""
    size = 6 * area(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / size
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / size
    return x, y


if __name__ == "__main__":
    main(Path(sys.argv[1]))
