"""Gates: a sound case passes them all, and each kind of damage fails the gate that is there for it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic_data import check, generate
from synthetic_data.gates import leak, travel
from synthetic_data.realism.networks import network_measures
from synthetic_data.realism.traffic import burstiness
from synthetic_data.truth import Truth, read_truth, write_truth
from toolkit.schema.case import Case

SEEDS = (41, 42)


@pytest.fixture(scope="module")
def cases() -> dict[int, tuple[Case, Truth]]:
    return {seed: generate("gms-thailand", seed=seed, people=400) for seed in SEEDS}


@pytest.fixture
def case(cases: dict[int, tuple[Case, Truth]]) -> Case:
    return cases[SEEDS[0]][0]


@pytest.fixture
def truth(cases: dict[int, tuple[Case, Truth]]) -> Truth:
    return cases[SEEDS[0]][1]


def damaged(case: Case, **changes: pd.DataFrame) -> Case:
    """The case with some tables put in place of its own."""
    tables = {name: changes.get(name, case.table(name)) for name in case.tables}
    loaders = {name: partial(tables.__getitem__, name) for name in tables}
    return Case(info=dict(case.info), loaders=loaders, texts=dict(case.texts))


def failed(case: Case, truth: Truth) -> set[str]:
    gates = check(case, truth)
    assert list(gates.columns) == ["gate", "passed", "value", "limit", "detail"]
    return set(gates[~gates["passed"]]["gate"])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sound_case_passes(cases: dict[int, tuple[Case, Truth]], seed: int) -> None:
    assert failed(*cases[seed]) == set()


def test_a_lost_or_unmarked_document_fails(case: Case, truth: Truth) -> None:
    broken = damaged(case)
    del broken.texts["D001"]  # type: ignore[attr-defined]
    broken.texts["D002"] = broken.texts["D002"].replace("SYNTHETIC", "REAL")  # type: ignore[index]
    assert {"documents and their index", "claims in their documents"} <= failed(broken, truth)


def test_a_dangling_reference_fails(case: Case, truth: Truth) -> None:
    calls = case.calls.copy()
    calls.loc[5, "cell_id"] = "C999999"
    assert "references between streams" in failed(damaged(case, calls=calls), truth)
    links = truth.table("links").copy()
    links.loc[0, "provenance"] = "T99999999"
    torn = replace(truth, tables={**truth.tables, "links": links})
    assert failed(case, torn) == {"provenance in the evidence"}


def test_a_plate_in_two_places_fails(case: Case, truth: Truth) -> None:
    altered = set(truth.table("noise")["record_id"])
    sightings = case.sightings.copy()
    plain = sightings[~sightings["sighting_id"].isin(altered)].index
    places = case.places.set_index("place_id")
    here = places.loc[sightings.at[plain[3], "place_id"]]
    far = (places["latitude"] - here["latitude"]).abs().idxmax()
    extra = sightings.loc[[plain[3]]].assign(
        sighting_id="S999999", place_id=far, seen_at=sightings.at[plain[3], "seen_at"] + pd.Timedelta(minutes=10)
    )
    broken = damaged(case, sightings=pd.concat([sightings, extra], ignore_index=True))
    assert "travel times of plates" in failed(broken, truth)


def test_speed_is_measured_between_consecutive_records() -> None:
    where = pd.DataFrame({"latitude": [13.0, 14.0], "longitude": [100.0, 100.0]}, index=["A", "B"])
    hours = [0.0, 1.0, 1.5]
    events = pd.DataFrame({"record": ["r1", "r2", "r3"], "thing": "X", "place": ["A", "B", "A"]})
    events["time"] = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(hours, unit="h")
    # One degree of latitude is 111 km: possible in an hour, not in half an hour.
    (line,) = travel.too_fast(events, where, set(), slack_km=1.0)
    assert line.startswith("X: r2 to r3, 111 km")
    assert travel.too_fast(events, where, {"r3"}, slack_km=1.0) == []


def test_a_seed_in_the_case_fails(case: Case, truth: Truth) -> None:
    secret = replace(truth, info={**truth.info, "seed": str(2**100 + 12345)})
    assert failed(case, secret) == set()
    told = damaged(case)
    told.texts["D003"] += f"\nrun {2**100 + 12345:x}\n"  # type: ignore[index]
    assert failed(told, secret) == {"the seed stays out"}
    named = damaged(case)
    named.info["seed"] = 7
    assert "the seed stays out" in failed(named, truth)


def test_numbering_members_first_is_a_leak(case: Case, truth: Truth) -> None:
    people = truth.table("people")
    member = people[people["nominal_id"] != ""].set_index("nominal_id")["is_member"]
    nominals = case.nominals.copy()
    order = nominals["nominal_id"].map(member).fillna(False).astype(bool).sort_values(ascending=False, kind="stable")
    sorted_first = nominals.loc[order.index].reset_index(drop=True)
    table = leak.features(damaged(case, nominals=sorted_first), truth)["nominal index"]
    assert not leak.worst("nominals", table).passed
    calls = case.calls.copy()
    user = truth.table("numbers").set_index("number")["person_id"].map(people.set_index("person_id")["is_member"])
    calls.loc[calls["caller"].map(user).fillna(False).astype(bool), "imei"] = np.nan
    assert "leak: calls" in failed(damaged(case, calls=calls), truth)


def test_amounts_in_cents_for_the_innocent_alone_are_a_leak(case: Case, truth: Truth) -> None:
    payments = truth.table("payments")
    family = payments[payments["purpose"] == "remittance"]["provenance"]
    innocent = {record for listed in family for record in str(listed).split(";")}
    transfers = case.transfers.copy()
    transfers.loc[transfers["transfer_id"].isin(list(innocent)), "amount_usd"] += 0.37
    found = failed(damaged(case, transfers=transfers), truth)
    assert {"leak: transfers: payers", "leak: transfers: payees"} <= found


def test_a_set_that_links_too_few_persons_fails(case: Case, truth: Truth) -> None:
    one = {"A": {**truth.info["sets"]["A"], "documents": truth.info["sets"]["A"]["documents"][:1]}}
    assert failed(case, replace(truth, info={**truth.info, "sets": one})) == {"set A: fit for work by hand"}


def test_a_truth_read_back_passes_like_the_one_made(case: Case, truth: Truth, tmp_path: Path) -> None:
    write_truth(truth, tmp_path)
    pd.testing.assert_frame_equal(check(case, read_truth(tmp_path)), check(case, truth))


def test_a_truth_of_another_case_fails(cases: dict[int, tuple[Case, Truth]]) -> None:
    assert "leak: subscribers" in failed(cases[SEEDS[0]][0], cases[SEEDS[1]][1])


def test_nothing_leaks_over_several_cases_together(cases: dict[int, tuple[Case, Truth]]) -> None:
    pooled: dict[str, list[pd.DataFrame]] = {}
    for case, truth in cases.values():
        for name, table in leak.features(case, truth).items():
            pooled.setdefault(name, []).append(table)
    for name, tables in pooled.items():
        table = pd.concat(tables).fillna(0.0)
        label = table[leak.LABEL].to_numpy(dtype=bool)
        spread = 0.05 + 2.5 * leak.chance_error(label)
        for feature in table.columns.drop(leak.LABEL):
            area = leak.area(table[feature].to_numpy(dtype=float), label)
            assert abs(area - 0.5) <= spread, f"{name}, {feature}: {area:.3f}"


def test_network_measures_agree_with_hand_counts() -> None:
    import networkx as nx

    path = network_measures(nx.path_graph(4))
    assert path["density"] == pytest.approx(0.5)
    assert path["mean degree"] == pytest.approx(1.5)
    assert path["diameter"] == 3
    assert path["average path"] == pytest.approx(10 / 6)
    assert path["degree Gini"] == pytest.approx(1 / 6)
    assert network_measures(nx.star_graph(6))["betweenness centralisation"] == pytest.approx(1.0)


def test_burstiness_tells_bursts_from_a_clock() -> None:
    rng = np.random.default_rng(1)

    def calls(gaps: np.ndarray) -> pd.DataFrame:
        times = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(np.cumsum(gaps), unit="s")
        return pd.DataFrame({"caller": "+1", "callee": "+2", "started_at": times})

    assert burstiness(calls(np.full(50, 3600.0))) == pytest.approx(-1.0)
    assert abs(burstiness(calls(rng.exponential(3600, 4000)))) < 0.05
    assert burstiness(calls(3600 * rng.weibull(0.4, 4000))) > 0.2
