"""Formgrader's own pages in a browser: a submission that tries to change a grade by script, and what pages fetch."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from classroom import desk
from grading.classrun import grade
from tests.attacks.hostile.pages import COMMENT, LINKS, PAYLOAD, SCRIPTS, SHOWN
from tests.grading.small_day import COURSE, DAY, NOTEBOOK, RIGHT, by_name, submit

pytestmark = [pytest.mark.sandbox, pytest.mark.browser, pytest.mark.usefixtures("sandbox")]


def attacked(notebook: Any) -> None:
    """Scripts wherever a page shows something of the trainee's, and a right answer beside them."""
    by_name(notebook, "links-answer").source = f"{SHOWN}\n{RIGHT}\nprint({SCRIPTS!r})\nraise ValueError({SCRIPTS!r})"
    by_name(notebook, "why").source = f"{COMMENT}\n\n{SCRIPTS}\n\n{LINKS}"
    own = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": SCRIPTS}
    notebook.cells.insert(0, type(notebook.cells[0])(own))


@pytest.fixture
def server(workspace: Path) -> Iterator[str]:
    """Formgrader on the workspace as `academy formgrader` opens it; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    desk.write_settings(workspace)
    words = [*desk.command(port=port, browser=False), "--IdentityProvider.token="]
    log = (workspace / "server.log").open("wb")
    process = subprocess.Popen(words, cwd=workspace, env=desk.environment(workspace), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=2).close()
                break
            except OSError:
                assert process.poll() is None, (workspace / "server.log").read_text()[-2000:]
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def folder_of(workspace: Path) -> Path:
    return workspace / "autograded" / "scripter" / DAY


def test_no_submission_changes_a_grade_and_nothing_is_fetched(workspace: Path, server: str, browser: Any) -> None:
    from nbgrader.api import Gradebook

    folder = submit(workspace, "scripter", attacked)
    for name in ("page.html", "page.svg", "page.xml", "page.xhtml", "page.js", "page.htm"):
        (folder / name).write_text(f"<script>{PAYLOAD}</script>")
    (workspace / "submitted" / "<img src=x onerror=eval(name)>" / DAY).mkdir(parents=True)
    grade(COURSE, DAY, workspace)
    copied = {one.suffix for one in (workspace / "autograded" / "scripter" / DAY).iterdir()}
    assert copied == {".ipynb", ".json"}

    with Gradebook(f"sqlite:///{workspace / 'gradebook.db'}", COURSE) as gradebook:
        submission = gradebook.find_submission_notebook(NOTEBOOK, DAY, "scripter")
        identity, before = submission.id, submission.score
        why = gradebook.find_grade("why", NOTEBOOK, DAY, "scripter")
        assert why.manual_score is None

    page = browser.new_page()
    page.add_init_script("window.name = 'window.ran = 1'")
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route(lambda url: not url.startswith(("http://127.0.0.1", "data:")), lambda route: route.abort())
    seen = 0
    for place in (
        f"submissions/{identity}/?index=0",
        "manage_assignments",
        f"manage_submissions/{DAY}",
        "manage_students",
        f"gradebook/{DAY}/{NOTEBOOK}",
    ):
        page.goto(f"{server}/formgrader/{place}")
        page.wait_for_timeout(1500)
        if place.startswith("submissions"):
            assert page.locator("#notebook .nbgrader_cell").count() == 3
            assert page.locator("#notebook").locator("script, iframe, svg, form, style, object, embed").count() == 0
            for link in page.locator("#notebook a").all():
                assert not (link.get_attribute("href") or "https:").startswith(("/", "page", ".", "javascript", "data"))
            seen = page.locator("input.score").count()
            # What the judge found in full stands beside the mark, for the instructor alone.
            assert "denied_but_charted" in page.locator("#notebook").first.inner_text()
            assert "denied_but_charted" not in (folder_of(workspace) / f"{NOTEBOOK}.ipynb").read_text()
            page.locator(".academy-panel").first.scroll_into_view_if_needed()
            page.screenshot(path=os.environ.get("ACADEMY_PICTURE") or str(workspace / "formgrader.png"))
        assert page.evaluate("window.ran") is None, place
    assert seen == 2
    assert faults == []
    outside = [one for one in asked if not one.split()[1].startswith((f"{server}/", "data:"))]
    assert outside == []
    # Only pages and lists were asked for, nothing was entered.
    assert {one.split()[0] for one in asked} == {"GET"}

    # Were the files there, the server would give them to a browser in formgrader's name.
    for name in ("page.html", "page.svg", "page.js"):
        reply = page.request.get(f"{server}/formgrader/submissions/{identity}/{name}")
        assert reply.status == 404

    # A person marks a written answer in the page, and that works.
    page.goto(f"{server}/formgrader/submissions/{identity}/?index=0", wait_until="networkidle")
    box = page.locator("input.score").last
    with page.expect_response(lambda reply: reply.request.method == "PUT") as saved:
        box.fill("3")
        box.blur()
    assert saved.value.ok
    with Gradebook(f"sqlite:///{workspace / 'gradebook.db'}", COURSE) as gradebook:
        assert gradebook.find_grade("why", NOTEBOOK, DAY, "scripter").manual_score == 3
        assert gradebook.find_submission_notebook(NOTEBOOK, DAY, "scripter").score == before + 3

    # Formgrader's own button for grading refuses what was not staged.
    page.goto(f"{server}/formgrader/manage_submissions/{DAY}")
    page.wait_for_timeout(1500)
    row = page.locator("tr", has_text="scripter")
    row.locator("td.autograde a").click()
    page.get_by_text("academy grade COURSE DAY").first.wait_for(timeout=20_000)
    assert page.evaluate("window.ran") is None


def test_the_policy_holds_where_cleaning_fails(workspace: Path, server: str, browser: Any) -> None:
    """Hostile HTML put straight into the graded notebook, as if no cleaning had been done."""
    import nbformat
    from nbgrader.api import Gradebook

    submit(workspace, "scripter")
    grade(COURSE, DAY, workspace)
    file = workspace / "autograded" / "scripter" / DAY / f"{NOTEBOOK}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    output = nbformat.v4.new_output("display_data", {"text/html": SCRIPTS.replace("http-equiv", "title")})
    by_name(notebook, "links-answer").outputs = [output]
    nbformat.write(notebook, file)
    with Gradebook(f"sqlite:///{workspace / 'gradebook.db'}", COURSE) as gradebook:
        identity = gradebook.find_submission_notebook(NOTEBOOK, DAY, "scripter").id
    page = browser.new_page()
    page.goto(f"{server}/formgrader/submissions/{identity}/?index=0")
    page.wait_for_timeout(1000)
    assert page.locator("#notebook script").count() > 0
    assert page.evaluate("window.ran") is None
    assert page.evaluate("typeof formgrader") == "object"


def test_no_news_popup_and_nothing_fetched_in_the_instructors_lab(server: str, browser: Any) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/lab")
    page.wait_for_selector("#jp-top-panel, #top-panel", timeout=60_000)
    page.wait_for_timeout(4000)
    assert [one for one in asked if not one.startswith((f"{server}/", "data:", "blob:"))] == []
    assert page.get_by_text("Would you like to").count() == 0
    assert page.get_by_text("Jupyter news").count() == 0
