"""Identity providers: each usable alone on any Faker, seeded, and never another country's data."""

from __future__ import annotations

import re
import sys
from datetime import date

import pytest
from faker import Faker
from faker.generator import Generator
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic_data import providers
from synthetic_data.load import load_pack, names, pack_problems
from synthetic_data.providers import PROVIDERS, add_providers, identities
from synthetic_data.providers.bank import valid
from synthetic_data.providers.country import CountryProvider, alpha3
from synthetic_data.providers.luhn import luhn_digit
from synthetic_data.providers.mrz import Holder, check_digit, name_field, td1, td3, transliterate
from toolkit.errors import ParameterError

CODES = names("packs")
FORMATS = [
    (provider, name)
    for provider in PROVIDERS
    for name in sorted(vars(provider))
    if not name.startswith("_") and callable(getattr(provider, name))
]


def drawn(faker: object, count: int = 5) -> list[object]:
    return [getattr(faker, name)() for _ in range(count) for _, name in FORMATS]


@pytest.mark.parametrize(("provider", "name"), FORMATS, ids=[name for _, name in FORMATS])
def test_every_provider_stands_alone_on_a_plain_faker(provider, name):
    values = []
    for seed in (4, 4, 5):
        fake = Faker()
        fake.seed_instance(seed)
        fake.add_provider(provider)
        values.append([getattr(fake, name)() for _ in range(8)])
    assert values[0] == values[1] != values[2]


def test_no_locale_of_faker_is_read(monkeypatch):
    fake = Generator()
    add_providers(fake)
    locales = [module for name, module in sys.modules.items() if re.match(r"faker\.providers\..+\.[a-z]{2,3}_", name)]
    for module in locales:
        for attribute in [one for one in vars(module) if one == "Provider"]:
            monkeypatch.delattr(module, attribute)
    fake.seed_instance(3)
    assert len(drawn(fake)) == 5 * len(FORMATS)
    with pytest.raises(AttributeError):
        fake.first_name()


def test_the_facade_holds_every_provider_module():
    held = {provider.__module__.rsplit(".", 1)[-1] for provider in PROVIDERS}
    assert len(held) == len(PROVIDERS)
    assert all(getattr(providers, provider.__name__) is provider for provider in PROVIDERS)


@pytest.mark.parametrize("code", CODES)
def test_seeded_twins_of_one_country_agree_and_other_seeds_do_not(code):
    pack = load_pack(code)
    assert drawn(identities(pack, 4)) == drawn(identities(pack, 4))
    assert drawn(identities(pack, 4)) != drawn(identities(pack, 5))
    assert re.fullmatch("[A-Z]{3}", alpha3(pack))


def test_an_unknown_country_says_which_there_are():
    fake = Faker()
    add_providers(fake)
    for provider, name in FORMATS:
        if issubclass(provider, CountryProvider) and name != "vessel_mmsi":
            with pytest.raises(ParameterError, match=r"unknown country 'KX'.*Valid: .*KH"):
                getattr(fake, name)(country="KX")
    with pytest.raises(ParameterError, match="Valid: KH"):
        identities(load_pack("KH"), 1).plate("TH")


def test_a_pack_held_in_memory_alone_is_enough():
    pack = {**load_pack("KH"), "code": "XA", "alpha3": "XAA", "name": "Oravia"}
    faker = identities(pack, 9)
    assert len(drawn(faker)) == 5 * len(FORMATS)
    assert faker.mrz_td3().startswith("P<XAA")
    assert faker.vessel_registration().startswith("X0-XAA-")


@pytest.mark.parametrize("code", CODES)
def test_every_part_of_a_name_comes_from_the_countrys_own_pack(code):
    pack = load_pack(code)
    keys = ("given_male", "given_female", "family", "family_female")
    parts = {part[0] for key in keys for part in pack["names"].get(key, ())}
    words = {word for part in parts for word in part.split()}
    faker = identities(pack, 1)
    for number in range(100):
        romanised, native = faker.full_name(number % 2 == 0)
        assert set(romanised.split()) <= words
        assert native
        if pack["script"] != "Latin":
            assert not any(letter.isascii() and letter.isalpha() for letter in native)
        assert not any(banned in romanised for banned in pack["names"].get("never", ()))


def test_a_name_that_may_not_be_drawn_is_not():
    pack = load_pack("KH")
    family = {"family": [["Sok", "សុខ"], ["Chan", "ចាន់"]], "never": ["Sok"]}
    faker = identities({**pack, "names": {**pack["names"], **family}}, 3)
    assert all(faker.full_name(True)[0].startswith("Chan") for _ in range(50))
    faker = identities({**pack, "names": {**pack["names"], **family, "never": ["Sok", "Chan"]}}, 3)
    with pytest.raises(ParameterError, match="never"):
        faker.full_name(True)


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


def test_handles_are_many_and_of_two_words():
    fake = Faker()
    fake.seed_instance(1)
    add_providers(fake)
    for code in (None, *CODES[:2]):
        handles = {fake.smuggling_alias(code) for _ in range(6000)}
        assert len(handles) >= 2000
    assert all(len(handle.split()) >= 2 for handle in handles)


def test_numbers_carry_right_check_digits_and_cannot_be_issued():
    fake = Faker()
    fake.seed_instance(2)
    add_providers(fake)
    for _ in range(50):
        for number, length, start in ((fake.imei(), 15, "00"), (fake.sim_iccid(), 19, "8900101")):
            assert (len(number), number[: len(start)]) == (length, start)
            assert luhn_digit(number[:-1]) == int(number[-1])
        assert re.fullmatch(r"00101\d{10}", fake.imsi())
        assert re.fullmatch(r"79\d{7}", fake.vessel_mmsi())
        account = fake.bank_account()
        assert valid(account)
        assert re.match(r"[A-Z]{2}\d\d00", account)
        assert not valid(account[:-1] + str((int(account[-1]) + 1) % 10))


def test_kinds_of_firm_are_honoured():
    fake = Faker()
    add_providers(fake)
    assert fake.firm_name("call shop")
    with pytest.raises(ParameterError, match="unknown kind of firm 'call shp'; did you mean 'call shop'"):
        fake.firm_name("call shp")


# The specimens of ICAO Doc 9303 parts 4 and 5, appendix B, and its examples of names.
ERIKSSON = Holder("Eriksson", "Anna Maria", "L898902C3", "UTO", "UTO", date(1974, 8, 12), "F", date(2012, 4, 15))


def test_the_zones_agree_with_the_specimens_of_icao():
    passport = td3(Holder(**{**vars(ERIKSSON), "optional": "ZE184226B"}))
    assert passport == (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )
    card = td1(Holder(**{**vars(ERIKSSON), "number": "D23145890"}))
    assert card == (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    )
    stevenson = Holder(
        "Stevenson", "Peter John", "D23145890734", "UTO", "UTO", date(1934, 7, 12), "M", date(1995, 7, 12)
    )
    assert td1(stevenson) == (
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "3407127M9507122UTO<<<<<<<<<<<2",
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    )


@pytest.mark.parametrize(
    ("surname", "given_names", "field"),
    [
        ("Heng", "Deborah Ming Lo", "HENG<<DEBORAH<MING<LO"),
        ("Smith-Jones", "Susie Margaret", "SMITH<JONES<<SUSIE<MARGARET"),
        ("O'Connor", "Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN"),
        ("Arkfreith", "", "ARKFREITH"),
        ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        ("Nilavadhanananda", "Arnpol Petch Charonguang", "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU"),
        ("Papandropoulous", "Jonathon Warren Trevor", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
    ],
)
def test_names_are_written_as_the_examples_of_icao(surname, given_names, field):
    assert name_field(surname, given_names, 39) == field.ljust(39, "<")


LATIN = "abcdefghijklmnopqrstuvwxyzÀÉÎÕÜßøłđơưạ'- "
NAMES = st.text(LATIN, min_size=1, max_size=60).filter(lambda text: bool(re.search("[a-z]", text)))


@settings(max_examples=80, deadline=None)
@given(surname=NAMES, given_names=NAMES | st.just(""), born=st.dates(date(1930, 1, 1)), sex=st.sampled_from("FMX"))
def test_zones_have_their_width_and_their_check_digits_verify(surname, given_names, born, sex):
    holder = Holder(surname, given_names, "ZK0123456", "XAA", "XAB", born, sex, date(2030, 1, 31))
    upper, lower = td3(holder)
    assert len(upper) == len(lower) == 44
    for first, last in ((0, 9), (13, 19), (21, 27)):
        assert check_digit(lower[first:last]) == lower[last]
    assert check_digit(lower[:10] + lower[13:20] + lower[21:43]) == lower[43]
    one, two, three = td1(holder)
    assert len(one) == len(two) == len(three) == 30
    assert check_digit(one[5:] + two[:7] + two[8:15] + two[18:29]) == two[29]
    for field, width in ((upper[5:], 39), (three, 30)):
        whole = "<<".join(part for part in (transliterate(surname), transliterate(given_names)) if part)
        assert field == whole.ljust(width, "<") if len(whole) <= width else field[-1] != "<"
        assert re.fullmatch("[A-Z<]+", field)


def test_keywords_of_a_zone_are_honoured_and_faults_are_named():
    fake = Faker()
    fake.seed_instance(6)
    add_providers(fake)
    wanted = {"surname": "Chea", "given_names": "Vanna", "number": "ZK0000017", "birth_date": "1990-02-03"}
    upper, lower = fake.mrz_td3("KH", **wanted, sex="F", expiry_date="2031-05-06", nationality="VN").splitlines()
    assert upper.startswith("P<KHMCHEA<<VANNA<")
    assert lower.startswith("ZK0000017")
    assert lower[10:28] == "VNM9002030F3105065"
    for fault in (
        {"sex": "male"},
        {"birth_date": "03/02/1990"},
        {"surname": "ចាន់"},
        {"number": "ZK00000000017"},
        {"nationality": "Kampuchea"},
        {"surnames": "Chea"},
    ):
        with pytest.raises(ParameterError):
            fake.mrz_td3("KH", **fault)


def test_an_unknown_pack_and_a_faulty_one_say_so():
    with pytest.raises(ParameterError, match="unknown country pack 'KX'"):
        load_pack("KX")
    pack = load_pack("KH")
    faulty = {**pack, "phone": {**pack["phone"], "prefix": "4x", "source": ""}}
    problems = pack_problems(faulty)
    assert len(problems) == 2
