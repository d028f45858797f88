"""The evidence streams of people, papers, telephones and vessels: sound, tied to the truth, and honest about gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from synthetic_data import generate
from synthetic_data.gates import configured
from synthetic_data.leaks import fitted, report
from synthetic_data.providers.mrz import check_digit
from synthetic_data.truth import Truth
from synthetic_data.world.zones import split
from toolkit.schema import STREAMS, empty
from toolkit.schema.case import Case

SEED = 20260731


@pytest.fixture(scope="module")
def made() -> tuple[Case, Truth]:
    return generate("gms-thailand", seed=SEED, level="expert", people=450)


@pytest.fixture(scope="module")
def case(made: tuple[Case, Truth]) -> Case:
    return made[0]


@pytest.fixture(scope="module")
def truth(made: tuple[Case, Truth]) -> Truth:
    return made[1]


def touched(truth: Truth, stream: str) -> set[str]:
    noise = truth.table("noise")
    return set(noise[noise["stream"] == stream]["record_id"])


def right(line: str, digits: tuple[tuple[int, int, int], ...]) -> bool:
    return all(check_digit(line[a:b]) == line[at] for a, b, at in digits)


def sound_zone(row: pd.Series) -> bool:
    """Are the check digits of number, birth and expiry right, and do number and birth date agree with the print?"""
    if len(row["mrz_1"]) == 44:
        line = row["mrz_2"]
        number, born = line[:9], line[13:19]
        digits = right(line, ((0, 9, 9), (13, 19, 19), (21, 27, 27)))
    else:
        number, born = row["mrz_1"][5:14], row["mrz_2"][:6]
        digits = right(row["mrz_1"], ((5, 14, 14),)) and right(row["mrz_2"], ((0, 6, 6), (8, 14, 14)))
    return digits and number.rstrip("<") == row["document_number"] and born == f"{row['birth_date']:%y%m%d}"


def documents(case: Case, truth: Truth) -> pd.DataFrame:
    """Untouched records of documents with the truth about each."""
    known = truth.table("papers")
    of = {record: at for at, listed in enumerate(known["provenance"]) for record in listed.split(";") if record}
    rows = case.papers[case.papers["paper_id"].isin(list(of)) & ~case.papers["paper_id"].isin(touched(truth, "papers"))]
    facts = known.iloc[[of[one] for one in rows["paper_id"]]].reset_index(drop=True)
    return rows.reset_index(drop=True).assign(flaw=facts["flaw"], is_genuine=facts["is_genuine"])


def test_genuine_documents_are_sound_and_forged_ones_betray_themselves(case: Case, truth: Truth) -> None:
    rows = documents(case, truth)
    sound = rows.apply(sound_zone, axis=1)
    genuine = rows["is_genuine"].astype(bool)
    assert sound[genuine].all()
    assert not sound[rows["flaw"].isin(["check digit"])].any()
    assert (~genuine).sum() >= 3


def test_numbers_rise_with_the_day_of_issue_but_for_those_out_of_series(truth: Truth, case: Case) -> None:
    rows = documents(case, truth)
    rows = rows[rows["flaw"] != "series"].drop_duplicates("document_number")
    for _, series in rows.groupby(["issuing_state", "kind"]):
        order = series.sort_values("issued_on", kind="stable")
        later = order["issued_on"].diff() > pd.Timedelta(0)
        assert (order["document_number"].str[-6:].astype(int).diff()[later] > 0).all()


def test_a_clerical_error_makes_a_genuine_document_look_wrong(case: Case, truth: Truth) -> None:
    noise = truth.table("noise")
    errors = noise[noise["operation"] == "clerical error"]["record_id"]
    forged = truth.table("papers").query("not is_genuine")["provenance"].str.split(";").explode()
    assert (~errors.isin(forged)).sum() >= 5


def test_crossings_and_papers_agree_on_the_moment(case: Case) -> None:
    border = case.papers[case.papers["source"] == "border"].dropna(subset=["crossing_id"])
    met = border.merge(case.crossings, on="crossing_id", suffixes=("", "_there"))
    assert len(met) == len(border) > 50
    assert (met["seen_at"] == met["detected_at"]).all()
    ordinary = met[met["outcome"] != "detected"]
    refused = ordinary["result"].isin(["refused", "seized"])
    assert (refused == (ordinary["outcome"] == "refused")).all()


def test_arrests_hold_the_innocent_too_and_charge_no_migrant(case: Case, truth: Truth) -> None:
    kinds = truth.table("people").set_index("person_id")["kind"]
    held = truth.table("arrests").assign(kind=lambda table: table["person_id"].map(kinds))
    assert {"member", "bystander"} <= set(held["kind"])
    assert not (held[held["kind"] == "migrant"]["outcome"] == "charged").any()
    assert len(case.arrests) == (held["provenance"] != "").sum()


def test_nobody_telephones_in_the_hours_in_which_a_bystander_is_held(case: Case, truth: Truth) -> None:
    people, numbers = truth.table("people"), truth.table("numbers").set_index("number")["person_id"]
    crowd = set(people[people["kind"] == "bystander"]["person_id"])
    callers = case.calls["caller"].map(numbers)
    for arrest in truth.table("arrests").itertuples():
        if arrest.person_id in crowd:
            since = case.calls["started_at"].dt.tz_localize(None) - arrest.arrested_at
            during = since.between(pd.Timedelta(0), pd.Timedelta(hours=6))
            assert not (during & (callers == arrest.person_id)).any()


def test_contacts_are_people_with_whom_the_owner_has_a_tie(case: Case, truth: Truth) -> None:
    links = truth.table("links")
    pairs = {frozenset(pair) for pair in zip(links["a"], links["b"], strict=True)}
    contacts = truth.table("contacts")
    assert len(contacts) == len(case.phone_contacts) > 10
    for row in contacts.itertuples():
        assert frozenset((row.owner, row.contact)) in pairs
    assert case.phone_contacts["saved_as"].isna().any()


def test_a_change_of_sim_shows_as_one_handset_with_two_numbers(case: Case, truth: Truth) -> None:
    numbers = truth.table("numbers")
    both = numbers.groupby("imei")["number"].transform("nunique") > 1
    seen = case.handsets.groupby("imei")["number"].nunique()
    assert (seen > 1).sum() > 0
    assert set(seen[seen > 1].index) <= set(numbers[both]["imei"])
    # and nobody calls from a pairing before its first day or after its last
    calls = case.calls.dropna(subset=["imei"]).merge(
        case.handsets, left_on=["caller", "imei"], right_on=["number", "imei"]
    )
    day = calls["started_at"].dt.tz_localize(None).dt.normalize()
    assert ((day >= calls["first_seen"]) & (day <= calls["last_seen"])).all()


def test_subjects_of_surveillance_are_members_and_others(case: Case, truth: Truth) -> None:
    people = truth.table("people").set_index("nominal_id")["is_member"]
    subjects = case.surveillance["nominal_id"].unique()
    share = people[subjects].mean()
    assert 0 < share < 1
    met = truth.table("meetings")
    assert (met["provenance"] != "").any()


def test_premises_without_a_firm_are_mostly_no_safe_houses(case: Case, truth: Truth) -> None:
    premises = case.places[case.places["kind"] == "premises"]
    firms = set(case.nominals[case.nominals["kind"] == "organisation"]["name"])
    private = premises[~premises["occupant"].isin(firms)]
    houses = set(truth.table("houses")["place_id"])
    assert houses
    assert private["place_id"].isin(houses).mean() <= 0.5


def test_a_stream_without_a_use_is_there_and_empty(case: Case) -> None:
    for name in ("vessels", "vessel_sightings"):
        assert len(case.table(name)) == 0
        pd.testing.assert_frame_equal(case.table(name), empty(STREAMS[name]))


def test_configuration_is_honoured_and_a_breach_is_seen(case: Case, truth: Truth) -> None:
    gates = configured.gates(case, truth)
    assert all(gate.passed for gate in gates), [gate for gate in gates if not gate.passed]
    names = {gate.gate for gate in gates}
    assert {"configured: coverage of papers", "configured: misread_plate", "configured: members"} <= names
    noise = truth.table("noise")
    few = noise[~((noise["stream"] == "crossings") & noise["operation"].str.startswith("name "))]
    cut = {**truth.info["coverage"], "handsets": [1, 400]}
    spoilt = Truth(info={**truth.info, "coverage": cut}, tables={**truth.tables, "noise": few})
    broken = {gate.gate for gate in configured.gates(case, spoilt) if not gate.passed}
    assert broken == {"configured: coverage of handsets", "configured: name_variant in crossings"}


def test_a_leak_spread_over_two_features_is_seen_by_the_model() -> None:
    rng = np.random.default_rng(3)
    rows = 4000
    member = rng.random(rows) < 0.3
    a = rng.normal(size=rows)
    b = -a + 0.6 * member + rng.normal(scale=0.3, size=rows)
    table = pd.DataFrame({"member": member, "a": a, "b": b, "seed": np.repeat([1, 2, 3, 4], rows // 4)})
    found = report({"made up": table}).set_index("feature")
    assert found.at["a", "passed"]
    assert not found.at["all features together", "passed"]
    assert found.at["all features together", "area"] > found["area"].drop("all features together").max()
    score = fitted(table[["a", "b"]], member, table[["a", "b"]])
    assert score[member].mean() > score[~member].mean()


def test_names_are_split_as_their_state_writes_them() -> None:
    western = {"order": ["given", "family"], "family": [["Van Dorn", "Van Dorn"]]}
    assert split("Ada Van Dorn", western) == ("Van Dorn", "Ada")
