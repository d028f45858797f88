"""Every written day opens and runs to its end in JupyterLab with no internet, and looks as it should."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from classroom.courses import courses

# Each kind of page by default: a form of rows, a matrix, charts, choices. All pages: pytest -m deep.
SHOWN = ("day01_cycle_law", "day03_matrix", "day04_link_chart", "day02_trends", "day01_products_tasking")
PAGES = [
    pytest.param(
        course.name,
        day,
        page.name,
        id=f"{day}-{page.stem}",
        marks=() if day in SHOWN and not page.name.startswith("0_") else pytest.mark.deep,
    )
    for course in courses()
    for day in course.built_days()
    for page in sorted((course.source / day).glob("*.ipynb"))
]


@pytest.mark.browser
@pytest.mark.parametrize(("course", "day", "name"), PAGES)
def test_a_page_runs_to_its_end_with_no_internet(course, day, name, homes, open_notebook, tmp_path):
    home, days = homes[course]
    assert day in days
    opened = open_notebook(home, f"{day}/{name}")
    opened.run_all()
    pictures = Path(os.environ.get("ACADEMY_PICTURES", tmp_path))
    pictures.mkdir(parents=True, exist_ok=True)
    opened.shot(pictures / f"{day}_{name.removesuffix('.ipynb')}_whole.png")

    assert opened.outside == [], "requests off the machine"
    errors = opened.texts(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']")
    errors += opened.texts(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']")
    assert all("AnswerError" in text or not text.strip() for text in errors), errors
    assert not any("Traceback" in text for text in errors)
    page = opened.page
    assert page.get_by_text("Error displaying widget").count() == 0
    assert page.get_by_text("Loading widget").count() == 0
    charts = page.locator(".js-plotly-plot")
    forms = page.locator(".widget-dropdown, .widget-checkbox")
    assert charts.count() + forms.count() >= 1, "a page of text alone"
    for chart in charts.all():
        box = chart.bounding_box()
        assert box is not None
        assert box["width"] > 400
        assert box["height"] > 150
        assert box["x"] + box["width"] <= 1280
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.jp-OutputArea-output')]"
        ".filter(o => o.scrollWidth > o.clientWidth + 24 && !o.querySelector('table, pre'))"
        ".map(o => o.scrollWidth - o.clientWidth + ' px: ' + o.innerText.slice(0, 80))"
    )
    assert wide == [], "outputs wider than the screen"


@pytest.mark.browser
def test_the_classroom_scripts_are_drawn_with_the_shipped_fonts(homes, open_notebook):
    home, days = homes["operational_10day"]
    notebook = sorted(home.day(days[0]).glob("*.ipynb"))[0]
    opened = open_notebook(home, f"{days[0]}/{notebook.name}")
    loaded = opened.page.evaluate(
        """async () => {
            const wanted = {"Noto Sans Khmer": "ខ្មែរ", "Noto Sans Lao": "ລາວ", "Noto Sans Myanmar": "မြန်မာ",
                            "Noto Sans Thai": "ไทย", "Noto Sans": "Tiếng Việt"};
            const found = {};
            for (const [family, text] of Object.entries(wanted)) {
                const faces = await document.fonts.load(`16px "${family}"`, text);
                found[family] = faces.filter(face => face.status === "loaded").length;
            }
            return found;
        }"""
    )
    assert all(count >= 1 for count in loaded.values()), loaded
    assert opened.outside == []
