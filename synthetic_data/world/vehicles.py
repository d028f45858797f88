"""Vehicles: plates, what they are, in whose name they stand and who drives them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from faker.generator import Generator

# Words of the roles that have a vehicle for their work.
_DRIVES = ("driver", "safe-house keeper", "guide", "humanitarian helper")


def build_vehicles(
    people: pd.DataFrame,
    memberships: pd.DataFrame,
    ties: list[tuple[str, str, str, str]],
    identities: Mapping[str, Generator],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the vehicles, sorted by plate. The keeper is a person or an organisation, often not the driver."""
    works = dict(zip(memberships["person_id"], memberships["organisation_id"], strict=True))
    kin: dict[str, str] = {}
    for a, b, kind, _ in ties:
        if kind == "family":
            kin.setdefault(a, b)
            kin.setdefault(b, a)
    rows: list[tuple[str, str, str, str]] = []
    taken: set[str] = set()
    for person in people.itertuples():
        drives = any(word in person.role for word in _DRIVES)
        if not drives and rng.random() >= 0.10:
            continue
        plate = identities[person.country].plate()
        while plate in taken:
            plate = identities[person.country].plate()
        taken.add(plate)
        kinds = ("pickup", "van", "minibus") if drives else ("pickup", "car", "motorcycle")
        if "lorry" in person.role:
            kinds = ("lorry", "lorry", "van")
        draw = rng.random()
        keeper = person.person_id
        if draw < 0.2:
            keeper = works.get(person.person_id, person.person_id)
        elif draw < 0.4:
            keeper = kin.get(person.person_id, person.person_id)
        rows.append((plate, kinds[int(rng.integers(3))], keeper, person.person_id))
    return pd.DataFrame(sorted(rows), columns=["plate", "kind", "keeper", "driver"])
