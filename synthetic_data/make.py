"""Make one case: hidden world, then sensors, then noise, then the evidence and the sealed truth."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd

from synthetic_data import load, sealed
from synthetic_data.documents import set_a
from synthetic_data.noise.names import Scribe
from synthetic_data.seeds import LIMIT, generator
from synthetic_data.sensors import (
    attributions,
    calls,
    cells,
    crossings,
    nominals,
    places,
    reports,
    returns,
    sightings,
    subscribers,
    transfers,
    vehicles,
)
from synthetic_data.sensors.observed import Finished
from synthetic_data.truth import Truth
from synthetic_data.world.build import build_world
from synthetic_data.world.model import World
from toolkit.errors import ParameterError, unknown
from toolkit.language import LANGUAGES
from toolkit.schema import STREAMS, conform, validate
from toolkit.schema.case import Case

VERSION = "1"
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
    world = build_world(
        plot, settings, master, window=days, people=people, progress=lambda name, share: say(name, 0.5 * share)
    )
    say("evidence", 0.5)
    case, truth = _observe(world, scenario, level, language, say)
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


def _observe(world: World, scenario: str, level: str, language: str, say: Progress) -> tuple[Case, Truth]:
    packs = world.scenario["pack"]
    rate = world.level["noise"]["name_variant"]
    scribe = Scribe(world.table("people"), packs, rate, generator(world.seed, "noise.names", 9))
    index = nominals.observe(world, scribe)
    done: dict[str, Finished] = {"nominals": index.observed.finish()}
    done["places"] = places.observe(world).finish()
    done["cells"] = cells.observe(world).finish()
    done["calls"] = calls.observe(world).finish("T")
    heard = done["calls"].evidence
    done["subscribers"] = subscribers.observe(world, heard, scribe).finish()
    done["attributions"] = attributions.observe(world, index.numbers, heard, done["subscribers"]).finish()
    say("evidence", 0.65)
    done["crossings"] = crossings.observe(world, scribe).finish("B")
    done["vehicles"] = vehicles.observe(world, scribe).finish()
    done["sightings"] = sightings.observe(world).finish("S")
    done["transfers"] = transfers.observe(world, scribe).finish("F")
    say("documents", 0.75)
    report_index, texts, claims, aliases, report_noise = reports.observe(world, index.numbers, language)
    figures, strategic, true_series, return_noise = returns.observe(world)
    tables = {name: finished.evidence for name, finished in done.items()}
    tables["reports"] = conform(report_index, STREAMS["reports"])
    tables["returns"] = conform(figures, STREAMS["returns"])
    tables = {name: tables[name] for name in STREAMS}
    validate(tables, STREAMS)
    say("truth", 0.9)
    case = Case(
        info=_info(world, scenario, level, language),
        loaders={name: partial(_held, table) for name, table in tables.items()},
        texts=texts,
        handouts={},
    )
    noise = [row for finished in done.values() for row in finished.noise]
    truth = sealed.seal(
        world,
        done,
        index,
        claims=claims,
        aliases=aliases,
        strategic=strategic,
        true_series=true_series,
        noise=[*noise, *(tuple(row[name] for name in sealed.NOISE) for row in (*report_noise, *return_noise))],
        info={**case.info, "seed": world.seed, "sets": {"A": _set(claims)}},
    )
    return case, truth


def _held(table: pd.DataFrame) -> pd.DataFrame:
    return table


def _info(world: World, scenario: str, level: str, language: str) -> dict[str, Any]:
    """What `case.json` says of a case. The seed is the answer key and stays out."""
    rng = generator(world.seed, "world.people", 1)
    first, second = (words[int(rng.integers(len(words)))] for words in world.scenario["operations"])
    import faker

    return {
        "title": f"Operation {first} {second}",
        "scenario": scenario,
        "scenario_title": world.scenario["title"],
        "level": level,
        "language": language,
        "window": [world.start.isoformat(), world.end.isoformat()],
        "as_of": (world.end + timedelta(days=1)).isoformat(),
        "synthetic": True,
        "versions": {"generator": VERSION, "faker": faker.VERSION},  # the libraries that change what is drawn
    }


def _set(claims: pd.DataFrame) -> dict[str, list[str]]:
    """Document set A, for work by hand: its documents and whom they name."""
    documents, nominals = set_a(claims)
    return {"documents": list(documents), "nominals": list(nominals)}
