"""Sensor of graded prose: the informants, teams, officers, partners and witnesses who report on the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.documents.draft import BRIDGE, DIRECTING, Draft, Statement
from synthetic_data.documents.facts import facts, home_places
from synthetic_data.documents.incoming import incoming
from synthetic_data.documents.incoming_page import Desk
from synthetic_data.documents.injects import injects
from synthetic_data.documents.marks import translator
from synthetic_data.documents.names import Naming, Spelling, respell
from synthetic_data.documents.picker import Picker
from synthetic_data.documents.plan import plan
from synthetic_data.documents.planted import planted
from synthetic_data.documents.sets import faults, sets_of
from synthetic_data.documents.sources import assess
from synthetic_data.documents.write import Setting, Written, write
from synthetic_data.seeds import generator
from synthetic_data.truth import TABLES
from synthetic_data.world.model import World
from toolkit.schema.streams.reports import RECORD

VARIANTS, VARIANT_USE = 0.25, 0.6
TRIES = 8


@dataclass(frozen=True)
class Reported:
    """What the file says in prose.

    `reports` is the report index (record type `reports`); `texts` maps document_id to Markdown. `tables`: the truth
    tables `claims`, `aliases`, `incoming`, `injects` and rows of `planted`. Subject and object of a claim are nominal
    numbers, and `is_true` is about the claim as stated, so that a true denial is true. `noise` holds ledger rows
    without their number: operation, stream, record_id, detail. `info` is what the truth says of the file as a whole:
    `sets`.
    """

    reports: pd.DataFrame
    texts: dict[str, str]
    tables: dict[str, pd.DataFrame]
    noise: list[dict[str, str]]
    info: dict[str, Any]


def observe(world: World, nominals_map: Mapping[str, str], language: str = "en") -> Reported:
    """Report on a world in prose.

    Parameters
    ----------
    world : the hidden world
    nominals_map : person_id or organisation_id -> nominal_id; nobody else is ever named
    language : language of the templates; names stay as they are

    A file of which a document set is unfit for work by hand is drawn again, a few times; the gates refuse what is left.
    """
    firms = [nominals_map[name] for name in world.table("organisations")["organisation_id"] if name in nominals_map]
    for attempt in range(TRIES):
        reported = _observe(world, nominals_map, language, attempt)
        if not any(faults(reported.info["sets"], reported.tables["claims"], firms).values()):
            break
    return reported


def _observe(world: World, nominals_map: Mapping[str, str], language: str, attempt: int) -> Reported:
    """Report once; every attempt has random streams of its own."""
    say = translator(language)
    wording = generator(world.seed, "documents.wording", attempt)
    drafts = plan(
        world,
        nominals_map,
        generator(world.seed, "sensors.reports", 2 * attempt),
        generator(world.seed, "noise.reports", attempt),
    )
    grades = world.level.get("grades", {}).get("source", {})
    assess(drafts, grades, generator(world.seed, "sensors.reports", 2 * attempt + 1))
    names = _names(world, nominals_map)
    spellings = _spellings(world, names, generator(world.seed, "noise.names", 1))
    setting = _setting(world)
    use = float(world.level.get("reports", {}).get("variant_use", VARIANT_USE))
    picker = Picker(wording)
    written: list[Written] = []
    used: dict[str, list[str]] = {}
    for draft in drafts:
        surfaces = dict(names)
        for person, spelling in spellings.items():
            # An index card is written from first-hand documents; other spellings come from what is passed on.
            if draft.kind in ("informant", "partner", "open source") and wording.random() < use:
                surfaces[person] = spelling.alias
        naming = Naming(surfaces, dict(nominals_map))
        written.append(write(draft, naming, setting, say, picker))
        for person in naming.mentioned:
            if surfaces[person] != names[person]:
                used.setdefault(person, []).append(draft.document_id)
    claims = _claims(drafts, written, nominals_map, setting)
    desk = Desk(names, nominals_map, setting, say)
    arrived = incoming(world, drafts, desk, generator(world.seed, "documents.casefile", attempt))
    known = facts(world, nominals_map)
    handed = injects(world, drafts, known, desk, generator(world.seed, "documents.injects", attempt))
    return Reported(
        reports=_index(drafts, written),
        texts={draft.document_id: page.text for draft, page in zip(drafts, written, strict=True)},
        tables={
            "claims": claims,
            "aliases": _aliases(spellings, used),
            "incoming": arrived,
            "injects": handed,
            "planted": planted(world, drafts, nominals_map),
        },
        noise=_noise(drafts),
        info={"sets": sets_of(drafts, claims)},
    )


def _index(drafts: Sequence[Draft], written: Sequence[Written]) -> pd.DataFrame:
    rows = [
        {
            "document_id": draft.document_id,
            "dated": draft.dated,
            "kind": draft.kind,
            "source_ref": draft.source,
            "source_grade": draft.source_grade,
            "information_grade": draft.information_grade,
            "handling": draft.handling,
            "title": page.title,
            "file": f"{draft.document_id}.md",
        }
        for draft, page in zip(drafts, written, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(RECORD.names))


def _claims(
    drafts: Sequence[Draft], written: Sequence[Written], nominals_map: Mapping[str, str], setting: Setting
) -> pd.DataFrame:
    rows = [
        {
            "document_id": draft.document_id,
            "subject": nominals_map[statement.subject],
            "relation": statement.relation,
            "object": nominals_map[statement.object],
            "polarity": statement.polarity,
            "is_true": statement.is_true,
            "origin": statement.origin,
            "copies": draft.copies.document_id if draft.copies is not None else "",
            "sentence": sentence,
            "part": _part(statement, setting),
        }
        for draft, page in zip(drafts, written, strict=True)
        for statement, sentence in zip(draft.statements, page.sentences, strict=True)
    ]
    numbered = [{"claim_id": f"CL{number:04d}", **row} for number, row in enumerate(rows, start=1)]
    return pd.DataFrame(numbered, columns=list(TABLES["claims"]))


def _part(statement: Statement, setting: Setting) -> str:
    """The part in the business that the sentence states; a bridge is worded as one only where stages are known."""
    if statement.style == BRIDGE:
        return BRIDGE if statement.subject in setting.near else ""
    return DIRECTING if statement.style == DIRECTING else ""


def _aliases(spellings: Mapping[str, Spelling], used: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    rows = [
        {"person_id": person, "alias": spelling.alias, "kind": spelling.kind, "provenance": ";".join(used[person])}
        for person, spelling in sorted(spellings.items())
        if person in used
    ]
    return pd.DataFrame(rows, columns=list(TABLES["aliases"]))


def _noise(drafts: Sequence[Draft]) -> list[dict[str, str]]:
    rows = []
    for draft in drafts:
        origins = sorted({statement.origin for statement in draft.statements} - {"independent"})
        for origin in origins:
            detail = f"repeats {draft.copies.document_id}" if draft.copies is not None else "no such tie in the world"
            if origin == "fabricated" and draft.statements[0].polarity == "denied":
                detail = "denies a tie of the world"
            rows.append(
                {"operation": f"{origin} report", "stream": "reports", "record_id": draft.document_id, "detail": detail}
            )
    return rows


def _names(world: World, nominals_map: Mapping[str, str]) -> dict[str, str]:
    people, firms = world.table("people"), world.table("organisations")
    names = dict(zip(people["person_id"], people["name"], strict=True))
    names |= dict(zip(firms["organisation_id"], firms["name"], strict=True))
    return {identity: str(names[identity]) for identity in nominals_map}


def _spellings(world: World, names: Mapping[str, str], rng: np.random.Generator) -> dict[str, Spelling]:
    """Draw who is also written otherwise in the file; organisations keep their name."""
    persons = set(world.table("people")["person_id"])
    taken = list(names.values())
    chosen: dict[str, Spelling] = {}
    usual = world.level.get("noise", {}).get("name_variant", VARIANTS)
    share = float(world.level.get("reports", {}).get("variants", usual))
    for person in sorted(names):
        if person in persons and rng.random() < share:
            spelling = respell(names[person], taken, rng)
            if spelling is not None:
                chosen[person] = spelling
                taken.append(spelling.alias)
    return chosen


def _setting(world: World) -> Setting:
    people = world.table("people")
    stages = {row.person_id: str(row.stage) for row in people.itertuples()}
    near: dict[str, list[str]] = {}
    for row in world.table("links").itertuples():
        if row.is_criminal:
            for one, other in ((row.a, row.b), (row.b, row.a)):
                near.setdefault(one, []).append(stages.get(other, ""))
    spans = {}
    for person in near:
        joined = sorted(
            {stage for stage in near[person] if stage}, key=lambda stage: (-near[person].count(stage), stage)
        )
        if len(joined) >= 2:
            spans[person] = (joined[0], joined[1])
    return Setting(
        homes=home_places(world),
        reasons={row.person_id: f"{row.reason} {row.role}" for row in people.itertuples()},
        near=spans,
        afloat=frozenset(world.table("vessels")["skipper"]) - {""},
    )
