"""Numbers and handsets: first and second SIMs, and the changes that arrests and chance bring."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from faker.generator import Generator

_SPAN = 1 << 33
_DAY = 86_400
_WEEK = 7 * _DAY
# How often somebody is without a number for some days before the next one, and below how many: training choice.
_QUIET, _QUIET_DAYS = 0.4, 7


def build_numbers(
    people: pd.DataFrame,
    ties: list[tuple[str, str, str, str]],
    arrests: list[dict[str, Any]],
    scenario: Mapping[str, Any],
    identities: Mapping[str, Generator],
    days: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the numbers with extra columns `slot` (0 or 1: first or second SIM), `first` and `last` in seconds, and
    `because`: whose arrest a new number followed, "" for any other reason.

    After an arrest those who deal with the arrested member change their SIM within days; anybody may lose one. Between
    an old number and the next there may be quiet days, whoever changes. Whose name a SIM is registered in follows the
    same chances for everybody.
    """
    settings = scenario["numbers"]
    changes = _changes(people, ties, arrests, settings, days, rng)
    end_of = {row["person_id"]: row["arrested_at"] for row in arrests}
    names = people["name"].tolist()
    taken: set[str] = set()
    rows: list[dict[str, Any]] = []
    for person in people.itertuples():
        faker = identities[person.country]
        last = min(end_of.get(person.person_id, days * _DAY), days * _DAY)
        slots = 2 if rng.random() < settings["second_sim"] else 1
        for slot in range(slots):
            imei = faker.imei()
            mine = changes.get(person.person_id, {}) if slot == 0 else {}
            cuts = [0, *(cut for cut in mine if 0 < cut < last), last]
            for cut, until in pairwise(cuts):
                first = cut
                if cut and rng.random() < _QUIET:
                    first = min(cut + int(rng.integers(1, _QUIET_DAYS)) * _DAY, until - 1)
                number = faker.msisdn()
                while number in taken:
                    number = faker.msisdn()
                taken.add(number)
                if first and rng.random() >= settings["keep_handset"]:
                    imei = faker.imei()
                draw = rng.random()
                registered = person.name
                if draw >= settings["own_name"]:
                    other = names[int(rng.integers(len(names)))]
                    registered = other if draw < settings["own_name"] + settings["other_name"] else ""
                rows.append(
                    {
                        "number": number,
                        "person_id": person.person_id,
                        "imei": imei,
                        "first": first,
                        "last": until,
                        "slot": slot,
                        "operator": faker.operator(),
                        "country": person.country,
                        "registered_as": registered,
                        "because": mine.get(cut, ""),
                    }
                )
    return pd.DataFrame(rows).sort_values("number", ignore_index=True)


def _changes(
    people: pd.DataFrame,
    ties: list[tuple[str, str, str, str]],
    arrests: list[dict[str, Any]],
    settings: Mapping[str, Any],
    days: int,
    rng: np.random.Generator,
) -> dict[str, dict[int, str]]:
    """Instants at which a person changes the first SIM, at least a week apart, each with the arrest behind it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for person in people["person_id"]:
        if rng.random() < settings["change"]:
            found.setdefault(person, []).append((int(rng.integers(days)) * _DAY, ""))
    for row in arrests:
        near = [b if a == row["person_id"] else a for a, b, _, stage in ties if stage and row["person_id"] in (a, b)]
        for person in near:
            if rng.random() < settings["change_after_arrest"]:
                cut = (row["arrested_at"] // _DAY + int(rng.integers(1, 6))) * _DAY
                found.setdefault(person, []).append((cut, row["person_id"]))
    kept: dict[str, dict[int, str]] = {}
    for person, cuts in found.items():
        last = -_WEEK
        for cut, because in sorted(cuts):
            if cut - last >= _WEEK:
                kept.setdefault(person, {})[cut] = because
                last = cut
    return kept


class Directory:
    """Which number a person uses at an instant, looked up for whole arrays at once. `user`: person of each number."""

    def __init__(self, numbers: pd.DataFrame, number_of: Mapping[str, int]) -> None:
        person = numbers["person_id"].map(number_of).to_numpy(dtype=np.int64)
        key = (person * 2 + numbers["slot"].to_numpy(dtype=np.int64)) * _SPAN + numbers["first"].to_numpy(np.int64)
        order = np.argsort(key, kind="stable")
        line, self._first = np.divmod(key[order], _SPAN)
        self._last = numbers["last"].to_numpy(dtype=np.int64)[order]
        self._row = order
        self._begin = np.asarray(np.searchsorted(line, np.arange(2 * len(number_of) + 1)))
        self.user = person
        # who has no second SIM answers with the first
        lines = np.arange(2 * len(number_of))
        self._line = np.where(np.diff(self._begin) > 0, lines, lines // 2 * 2)

    def rows(self, people: np.ndarray, second: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return rows of the number table, -1 where a person has no number then.

        `second` asks for the second SIM; a person without one answers with the first.
        """
        lines = self._line.take(people * 2 + second)
        found = self._find(lines, seconds)
        without = np.flatnonzero((found < 0) & (lines % 2 == 1))
        if len(without):
            found[without] = self.rows(people[without], np.zeros(len(without), dtype=np.int64), seconds[without])
        return found

    def steady(self, first: int, last: int) -> np.ndarray:
        """Return rows of the number table by person times two plus SIM (0 or 1), -1 where no one number is in use from
        second `first` to `last`."""
        before, after = self._at(first), self._at(last)
        found: np.ndarray = np.where(before == after, before, -1)
        return found

    def _at(self, second: int) -> np.ndarray:
        """What `rows` says of everybody's two SIMs at one instant."""
        upto: np.ndarray = np.concatenate([[0], np.cumsum(self._first <= second)])
        begun = upto[self._begin]
        position = self._begin[:-1] + np.diff(begun) - 1
        found = np.where((np.diff(begun) > 0) & (second < self._last[position]), self._row[position], -1)
        return np.where(found < 0, np.repeat(found[::2], 2), found)

    def _find(self, lines: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        begin, end = self._begin.take(lines), self._begin.take(lines + 1)
        # lines have few numbers, so going from one to the next is faster than searching all
        position: np.ndarray = begin - 1
        going = np.arange(len(lines))
        while len(going):
            going = going.compress(position.take(going) + 1 < end.take(going))
            going = going.compress(self._first.take(position.take(going) + 1) <= seconds.take(going))
            position[going] += 1
        safe = np.maximum(position, 0)
        good = (position >= begin) & (seconds < self._last.take(safe))
        return np.where(good, self._row.take(safe), -1)
