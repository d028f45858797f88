"""What is seen of one hidden world: every sensor in turn, then the noise, the documents and the sealed truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import faker
import pandas as pd

from synthetic_data import sealed
from synthetic_data.desk import lay_out, setting_of
from synthetic_data.flows.regions import configured, region_of
from synthetic_data.noise.names import Scribe
from synthetic_data.seeds import generator
from synthetic_data.sensors import (
    arrests,
    assets,
    attributions,
    calls,
    cells,
    crossings,
    handsets,
    nominals,
    papers,
    phone_contacts,
    places,
    reports,
    returns,
    sightings,
    subscribers,
    surveillance,
    transfers,
    vehicles,
    vessel_sightings,
    vessels,
)
from synthetic_data.sensors.observed import Finished
from synthetic_data.truth import Truth
from synthetic_data.world.model import World
from synthetic_data.world.places import clocks
from toolkit.schema import STREAMS, conform, empty, validate
from toolkit.schema.case import Case
from toolkit.schema.parts import LONG

VERSION = "1"
Progress = Callable[[str, float], None]


def observe(
    world: World,
    scenario: str,
    level: str,
    language: str,
    *,
    progress: Progress,
    crew: calls.Crew,
    held: object = None,
) -> tuple[Case, Truth]:
    """Return the case that sensors and noise leave of a world, and its sealed truth.

    `crew` makes the call records in parts in its spool, and `held` keeps the spool alive as long as the case;
    `progress` is called with the name of a stage and the share done, 0 to 1.
    """
    say = progress
    packs = world.scenario["pack"]
    rate = world.level["noise"]["name_variant"]
    scribe = Scribe(world.table("people"), packs, rate, generator(world.seed, "noise.names", 9))
    index = nominals.observe(world, scribe)
    done: dict[str, Finished] = {"nominals": index.observed.finish()}
    done["places"] = places.observe(world, scribe).finish()
    done["cells"] = cells.observe(world).finish()
    heard = calls.observe(world, crew, progress=lambda name, share: say(name, 0.4 * share), held=held)
    done["subscribers"] = subscribers.observe(world, heard, scribe).finish()
    done["attributions"] = attributions.observe(world, index.numbers, heard, done["subscribers"]).finish()
    done["handsets"] = handsets.observe(world, heard).finish("HS")
    say("evidence", 0.4)
    done["crossings"] = crossings.observe(world, scribe).finish("B")
    done["vehicles"] = vehicles.observe(world, scribe).finish()
    done["sightings"] = sightings.observe(world).finish("S")
    done["vessels"] = vessels.observe(world, scribe).finish()
    done["vessel_sightings"] = vessel_sightings.observe(world).finish("VS")
    done["arrests"] = arrests.observe(world, index.numbers, scribe).finish("AR")
    done["papers"] = papers.observe(world, done["crossings"], done["arrests"]).finish("TD")
    done["phone_contacts"] = phone_contacts.observe(world, heard, done["arrests"], index.aliases, scribe).finish("PC")
    done["surveillance"] = surveillance.observe(world, index.numbers).finish("SV")
    done["transfers"] = transfers.observe(world, scribe).finish("F")
    done["assets"] = assets.observe(world, index.numbers).finish("AS")
    say("documents", 0.5)
    told = reports.observe(world, index.numbers, language)
    figures, strategic, true_series, return_noise = returns.observe(world)
    desk = lay_out(setting_of(world.scenario, world.level, world.seed, world.end), strategic, true_series, figures)
    tables = {name: finished.evidence for name, finished in done.items()}
    tables |= desk.tables
    tables["reports"] = conform(pd.concat([told.reports, desk.index], ignore_index=True), STREAMS["reports"])
    tables["returns"] = conform(figures, STREAMS["returns"])
    tables = {name: tables[name] if name in tables else empty(record) for name, record in STREAMS.items()}
    validate(tables, STREAMS)  # call records stand in their parts, and a gate goes through those
    say("truth", 0.8)
    case = Case(
        info=_info(world, scenario, level, language),
        loaders={name: heard.parts if name == "calls" else partial(_held, table) for name, table in tables.items()},
        texts={**told.texts, **desk.texts},
        handouts={},
    )
    noise = [row for finished in done.values() for row in finished.noise] + heard.noise(LONG)
    coverage = {name: list(pair) for finished in done.values() for name, pair in finished.coverage.items()}
    coverage["calls"] = list(heard.coverage)
    truth = sealed.seal(
        world,
        done,
        heard,
        index,
        told=told.tables,
        strategic=strategic,
        true_series=true_series,
        desk=desk.truth,
        noise=[
            *noise,
            *(tuple(row[name] for name in sealed.NOISE) for row in (*told.noise, *return_noise, *desk.noise)),
        ],
        info={
            **case.info,
            "seed": world.seed,
            "coverage": coverage,
            "variant": world.variant,
            "clocks": clocks(world.scenario),
            "flows": configured(region_of(world.scenario)),
            **told.info,
        },
    )
    return case, truth


def _held(table: pd.DataFrame) -> pd.DataFrame:
    return table


def _info(world: World, scenario: str, level: str, language: str) -> dict[str, Any]:
    """What `case.json` says of a case. The seed is the answer key and stays out."""
    rng = generator(world.seed, "world.people", 1)
    first, second = (words[int(rng.integers(len(words)))] for words in world.scenario["operations"])
    geography = world.scenario.get("geography", "real")
    return {
        "title": f"Operation {first} {second}",
        # the name of a scenario tells of real countries; a fictional geography has one of its own
        "scenario": scenario if geography == "real" else world.scenario["name"],
        "geography": geography,
        "scenario_title": world.scenario["title"],
        **({"courses": list(world.scenario["courses"])} if "courses" in world.scenario else {}),
        "level": level,
        "language": language,
        "window": [world.start.isoformat(), world.end.isoformat()],
        "as_of": (world.end + timedelta(days=1)).isoformat(),
        "synthetic": True,
        "versions": {"generator": VERSION, "faker": faker.VERSION},  # the libraries that change what is drawn
    }
