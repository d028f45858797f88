"""Money, debts and what people do after an arrest: milestones, look-alike sums, net worth, exploitation."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from synthetic_data.load import load_level, load_scenario, scenario_problems
from synthetic_data.world.build import build_world

MEMBER_ONLY = ("hawaladar", "debt collector", "corrupt official", "spotter", "enforcer", "financier", "document forger")


@pytest.fixture(scope="module")
def smuggling():
    return build_world(load_scenario("gms-thailand"), load_level("practitioner"), 11)


@pytest.fixture(scope="module", params=["gms-thailand-labour", "gms-sex-trafficking"])
def trafficking(request):
    return build_world(load_scenario(request.param), load_level("practitioner"), 12)


def test_the_field_s_roles_are_members(smuggling):
    members = smuggling.table("people").query("is_member")
    assert set(MEMBER_ONLY) <= set(members["role"])
    assert {"organiser", "recruiter", "driver", "guide", "safe-house keeper", "coordinator"} <= set(members["role"])


def test_held_fees_are_released_at_milestones_that_were_reached_and_never_exceed_the_fee(smuggling):
    journeys = smuggling.table("journeys").set_index("migrant_id")
    payments = smuggling.table("payments")
    released = payments[payments["purpose"] == "fee released"]
    assert len(released) > 20
    assert set(released["milestone"]) <= {"border crossed", "safe house", "arrival"}
    assert (released["channel"] == "hawala").all()
    paid = payments[payments["purpose"].isin(["fee deposit", "fee on arrival", "fee instalment"])]
    whole = paid[paid["payer"].isin(journeys.index)].groupby("payer")["amount_usd"].sum()
    assert (whole <= journeys["fee_usd"].reindex(whole.index) + 10).all()


def test_refunds_go_to_those_whose_journey_failed(smuggling):
    journeys = smuggling.table("journeys").set_index("migrant_id")["outcome"]
    refunds = smuggling.table("payments").query("purpose == 'refund'")
    assert len(refunds)
    assert not journeys.reindex(refunds["payee"]).isin(["arrived", "under way"]).any()


def test_every_payment_by_hawala_has_a_token_and_no_other_has(smuggling):
    payments = smuggling.table("payments")
    assert ((payments["token"] != "") == (payments["channel"] == "hawala")).all()


def test_a_bribe_is_of_the_size_of_innocent_loans(smuggling):
    payments = smuggling.table("payments")
    people = smuggling.table("people").set_index("person_id")
    bribes, loans = (payments[payments["purpose"] == purpose] for purpose in ("bribe", "loan"))
    assert (people.loc[bribes["payee"], "role"] == "corrupt official").all()
    assert bribes["amount_usd"].between(loans["amount_usd"].min(), loans["amount_usd"].max()).all()
    assert (people.loc[loans["payee"], "kind"] == "official").mean() > 0.3
    assert not people.loc[people["kind"] == "official", "is_member"].any()


def test_net_worth_shows_unknown_sources_of_members_alone(smuggling):
    people = smuggling.table("people").set_index("person_id")
    found = {}
    for person, rows in smuggling.table("assets").groupby("person_id"):
        total = rows.groupby(["side", "as_of"])["value_usd"].sum().to_dict()
        first, second = sorted(set(rows["as_of"]))
        assert first == smuggling.start
        # the second statement is on file before the last tenth of the case
        assert (second - first).days < 0.9 * (smuggling.end - smuggling.start).days
        worth = [total.get(("asset", day), 0.0) - total.get(("liability", day), 0.0) for day in (first, second)]
        found[person] = worth[1] - worth[0] + total[("expenditure", second)] - total[("income", second)]
        assert (rows["value_usd"] > 0).all()
    member = people.loc[list(found), "is_member"]
    assert member.any()
    assert not member.all()
    for person, unknown in found.items():
        assert (unknown > 100) if member[person] else (unknown == pytest.approx(0)), person


def test_adaptation_says_what_changed_and_why(smuggling):
    changes, arrests = smuggling.table("adaptation"), set(smuggling.table("arrests")["person_id"])
    assert {"sim", "handset", "quiet"} <= set(changes["kind"])
    assert set(changes["because"]) - {""} <= arrests | set(smuggling.table("people")["person_id"])
    people = smuggling.table("people").set_index("person_id")
    assert not people.loc[changes.query("kind == 'sim'")["person_id"], "is_member"].all()


def test_nobody_is_under_age_and_ages_fit(smuggling):
    people = smuggling.table("people")
    born = pd.to_datetime(people["born"])
    assert (born <= pd.Timestamp(smuggling.start) - timedelta(days=6574)).all()
    age = (pd.Timestamp(smuggling.start) - born).dt.days / 365.25
    assert age[people["role"] == "student"].max() < 28
    assert age[people["role"] == "organiser"].min() >= 28


def test_ages_follow_the_window_and_not_the_scenario_s_own():
    from datetime import date

    window = (date(2010, 1, 1), date(2010, 4, 30))
    world = build_world(load_scenario("gms-thailand"), load_level("foundation"), 2, window=window, people=300)
    assert max(world.table("people")["born"]) < date(1992, 1, 2)


def test_smuggling_scenarios_hold_nobody(smuggling):
    assert smuggling.table("exploitation").empty


def test_some_arrivals_are_held_and_others_of_the_same_network_are_not(trafficking):
    held = trafficking.table("exploitation")
    people = trafficking.table("people").set_index("person_id")
    journeys = trafficking.table("journeys").set_index("migrant_id")
    assert (people.loc[held["person_id"], "kind"] == "migrant").all()
    assert (journeys.loc[held["person_id"], "outcome"] == "arrived").all()
    assert people.loc[held["holder"], "is_member"].all()
    arrived = journeys.query("outcome == 'arrived'")
    assert 0.2 < len(held) / len(arrived) < 0.65
    # the route says nothing on who is held: wherever many arrive there are some of both
    taken = arrived.index.isin(held["person_id"])
    for _, rows in pd.Series(taken).groupby(arrived["route"].to_numpy()):
        assert len(rows) < 15 or 0 < rows.mean() < 1
    firms = trafficking.table("organisations").set_index("place_id")
    assert firms.loc[held["place_id"].unique(), "is_front"].all()


def test_what_is_paid_for_people_goes_from_those_who_hold_them_to_the_network(trafficking):
    payments, held = trafficking.table("payments"), trafficking.table("exploitation")
    placed = payments[payments["purpose"] == "placement"]
    assert len(placed)
    assert set(placed["payer"]) <= set(held["holder"])
    debts = payments[(payments["purpose"] == "debt repayment") & payments["payer"].isin(held["person_id"])]
    assert len(debts)


def test_faults_of_a_trafficking_scenario_are_named(trafficking):
    scenario = trafficking.scenario
    broken = {
        **scenario,
        "network": {**scenario["network"], "variants": {"star": 1.0}},
        "exploitation": {**scenario["exploitation"], "stage": "placment", "share": 1.5, "organisations": ["palace"]},
    }
    problems = "; ".join(scenario_problems(broken, scenario["pack"]))
    for part in ("'star'", "did you mean 'placement'", "share is 1.5", "'palace'"):
        assert part in problems


def test_every_figure_of_a_trafficking_scenario_has_a_source(trafficking):
    assert trafficking.scenario["exploitation"]["source"]
