"""Twenty filers at once, killed at random instants and started again: no return is lost, none is half saved."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from toolkit import reporting
from toolkit.reporting import tables

FILERS = 20
PERIODS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
LINES = ("CN", "MM", "BD", "VN", "KH", "LA", "PK", "AF", "LK", "IN")
DAY = "2026-04-20"
CODES = ("AF", "AU", "BD", "BN", "CA", "CN", "FJ", "ID", "IN", "JP")
CODES += ("KH", "LA", "LK", "MM", "MV", "MY", "NP", "PK", "TH", "VN")


def body(who: int, period: int, vintage: int) -> list[dict[str, Any]]:
    """A return that nobody else files: every figure says whose, when and which vintage it is."""
    parts = [1_000_000 * vintage + 10_000 * who + 100 * period + n for n in range(len(LINES))]
    lines = [
        {"indicator": "1.1.2", "citizenship": code, "value": value} for code, value in zip(LINES, parts, strict=True)
    ]
    return [{"indicator": "1.1.1", "value": sum(parts)}, *lines]


def file_all(place: str, who: int, log: str, permits: Any) -> None:
    """One filer: each period first, then a revision of each; what is on file from before is not filed again."""
    system = reporting.open_system(place, viewer=CODES[who], today=DAY)
    with Path(log).open("a") as acknowledged:
        for vintage in (1, 2):
            for number, period in enumerate(PERIODS):
                stands = reporting.get_return(system, CODES[who], "quarterly", period)
                if stands is not None and stands.vintage >= vintage:
                    continue
                permits.acquire()
                rows = body(who, number, vintage)
                if vintage == 1:
                    reporting.file_return(system, "quarterly", period, rows)
                else:
                    reporting.revise(system, "quarterly", period, rows, based_on=1)
                acknowledged.write(f"{CODES[who]} {period} {vintage}\n")
                acknowledged.flush()


def run_with_kills(place: str, folder: Path, kills: int, seed: int) -> int:
    """Run all filers, kill so many of them at random instants, start those again; return how many were killed.

    Each return needs a permit. Before a kill the one to be killed gets a permit, and so do a few others, so that the
    kill strikes while returns are being filed, and a fast machine doesn't finish before the last kill.
    """
    context = multiprocessing.get_context("fork")
    rng = random.Random(seed)
    returns = len(PERIODS) * 2
    permits = [context.Semaphore(0) for _ in range(FILERS)]

    def start(who: int) -> Any:
        process = context.Process(target=file_all, args=(place, who, str(folder / f"{who}.log"), permits[who]))
        process.start()
        return process

    running = {who: start(who) for who in range(FILERS)}
    killed, stop = 0, time.monotonic() + 240
    while running:
        assert time.monotonic() < stop, "the filers did not come to an end"
        if killed < kills:
            at_work = rng.sample(sorted(running), min(len(running), FILERS * returns // (kills + 1)))
            for one in at_work:
                permits[one].release()
        time.sleep(rng.uniform(0.0, 0.05))
        if killed < kills and running[who := at_work[0]].is_alive():
            os.kill(running[who].pid, signal.SIGKILL)
            running[who].join(20)
            killed += running[who].exitcode == -signal.SIGKILL
            running[who] = start(who)
            for one in range(FILERS * returns if killed == kills else 0):
                permits[one % FILERS].release()
        for name, process in list(running.items()):
            if not process.is_alive():
                assert process.exitcode == 0, f"filer {CODES[name]} ended with {process.exitcode}"
                del running[name]
    return killed


def proved(place: str, folder: Path, kills: int, seed: int) -> None:
    desk = reporting.open_system(place, today=DAY)
    for code in CODES:
        reporting.add_contributor(desk, code, cycles=("quarterly",))
    desk.engine.dispose()  # a connection is not shared with a forked process
    killed = run_with_kills(place, folder, kills, seed)
    assert killed == kills
    lines = select(tables.returns.c["contributor", "period", "vintage"], tables.figures.c["country", "value"])
    joined = lines.join(tables.figures, tables.figures.c.return_id == tables.returns.c.id)
    rows = desk.read(lambda at: at.execute(joined).tuples().all())
    held: dict[tuple[str, Any, int], dict[str, int]] = {}
    for code, period, vintage, country, value in rows:
        held.setdefault((code, period, vintage), {})[country] = value
    wanted = {
        (code, reporting.period_of("quarterly", period), vintage): {
            row.get("citizenship", "ZZ"): row["value"] for row in body(who, number, vintage)
        }
        for who, code in enumerate(CODES)
        for number, period in enumerate(PERIODS)
        for vintage in (1, 2)
    }
    assert held == wanted  # all of them, whole, once, in order
    every = desk.read(
        lambda at: at.execute(select(tables.returns.c["contributor", "period", "vintage"])).tuples().all()
    )
    assert Counter(every) == Counter(wanted.keys())  # and no return without figures
    acknowledged = [line.split() for log in folder.glob("*.log") for line in log.read_text().splitlines()]
    assert len(acknowledged) == len({tuple(one) for one in acknowledged}) <= len(wanted)
    desk.engine.dispose()


def test_twenty_filers_on_the_embedded_database_lose_nothing_when_killed(tmp_path: Path) -> None:
    proved(str(tmp_path / "desk.db"), tmp_path, kills=25, seed=1)


def test_twenty_filers_on_postgresql_lose_nothing_when_killed(postgres: Callable[[str], str], tmp_path: Path) -> None:
    proved(postgres("filers"), tmp_path, kills=25, seed=2)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(3))
def test_many_more_kills(tmp_path: Path, seed: int) -> None:
    proved(str(tmp_path / "desk.db"), tmp_path, kills=120, seed=seed)


def test_the_file_is_the_same_on_both_databases(postgres: Callable[[str], str], tmp_path: Path) -> None:
    from tests.toolkit.reporting.conftest import generated

    found = []
    for place in (str(tmp_path / "desk.db"), postgres("loaded")):
        system = reporting.open_system(place)
        reporting.load_case(system, generated(1)[0], today="2026-03-31")
        seen = system.seen_by("LA")
        found.append(reporting.search(seen, indicator=["1.1.1", "1.1.2"], period=("2025", "2026"), vintages="all"))
        # the numbers go on after those that were loaded
        reporting.add_contributor(system, "JP", cycles=())
        filed = reporting.file_return(system, "annual", "2025", [{"indicator": "1.1.1", "value": 3}], contributor="JP")
        assert filed.vintage == 1
        system.engine.dispose()
    assert found[0].equals(found[1])
    assert len(found[0]) > 100
