"""Fixtures of the attack suite."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.grading.fixtures import released, sandbox, workspace

__all__ = ["browser", "released", "sandbox", "workspace"]


@pytest.fixture
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("no chromium here")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()
