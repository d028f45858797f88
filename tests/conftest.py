"""Cases that tests of several rooms share: each is made once in a test run, for all workers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import programs, running_server

SEED = 20260417


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `deep` out unless they are asked for: pytest -m deep."""
    if "deep" in (config.option.markexpr or ""):
        return
    left_out = [item for item in items if item.get_closest_marker("deep")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _unmarked_charts() -> None:
    """Start each test as a new notebook starts: a case that another test opened marks no chart of this one."""
    from toolkit import style

    style.synthetic(False)


@pytest.fixture(scope="session")
def made_case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[Path, Path]]:
    """Return a function: seed -> (case folder, sealed folder) of a practitioner case of gms-thailand. Read only."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(seed: int = SEED) -> tuple[Path, Path]:
        from classroom.cases import make_case

        folder = shared / f"shared-case-{seed}"
        try:
            folder.mkdir()
        except FileExistsError:
            stop = time.monotonic() + 300
            while not (folder / "done").exists():
                assert time.monotonic() < stop, f"another worker did not finish {folder}"
                time.sleep(0.5)
        else:
            make_case("gms-thailand", "practitioner", seed, out=folder / "case", sealed=folder / "sealed")
            (folder / "done").touch()
        return folder / "case", folder / "sealed"

    return made


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
    """Return a function: name -> URL of a new, empty database of a PostgreSQL server that runs for these tests."""
    if programs() is None and not os.environ.get("CI"):
        pytest.skip("no PostgreSQL server on this machine: install Debian's package postgresql")
    import psycopg

    with running_server() as server:

        def made(name: str) -> str:
            plain = server.replace("+psycopg", "")
            with psycopg.connect(f"{plain}/postgres", autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            return f"{server}/{name}"

        yield made
