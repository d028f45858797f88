"""What there is to say: the true ties between persons and organisations on file, as claims can state them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from synthetic_data.documents.wording.stages import role_relation
from synthetic_data.world.model import World


@dataclass(frozen=True)
class Fact:
    """One true tie in the vocabulary of claims; ends are world ids. `known_from` is the first day it can be known."""

    subject: str
    relation: str
    object: str
    known_from: pd.Timestamp
    is_criminal: bool
    day: str = ""
    amount: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends, sorted: the tie without its direction."""
        return (self.subject, self.object) if self.subject < self.object else (self.object, self.subject)


def facts(world: World, on_file: Mapping[str, str]) -> list[Fact]:
    """Return the statable facts of a world, in a fixed order.

    Parameters
    ----------
    world : the hidden world
    on_file : person_id or organisation_id -> nominal_id, for those on the nominal index

    A tie with an end that is not on file is left out. `directs` is stated as what the one directed does for the
    other where the role has such a relation (a driver drives for, a house keeper houses people for).
    """
    start = pd.Timestamp(world.start)
    roles = dict(zip(world.table("people")["person_id"], world.table("people")["role"], strict=True))
    found: list[Fact] = []
    for row in world.table("links").itertuples():
        if row.a not in on_file or row.b not in on_file:
            continue
        stated = _state(str(row.kind), row.a, row.b, str(roles.get(row.b, "")))
        if stated is not None:
            since = _day(row.since, start)
            found.append(Fact(*stated, known_from=since, is_criminal=bool(row.is_criminal)))
    fronts = world.table("organisations").set_index("organisation_id")["is_front"].to_dict()
    for row in world.table("memberships").itertuples():
        if row.person_id in on_file and row.organisation_id in on_file:
            front = bool(fronts.get(row.organisation_id, False))
            found.append(Fact(row.person_id, "belongs to", row.organisation_id, start, is_criminal=front))
    found += _payments(world, on_file, {fact.ends for fact in found if fact.is_criminal})
    return found


def home_places(world: World) -> dict[str, str]:
    """Return person_id or organisation_id -> name of the place where it is known, where the world has one."""
    names = dict(zip(world.table("places")["place_id"], world.table("places")["name"], strict=True))
    people, firms = world.table("people"), world.table("organisations")
    homes = dict(zip(people["person_id"], people["home_place_id"], strict=True))
    homes |= dict(zip(firms["organisation_id"], firms["place_id"], strict=True))
    return {identity: names[place] for identity, place in homes.items() if place in names}


def _state(kind: str, a: str, b: str, role_of_b: str) -> tuple[str, str, str] | None:
    if kind == "directs":
        relation = role_relation(role_of_b)
        return (b, relation, a) if relation else (a, "directs", b)
    if kind == "serves":
        return b, "client of", a
    relation = {"works with": "works with", "pays": "pays", "family": "family of", "client": "client of"}.get(kind, "")
    return (a, relation, b) if relation else None


def _payments(world: World, on_file: Mapping[str, str], linked: set[tuple[str, str]]) -> list[Fact]:
    """The largest payment of each linked pair, so that a report can name a day and a round amount."""
    largest: dict[tuple[str, str], Fact] = {}
    amounts: dict[tuple[str, str], float] = {}
    for row in world.table("payments").itertuples():
        pair = (row.payer, row.payee)
        if row.payer not in on_file or row.payee not in on_file or tuple(sorted(pair)) not in linked:
            continue
        if float(row.amount_usd) > amounts.get(pair, 0.0):
            paid = _day(row.paid_at, pd.Timestamp(world.start))
            amounts[pair] = float(row.amount_usd)
            largest[pair] = Fact(
                row.payer,
                "pays",
                row.payee,
                known_from=paid + pd.Timedelta(days=1),
                is_criminal=True,
                day=paid.strftime("%Y-%m-%d"),
                amount=f"{max(10, round(float(row.amount_usd), -1)):.0f}",
            )
    return list(largest.values())


def _day(value: object, otherwise: pd.Timestamp) -> pd.Timestamp:
    if value is None or str(value) in ("", "NaT", "nan"):
        return otherwise
    stamp = pd.Timestamp(str(value))
    return (stamp.tz_convert(None) if stamp.tzinfo else stamp).normalize()
