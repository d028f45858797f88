"""Maps hold every place and leg, fetch nothing, and keep names apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from toolkit import maps
from toolkit.errors import ParameterError
from toolkit.maps import borders
from toolkit.maps.placing import extent, nearest, positions

PLACES = pd.DataFrame(
    [
        ("PL01", "Poipet", "border point", 13.656, 102.56),
        ("PL02", "Aranyaprathet", "town", 13.69, 102.5),
        ("PL03", "Bangkok", "town", 13.75, 100.5),
    ],
    columns=["place_id", "name", "kind", "latitude", "longitude"],
)


def test_a_map_needs_no_base_map_and_shows_every_place_and_leg() -> None:
    legs = pd.DataFrame(
        {
            "source": ["PL01", "PL02"],
            "target": ["PL02", "PL03"],
            "strength": [1, 4],
            "status": ["suspected", "confirmed"],
        }
    )
    figure = maps.route(PLACES, legs)
    # Only a hidden base map makes plotly.js leave its topology server alone.
    assert figure.layout.geo.visible is False
    assert all(trace.type == "scattergeo" for trace in figure.data)
    named = [name for trace in figure.data if trace.mode == "markers+text" for name in trace.text]
    assert sorted(named) == ["Aranyaprathet", "Bangkok", "Poipet"]
    drawn = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert [trace.line.dash for trace in drawn] == ["dot", "solid"]
    assert drawn[1].line.width > drawn[0].line.width
    # From Aranyaprathet the arrow points west.
    assert drawn[1].marker.angle == pytest.approx(-90, abs=3)


def test_legs_may_be_pairs_of_names_and_the_frame_holds_all_places() -> None:
    figure = maps.route(PLACES, [("Poipet", "Bangkok")], borders=False)
    assert len([trace for trace in figure.data if trace.mode == "lines+markers"]) == 1
    west, east = figure.layout.geo.lonaxis.range
    south, north = figure.layout.geo.lataxis.range
    assert PLACES["longitude"].between(west, east).all()
    assert PLACES["latitude"].between(south, north).all()
    assert not figure.layout.annotations


def test_the_shipped_lines_lie_in_their_window_and_name_their_source() -> None:
    content = borders.content()
    assert "public domain" in content["source"]
    for window in ((97.0, 106.0, 5.0, 21.0), (9.0, 25.0, 49.0, 55.0), (-120.0, -100.0, 25.0, 40.0)):
        for kind in ("coast", "border"):
            longitudes, latitudes = borders.lines(kind, window)
            whole = content["window"]
            assert longitudes
            assert all(whole["west"] <= one <= whole["east"] for one in longitudes if one is not None)
            assert all(whole["south"] <= one <= whole["north"] for one in latitudes if one is not None)
    names = {name for name, _, _ in borders.labels((90.0, 110.0, 5.0, 25.0))}
    assert {"Thailand", "Cambodia", "Lao PDR", "Myanmar", "Viet Nam"} <= names


def test_the_border_at_poipet_is_where_it_is() -> None:
    longitudes, latitudes = borders.lines("border", (102.0, 103.0, 13.0, 14.0))
    nearest = min(
        (x - 102.55) ** 2 + (y - 13.66) ** 2 for x, y in zip(longitudes, latitudes, strict=True) if x is not None
    )
    assert nearest**0.5 < 0.3


def test_names_of_near_places_do_not_take_the_same_side() -> None:
    sides = positions(
        [(100, 100), (108, 100), (104, 106)], ["Mae Sot", "Myawaddy", "Bridge"], size=12, frame=(400, 300)
    )
    assert len(set(sides)) == 3


def test_names_of_a_crowd_at_a_border_touch_neither_each_other_nor_a_marker() -> None:
    points = [(200 + 6 * (number % 3), 150 + 7 * (number // 3)) for number in range(7)]
    names = ["Mae Sot", "Myawaddy", "Mae Sot bridge border point", "Ford", "Kawkareik", "Checkpoint", "River bend"]
    placed = positions(points, names, size=12, frame=(500, 350))
    assert None not in placed
    led = [(name, place) for name, place in zip(names, placed, strict=True) if isinstance(place, tuple)]
    assert len(led) >= 3
    boxes = [extent(name, place, 12) for name, place in led]
    for number, one in enumerate(boxes):
        assert 0 <= one[0] < one[1] <= 500
        assert 0 <= one[2] < one[3] <= 350
        for other in boxes[number + 1 :]:
            assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert not any(one[0] < x < one[1] and one[2] < y < one[3] for x, y in points)
        x, y = nearest(points[names.index(led[number][0])], one)
        assert np.hypot(x - points[names.index(led[number][0])][0], y - points[names.index(led[number][0])][1]) < 80


def test_a_name_at_the_end_of_a_line_stands_where_the_line_ends() -> None:
    crowd = pd.DataFrame(
        {
            "name": ["Mae Sot", "Myawaddy", "Mae Sot bridge border point", "Ford west of Myawaddy", "Bangkok"],
            "latitude": [16.71, 16.69, 16.70, 16.72, 13.75],
            "longitude": [98.57, 98.51, 98.52, 98.53, 100.5],
        }
    )
    figure = maps.route(crowd)
    written = [trace for trace in figure.data if trace.mode == "text" and "Mae Sot" in " ".join(trace.text)]
    written += [trace for trace in figure.data if trace.mode == "text" and "Myawaddy" in " ".join(trace.text)]
    assert written
    assert not any("Names without room" in note.text for note in figure.layout.annotations)
    lines = [trace for trace in figure.data if trace.mode == "lines" and trace.line.width == 0.8]
    starts = {(round(x, 6), round(y, 6)) for x, y in zip(lines[0].lon[::3], lines[0].lat[::3], strict=True)}
    assert starts <= {(round(x, 6), round(y, 6)) for x, y in zip(crowd["longitude"], crowd["latitude"], strict=True)}


@pytest.mark.parametrize(
    ("points", "legs", "line"),
    [
        (PLACES.drop(columns="latitude"), None, "lack the column 'latitude'"),
        (PLACES.assign(latitude=113.0), None, "row 1: latitude '113.0' is not a number of degrees"),
        (PLACES.iloc[:0], None, "no place to draw"),
        (PLACES, [("Poipt", "Bangkok")], "unknown place in a leg 'Poipt'; did you mean 'Poipet'"),
        ([1, 2], None, "takes a table of places"),
    ],
)
def test_bad_places_and_legs_are_one_line(points, legs, line: str) -> None:
    with pytest.raises(ParameterError, match=line):
        maps.route(points, legs)


@pytest.mark.browser
def test_a_map_in_a_browser_asks_the_network_for_nothing(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium here")
    page_file = tmp_path / "map.html"
    maps.route(PLACES, [("Poipet", "Bangkok")]).write_html(page_file, include_plotlyjs=True)
    asked: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        page.wait_for_selector(".scattergeo", state="attached", timeout=30_000)
        page.wait_for_timeout(500)
        drawn = page.locator("path.js-line").count()
        browser.close()
    assert drawn >= 3
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_places_on_three_continents_are_three_regions_and_all_are_kept() -> None:
    towns = pd.DataFrame(
        {
            "name": ["Tijuana", "Berlin", "Hanoi", "Dresden", "Fuzhou", "Moscow"],
            "latitude": [32.5, 52.5, 21.0, 51.1, 26.1, 55.8],
            "longitude": [-117.0, 13.4, 105.8, 13.7, 119.3, 37.6],
        }
    )
    parts = maps.regions(towns, apart=1700)
    assert [list(part["name"]) for part in parts] == [["Berlin", "Dresden", "Moscow"], ["Hanoi", "Fuzhou"], ["Tijuana"]]
    assert sorted(name for part in maps.regions(towns, apart=10) for name in part["name"]) == sorted(towns["name"])
    assert maps.regions(towns.head(0)) == []
