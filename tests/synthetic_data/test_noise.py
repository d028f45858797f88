"""Noise: every operation stands in the ledger with the record it touched, and touches nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.load import load_level, load_scenario
from synthetic_data.noise.names import Scribe, variants
from synthetic_data.noise.plates import CONFUSED, misread
from synthetic_data.noise.records import lose_values, repeat_records
from synthetic_data.sensors import calls, sightings
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.build import build_world

SCENARIO = load_scenario("gms-thailand")


def plates(count: int) -> Observed:
    return Observed("sightings", pd.DataFrame({"plate": [f"XB-{n:04d}" for n in range(count)], "heading": "north"}))


def test_a_misread_plate_differs_in_one_confusable_character_and_is_entered():
    observed = plates(400)
    before = observed.table["plate"].copy()
    misread(observed, 0.2, np.random.default_rng(1))
    changed = observed.table.index[observed.table["plate"] != before]
    assert 40 <= len(changed) <= 130
    assert sorted(row for _, row, _ in observed.operations) == list(changed)
    for row in changed:
        pairs = [(a, b) for a, b in zip(before[row], observed.table.at[row, "plate"], strict=True) if a != b]
        assert len(pairs) == 1
        assert CONFUSED[pairs[0][0]] == pairs[0][1]


def test_lost_values_are_empty_and_entered():
    observed = plates(400)
    lose_values(observed, ("heading",), 0.1, np.random.default_rng(1))
    empty = observed.table.index[observed.table["heading"] == ""]
    assert 20 <= len(empty) <= 65
    assert [row for _, row, _ in observed.operations] == list(empty)


def test_a_record_entered_twice_keeps_what_was_wrong_with_the_first():
    observed = plates(50)
    observed.operations.append(("misread plate", 7, "X"))
    repeat_records(observed, 1.0, np.random.default_rng(1))
    assert len(observed.table) == 100
    assert observed.table.index.is_unique
    assert sum(operation == "misread plate" for operation, _, _ in observed.operations) == 2
    assert sum(operation == "duplicate record" for operation, _, _ in observed.operations) == 50


def test_variants_differ_from_the_name():
    for name, country in (
        ("Sok Dara", "KH"),
        ("Kyaw Moe Win", "MM"),
        ("Somchai Jaidee", "TH"),
        ("Khamla Vongsa", "LA"),
    ):
        found = variants(name, country, SCENARIO["pack"], np.random.default_rng(1))
        assert found
        assert all(spelling != name for spelling, _ in found)


def test_the_scribe_writes_variants_at_the_rate_asked_for():
    people = pd.DataFrame({"person_id": ["P1"], "name": ["Phan Kunthea"], "country": ["KH"]})
    scribe = Scribe(people, SCENARIO["pack"], 0.3, np.random.default_rng(1))
    rng = np.random.default_rng(2)
    written = [scribe.write("P1", rng) for _ in range(1000)]
    share = np.mean([spelling != "Phan Kunthea" for spelling, _ in written])
    assert 0.25 <= share <= 0.35
    assert all(bool(kind) == (spelling != "Phan Kunthea") for spelling, kind in written)


def test_noise_of_the_finished_streams_points_at_the_records_it_touched(tmp_path):
    world = build_world(SCENARIO, load_level("expert"), 8, people=300)
    finished = sightings.observe(world).finish("S")
    read = finished.evidence.set_index("sighting_id")["plate"]
    true = finished.facts.set_index("sighting_id")["_plate"]
    entered = {record for operation, _, record, _ in finished.noise if operation == "misread plate"}
    assert entered == set(read.index[read != true])
    assert entered
    heard = calls.observe(world, calls.Crew(tmp_path))
    ledger = heard.noise(10**6)
    lost = {record for operation, _, record, detail in ledger if (operation, detail) == ("missing value", "cell_id")}
    records = heard.parts.dataset().to_table(columns=["call_id", "cell_id"]).to_pandas()
    assert lost == set(records.loc[records["cell_id"].isna(), "call_id"].astype(str))
    assert lost


def test_other_romanisations_of_a_pack_come_before_its_letter_groups():
    packs = {
        "XA": {
            "names": {"family": [["Sok", "s", "Sokh", "Sock"]], "given_male": [["Dara", "d"]], "given_female": []},
            "transliteration": {"pairs": [["d", "t"], ["s", "z"]]},
        }
    }
    spelt = [variants("Sok Dara", "XA", packs, np.random.default_rng(seed)) for seed in range(20)]
    for one in spelt:
        assert {name for name, kind in one if kind == "transliteration"} == {"Sokh Dara", "Sock Dara"}
