"""Make one case: hidden world, then sensors, then noise, then the evidence and the sealed truth."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date

from synthetic_data import load, strategic
from synthetic_data.observe import observe
from synthetic_data.seeds import LIMIT
from synthetic_data.truth import Truth
from synthetic_data.world.build import build_world
from toolkit.errors import ParameterError, unknown
from toolkit.language import LANGUAGES
from toolkit.schema.case import Case

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
    progress: Progress | None = None,
) -> tuple[Case, Truth]:
    """Make one case and its sealed truth; the same arguments give the same case on any machine and date.

    Parameters
    ----------
    scenario, level : names of files in `scenarios/` and `levels/`
    seed : master seed, 0 to 2**128 - 1; drawn from the system's secret source where None
    language : language of the documents, a two-letter code
    window : first and last day (dates or YYYY-MM-DD), 28 to 366 days; the scenario's own where None
    people : number of people in the world, 300 to 20,000; the scenario's own where None
    progress : called with the name of a stage and the share done, 0 to 1

    Raises ParameterError for an unknown name or a value out of range. `case.info` never holds the seed.
    """
    if language not in LANGUAGES:
        raise ParameterError(unknown("language", language, LANGUAGES))
    plot, settings = load.load_scenario(scenario), load.load_level(level)
    master = secrets.randbelow(LIMIT) if seed is None else seed
    if not 0 <= master < LIMIT:
        raise ParameterError(f"seed {master} is out of range; a seed lies in 0 to 2**128 - 1")
    days = _window(window) or (plot["window"]["start"], plot["window"]["end"])
    say = progress or (lambda name, share: None)
    if plot.get("kind") == "strategic":
        if people is not None:
            raise ParameterError(
                f"people {people}: scenario {scenario!r} is strategic and holds no people; leave it out"
            )
        return strategic.observe(plot, settings, master, window=days, language=language, progress=say)
    world = build_world(
        plot, settings, master, window=days, people=people, progress=lambda name, share: say(name, 0.5 * share)
    )
    say("evidence", 0.5)
    case, truth = observe(world, scenario, level, language, progress=lambda name, share: say(name, 0.5 + 0.5 * share))
    say("done", 1.0)
    return case, truth


def scenarios() -> dict[str, str]:
    """Return every scenario with one line on it.

    >>> "gms-thailand" in scenarios()
    True
    """
    return {name: str(load.load_scenario(name)["summary"]) for name in load.names("scenarios")}


def _window(window: Window | None) -> tuple[date, date] | None:
    if window is None:
        return None
    try:
        start, end = (day if isinstance(day, date) else date.fromisoformat(day) for day in window)
    except ValueError as error:
        raise ParameterError(f"window {window!r}: {error}; give two days as YYYY-MM-DD") from None
    length = (end - start).days + 1
    if not SHORTEST_DAYS <= length <= LONGEST_DAYS:
        raise ParameterError(
            f"window {start} to {end} is {length} days; a case spans {SHORTEST_DAYS} to {LONGEST_DAYS} days"
        )
    return start, end
