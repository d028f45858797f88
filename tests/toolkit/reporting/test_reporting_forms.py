"""The forms without a front-end: what is typed is checked, kept and filed; a first return stays short."""

from __future__ import annotations

import pytest

from tests.toolkit.reporting.test_reporting_filing import QUARTER, SOUND, on_file
from toolkit import reporting
from toolkit.errors import ReportingError
from toolkit.reporting import System

SECONDS_A_FIELD = 15  # a newcomer's: find the figure on paper, choose or type it, go on


@pytest.mark.parametrize(
    ("cycle", "period"), [("quarterly", "2026-Q1"), ("half-year", "2025-H2"), ("monthly", "2026-03")]
)
def test_a_states_first_return_takes_a_newcomer_under_ten_minutes(desk: System, cycle: str, period: str) -> None:
    form = reporting.form(desk.seen_by("TH"), cycle, period)
    assert form.fields * SECONDS_A_FIELD < 600


def test_an_annual_return_has_more_fields_and_names_each_item(desk: System) -> None:
    form = reporting.form(desk.seen_by("TH"), "annual", "2025")
    numbers = [line for block in form.blocks for line in block.lines]
    assert {line.said for line in numbers} >= {"F, under 18", "on foot", "sea", "passport"}
    assert form.fields == 76  # half of them notes; docs/reporting.md says so


def test_what_is_typed_is_checked_kept_and_filed(desk: System) -> None:
    th = desk.seen_by("TH")
    form = reporting.form(th, *QUARTER)
    entries, parts = form.blocks[0], form.blocks[1]
    entries.lines[0].number.value = "15o"
    assert form.problems == ["1.1.1: '15o' is not a whole number; write digits alone, such as 1250"]
    form.submit()
    assert (form.filed, on_file(desk)) == (None, (0, 0))
    entries.lines[0].number.value = "150"
    for line, (code, number) in zip(parts.lines, [("KH", "40"), ("MM", "120"), ("", "3")], strict=True):
        line.country.value, line.number.value = code, number
    said = form.problems
    assert said[0] == "1.1.2 row 3: choose the citizenship"
    assert said[1] == "1.1.2: 163 together, more than 150 of 1.1.1; mend one of them"
    parts.lines[2].country.value = "KH"
    assert "1.1.2 row 3: stands already in row 1" in form.problems
    form.save()

    again = reporting.form(th, *QUARTER)  # a new kernel, say
    assert [line.number.value for line in again.blocks[1].lines] == ["40", "120", "3"]
    again.blocks[1].lines[1].number.value = "80"
    again.blocks[1].lines[2].country.value, again.blocks[1].lines[2].number.value = "", ""
    again.note.value = "ask Mr Example"
    again.submit()
    assert again.filed is None
    again.note.value = "land border alone"
    assert again.problems == []
    assert set(again.check()["kind"]) == {"not_reported"}
    again.submit()
    assert again.filed.vintage == 1
    stands = reporting.get_return(desk, "TH", *QUARTER)
    assert stands is not None
    assert stands.note == "land border alone"
    assert {(one.indicator, one.country): one.value for one in stands.figures if one.value is not None} == {
        ("1.1.1", "ZZ"): 150,
        ("1.1.2", "MM"): 80,
        ("1.1.2", "KH"): 40,
    }

    third = reporting.form(th, *QUARTER)
    third.blocks[1].add({"citizenship": "LA", "value": 9})
    third.submit()
    assert third.filed.vintage == 2
    third.submit()
    assert third.filed.again


def test_a_form_of_a_round_that_is_closed_or_of_another_state_is_refused(desk: System) -> None:
    with pytest.raises(ReportingError, match="TH cannot file for KH"):
        reporting.form(desk.seen_by("TH"), *QUARTER, contributor="KH")
    reporting.close_round(desk, *QUARTER)
    form = reporting.form(desk.seen_by("TH"), *QUARTER)
    form.blocks[0].lines[0].number.value = "5"
    form.submit()
    assert form.filed is None
    assert on_file(desk) == (0, 0)


def test_monthly_returns_offer_the_routes_and_goods_their_units(desk: System) -> None:
    form = reporting.form(desk.seen_by("TH"), "monthly", "2026-03")
    total = form.blocks[0].lines[0]
    assert total.route.value == "Cambodia to Thailand by land"
    total.number.value = "12"
    form.submit()
    assert reporting.search(desk, route="Cambodia to Thailand by land")["value"].tolist() == [12]
    goods = reporting.form(desk.seen_by("TH"), *QUARTER, goods=True)
    assert [block.indicator.number for block in goods.blocks] == ["6.1.1", "6.1.2", "6.2.1"]
    goods.blocks[0].lines[0].number.value = "40"
    goods.blocks[0].lines[0].unit.value = "tonnes"
    goods.submit()
    assert reporting.search(desk, indicator="6.1.1")["unit"].tolist() == ["tonnes"]


def test_the_search_form_finds_shows_and_says_what_is_wrong(desk: System) -> None:
    reporting.file_return(desk.seen_by("TH"), *QUARTER, SOUND)
    form = reporting.search_form(desk.seen_by("TH"))
    form.search(indicator="1.1.2", period=("2026-Q1", ""))
    assert form.result["value"].tolist() == [80, 40]
    form.search(period="soon")
    assert "is no period" in form._shown.value
    closed = reporting.search_form(desk.seen_by("KH"))
    closed.search(indicator="1.1.2")
    assert "1 returns are not shown" in closed._shown.value
