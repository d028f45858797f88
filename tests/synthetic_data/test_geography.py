"""Fictional geography: any scenario with invented names alone, and with the distances that it had."""

from __future__ import annotations

import itertools
import re

import pytest

import synthetic_data
from synthetic_data.flows.regions import region_of, region_problems
from synthetic_data.geography import atlas_of, fictional, real_names
from synthetic_data.geography.atlas import places
from synthetic_data.geography.sphere import great_circle
from synthetic_data.geography.vocabulary import pattern, strings, table
from synthetic_data.load import load_pack, load_scenario, names, pack_problems, scenario_problems
from synthetic_data.providers import identities

SCENARIOS = names("scenarios")
PACKS = [load_pack(code) for code in names("packs")]


LISTED = pattern(real_names())
PLACES = pattern(name for pack in PACKS for _, name, _, _ in places(pack))


def real(*texts: str) -> list[str]:
    """Real names in texts, by the room's own list and by the packs themselves."""
    text = "\n".join(texts)
    return LISTED.findall(text) + PLACES.findall(text)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_real_name_stays_in_any_scenario(scenario):
    plot = load_scenario(scenario)
    made = fictional(plot, 11)
    assert made["geography"] == "fictional"
    codes = {*plot.get("pack", {}), *(pack["currency"]["code"] for pack in plot.get("pack", {}).values())}
    states = {*table("real")["states"]}
    for text in strings(made):
        assert real(text) == []
        assert text not in codes | states
        assert not any(ord(letter) > 0x24F for letter in text if letter.isalpha()), text
    assert not any(name.lower() in made["name"] for name in real_names() if len(name) > 3)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_shape_and_the_figures_stay(scenario):
    plot = load_scenario(scenario)
    made = fictional(plot, 5)
    if "pack" in plot:
        packs = made.pop("pack")
        assert scenario_problems(made, packs) == []
        assert [problem for pack in packs.values() for problem in pack_problems(pack)] == []
        assert len(packs) == len(plot["pack"])
        assert [route["fees_usd"] for route in made["routes"]] == [route["fees_usd"] for route in plot["routes"]]
    region = region_of(made)
    assert region_problems(region) == []
    assert [sorted(one["monthly"].values()) for one in region["routes"]] == [
        sorted(one["monthly"].values()) for one in region_of(plot)["routes"]
    ]
    assert len(region["sheet"]["states"]) == 13
    assert fictional(plot, 5)["title"] == made["title"] != fictional(plot, 6)["title"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_distances_stay_and_positions_lie_elsewhere(scenario):
    plot = load_scenario(scenario)
    if "pack" not in plot:
        pytest.skip("a strategic scenario has no places")
    atlas, made = atlas_of(plot, 3), fictional(plot, 3)
    pairs = []
    for code, pack in plot["pack"].items():
        for before, after in zip(places(pack), places(made["pack"][atlas.codes[code]]), strict=True):
            assert before[0] == after[0]
            pairs.append((before[2:], after[2:]))
    for water, there in zip(plot.get("sea", {}).get("waters", ()), made.get("sea", {}).get("waters", ()), strict=True):
        pairs += [(tuple(a), tuple(b)) for a, b in zip(water["grounds"], there["grounds"], strict=True)]
    for route, there in zip(plot["routes"], made["routes"], strict=True):
        for name, points in route.get("via", {}).items():
            pairs += [(tuple(a), tuple(b)) for a, b in zip(points, there["via"][name], strict=True)]
    shifts = sorted(great_circle(a, b) for a, b in pairs)
    assert shifts[len(shifts) // 2] > 1000
    couples = list(itertools.combinations(pairs, 2))
    for (a, moved_a), (b, moved_b) in couples[:: 1 + len(couples) // 6000]:
        far = great_circle(a, b)
        assert abs(great_circle(moved_a, moved_b) - far) <= max(0.02 * far, 0.01)


def test_invented_countries_sound_unlike_each_other_and_hold_nothing_assigned():
    made = fictional(load_scenario("gms-thailand"), 21)
    endings = []
    for code, pack in made["pack"].items():
        assert re.fullmatch("X[A-Z]", code)
        assert pack["alpha3"].startswith(code)
        assert pack["currency"]["code"] == f"{code}Q"
        assert pack["phone"]["country_code"][:2] in ("28", "83", "89")
        faker = identities(pack, 4)
        assert faker.msisdn().startswith(f"+{pack['phone']['country_code']}")
        assert faker.mrz_td3()[2:5] == pack["alpha3"]
        romanised, native = faker.full_name(True)
        assert romanised == native
        endings.append({name[-3:] for kind, name, _, _ in places(pack) if kind == "town"})
    assert all(len(a & b) <= 1 for a, b in itertools.combinations(endings, 2))


def test_a_whole_case_holds_no_real_name():
    case, truth = synthetic_data.generate("gms-thailand", seed=8, people=400, geography="fictional")
    assert case.info["geography"] == "fictional"
    found = real(*strings(case.info))
    for frame in (*map(case.table, case.tables), *truth.tables.values()):
        for column in frame.columns:
            found += real(*frame[column].dropna().astype(str).unique())
    for document in case.documents["document_id"]:
        found += real(case.document(document))
    assert found == []
