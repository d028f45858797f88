"""A trainee's JupyterLab in headless Chromium, with every request off the machine blocked and written down."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDTH = 1280
TALLEST = 16_000  # pixels; Chromium draws no taller picture


@dataclass
class Opened:
    """One notebook open in JupyterLab."""

    page: Any
    outside: list[str] = field(default_factory=list)

    def run_all(self, timeout: float = 240.0) -> None:
        """Run every cell and wait until each has run."""
        stop = time.monotonic() + timeout
        while not self._waiting(lambda text: "*" in text) and self._waiting(lambda text: "[ ]" in text):
            assert time.monotonic() < stop, "the notebook did not start to run"
            self.page.get_by_role("menuitem", name="Run", exact=True).click()
            self.page.get_by_text("Run All Cells", exact=True).click()
            self.page.wait_for_timeout(8000)  # a kernel that is still starting lets the request fall
        while self._waiting(lambda text: "*" in text or "[ ]" in text):
            assert time.monotonic() < stop, "the notebook did not run to its end"
            self.page.wait_for_timeout(500)
        self.page.wait_for_timeout(2000)

    def _waiting(self, test: Callable[[str], bool]) -> bool:
        prompts = "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(one => one.textContent)"
        return any(test(text) for text in self.page.evaluate(prompts))

    def texts(self, selector: str) -> list[str]:
        """The text of every element that a selector finds."""
        return [one.inner_text() for one in self.page.locator(selector).all()]

    def shot(self, target: Path) -> None:
        """Take one picture of the whole notebook."""
        height = self.page.evaluate("() => document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
        self.page.set_viewport_size({"width": WIDTH, "height": min(int(height) + 150, TALLEST)})
        self.page.evaluate("() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0 }")
        self.page.wait_for_timeout(2000)
        self.page.screenshot(path=str(target))

    def screen(self, target: Path, selector: str) -> None:
        """Take a picture of the screen as it is with the largest element that a selector finds in view."""
        self.page.set_viewport_size({"width": WIDTH, "height": 860})
        self.page.evaluate(
            """selector => {
                const height = one => one.getBoundingClientRect().height;
                const found = [...document.querySelectorAll(selector)].sort((a, b) => height(b) - height(a));
                found[0].closest(".jp-Cell").scrollIntoView({block: "start"});
            }""",
            selector,
        )
        self.page.wait_for_timeout(1500)
        self.page.screenshot(path=str(target))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Headless Chromium through Playwright."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed; on Debian: apt-get install chromium")
        pytest.skip("Chromium is not installed; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_notebook(chromium: Any) -> Iterator[Callable[..., Opened]]:
    """Open one notebook of a home in a JupyterLab of its own; the server ends with the test."""
    servers: list[subprocess.Popen[bytes]] = []
    pages: list[Any] = []

    def opened(home: Any, notebook: str) -> Opened:
        from classroom import lab

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        lab.write_settings(home)
        words = [*lab.command(home, notebook, port=port, browser=False), "--IdentityProvider.token="]
        servers.append(
            subprocess.Popen(
                words,
                cwd=home.folder,
                env=lab.environment(home),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=2).close()
                break
            except OSError:
                assert servers[-1].poll() is None, "JupyterLab ended before it answered"
                time.sleep(0.5)
        context = chromium.new_context(viewport={"width": WIDTH, "height": 900})
        page = context.new_page()
        pages.append(context)
        found = Opened(page)

        def guard(route: Any) -> None:
            url = route.request.url
            if url.startswith((address, "data:", "blob:")):
                route.continue_()
            else:
                found.outside.append(url)
                route.abort()

        context.route("**/*", guard)
        page.goto(f"{address}/lab/tree/{notebook}?reset")  # no page that another test left open
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60_000)
        page.wait_for_timeout(1000)
        return found

    yield opened
    for context in pages:
        context.close()
    for server in servers:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory, made_case: Callable[[], tuple[Path, Path]]) -> dict[str, Any]:
    """One generated case, released for every course: course name -> (home, days)."""
    from classroom import trainee, workspace
    from classroom.courses import courses

    folder = tmp_path_factory.mktemp("browser")
    case, sealed = made_case()
    found: dict[str, Any] = {}
    for course in courses():
        made = workspace.create(folder / course.name, course, case, sealed)
        home = trainee.make_home(folder / "homes" / course.name, course.name, "trainee", made.exchange)
        for day in course.built_days():
            workspace.release(made, day)
            trainee.fetch(home, day, made.released(day))
        found[course.name] = (home, course.built_days())
    return found
