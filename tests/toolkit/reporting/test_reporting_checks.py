"""Quality checks: every planted fault is found, sound returns raise no alarm, over several seeds and flows."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tests.toolkit.reporting.conftest import generated
from toolkit import reporting
from toolkit.reporting import System
from toolkit.reporting.checks import KINDS

PLANTED = (
    "filed_late",
    "not_filed",
    "not_reported",
    "exceeds_total",
    "disagrees",
    "mirror_disagrees",
    "revised_return",
)


def whole(table: pd.DataFrame) -> set[tuple[str, str, pd.Timestamp]]:
    return {(row.state, row.cycle, pd.Timestamp(row.period)) for row in table.itertuples()}


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.deep), pytest.param(3, marks=pytest.mark.deep)])
def test_planted_faults_are_found_and_sound_returns_raise_no_alarm(loaded: Callable[[int], System], seed: int) -> None:
    _, facts = generated(seed)
    found = reporting.check(loaded(seed))
    faults = found[found["severity"] == "fault"]
    others = faults[faults["cycle"] != "monthly"]
    for kind in PLANTED:
        planted, seen = facts[facts["kind"] == kind], whole(others[others["kind"] == kind])
        wanted = {(row.state, row.cycle, pd.Timestamp(row.period)) for row in planted.itertuples()}
        if kind == "disagrees":  # the year and its quarters disagree; which of the two is wrong, nobody can read
            wanted = {(state, period.year) for state, _, period in wanted}
            seen = {(state, period.year) for state, _, period in seen}
        assert seen == wanted, kind
        assert len(wanted) >= 1
    assert set(others["kind"]) == set(PLANTED)
    monthly(faults[faults["cycle"] == "monthly"], facts)


def monthly(faults: pd.DataFrame, facts: pd.DataFrame) -> None:
    """Monthly faults: late and missing months, revised stretches, a slip, a month sent twice, a route left out."""
    for planted, kind in (("late", "not_filed"), ("revised", "revised_return")):
        for row in facts[facts["kind"] == planted].itertuples():
            months = {pd.Timestamp(row.period) + pd.DateOffset(months=n) for n in range(round(row.size))}
            seen = set(faults.loc[(faults["kind"] == kind) & (faults["state"] == row.state), "period"])
            # The last month of a late state is not due yet when the file closes; a revised stretch has six.
            assert (seen <= months) if planted == "late" else len(seen) >= 6
            assert len(seen) >= (round(row.size) - 1 if planted == "late" else 6)
    for row in facts[facts["kind"] == "missing"].itertuples():
        empty = faults[(faults["kind"] == "not_reported") & (faults["state"] == row.state)]
        assert pd.Timestamp(row.period) in set(empty["period"])
    assert set(faults["kind"]) <= {"not_filed", "not_reported", "revised_return", "repeated", "exceeds_total"}
    silent = set(facts.loc[facts["kind"] == "silent", "route"])
    missing = set(facts.loc[facts["kind"].isin(["missing", "silent"]), "state"])
    assert set(faults.loc[faults["kind"] == "not_reported", "state"]) <= missing or silent


def test_a_slip_of_the_pen_is_asked_about_before_it_is_filed(loaded: Callable[[int], System]) -> None:
    system = loaded(1)
    filed = reporting.get_return(system, "TH", "quarterly", "2025-Q4")
    assert filed is not None
    rows = filed.to_frame()
    th = system.seen_by("TH")
    sound = reporting.check_rows(th, "quarterly", "2025-Q4", rows)
    assert "jump" not in set(sound["kind"])
    totals = rows["citizenship"] == ""
    wrong = rows.assign(value=rows["value"].where(~(totals & (rows["indicator"] == "1.2.1")), rows["value"] * 10))
    found = reporting.check_rows(th, "quarterly", "2025-Q4", wrong)
    jump = found[found["kind"] == "jump"]
    assert jump["indicator"].tolist() == ["1.2.1"]
    assert jump["severity"].tolist() == ["question"]
    assert jump["value"].iloc[0] == wrong.loc[totals & (wrong["indicator"] == "1.2.1"), "value"].iloc[0]


def test_questions_about_sound_returns_stay_few(loaded: Callable[[int], System]) -> None:
    found = reporting.check(loaded(1))
    asked = found[found["severity"] == "question"]
    assert len(asked) <= 0.04 * 846
    assert set(asked["kind"]) <= {"jump", "own_citizens", "little_listed", "name_in_note"}
    assert set(found["kind"]) <= set(KINDS)


def test_a_contributor_is_told_of_itself_and_of_what_it_may_read(loaded: Callable[[int], System]) -> None:
    system = loaded(1)
    mine, all_ = reporting.check(system.seen_by("TH")), reporting.check(system)
    assert set(mine.loc[mine["kind"] == "not_filed", "state"]) <= {"TH"}
    assert len(mine) < len(all_)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([{"indicator": "1.1.1", "value": 9}, {"indicator": "1.1.2", "citizenship": "TH", "value": 3}], "own_citizens"),
        (
            [{"indicator": "1.1.1", "value": 90}, {"indicator": "1.1.2", "citizenship": "KH", "value": 3}],
            "little_listed",
        ),
        ([{"indicator": "1.1.1", "value": 9, "note": "counted by Anna Example"}], "name_in_note"),
        ([{"indicator": "1.1.1", "value": None}], "not_reported"),
    ],
)
def test_each_softer_rule_asks_its_question(desk: System, rows: list[dict[str, object]], kind: str) -> None:
    found = reporting.check_rows(desk.seen_by("TH"), "quarterly", "2026-Q1", rows)
    assert kind in set(found["kind"])


def test_all_thirteen_states_and_five_years_come_in_with_every_vintage(loaded: Callable[[int], System]) -> None:
    table, _ = generated(1)
    system = loaded(1)
    held = reporting.search(system, vintages="all")
    assert set(reporting.contributors(system)["code"]) == set(table["state"])
    assert set(table["return_id"]) <= set(held["return_id"])
    last = reporting.search(system)
    newest = table.sort_values(["reported_on", "vintage"], kind="stable").drop_duplicates(
        ["state", "cycle", "indicator", "route", "citizenship", "item", "period"], keep="last"
    )
    assert len(last) == len(newest)
    assert last["value"].sum() == newest["value"].sum()
    with pytest.raises(Exception, match="returns are on file already"):
        reporting.load_case(system, table)
