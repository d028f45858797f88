"""Make one case: hidden world, then sensors, then noise, then the evidence and the sealed truth."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from synthetic_data import load, strategic
from synthetic_data.geography import fictional
from synthetic_data.observe import observe
from synthetic_data.seeds import LIMIT
from synthetic_data.sensors.calls import Crew
from synthetic_data.truth import Truth
from synthetic_data.workers import check as check_workers
from synthetic_data.world.build import build_world
from synthetic_data.world.plan import LARGEST
from toolkit.errors import ParameterError, unknown
from toolkit.language import LANGUAGES
from toolkit.schema.case import Case

GEOGRAPHIES = ("real", "fictional")
FEWEST, MOST = 1_000, 2_000_000_000
# Call records a person and day, at which lines are seldom engaged.
DAILY = 30
SHORTEST_DAYS = 28
LONGEST_DAYS = 366
Window = tuple[date | str, date | str]
Progress = Callable[[str, float], None]


def generate(
    scenario: str,
    *,
    level: str = "practitioner",
    seed: int | None = None,
    language: str = "en",
    window: Window | None = None,
    people: int | None = None,
    calls: int | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    geography: str = "real",
    progress: Progress | None = None,
    spool: Path | None = None,
) -> tuple[Case, Truth]:
    """Make one case and its sealed truth; the same arguments give the same case on any machine and date.

    Parameters
    ----------
    scenario, level : names of files in `scenarios/` and `levels/`
    seed : master seed, 0 to 2**128 - 1; drawn from the system's secret source where None
    language : language of the documents, a two-letter code
    window : first and last day (dates or YYYY-MM-DD), 28 to 366 days; the scenario's own where None
    people : number of people in the world, 300 to 20,000; where None the scenario's own, or as many as `calls` needs
    calls : about how many call records come out, everybody's rates scaled alike; as the scenario's rates make them
        where None
    workers : number of processes that share the work on call records
    scheduler : address of a Dask scheduler that does that work in place of processes, such as tcp://10.0.0.5:8786;
        its workers must see the spool under the same path
    geography : "real", or "fictional" for invented countries and places
    progress : called with the name of a stage and the share done, 0 to 1
    spool : folder in which call records are made in parts; the case reads them there until it is written. A run that
        was killed goes on from what it finds there. A temporary one, which goes with the case, where None

    Workers, scheduler and spool change nothing in the result.
    Raises ParameterError for an unknown name or a value out of range. `case.info` never holds the seed.
    """
    _check(language, geography, calls)
    check_workers(workers, scheduler)
    plot, settings = load.load_scenario(scenario), load.load_level(level)
    master = secrets.randbelow(LIMIT) if seed is None else seed
    if not 0 <= master < LIMIT:
        raise ParameterError(f"seed {master} is out of range; a seed lies in 0 to 2**128 - 1")
    days = _window(window) or (plot["window"]["start"], plot["window"]["end"])
    if geography == "fictional":
        plot = fictional(plot, master)
    say = progress or (lambda name, share: None)
    if plot.get("kind") == "strategic":
        for name, value in (("people", people), ("calls", calls)):
            if value is not None:
                raise ParameterError(f"{name} {value}: scenario {scenario!r} is strategic and holds none; leave it out")
        return strategic.observe(plot, settings, master, window=days, language=language, progress=say)
    world = build_world(
        plot,
        settings,
        master,
        window=days,
        people=_people(people, calls, plot, days),
        calls=calls,
        progress=lambda name, share: say(name, 0.4 * share),
    )
    say("evidence", 0.4)
    temporary = tempfile.TemporaryDirectory(prefix="academy-calls-") if spool is None else None
    case, truth = observe(
        world,
        scenario,
        level,
        language,
        progress=lambda name, share: say(name, 0.4 + 0.6 * share),
        crew=Crew(Path(temporary.name) if temporary else Path(spool or ""), workers, scheduler),
        held=temporary,
    )
    say("done", 1.0)
    return case, truth


def scenarios() -> dict[str, str]:
    """Return every scenario with one line on it.

    >>> "gms-thailand" in scenarios()
    True
    """
    return {name: str(load.load_scenario(name)["summary"]) for name in load.names("scenarios")}


def _check(language: str, geography: str, calls: int | None) -> None:
    if language not in LANGUAGES:
        raise ParameterError(unknown("language", language, LANGUAGES))
    if geography not in GEOGRAPHIES:
        raise ParameterError(unknown("geography", geography, GEOGRAPHIES))
    if calls is not None and not FEWEST <= calls <= MOST:
        raise ParameterError(f"calls is {calls:,}; a case holds {FEWEST:,} to {MOST:,} call records")


def _people(people: int | None, calls: int | None, plot: Mapping[str, Any], days: tuple[date, date]) -> int | None:
    """The size of the world where only the number of calls is given: nobody shall have to call all day long."""
    if people is not None or calls is None:
        return people
    needed = -(-calls // (((days[1] - days[0]).days + 1) * DAILY))
    return max(int(plot["people"]["total"]), min(needed, LARGEST))


def _window(window: Window | None) -> tuple[date, date] | None:
    if window is None:
        return None
    try:
        start, end = (day if isinstance(day, date) else date.fromisoformat(day) for day in window)
    except ValueError as error:
        raise ParameterError(f"window {window!r}: {error}; give two days as YYYY-MM-DD") from None
    length = (end - start).days + 1
    if length < 1:
        raise ParameterError(f"window {start} to {end} ends before it begins; give the first day first")
    if not SHORTEST_DAYS <= length <= LONGEST_DAYS:
        raise ParameterError(
            f"window {start} to {end} is {length} days; a case spans {SHORTEST_DAYS} to {LONGEST_DAYS} days"
        )
    return start, end
