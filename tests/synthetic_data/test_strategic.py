"""Strategic cases: every scenario is sound, what is planted on the desk is there, and everything else is clean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

import synthetic_data
from synthetic_data import load
from synthetic_data.desk import lay_out, setting_of
from synthetic_data.desk.contract import market_problems, strategic_problems
from synthetic_data.desk.questionnaire import CONTRADICTION, contradictions, items
from synthetic_data.flows.regions import region_of
from synthetic_data.sensors import returns
from synthetic_data.truth import TABLES, Truth
from toolkit.errors import ParameterError
from toolkit.schema import Case
from toolkit.schema.codebook import codes
from toolkit.schema.streams.catalogue import SECTIONS

STRATEGIC = [name for name in load.names("scenarios") if load.load_scenario(name).get("kind") == "strategic"]
Made = tuple[Case, Truth]


@pytest.fixture(scope="module")
def heroin() -> Made:
    return synthetic_data.generate("heroin", seed=20260417)


def test_every_goods_flow_of_the_list_has_a_scenario() -> None:
    wanted = {"heroin", "ats", "timber", "wildlife", "e-waste", "ods", "counterfeit-goods", "fraudulent-medicine"}
    assert wanted <= set(STRATEGIC)


@pytest.mark.parametrize("name", STRATEGIC)
def test_a_strategic_case_passes_its_gates(name: str) -> None:
    case, truth = synthetic_data.generate(name, level="expert", seed=987654321012345)
    gates = synthetic_data.check(case, truth)
    assert gates["passed"].all(), gates[~gates["passed"]]
    assert {"returns", "prices", "catalogue", "questionnaire", "bibliography", "reports"} == set(case.tables)
    assert case.info["kind"] == "strategic"
    assert {name: tuple(truth.table(name).columns) for name in TABLES} == TABLES
    assert set(case.returns["unit"]) <= {load.load_scenario(name)["flow"]["unit"], "seizures"}


def test_the_same_seed_gives_the_same_case_and_another_seed_another_market(heroin: Made) -> None:
    case, truth = heroin
    again, _ = synthetic_data.generate("heroin", seed=20260417)
    assert all(case.table(name).equals(again.table(name)) for name in case.tables)
    assert case.texts == again.texts
    _, other = synthetic_data.generate("heroin", seed=20260418)
    volume = [one.table("market").query("measure == 'volume'")["best"].iloc[0] for one in (truth, other)]
    assert volume[0] != volume[1]


def test_a_size_in_people_is_refused(heroin: Made) -> None:
    with pytest.raises(ParameterError, match="strategic and holds none"):
        synthetic_data.generate("heroin", seed=1, people=500)


def test_a_faulty_scenario_says_all_that_is_wrong() -> None:
    plot = load.load_scenario("heroin")
    market = {**plot["market"], "stages": [{"place": "Here", "stage": "begin", "unit": "kg", "price_usd": [3, 2, 1]}]}
    problems = market_problems(market)
    assert any("unknown stage 'begin'" in one for one in problems)
    assert any("not low, typical, high" in one for one in problems)
    assert any("'flow'" in one or "flow" in one for one in strategic_problems({**plot, "flows": "gms-thailand"}))


def test_prices_show_the_market_but_for_what_is_planted(heroin: Made) -> None:
    case, truth = heroin
    planted = truth.table("planted").query("stream == 'prices'")
    odd = {record for row in planted.itertuples() if row.kind != "price rise" for record in row.provenance.split(";")}
    prices = case.prices
    factor = prices["unit"].map({"g": 1000.0}).fillna(1.0)
    prices = prices.assign(typical=prices["typical_usd"] * factor, year=prices["observed_on"].dt.year)
    true = truth.table("market").query("measure == 'price' and place != ''")
    best = {(row.place, row.year): row.best for row in true.itertuples()}
    sound, spoilt = [], []
    for row in prices.itertuples():
        key = (f"{row.place} ({row.stage})", row.year)
        if key in best:
            (spoilt if row.price_id in odd else sound).append(row.typical / best[key])
    assert pd.Series(sound).between(0.6, 1.6).all()
    assert max(spoilt) > 5
    assert len(planted.query("kind == 'price rise'")) == 1


def test_a_fee_rises_where_a_route_was_left() -> None:
    plot, level = load.load_scenario("gms-thailand"), load.load_level("foundation")
    end = date(2026, 3, 31)
    figures, facts, true, _ = returns.observe_region(region_of(plot), level["flows"], 5, end)
    desk = lay_out(setting_of(plot, level, 5, end), facts, true, figures)
    left = set(facts[facts["kind"] == "displacement"]["route"])
    risen = desk.truth["planted"].query("kind == 'price rise'")
    assert set(risen["subject"]) == left
    fees = desk.tables["prices"]
    for row in risen.itertuples():
        mine = fees[
            (fees["route"] == row.subject) & fees["source_ref"].isin(fees["source_ref"].value_counts().index[:2])
        ]
        at = pd.Timestamp(f"{row.detail}-01")
        before, after = (mine[mine["observed_on"] < at], mine[mine["observed_on"] >= at])
        assert after["typical_usd"].median() > 1.1 * before["typical_usd"].median()


def test_the_catalogue_holds_every_section_but_the_missing_ones(heroin: Made) -> None:
    case, truth = heroin
    table, planted = case.catalogue, truth.table("planted").query("stream == 'catalogue'")
    held = set(table[["country", "field", "section"]].itertuples(index=False, name=None))
    missing = {
        (*row.subject.split(" "), row.detail) for row in planted[planted["kind"] == "missing section"].itertuples()
    }
    every = {(c, f, s) for c in set(table["country"]) for f in ("smuggling", "trafficking") for s in SECTIONS}
    assert len(set(table["country"])) == 13
    assert every - held == missing
    assert missing
    old = {row.provenance for row in planted[planted["kind"] == "outdated entry"].itertuples()}
    days = (pd.Timestamp(case.info["as_of"]) - table["updated_on"]).dt.days
    assert set(table[days > 1400]["entry_id"]) == old


def test_a_committee_is_chaired_by_the_lead_but_where_that_is_planted(heroin: Made) -> None:
    case, truth = heroin
    wrong = {
        row.provenance.split(";")[0]
        for row in truth.table("planted").itertuples()
        if row.kind == "contradiction" and row.stream == "catalogue"
    }
    table = case.catalogue
    policy = table[table["section"] == "national policy"].drop_duplicates(["country", "field"])
    lead = {(row.country, row.field): row.body for row in policy.itertuples()}
    for row in table[table["section"] == "coordination: within government"].itertuples():
        if row.title is not None and (row.country, row.field) in lead and row.status == "in force":
            assert (lead[row.country, row.field] in row.entry) == (row.entry_id not in wrong)


def answers(table: pd.DataFrame) -> dict[str, str]:
    return {row.item_id: str(row.answer) for row in table.itertuples() if isinstance(row.answer, str)}


@pytest.mark.parametrize("seed", range(12))
def test_a_questionnaire_contradicts_itself_only_where_that_is_planted(seed: int) -> None:
    case, truth = synthetic_data.generate("ods", level="practitioner", seed=seed)
    planted = truth.table("planted").query("stream == 'questionnaire'")
    pairs = planted[planted["kind"] == CONTRADICTION]
    given = answers(case.questionnaire)
    assert len(case.questionnaire) == 40
    assert len(contradictions(given)) == len(pairs) == 3
    empty = set(case.questionnaire["item_id"]) - set(given)
    assert empty == set(planted[planted["kind"] == "unanswered item"]["subject"])


def test_every_item_asks_one_thing_and_contradictions_name_items() -> None:
    known = {item["item_id"] for item in items()["items"]}
    assert len(known) == 40
    for pair in items()["contradictions"]:
        assert set(pair["answers"]) <= known
        assert contradictions(pair["answers"]), pair["why"]


def test_statements_stand_in_their_transcripts_and_trace_to_facts(heroin: Made) -> None:
    case, truth = heroin
    facts = set(truth.table("strategic")["fact_id"]) | set(truth.table("planted")["fact_id"])
    entered = set(truth.table("noise").query("operation == 'false statement'")["detail"])
    coding = truth.table("coding")
    assert 6 <= coding["document_id"].nunique() <= 8
    for row in coding.itertuples():
        text = case.document(row.document_id)
        assert row.sentence in text
        assert row.code in codes()
        assert row.fact == "" or row.fact in facts
        assert (row.sentence in entered) == (not row.is_true)
        assert "name not taken" in text
    assert coding["is_true"].astype(bool).mean() > 0.6


def test_the_careful_estimate_holds_the_truth_and_the_others_are_in_the_ledger(heroin: Made) -> None:
    _, truth = heroin
    estimates = truth.table("planted").query("kind == 'estimate'")
    assert (estimates[estimates["detail"] == ""]["size"] == 1).all()
    flawed = estimates[estimates["detail"] != ""]
    assert {*flawed["detail"]} == {"exaggerated", "growth without a base", "outdated"}
    ledger = set(truth.table("noise")["operation"])
    assert {f"estimate {flaw}" for flaw in flawed["detail"]} <= ledger


def test_published_works_are_apart_from_synthetic_ones(heroin: Made) -> None:
    table = heroin[0].bibliography
    made_up = table["author"].str.contains("SYNTHETIC")
    assert (made_up == table["synthetic"].astype(bool)).all()
    assert made_up.any()
    assert not made_up.all()


def test_the_value_is_volume_times_price(heroin: Made) -> None:
    market: Mapping[str, Any] = heroin[1].table("market").query("place == ''").set_index("measure")["best"].to_dict()
    assert market["value"] == pytest.approx(market["volume"] * 1000 * market["price"], rel=0.02)
