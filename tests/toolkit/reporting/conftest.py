"""Systems that the tests of the reporting system share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from toolkit import reporting
from toolkit.reporting import System

DAY = "2026-04-20"


@cache
def generated(seed: int, flow: str = "gms-thailand") -> tuple[pd.DataFrame, pd.DataFrame]:
    """The returns of a generated region and the facts planted in them: far cheaper than a whole case."""
    from synthetic_data.flows.regions import read_region
    from synthetic_data.load import load_level
    from synthetic_data.sensors.returns import observe_region

    difficulty = load_level("practitioner")["flows"]
    table, facts, _, _ = observe_region(read_region(flow), difficulty, seed, date(2026, 3, 31))
    return table, facts


@pytest.fixture
def desk(tmp_path: Path) -> System:
    """An empty system of three states and an organisation, on 20 April 2026."""
    return prepared(str(tmp_path / "desk.db"))


def prepared(place: str) -> System:
    """Make that system at a place."""
    system = reporting.open_system(place, today=DAY)
    for code in ("KH", "LA", "TH"):
        reporting.add_contributor(system, code, cycles=("quarterly", "annual"))
    reporting.add_contributor(system, "IOM", "International organisation", kind="international organisation", cycles=())
    reporting.add_route(system, "Cambodia to Thailand by land")
    return system


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], System]:
    """Return a function: seed -> system that holds the generated returns. Read only."""

    @cache
    def made(seed: int) -> System:
        system = reporting.open_system(tmp_path_factory.mktemp(f"loaded{seed}") / "desk.db")
        reporting.load_case(system, generated(seed)[0], today="2026-03-31")
        return system

    return made
