"""Names across scripts and romanisations, plates, zones: what is alike, and why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic_data.load import load_scenario
from synthetic_data.providers import identities
from toolkit import resolution
from toolkit.errors import ParameterError

NAMES = ["Sok Dara", "Nguyễn Thị Hương", "ສົມສັກ ວົງ", "محمد علی", "Kyaw Htun", "P. Dara", "", "Мария", "李 伟"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phan Dara", "Pan Tara"),
        ("Kyaw Htun", "Chaw Tun"),
        ("Somchai Jaidee", "Somjai Chaidee"),
        ("Siriporn Saengchan", "Siriphon Saengchan"),
        ("NGUYEN Van Tuan", "Nguyễn Văn Tuấn"),
        ("Mohammad Qasim", "Mohamad Ghasim"),
        ("Aung Thein Lin", "Awng Htein Linn"),
        ("Иванова Мария", "Ivanova Mariya"),
        ("محمد کریم", "Mohammad Karim"),
        ("สมชาย ใจดี", "Somchai Chaidi"),
        ("Sok Dara", "SOKDARA"),
    ],
)
def test_spellings_of_one_name_are_alike(one, other):
    assert resolution.compare_names(one, other).score >= 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sok Dara", "Chan Nary"),
        ("Aung Thein", "Kyaw Win"),
        ("Somchai Jaidee", "Wanida Kaewmanee"),
        ("S. D.", "Sok Dara"),
        ("محمد کریم", "Sok Dara"),
        ("", "Sok Dara"),
    ],
)
def test_other_names_are_not(one, other):
    assert resolution.compare_names(one, other).score < 0.6


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES) | st.text(max_size=20), st.sampled_from(NAMES) | st.text(max_size=20))
def test_likeness_is_symmetric_bounded_and_whole_with_oneself(one, other):
    there, back = resolution.compare_names(one, other), resolution.compare_names(other, one)
    assert 0 <= there.score <= 1
    assert there.score == pytest.approx(back.score, abs=1e-3)
    if resolution.normalise_name(one):
        assert resolution.compare_names(one, one).score == 1


def test_plates_differ_by_signs_that_are_taken_for_one_another():
    assert resolution.compare_plates("กข 1234", "กข-๑๒๓๔").score == 1
    assert resolution.compare_plates("2A-1238", "2A-123B").why == "one sign taken for its like: 8/B"
    assert resolution.compare_plates("2A-1238", "2A-1239").score == 0.5
    assert resolution.compare_plates("2A-1238", "2A-12").score == 0


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["TH", "KH", "VN"]), st.integers(0, 10_000), st.sampled_from(["mrz_td1", "mrz_td3"]))
def test_zones_of_the_generator_are_read_with_every_check_right(country, seed, shape):
    pack = load_scenario("gms-thailand")["pack"].get(country)
    if pack is None:
        return
    lines = getattr(identities(pack, seed), shape)()
    zone = resolution.read_mrz(lines)
    assert zone.valid, lines
    assert zone.format == shape[-3:].upper()
    assert zone.surname
    assert zone.birth_date[:2] in ("19", "20")


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<", min_size=1, max_size=20), st.data())
def test_a_check_digit_tells_one_wrong_digit(field, data):
    place = data.draw(st.integers(0, len(field) - 1))
    other = data.draw(st.sampled_from("0123456789"))
    if field[place].isdigit() and other != field[place]:
        wrong = field[:place] + other + field[place + 1 :]
        assert resolution.check_digit(wrong) != resolution.check_digit(field)


# ICAO Doc 9303-5, specimen of a card.
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def test_the_specimen_card_and_one_changed_sign():
    zone = resolution.read_mrz(CARD)
    assert (zone.document_number, zone.sex, zone.expiry_date, zone.valid) == ("D23145890", "F", "2012-04-15", True)
    wrong = resolution.read_mrz(CARD.replace("740812", "740813"))
    assert wrong.checks == {"document_number": True, "birth_date": False, "expiry_date": True, "composite": False}


def test_what_is_no_zone_is_refused_with_the_shapes():
    with pytest.raises(ParameterError, match="two of 44, a card"):
        resolution.read_mrz("P<UTO")
    with pytest.raises(ParameterError, match="'É' stands in no zone"):
        resolution.read_mrz(CARD.replace("ERIKSSON", "ÉRIKSSON"))
