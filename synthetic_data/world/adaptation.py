"""How the network adapts to arrests, as it is recorded: SIMs and handsets changed, quiet days, contacts taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.variants import Tie

COLUMNS = ("changed_at", "kind", "person_id", "detail", "because")
_DAY = 86_400
# Contacts of an arrested member that one other takes over.
_MOST_CONTACTS = 3


def telephone_changes(numbers: pd.DataFrame) -> list[dict[str, Any]]:
    """Return every change of SIM or handset, members' and everybody's, and the quiet days before the new one.

    `numbers` comes from `synthetic_data.world.numbers`, with `first`, `last` (seconds), `slot` and `because`.
    """
    rows: list[dict[str, Any]] = []
    lines = numbers.sort_values(["person_id", "slot", "first"], kind="stable")
    for before, row in pairwise(lines.itertuples()):
        if (row.person_id, row.slot) == (before.person_id, before.slot):
            kind = "sim" if row.imei == before.imei else "handset"
            rows.append(_row(row.first, kind, row.person_id, row.number, row.because))
            if row.first > before.last:
                days = (row.first - before.last) // _DAY
                rows.append(_row(before.last, "quiet", row.person_id, f"{days} days", row.because))
    return rows


def takeovers(
    ties: Sequence[Tie], brokers: Sequence[str], arrests: Sequence[Mapping[str, Any]], rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Return who takes over the contacts of an arrested member: a broker, else somebody else, who knows both already.

    No new tie comes of it: the one who takes over was tied to the arrested and is tied to the contact. `detail` is the
    contact's person_id.
    """
    known: dict[str, list[str]] = {}
    for a, b, _, _ in ties:
        known.setdefault(a, []).append(b)
        known.setdefault(b, []).append(a)
    gone = {row["person_id"] for row in arrests}
    rows = []
    for arrest in arrests:
        lost = known.get(arrest["person_id"], [])
        able = [one for one in lost if one not in gone]
        able.sort(key=lambda one: (one not in brokers, -len(known[one]), one))
        for heir in able:
            contacts = sorted(one for one in known[heir] if one in lost and one not in gone)
            if contacts:
                day = arrest["arrested_at"] + int(rng.uniform(1, 6) * _DAY)
                rows += [
                    _row(day, "contact", heir, contact, arrest["person_id"]) for contact in contacts[:_MOST_CONTACTS]
                ]
                break
    return rows


def _row(changed_at: int, kind: str, person: str, detail: str, because: str) -> dict[str, Any]:
    return {"changed_at": int(changed_at), "kind": kind, "person_id": person, "detail": detail, "because": because}
