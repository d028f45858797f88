"""The interactive chart in JupyterLab itself: what is done on it reaches the kernel, and nothing leaves the machine."""

from __future__ import annotations

import os
import time
from pathlib import Path

import nbformat
import pytest

CHART = """
import pandas as pd
from toolkit import link
table = pd.DataFrame({
    "a": ["N001", "N002", "N003", "N004", "N001", "N006"],
    "b": ["N002", "N003", "N004", "N005", "N006", "N007"],
    "status": ["confirmed", "unconfirmed", "tentative", "confirmed", "confirmed", "unconfirmed"],
    "dated": pd.to_datetime(["2026-01-03", "2026-01-20", "2026-02-11", "2026-03-01", "2026-03-05", "2026-03-09"]),
})
names = {"N001": "Somchai Jaidee", "N002": "Chan Dara", "N003": "Sok Pisey", "N004": "Aung Myint",
         "N005": "Nguyen Van Test", "N006": "Golden Lotus", "N007": "+000 000 001"}
graph = link.build(table, "a", "b", time="dated")
chart = link.explore(graph, names=names, kinds={"N006": "organisation", "N007": "phone"}, start=["N001"], height=420)
chart
"""
ASK = 'print("ANSWER", len(chart.shown()), chart.selection, chart.period, chart.groups)'


@pytest.mark.browser
def test_the_chart_in_jupyterlab(open_notebook, tmp_path):
    from classroom import trainee

    (tmp_path / "exchange").mkdir()
    home = trainee.make_home(tmp_path / "home", "operational_10day", "trainee", tmp_path / "exchange")
    cells = [nbformat.v4.new_code_cell(CHART.strip()), nbformat.v4.new_code_cell(ASK)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), home.folder / "chart.ipynb")
    opened = open_notebook(home, "chart.ipynb")
    opened.run_all()
    page = opened.page
    page.wait_for_selector(".ax-surface canvas", timeout=60_000)

    def act(*keys: str) -> None:
        page.locator(".ax-surface").focus()
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(150)

    def answer() -> str:
        cell = page.locator(".jp-CodeCell").nth(1)
        prompt = cell.locator(".jp-InputPrompt").inner_text()
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        ran = "([cell, before]) => /\\[\\d+\\]/.test(cell.textContent) && cell.textContent.trim() !== before"
        page.wait_for_function(ran, arg=[cell.locator(".jp-InputPrompt").element_handle(), prompt.strip()])
        return cell.locator(".jp-OutputArea-output").inner_text().strip()

    def answers(wanted: str) -> None:
        """Ask until the selection has come over from the page, for a few seconds."""
        stop = time.monotonic() + 20
        while not (found := answer()).endswith(wanted) and time.monotonic() < stop:
            page.wait_for_timeout(300)
        assert found.endswith(wanted), found

    pictures = Path(os.environ.get("ACADEMY_PICTURES", tmp_path))
    pictures.mkdir(parents=True, exist_ok=True)

    # Expand from one entity; every key below is also a command of JupyterLab's own and must not reach it.
    act("ArrowRight", "Enter", "e")
    answers("ANSWER 3 ['N001'] None {}")
    act("a")
    page.fill(".ax-search input", "nguyen")
    page.keyboard.press("Enter")
    act("Escape")
    box = page.locator(".ax-search input")
    for wanted in ("somchai", "nguyen"):
        box.fill(wanted)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
    answers("ANSWER 7 ['N005'] None {}")

    # A selection made in Python shows on the chart, and the path between the two comes back.
    page.locator(".jp-CodeCell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(f'chart.selection = ["N001", "N004"]; {ASK}')
    answers("ANSWER 7 ['N001', 'N004'] None {}")
    act("p", "g")
    said = page.locator(".ax-said").inner_text()
    assert said == "Group 1: 4 entities grouped"
    page.locator(".jp-CodeCell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(ASK)
    answers("ANSWER 7 ['N001', 'N002', 'N003', 'N004'] None {'Group 1': ['N001', 'N002', 'N003', 'N004']}")
    opened.screen(pictures / "explore_lab_light.png", ".ax-explore")
    act("Control+z")
    page.locator("[data-time=last_day]").focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(400)
    answers("(datetime.date(2026, 1, 3), datetime.date(2026, 1, 3)) {}")
    act("Control+z")
    answers("None {}")

    with page.expect_download() as download:
        page.click("[data-action=png]")
    assert download.value.suggested_filename.endswith(".png")
    page.evaluate("() => { document.body.dataset.jpThemeLight = 'false' }")
    page.wait_for_timeout(500)
    opened.screen(pictures / "explore_lab_dark.png", ".ax-explore")
    assert page.locator(".jp-CodeCell").count() == 2, "no key made or cut a cell"
    assert opened.outside == [], "requests off the machine"
