"""Key of the attribution exercise: which numbers the file gives to which person, on what ground and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd

from grading.keys import draw, levels
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

ASKED, FEWEST, OPEN = 8, 6, 4
LABELS = {
    "seized phone": "seized phone: the custody record of the person gives the number",
    "handset": "handset: the number was used, before or after, in the handset of a number on the attribution list",
    "subscriber": "subscriber: it is registered in the name, as the index has it, of one person",
    "saved contact": "saved contact: a seized telephone holds it under the name, as the index has it, of one person",
}
RULE = (
    "Confirmed: the custody record gives the number, or two different grounds lead to the same person. Suspected: one "
    "other ground. Not established: no ground, or grounds that lead to different persons."
)


@dataclass(frozen=True)
class Held:
    """To whom the file gives a number: the person, all grounds that lead there, and the status."""

    nominal: str
    grounds: tuple[str, ...]

    @property
    def status(self) -> str:
        """The status under the rule that the paper prints."""
        return "confirmed" if "seized phone" in self.grounds or len(self.grounds) > 1 else "suspected"


def attributions(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive numbers to be attributed, each with person, ground and status, among others that stay open.

    Asked are numbers of the call records that are not on the attribution list, and some of the list itself where these
    are few: then the question is which record bears them out. A number that the records give to
    somebody who does not use it is not asked: nobody could know better. Numbers that stay open have no ground at all,
    and no name that resembles one of the index. Of the numbers asked, the level's share needs more than the registers
    and the first spelling of a name: a handset, or another spelling.
    """
    rng = draw.stream(truth, "operational_10day/day06.attributions")
    found, resembling = reading(case)
    users = truth.table("numbers").drop_duplicates("number").set_index("number")["person_id"]
    nominal = truth.table("people").set_index("person_id")["nominal_id"].astype("str")
    true = {number: nominal.get(person, "") for number, person in users.items()}
    calls, listed = case.table("calls"), set(case.table("attributions")["number"])
    heard = sorted({*calls["caller"].unique(), *calls["callee"].unique()} - listed)
    sound = [number for number in sorted(found) if true.get(number) == found[number].nominal]
    # What the registers say under the first spelling of each name, without a look at handsets.
    first = reading(case, registers_alone=True)[0]
    plain = {number for number in sound if first.get(number) == found[number]}

    def picked(numbers: list[str], count: int, hard: int) -> list[str]:
        """So many of these numbers at most, some of them hard; half have several grounds where there are such."""
        ranked = sorted(draw.sample(numbers, len(numbers), rng), key=lambda number: -len(found[number].grounds))
        mixed = [*ranked[: count // 2], *draw.sample(ranked[count // 2 :], len(ranked), rng)]
        second = sorted((number for number in mixed if number not in plain), key=lambda number: number in first)[:hard]
        return [*second, *[number for number in mixed if number in plain][: count - len(second)]]

    hard = ceil(levels.share(case) * ASKED)
    chosen = picked([number for number in heard if number in sound], ASKED, hard)
    # Where the list knows nearly everybody, numbers on it are checked against the records.
    checked = [number for number in sound if number in listed]
    second = hard - len(set(chosen) - plain)
    chosen = [*chosen[: ASKED - second], *picked(checked, second, second)]
    chosen += picked([number for number in checked if number not in chosen], max(FEWEST - len(chosen), 0), 0)
    if not chosen:
        raise GradingError("the records of this case give no number to anybody; generate another case")
    bare = [number for number in heard if number not in found and number not in resembling]
    numbers = draw.sample([*chosen, *draw.sample(bare, OPEN, rng)], ASKED + OPEN, rng)
    names = case.table("nominals").set_index("nominal_id")["name"]
    rows = [
        {
            "number": number,
            "nominal": found[number].nominal,
            "ground": found[number].grounds[0],
            "status": found[number].status,
        }
        for number in numbers
        if number in chosen
    ]
    lines = [
        f"- {row['number']}: {names[row['nominal']]} ({row['nominal']}), {row['status']}, on "
        f"{' and '.join(found[row['number']].grounds)}"
        for row in rows
    ]
    lines += [f"- {number}: not established; no record ties it to a person" for number in numbers if number in bare]
    return Derived(
        paper={
            "instructions": "Give each number to the person who is held to use it, with one ground and the status, or "
            "leave it as not established. Where a number is on the attribution list, say which record bears it out. "
            f"{RULE}",
            "rows": [{"id": number} for number in numbers],
            "numbers": numbers,
            "labels": LABELS,
        },
        key={
            "numbers": {
                row["number"]: {
                    "nominal": row["nominal"],
                    "grounds": list(found[row["number"]].grounds),
                    "status": row["status"],
                }
                for row in rows
            }
        },
        oracle=rows,
        model_answer="\n".join(lines),
    )


def reading(case: Case, *, registers_alone: bool = False) -> tuple[dict[str, Held], set[str]]:
    """What the records alone say: number -> person held to use it, and numbers under a name like one of the index.

    `registers_alone`: without other spellings of a name, and without what handsets show.
    """
    cards = case.table("nominals")
    cards = cards[cards["kind"] == "person"]
    holders: dict[str, set[str]] = {}
    words: set[str] = set()
    for card in cards.itertuples(index=False):
        also = [] if registers_alone or pd.isna(card.also_known_as) else str(card.also_known_as).split("; ")
        for name in (str(card.name), *also):
            holders.setdefault(name, set()).add(str(card.nominal_id))
            words |= set(name.split())
    one = {name: next(iter(ids)) for name, ids in holders.items() if len(ids) == 1}
    led: dict[str, dict[str, set[str]]] = {}

    def lead(number: Any, ground: str, nominal: Any) -> None:
        if isinstance(number, str) and isinstance(nominal, str):
            led.setdefault(number, {}).setdefault(ground, set()).add(nominal)

    resembling: set[str] = set()
    for table, column, ground in (
        ("subscribers", "registered_name", "subscriber"),
        ("phone_contacts", "saved_as", "saved contact"),
    ):
        for number, name in _columns(case, table, "number", column):
            lead(number, ground, one.get(str(name)))
            if isinstance(name, str) and words & set(name.split()):
                resembling.add(str(number))
    for number, nominal in _columns(case, "arrests", "number", "nominal_id"):
        lead(number, "seized phone", nominal)
    known = dict(_columns(case, "attributions", "number", "nominal_id"))
    for number, other in [] if registers_alone else _followed(case):
        lead(number, "handset", known.get(other))
        resembling.add(number)
    found = {}
    for number, grounds in led.items():
        persons = set().union(*grounds.values())
        if len(persons) == 1:
            found[number] = Held(next(iter(persons)), tuple(name for name in LABELS if name in grounds))
    return found, resembling | set(led)


def _columns(case: Case, table: str, first: str, second: str) -> list[tuple[Any, Any]]:
    if table not in case.tables:
        return []
    rows = case.table(table)
    return list(zip(rows[first], rows[second], strict=True))


def _followed(case: Case) -> list[tuple[str, str]]:
    """(number, other number) that were in one handset, one after the other, read off the call records."""
    calls = case.table("calls").dropna(subset=["imei"])
    spans = calls.groupby(["imei", "caller"], sort=True)["started_at"].agg(["min", "max"]).reset_index()
    shared = spans[spans.duplicated("imei", keep=False)]
    pairs = shared.merge(shared, on="imei", suffixes=("", "_other"))
    apart = (pairs["max"] < pairs["min_other"]) | (pairs["max_other"] < pairs["min"])
    together = pairs[~apart & (pairs["caller"] != pairs["caller_other"])]["imei"]
    pairs = pairs[apart & ~pairs["imei"].isin(set(together))]
    return list(zip(pairs["caller"].astype("str"), pairs["caller_other"].astype("str"), strict=True))
