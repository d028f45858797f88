"""Searches of premises for documents: at a supplier's, and at an honest copy shop's, where copies are found too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

COLUMNS = ("searched_at", "place_id", "person_id", "paper_id")
# Share of a supplier's wares still there as copies, and copies of ordinary customers' documents at either place.
_KEPT = 0.7
_CUSTOMERS = (12, 20)
_FROM_DAY_SHARE = 0.35


def build_searches(
    tables: Mapping[str, pd.DataFrame], window: tuple[date, date], offset_h: float, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the copies found, one row each; `person_id` is whose premises were searched.

    One supplier who is at large and one keeper of an honest copy shop, or any bystander where there is none, are
    searched on a working day, nobody being arrested. Ordinary customers live in the same country.
    """
    people, papers = tables["people"].set_index("person_id"), tables["papers"]
    arrested = set(tables["arrests"]["person_id"])
    sold = papers[papers["supplier"] != ""]["supplier"].value_counts()
    suppliers = sorted(sold[~sold.index.isin(arrested)].index)
    rows: list[dict[str, Any]] = []
    searched = [suppliers[int(rng.integers(len(suppliers)))]] if suppliers else []
    searched.append(_honest(tables, rng))
    for person in searched:
        place = _premises(person, tables, people)
        day = pd.Timestamp(window[0]) + pd.Timedelta(
            days=int(rng.uniform(_FROM_DAY_SHARE, 1) * ((window[1] - window[0]).days - 1))
        )
        when = day + pd.Timedelta(minutes=int(rng.integers(9 * 60, 16 * 60)) - int(offset_h * 60))
        wares = papers[papers["supplier"] == person]["paper_id"]
        found = wares[rng.random(len(wares)) < _KEPT].tolist()
        near = papers["is_genuine"] & (papers["country"] == people.at[person, "country"])
        others = papers[near]["paper_id"].tolist()
        size = min(len(others), int(rng.integers(*_CUSTOMERS)))
        found += [others[int(at)] for at in np.sort(rng.permutation(len(others))[:size])]
        rows += [{"searched_at": when, "place_id": place, "person_id": person, "paper_id": one} for one in found]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["searched_at", "person_id", "paper_id"], kind="stable", ignore_index=True)


def _honest(tables: Mapping[str, pd.DataFrame], rng: np.random.Generator) -> str:
    """Whoever works in a copy shop that is no front, else any bystander."""
    firms, members, people = tables["organisations"], tables["memberships"], tables["people"]
    shops = firms[(firms["kind"] == "copy shop") & ~firms["is_front"].astype(bool)]["organisation_id"]
    crowd = people[people["kind"] == "bystander"]["person_id"]
    staff = members[members["organisation_id"].isin(shops) & members["person_id"].isin(crowd)]["person_id"].tolist()
    pool = sorted(staff) or crowd.tolist()
    return str(pool[int(rng.integers(len(pool)))])


def _premises(person: str, tables: Mapping[str, pd.DataFrame], people: pd.DataFrame) -> str:
    firms = tables["organisations"].set_index("organisation_id")["place_id"]
    own = tables["memberships"]
    own = own[own["person_id"] == person]["organisation_id"].tolist()
    return str(firms[own[0]]) if own else str(people.at[person, "home_place_id"])
