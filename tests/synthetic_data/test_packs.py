"""Country packs: each is sound, yields enough people, well-formed numbers, and places that lie in its country."""

from __future__ import annotations

import re

import pytest

from grading.keys.setting import COUNTRIES
from synthetic_data.load import load_pack, names, pack_problems
from synthetic_data.providers import identities
from toolkit.schema.registry import STREAMS

CODES = names("packs")
# places that lie off the rest of their country by more than this many degrees are swapped or mistyped
MARGIN = 3.0
ISLANDS = {"Hobart", "Cocos Islands"}  # these do lie far out


@pytest.fixture(params=CODES)
def pack(request):
    return load_pack(request.param)


def positions(pack):
    return [(name, north, east) for group in pack["places"] for name, north, east in group["at"]]


def column(stream, name):
    return next(one for one in STREAMS[stream].columns if one.name == name)


def swapped(places, name):
    return [(one, east, north) if one == name else (one, north, east) for one, north, east in places]


def astray(places):
    """Names of the places that lie more than MARGIN degrees outside the bounding box of all the others."""
    found = []
    for name, *position in places:
        others = [other[1:] for other in places if other[0] != name]
        for axis in (0, 1):
            known = [other[axis] for other in others]
            if not min(known) - MARGIN <= position[axis] <= max(known) + MARGIN:
                found.append(name)
    return found


def test_every_pack_is_sound_and_stands_under_its_own_code(pack):
    assert pack_problems(pack) == []
    assert load_pack(pack["code"]) == pack
    for table in ("currency", "phone", "plate", "document", "names", "transliteration", "places_source"):
        assert pack[table]["source"].strip()
    assert pack["script"].isalpha()
    assert pack["names"]["joint"] in ("", " ")
    assert len(pack["names"]["nicknames"]) >= 10
    assert len(pack["phone"]["operators"]) >= 2
    assert all(operator.endswith("(fictional)") for operator in pack["phone"]["operators"])


def test_streams_and_questions_know_the_packs_country_and_currency(pack):
    assert pack["code"] in column("subscribers", "country").codes
    assert pack["currency"]["code"] in column("transfers", "currency").codes
    country, people = COUNTRIES[pack["code"]]
    assert country.removeprefix("the ") == pack["name"]
    assert people[0].isupper()


def test_the_streams_take_the_codes_left_to_fictional_countries_and_no_other():
    codes = column("subscribers", "country").codes
    assert {"XA", "XM", "XZ"} <= set(codes)
    assert set(codes) == {*CODES, *(code for code in codes if code.startswith("X"))}
    assert len(set(codes)) == len(codes)


def test_a_thousand_draws_give_many_names_and_well_formed_identities(pack):
    faker = identities(pack, 11)
    drawn = {faker.full_name(number % 2 == 0) for number in range(1000)}
    assert len(drawn) >= 500
    phone = pack["phone"]
    # E.164: a plus and at most fifteen digits
    form = re.compile(rf"\+{phone['country_code']}{phone['prefix']}[0-9]{{{phone['digits']}}}")
    numbers = {faker.msisdn() for _ in range(1000)}
    assert len(numbers) >= 900
    assert all(form.fullmatch(number) and len(number) <= 16 for number in numbers)
    assert len({faker.plate() for _ in range(1000)}) >= 500
    documents = {faker.passport_number() for _ in range(1000)}
    assert len(documents) >= 900
    assert all(re.fullmatch("[A-Z0-9]{1,9}", document) for document in documents)


def test_women_bear_as_many_family_names_as_men(pack):
    family = pack["names"]["family"]
    assert len(pack["names"].get("family_female", family)) == len(family)


def test_no_spelling_of_a_name_is_given_twice_and_none_is_in_another_script(pack):
    for key in ("family", "family_female", "given_male", "given_female"):
        for romanised, _, *others in pack["names"].get(key, ()):
            assert len({romanised, *others}) == 1 + len(others), romanised
            assert all(spelling.isascii() for spelling in (romanised, *others)), romanised


def test_places_lie_where_their_country_lies(pack):
    assert set(astray(positions(pack))) <= ISLANDS


def test_swapped_latitude_and_longitude_would_be_found(pack):
    places = positions(pack)
    found = [name in astray(swapped(places, name)) for name, _, _ in places]
    # not all: where a wide country's latitudes and longitudes meet, as near the Urals, a swap stays inside
    assert sum(found) >= 0.8 * len(found)


def test_place_names_are_unique_over_all_packs_and_every_kind_is_known():
    packs = [load_pack(code) for code in CODES]
    everywhere = [name for one in packs for name, _, _ in positions(one)]
    assert sorted(everywhere) == sorted(set(everywhere))
    kinds = {group["kind"] for one in packs for group in one["places"]}
    assert kinds <= {"town", "border point", "landing", "road point", "airport", "port"}


def test_number_series_of_two_countries_do_not_meet():
    starts = ["+{country_code}{prefix}".format(**load_pack(code)["phone"]) for code in CODES]
    assert not [(a, b) for a in starts for b in starts if a != b and b.startswith(a)]
    assert len(set(starts)) == len(starts)


def test_document_series_of_two_countries_do_not_meet():
    starts = [load_pack(code)["document"]["pattern"].rstrip("#@") for code in CODES]
    assert len(set(starts)) == len(starts)
