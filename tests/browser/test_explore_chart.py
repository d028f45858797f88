"""The interactive chart in Chromium, joined to its Python widget: every tool, by mouse and by keyboard alone."""

from __future__ import annotations

import datetime
import os
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from tests.browser.bare_page import Joined
from toolkit import link

pytestmark = pytest.mark.browser
ROWS = [
    ("N001", "N002", "works with", "B", "2", "S1", "2026-01-03"),
    ("N002", "N003", "pays", "C", "2", "S2", "2026-01-20"),
    ("N003", "N004", "directs", "X", "4", "S3", "2026-02-11"),
    ("N004", "N005", "drives for", "B", "2", "S4", "2026-03-01"),
    ("N001", "N010", "belongs to", "A", "1", "S5", "2026-03-05"),
    ("N005", "T01", "uses", "A", "2", "S6", "2026-03-09"),
]
NAMES = {"N001": "Somchai Jaidee", "N002": "Chan Dara", "N003": "Sok Pisey", "N010": "Golden Lotus", "T01": "+000 1"}


def chart(directed: bool = False, **arguments):
    columns = ["a", "b", "relation", "source_grade", "information_grade", "source_ref", "dated"]
    table = pd.DataFrame(ROWS, columns=columns)
    table["dated"] = pd.to_datetime(table["dated"])
    table["sentence"] = "Invented for a test."
    graph = link.build(table, "a", "b", time="dated", directed=directed)
    kinds = {"N010": "organisation", "T01": "phone"}
    return link.explore(graph, names=NAMES, kinds=kinds, title="Set B", handling="H1", **arguments)


@pytest.fixture
def show(chromium):
    contexts = []

    def shown(widget, light: bool = True) -> Joined:
        contexts.append(chromium.new_context(viewport={"width": 1180, "height": 800}, accept_downloads=True))
        return Joined(contexts[-1].new_page(), widget, light)

    yield shown
    for context in contexts:
        context.close()


def said(joined: Joined) -> str:
    return joined.page.locator(".ax-said").inner_text()


def press(joined: Joined, *names: str) -> None:
    for name in names:
        joined.page.click(f"[data-action={name}]")
        joined.settle()


def test_every_tool_by_mouse(show):
    widget = chart(start=["N002"])
    joined = show(widget)
    assert joined.page.locator(".ax-counts").inner_text() == "1 of 7 entities and 0 of 6 links are shown"
    middle = joined.page.locator(".ax-surface").bounding_box()
    joined.page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2 - 8)
    joined.settle(500)
    assert widget.selection == ["N002"]
    press(joined, "expand")
    assert sorted(set(widget.graph) - set(widget.hidden)) == ["N001", "N002", "N003"]
    press(joined, "undo")
    assert len(widget.hidden) == 6
    press(joined, "redo", "show_all")
    assert widget.hidden == []

    widget.selection = ["N001", "N004"]
    joined.push("selection")
    press(joined, "find_path")
    assert widget.selection == ["N001", "N002", "N003", "N004"]
    assert said(joined) == "Links on the path: 3. Somchai Jaidee – Chan Dara – Sok Pisey – N004"
    press(joined, "make_group")
    assert widget.groups == {"Group 1": ["N001", "N002", "N003", "N004"]}
    press(joined, "ungroup")
    assert widget.groups == {}
    press(joined, "hide")
    assert widget.hidden == ["N001", "N002", "N003", "N004"]
    press(joined, "undo", "undo", "undo")
    assert (widget.hidden, widget.groups) == ([], {})

    before = dict(widget.positions)
    widget.selection = ["N001", "N002", "N003", "N004"]
    joined.push("selection")
    press(joined, "only_these", "arrange")
    joined.settle(400)
    assert widget.hidden == ["N005", "N010", "T01"]
    assert widget.positions != before
    assert widget.positions["T01"] == before["T01"]
    assert (joined.errors, joined.outside) == ([], [])


def test_a_path_goes_only_over_links_that_are_shown(show):
    widget = chart()
    joined = show(widget)
    widget.hidden = ["N003"]
    joined.push("hidden")
    widget.selection = ["N001", "N004"]
    joined.push("selection")
    press(joined, "find_path")
    assert said(joined) == "No path from Somchai Jaidee to N004 over the links shown"


def test_the_time_slider_takes_links_off_and_undo_brings_them_back(show):
    widget = chart()
    joined = show(widget)
    slider = joined.page.locator("[data-time=last_day]")
    slider.focus()
    for _ in range(3):
        joined.page.keyboard.press("ArrowLeft")
    joined.settle(400)
    assert widget.period == (datetime.date(2026, 1, 3), datetime.date(2026, 3, 6))
    assert "5 of 6 links" in joined.page.locator(".ax-counts").inner_text()
    press(joined, "undo", "undo", "undo")
    assert widget.period is None
    widget.period = ("2026-01-10", "2026-02-20")
    joined.push("period")
    assert "2 of 6 links" in joined.page.locator(".ax-counts").inner_text()
    assert joined.page.locator(".ax-time output").inner_text() == "2026-01-10 – 2026-02-20"


def test_search_finds_without_accents_and_brings_the_hidden_back(show):
    widget = chart(start=["N001"])
    joined = show(widget)
    joined.page.keyboard.press("Tab")
    joined.page.keyboard.type("PISÉY")
    joined.settle()
    assert joined.page.locator(".ax-found li").all_text_contents() == [" Sok Pisey (hidden)"]
    joined.page.keyboard.press("Enter")
    joined.settle()
    assert widget.selection == ["N003"]
    assert "N003" not in widget.hidden


def test_the_card_shows_records_with_source_and_grade(show):
    widget = chart()
    joined = show(widget)
    widget.selection = ["N001"]
    joined.push("selection")
    card = joined.page.locator(".ax-card")
    assert card.locator("h4").inner_text().strip() == "Somchai Jaidee"
    card.get_by_role("button", name="Chan Dara").click()
    joined.settle(400)
    assert widget.selected_links == [("N001", "N002")]
    assert card.locator(".ax-grade").inner_text() == "B2"
    assert "source S1 · 2026-01-03" in card.inner_text()
    assert "Invented for a test." in card.inner_text()


def test_formatting_by_a_measure_changes_size_and_colour_and_the_legend(show):
    widget = chart()
    joined = show(widget)
    joined.page.select_option("[data-aspect=size]", "betweenness")
    joined.settle(400)
    joined.page.select_option("[data-aspect=colour]", "degree")
    joined.settle(400)
    legend = joined.page.locator(".ax-legend").inner_text()
    assert "Size by betweenness: 0 – 0.6" in legend
    assert "Colour by degree: 1 – 2" in legend
    press(joined, "undo", "undo")
    assert "betweenness" not in joined.page.locator(".ax-legend").inner_text()


def test_by_keyboard_alone_with_focus_to_be_seen(show):
    widget = chart()
    joined = show(widget)
    keys = joined.page.keyboard
    while joined.page.evaluate("() => !document.activeElement.classList.contains('ax-surface')"):
        keys.press("Tab")
        outline = joined.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", "focus is to be seen on every stop"
    keys.press("ArrowRight")
    joined.settle()
    assert "Person" in said(joined)
    keys.press("Space")
    joined.settle()
    (first,) = widget.selection
    keys.press("h")
    joined.settle()
    assert widget.hidden == [first]
    keys.press("Control+z")
    joined.settle()
    assert widget.hidden == []
    keys.press("Control+a")
    keys.press("g")
    joined.settle()
    assert len(widget.groups["Group 1"]) == 7
    keys.press("Control+z")
    keys.press("Escape")
    joined.settle()
    assert widget.selection == []
    keys.press("/")
    keys.type("golden")
    keys.press("Enter")
    joined.settle()
    assert widget.selection == ["N010"]


def test_pictures_carry_title_handling_legend_and_reduction(show, tmp_path):
    widget = chart(directed=True, groups={"N001": "east"})
    joined = show(widget)
    files = {}
    for ending in ("png", "svg"):
        with joined.page.expect_download() as download:
            joined.page.click(f"[data-action={ending}]")
        assert download.value.suggested_filename == f"Set_B.{ending}"
        files[ending] = tmp_path / f"chart.{ending}"
        download.value.save_as(files[ending])
    picture = files["png"].read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", picture[16:24])
    assert wide > 900
    assert high > 600
    drawing = ET.parse(files["svg"]).getroot()
    words = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert words[0] == "Set B"
    assert words[1].startswith("H1: ")
    assert {"Golden Lotus", "Confirmed link", "Tentative link", "Group east"} <= set(words)
    dashes = {path.get("stroke-dasharray") for path in drawing.iter("{http://www.w3.org/2000/svg}path")}
    assert {None, "6 3", "1.5 3"} <= dashes
    assert len(list(drawing.iter("{http://www.w3.org/2000/svg}polygon"))) >= 6, "arrowheads"


@pytest.mark.parametrize("light", [True, False], ids=["light", "dark"])
def test_light_and_dark(show, light, tmp_path):
    joined = show(chart(), light)
    assert joined.page.locator(".ax-explore").get_attribute("data-theme") == ("light" if light else "dark")
    pictures = Path(os.environ.get("ACADEMY_PICTURES", tmp_path))
    pictures.mkdir(parents=True, exist_ok=True)
    joined.page.screenshot(path=str(pictures / f"explore_{'light' if light else 'dark'}.png"))
    joined.page.evaluate("light => { document.body.dataset.jpThemeLight = String(light) }", not light)
    joined.settle()
    assert joined.page.locator(".ax-explore").get_attribute("data-theme") == ("dark" if light else "light")


def test_names_are_never_markup(show):
    widget = link.explore(nx.Graph([("a", "b")]), names={"a": "<img src=x onerror=alert(1)>"}, title="<b>x</b>")
    joined = show(widget)
    widget.selection = ["a"]
    joined.push("selection")
    assert joined.page.locator(".ax-explore img, .ax-head b").count() == 0
    assert joined.outside == []
