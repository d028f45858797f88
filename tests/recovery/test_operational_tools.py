"""On a generated case the tools reach the sealed answers of days 5 to 7 from the evidence alone, and planted truth."""

from __future__ import annotations

import importlib
import itertools

import pandas as pd
import pytest

from grading.checkpoint import view
from grading.exercises import load_course
from grading.keys.store import read_key
from synthetic_data.truth import read_truth
from toolkit import finance, flows, link, open_case, telephone

COURSE = "operational_10day"


@pytest.fixture(scope="module")
def made(made_case):
    case, sealed = made_case()
    return open_case(case), read_truth(sealed), sealed


def file_of(made, day):
    """The case as it stands on the morning of that day."""
    point = load_course(COURSE).day(day).checkpoint
    return view(made[0], made[1], point)[0]


def scored(made, exercise, answer):
    record = read_key(made[2], COURSE, exercise)
    family = importlib.import_module(f"grading.marking.{record['family']}")
    return family.mark(answer, record["key"], paper=record["paper"], **record["parameters"]).score


def paper(made, exercise):
    return read_key(made[2], COURSE, exercise)["paper"]


def test_three_raw_exports_become_the_clean_table(made):
    given = paper(made, "day06.clean")
    raw = pd.DataFrame(given["raw"]).set_index("line")
    home = raw["home"].iloc[0]
    rules = {
        "A": telephone.Export("UTC", "%Y-%m-%dT%H:%M:%SZ"),
        "B": telephone.Export("UTC+7", "%d.%m.%Y %H:%M:%S", home=home),
        "C": telephone.Export("UTC+6:30", "%m/%d/%Y %I:%M:%S %p"),
    }
    found = telephone.clean(raw, source="from", target="to", time="start", duration="length", exports=rules)
    frame = found.to_frame().reset_index()
    frame["started"] = frame["started_at"].dt.strftime("%Y-%m-%d %H:%M:%S")
    answer = frame[["line", "caller", "callee", "started", "duration_s"]].to_dict("records")
    assert scored(made, "day06.clean", answer) == 1


def test_attributions_with_ground_and_status(made):
    given = paper(made, "day06.attributions")
    frame = telephone.attribute(file_of(made, "day06"), given["numbers"]).to_frame().reset_index()
    frame = frame.rename(columns={"nominal_id": "nominal"})[["number", "nominal", "ground", "status"]]
    answer = [{name: value for name, value in row.items() if value} for row in frame.to_dict("records")]
    assert scored(made, "day06.attributions", answer) == 1


def test_the_matrix_of_attributed_persons(made):
    case = file_of(made, "day06")
    people = link.attributed(telephone.clean(case.calls).to_frame(), case.attributions)
    wanted = paper(made, "day06.matrix")["nominals"]
    found = telephone.matrix(people, only=wanted, source="from_nominal", target="to_nominal")
    assert scored(made, "day06.matrix", found.flows().to_dict("records")) == 1


def test_two_numbers_side_by_side(made):
    given = paper(made, "day06.contacts")
    one, other = given["numbers"]
    first, last = (pd.Timestamp(day, tz="UTC") for day in given["window"])
    calls = telephone.clean(file_of(made, "day06").calls).to_frame()
    weeks = calls[(calls["started_at"] >= first) & (calls["started_at"] < last + pd.Timedelta(days=1))]
    partners = telephone.top_contacts(weeks, one, n=None).to_frame()
    met = telephone.colocation(weeks, [one, other], within="30min").to_frame()
    counts = [
        partners["total"].sum(),
        len(partners),
        partners["total"].iloc[0],
        partners["out"].iloc[0],
        len(set(telephone.common_contacts(weeks, [one, other]).to_frame().index) - {one, other}),
        met["days"].iloc[0],
    ]
    answer = [{"item": item["id"], "value": value} for item, value in zip(given["items"], counts, strict=True)]
    assert scored(made, "day06.contacts", answer) == 1


def test_passages_of_vehicles(made):
    found = flows.passages(file_of(made, "day05").sightings, paper(made, "day05.flows")["vehicles"])
    answer = found.to_frame()[["source", "target", "count"]].to_dict("records")
    assert scored(made, "day05.flows", answer) == 1


def test_events_stand_in_the_order_of_the_key(made):
    record = read_key(made[2], COURSE, "day05.events")
    items = pd.DataFrame(record["paper"]["items"])
    records = flows.on_file(file_of(made, "day05")).set_index("record")
    timed = items.assign(time=items["record"].map(records["time"].dt.floor("min")))
    assert timed["time"].notna().all()
    belongs = timed[timed["id"].isin(record["key"]["items"])]
    found = flows.events(belongs, event="text", by="id")
    answer = [{"item": one} for one in found.to_frame().index]
    assert scored(made, "day05.events", answer) == 1
    order = flows.order([tuple(pair) for pair in record["key"]["before"]])
    assert not len(order.contradictions)
    assert not len(order.check(found.to_frame().index))


def test_source_and_application(made):
    given = paper(made, "day07.source_application")
    found = finance.source_application(file_of(made, "day07").transfers, given["holder"]["accounts"])
    values = [item["text"] for item in given["items"]]
    by = {**found.by("month")["sources"].to_dict(), **found.by("channel")["sources"].to_dict()}

    def figure(words):
        if words.startswith("Known sources: everything"):
            return found.sources
        if words.startswith("Applications"):
            return found.applications
        if words.startswith("Sum of applications"):
            return found.unknown
        if words.startswith("The largest sum"):
            return found.by("account")["applications"].max()
        return next(value for name, value in by.items() if name in words)

    answer = [{"item": item["id"], "value": figure(words)} for item, words in zip(given["items"], values, strict=True)]
    assert scored(made, "day07.source_application", answer) == 1


def test_the_path_of_the_money(made):
    found = finance.money_flow(file_of(made, "day07").transfers, paper(made, "day07.path")["entities"])
    answer = found.to_frame()[["source", "target", "amount"]].to_dict("records")
    assert scored(made, "day07.path", answer) == 1


def test_changes_of_sim_are_found_and_nothing_else(made):
    case, truth, _ = made
    found = telephone.handsets(telephone.clean(case.calls).to_frame()).changes
    found = set(found[found["kind"] == "change of SIM"][["before", "after"]].itertuples(index=False, name=None))
    held = truth.table("handsets").sort_values("first_day", kind="stable")
    true = set()
    for _, rows in held.groupby("imei"):
        numbers = rows["number"].astype("str").tolist()
        true |= set(itertools.pairwise(numbers))
    assert found
    assert found <= true
    assert len(found) >= 0.8 * len(true)


def test_members_live_beyond_known_sources_and_others_do_not(made):
    case, truth, _ = made
    frame = finance.net_worth(case.assets).to_frame()
    kinds = truth.table("people").drop_duplicates("nominal_id").set_index("nominal_id")["kind"]
    member = frame.index.map(kinds) == "member"
    assert member.any()
    assert (frame["unknown_sources"][member] > 0).all()
    assert (frame["unknown_sources"][~member].abs() < 0.01).all()


def test_paths_with_one_reading_are_chains_of_the_business_more_than_others(made):
    case, truth, _ = made
    payments = truth.table("payments")
    purpose = dict(zip(payments["provenance"].astype("str"), payments["purpose"].astype("str"), strict=True))
    found = finance.paths(case.transfers, within="5D", keeps=(0.02, 0.3))
    sole = found.to_frame().index[found.to_frame()["other_readings"] == 0]
    steps = found.steps[found.steps["path"].isin(sole)]
    first = steps[steps["step"] == 1]["transfer"].astype("str").map(purpose)
    fees = first.str.startswith(("fee", "pay-on")).mean()
    everyone = pd.Series(list(purpose.values())).str.startswith(("fee", "pay-on")).mean()
    assert len(sole) >= 5
    assert fees > 1.5 * everyone


def test_price_lists_fail_benford_and_remittances_pass(made):
    case, truth, _ = made
    payments = truth.table("payments")
    amounts = case.transfers.set_index("transfer_id")["amount_usd"]
    fees, remittances = (
        finance.benford(amounts[amounts.index.isin(payments["provenance"][payments["purpose"].str.startswith(word)])])
        for word in ("fee", "remittance")
    )
    assert fees.conformity == "nonconformity"
    assert remittances.conformity != "nonconformity"
    assert remittances.p > 0.01 > fees.p


def test_those_who_travel_together_stand_out_by_their_cells(made):
    case, truth, _ = made
    frame = telephone.colocation(telephone.clean(case.calls).to_frame(), within="60min", least=2).to_frame()
    users = truth.table("numbers").drop_duplicates("number").set_index("number")["person_id"]
    kinds = truth.table("people").set_index("person_id")["kind"]
    ends = [frame[end].map(users).map(kinds) == "migrant" for end in ("a", "b")]
    both = ends[0] & ends[1]
    high, low = both[frame["ratio"] >= 8], both[frame["ratio"] < 2]
    assert len(high) >= 20
    assert high.mean() > 3 * max(low.mean(), 0.01)
