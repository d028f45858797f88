"""A state's first return in JupyterLab, by mouse and by keyboard alone, and the search of what others filed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.browser.conftest import Opened
from toolkit import reporting

CELLS = (
    'from toolkit import reporting\n\nsystem = reporting.open_system("desk.db", viewer="TH", today="2026-04-20")',
    'form = reporting.form(system, "quarterly", "2026-Q1")\nform',
    "search = reporting.search_form(system)\nsearch",
)


@pytest.fixture
def desk(tmp_path: Path, open_notebook: Callable[..., Opened]) -> tuple[reporting.System, Opened]:
    """A new system in which Cambodia has filed, and a notebook of Thailand's open and run."""
    from classroom import trainee

    home = trainee.make_home(tmp_path / "home", "strategic", "trainee", tmp_path / "exchange")
    system = reporting.open_system(home.folder / "desk.db", today="2026-04-20")
    for code in ("KH", "TH"):
        reporting.add_contributor(system, code, cycles=("quarterly",))
    rows = [{"indicator": "1.1.1", "value": 77}, {"indicator": "1.1.2", "citizenship": "VN", "value": 41}]
    reporting.file_return(system, "quarterly", "2026-Q1", rows, contributor="KH")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, home.folder / "return.ipynb")
    opened = open_notebook(home, "return.ipynb")
    opened.run_all()
    opened.page.wait_for_selector(".widget-dropdown select")
    return system, opened


def pictures(tmp_path: Path) -> Path:
    place = Path(os.environ.get("ACADEMY_PICTURES", tmp_path))
    place.mkdir(parents=True, exist_ok=True)
    return place


def field(page: Any, name: str, number: int = 0) -> Any:
    """The field that a screen reader announces by that name."""
    return page.get_by_title(name, exact=True).nth(number)


def settle(page: Any) -> None:
    page.wait_for_timeout(900)


@pytest.mark.browser
def test_a_first_return_is_filled_in_by_mouse_corrected_submitted_and_searched(
    desk: tuple[reporting.System, Opened], tmp_path: Path
) -> None:
    system, opened = desk
    page = opened.page
    field(page, "1.1.1 number").fill("15o")
    settle(page)
    assert page.get_by_text("'15o' is not a whole number").count() == 1  # as typed
    field(page, "1.1.2 citizenship").select_option(label="Cambodia (KH)")
    field(page, "1.1.2 number").fill("90")
    field(page, "1.1.2 citizenship", 1).select_option(label="Myanmar (MM)")
    field(page, "1.1.2 number", 1).fill("80")
    settle(page)
    opened.screen(pictures(tmp_path) / "return_wrong.png", ".jp-OutputArea-output")
    field(page, "1.1.1 number").fill("150")
    page.get_by_text("1.1.2: 170 together, more than 150 of 1.1.1").first.wait_for(timeout=20_000)  # as typed
    page.get_by_role("button", name="Submit", exact=True).click()
    page.get_by_text("Not filed. To mend first").wait_for(timeout=20_000)
    assert len(reporting.search(system, state="TH")) == 0
    field(page, "1.1.2 number").fill("60")
    page.get_by_title("1.1.2: Add row", exact=True).click()
    settle(page)
    field(page, "1.1.2 citizenship", 3).select_option(label="Lao PDR (LA)")
    field(page, "1.1.2 number", 3).fill("9")
    page.locator("summary", has_text="What is counted").nth(0).click()
    settle(page)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("To look at again").wait_for(timeout=20_000)
    page.get_by_role("button", name="Submit", exact=True).click()
    page.get_by_text("as vintage 1").wait_for(timeout=20_000)
    opened.shot(pictures(tmp_path) / "return_filed.png")
    filed = reporting.search(system, state="TH", indicator="1.1.2")
    assert dict(zip(filed["citizenship"], filed["value"], strict=True)) == {"MM": 80, "KH": 60, "LA": 9}

    search = page.locator(".jp-Cell").nth(2)
    search.get_by_label("Indicator").select_option(label="1.1.2 Illegal entries by citizenship")
    search.get_by_label("Contributor").select_option(label="Cambodia (KH)")
    search.get_by_role("button", name="Search").click()
    search.get_by_text("1 figures").wait_for(timeout=20_000)  # open now that Thailand has filed
    opened.shot(pictures(tmp_path) / "return_search.png")
    assert opened.outside == []


@pytest.mark.browser
def test_a_first_return_is_filled_in_by_keyboard_alone(desk: tuple[reporting.System, Opened], tmp_path: Path) -> None:
    system, opened = desk
    page = opened.page
    press = page.keyboard.press

    def title() -> str:
        return str(page.evaluate("() => document.activeElement.title || document.activeElement.innerText || ''"))

    def tab_to(name: str, most: int = 80) -> None:
        for _ in range(most):
            if title().strip() == name:
                return
            press("Tab")
        raise AssertionError(f"{name!r} is not reached by Tab; the focus is on {title()!r}")

    page.evaluate("() => document.activeElement.blur()")
    press("Escape")
    tab_to("1.1.1 number")
    page.keyboard.type("150")
    tab_to("1.1.2 citizenship")
    page.keyboard.type("Cambo")  # a drop-down goes to what is typed, and Lab adds no cell at the "a"
    press("Tab")
    assert title() == "1.1.2 number"
    page.keyboard.type("80")
    tab_to("1.1.2 note")
    page.keyboard.type("land border alone")
    tab_to("1.2.1 number")
    page.keyboard.type("12")
    settle(page)
    opened.screen(pictures(tmp_path) / "return_keyboard.png", ".jp-OutputArea-output")
    tab_to("Submit")
    press("Enter")
    page.get_by_text("as vintage 1").wait_for(timeout=20_000)
    found = reporting.search(system, state="TH")
    held = {(row.indicator, row.citizenship): row.value for row in found.dropna(subset=["value"]).itertuples()}
    assert (held["1.1.1", "ZZ"], held["1.2.1", "ZZ"]) == (150, 12)
    assert held["1.1.2", "KH"] == 80
    assert page.locator(".jp-Cell").count() == len(CELLS)
    assert "land border alone" in set(found["note"].dropna())
