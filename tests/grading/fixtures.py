"""Fixtures of the grading tests and the attacks: one released workspace, copied for each test that grades."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grading.sandbox import available
from tests.grading.small_day import make_workspace


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a released day and no submission."""
    return make_workspace(tmp_path_factory.mktemp("course") / "workspace")


@pytest.fixture
def workspace(released: Path, tmp_path: Path) -> Path:
    """A copy of the released workspace."""
    return Path(shutil.copytree(released, tmp_path / "workspace"))


@pytest.fixture
def sandbox() -> None:
    """Skip where this machine has no sandbox."""
    reason = available()
    if reason:
        pytest.skip(f"bubblewrap (bwrap) is not usable here: {reason}")
