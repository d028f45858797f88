"""Day 6: two numbers laid side by side; the counts are made again without the key's own steps."""

from __future__ import annotations

import datetime

import pytest

from tests.grading.keys import days


def test_contacts():
    def thoughtless(paper):
        return [[{"item": item["id"], "value": value} for item in paper["items"]] for value in (0, 100)]

    days.keeps_its_promises("day06.contacts", thoughtless)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_counts_are_those_of_the_printed_records(level, seed):
    sealed = days.record(level, seed, "day06.contacts")
    case, _ = days.shown(level, seed, "day06_telephone")
    one, other = sealed["paper"]["numbers"]
    first, last = sealed["paper"]["window"]
    rows = {
        (row.started_at.to_pydatetime(), row.caller, row.callee): row.cell_id
        for row in case.table("calls").itertuples()
        if first <= f"{row.started_at:%Y-%m-%d}" <= last and {row.caller, row.callee} & {one, other}
    }
    partners = {number: [b if a == number else a for _, a, b in rows if number in (a, b)] for number in (one, other)}
    top = max(partners[one], key=partners[one].count)
    half_hour = datetime.timedelta(minutes=30)
    cell = {
        mine[0].date()
        for mine in rows
        for theirs in rows
        if mine[1] == one and theirs[1] == other and isinstance(rows[mine], str) and rows[mine] == rows[theirs]
        if abs(mine[0] - theirs[0]) <= half_hour
    }
    wanted = [
        len(partners[one]),
        len(set(partners[one])),
        partners[one].count(top),
        sum(a == one and b == top for _, a, b in rows),
        len(set(partners[one]) & set(partners[other]) - {one, other}),
        len(cell),
    ]
    given = {row["item"]: row["value"] for row in sealed["oracle"]}
    assert [given[item["id"]] for item in sealed["paper"]["items"]] == wanted
    assert all(wanted)
