"""Identity providers: seeded, usable alone, and never another country's data."""

from __future__ import annotations

import pytest
from faker.generator import Generator

from synthetic_data.load import load_pack, names, pack_problems
from synthetic_data.providers import NameProvider, identities
from synthetic_data.providers.handset import check_digit
from toolkit.errors import ParameterError

CODES = names("packs")


def drawn(code: str, seed: int) -> list[object]:
    faker = identities(load_pack(code), seed)
    return [faker.full_name(n % 2 == 0) for n in range(30)] + [
        faker.msisdn(),
        faker.plate(),
        faker.passport_number(),
        faker.imei(),
        faker.operator(),
    ]


@pytest.mark.parametrize("code", CODES)
def test_seeded_twins_agree_and_other_seeds_do_not(code):
    assert drawn(code, 4) == drawn(code, 4)
    assert drawn(code, 4) != drawn(code, 5)


@pytest.mark.parametrize("code", CODES)
def test_every_part_of_a_name_comes_from_the_countrys_own_pack(code):
    pack = load_pack(code)
    keys = ("given_male", "given_female", "family", "family_female")
    spelled = [entry[0] for key in keys for entry in pack["names"].get(key, ())]
    parts = {word for entry in spelled for word in entry.split()}
    faker = identities(pack, 1)
    for number in range(200):
        romanised, native = faker.full_name(number % 2 == 0)
        assert set(romanised.split()) <= parts
        if pack["script"] != "Latin":
            assert not any(letter.isascii() and letter.isalpha() for letter in native)
        assert not any(banned in romanised for banned in pack["names"]["never"])


def test_a_provider_works_alone_and_no_locale_stands_behind_it():
    faker = Generator()
    faker.seed_instance(1)
    faker.add_provider(NameProvider(faker, load_pack("LA")))
    assert faker.full_name(True)
    with pytest.raises(AttributeError):
        faker.first_name()


def test_a_name_that_may_not_be_drawn_is_not():
    pack = load_pack("KH")
    family = {"family": [["Sok", "សុខ"], ["Chan", "ចាន់"]], "never": ["Sok"]}
    faker = identities({**pack, "names": {**pack["names"], **family}}, 3)
    assert all(faker.full_name(True)[0].startswith("Chan") for _ in range(50))


def test_family_names_agree_with_their_bearers_sex_and_two_of_them_differ():
    pack = load_pack("KH")
    family = {
        "family": [["Ivanov", "Иванов"], ["Petrov", "Петров"]],
        "family_female": [["Ivanova", "Иванова"], ["Petrova", "Петрова"]],
        "order": ["given", "family", "family"],
        "never": [],
    }
    faker = identities({**pack, "names": {**pack["names"], **family}}, 3)
    assert {tuple(sorted(faker.full_name(True)[0].split()[1:])) for _ in range(20)} == {("Ivanova", "Petrova")}
    assert {tuple(sorted(faker.full_name(False)[0].split()[1:])) for _ in range(20)} == {("Ivanov", "Petrov")}


def test_handset_numbers_carry_a_right_check_digit():
    faker = identities(load_pack("TH"), 2)
    for _ in range(50):
        imei = faker.imei()
        assert len(imei) == 15
        assert check_digit(imei[:-1]) == int(imei[-1])


def test_an_unknown_pack_and_a_faulty_one_say_so():
    with pytest.raises(ParameterError, match="unknown country pack 'KX'"):
        load_pack("KX")
    pack = load_pack("KH")
    faulty = {**pack, "phone": {**pack["phone"], "prefix": "4x", "source": ""}}
    problems = pack_problems(faulty)
    assert len(problems) == 2
