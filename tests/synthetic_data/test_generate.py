"""A generated case: deterministic, valid, of the size asked for, and without its seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest

import synthetic_data
from synthetic_data.truth import TABLES
from toolkit.errors import ParameterError
from toolkit.schema import STREAMS, conform, validate

SEED = 987_654_321_987_654_321
SIZE = 300

DIGEST = """
import hashlib, synthetic_data
case, truth = synthetic_data.generate("gms-thailand", seed={seed}, people={size})
found = hashlib.sha256()
for name in case.tables:
    found.update(case.table(name).to_csv(index=False).encode())
for name, table in sorted(truth.tables.items()):
    found.update(table.to_csv(index=False).encode())
for name, text in case.texts.items():
    found.update(name.encode() + text.encode())
print(found.hexdigest())
"""


@pytest.fixture(scope="module")
def made():
    return synthetic_data.generate("gms-thailand", seed=SEED, people=SIZE)


@pytest.fixture(scope="module")
def case(made):
    return made[0]


@pytest.fixture(scope="module")
def truth(made):
    return made[1]


def test_same_seed_same_rows_whatever_the_hash_seed_the_time_zone_and_the_clock():
    script = DIGEST.format(seed=SEED, size=SIZE)
    found = []
    clock = "import time; time.time = lambda: 1e9; time.time_ns = lambda: 10**18\n"
    for hash_seed, zone, before in (("1", "Asia/Bangkok", ""), ("2", "America/Anchorage", clock)):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", before + script],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        found.append(run.stdout.strip())
    assert found[0] == found[1]
    assert len(found[0]) == hashlib.sha256().digest_size * 2


def test_another_seed_gives_other_people(truth):
    _, other = synthetic_data.generate("gms-thailand", seed=SEED + 1, people=SIZE)
    brokers = [set(one.table("people").query("is_broker")["name"]) for one in (truth, other)]
    assert brokers[0] != brokers[1]
    assert truth.info["seed"] != other.info["seed"]


def test_evidence_fits_its_record_types(case):
    tables = {name: case.table(name) for name in case.tables}
    assert tuple(tables) == tuple(STREAMS)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(conform(table, STREAMS[name]), table)
    validate(tables, STREAMS)


def test_truth_has_every_table_with_its_columns(truth):
    assert set(truth.tables) == set(TABLES)
    for name, columns in TABLES.items():
        assert tuple(truth.table(name).columns) == columns


def test_the_case_never_holds_its_seed(case, truth):
    assert truth.seed == SEED
    assert "seed" not in case.info
    assert str(SEED) not in str(case.info)
    assert str(SEED) not in "".join(case.texts.values())
    assert case.info["synthetic"] is True


def test_default_size_is_that_of_the_brief():
    case, truth = synthetic_data.generate("gms-thailand", seed=5)
    people = truth.table("people")
    assert 30 <= people["is_member"].sum() <= 60
    assert (~people["is_member"]).sum() >= 500
    assert 20_000 <= len(case.calls) <= 40_000
    assert 60 <= (case.nominals["kind"] == "person").sum() <= 130


def test_window_people_and_level_are_honoured():
    heard: list[tuple[str, float]] = []
    window = ("2026-01-05", "2026-02-15")
    case, truth = synthetic_data.generate(
        "gms-thailand",
        seed=11,
        level="expert",
        people=400,
        window=window,
        progress=lambda name, share: heard.append((name, share)),
    )
    assert len(truth.table("people")) == 400
    assert case.info["window"] == list(window)
    for name, column in (("calls", "started_at"), ("transfers", "sent_at"), ("crossings", "detected_at")):
        times = case.table(name)[column]
        assert times.min() >= pd.Timestamp(window[0], tz="UTC"), name
        assert times.max() < pd.Timestamp(window[1], tz="UTC") + pd.Timedelta(days=1), name
    shares = [share for _, share in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_record_ids_run_in_order_of_time(case):
    for name, column in (("calls", "started_at"), ("crossings", "detected_at"), ("transfers", "sent_at")):
        table = case.table(name)
        assert table[STREAMS[name].key].is_monotonic_increasing
        assert table[column].is_monotonic_increasing


def test_provenance_names_records_that_exist(case, truth):
    known = {
        "calls": set(case.calls["call_id"]),
        "documents": set(case.texts),
        "transfers": set(case.transfers["transfer_id"]),
        "crossings": set(case.crossings["crossing_id"]),
        "sightings": set(case.sightings["sighting_id"]),
    }
    everything = set().union(*known.values())
    for name in ("links", "payments", "journeys"):
        listed = {one for cell in truth.table(name)["provenance"] for one in cell.split(";") if one}
        assert listed, name
        assert listed <= everything, name
    assert (truth.table("links")["provenance"] == "").any()


def test_calls_in_a_links_provenance_are_between_its_two_ends(case, truth):
    who = truth.table("numbers").set_index("number")["person_id"]
    calls = case.calls.set_index("call_id")
    for link in truth.table("links").query("provenance != ''").head(40).itertuples():
        for record in link.provenance.split(";"):
            if record in calls.index:
                ends = {who[calls.at[record, "caller"]], who[calls.at[record, "callee"]]}
                assert ends == {link.a, link.b}


def test_an_attribution_by_subscriber_data_is_borne_out_by_them(case, truth):
    people = truth.table("people")
    person = people.set_index("nominal_id")["person_id"]
    spellings = set(zip(truth.table("aliases")["person_id"], truth.table("aliases")["alias"], strict=True))
    spellings |= set(zip(people["person_id"], people["name"], strict=True))
    registered = case.subscribers.set_index("number")["registered_name"]
    by_register = case.attributions.query("ground == 'subscriber'")
    assert len(by_register) > 5
    for row in by_register.itertuples():
        assert (person[row.nominal_id], registered[row.number]) in spellings


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"scenario": "gms-thailnd"}, "did you mean 'gms-thailand'"),
        ({"level": "practitoner"}, "did you mean 'practitioner'"),
        ({"language": "xx"}, "unknown language 'xx'"),
        ({"people": 20}, "people is 20"),
        ({"seed": -1}, "out of range"),
        ({"window": ("2026-01-01", "2026-01-03")}, "is 3 days"),
        ({"window": ("2026-13-01", "2026-01-03")}, "YYYY-MM-DD"),
        ({"window": (date(2026, 3, 1), date(2026, 1, 1))}, "ends before it begins"),
    ],
)
def test_bad_arguments_say_what_is_valid(arguments, said):
    with pytest.raises(ParameterError) as raised:
        synthetic_data.generate(**{"scenario": "gms-thailand", "seed": 1, **arguments})
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
