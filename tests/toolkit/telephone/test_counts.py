"""Counts of calls that can be checked by hand: frequency, contacts, matrix, wheel."""

import pandas as pd
import pytest

from tests.toolkit.telephone.conftest import A, B, C, D
from toolkit import link, telephone
from toolkit.errors import ParameterError


def test_the_frequency_table_counts_in_out_and_contacts(calls):
    frame = telephone.frequency(calls).to_frame()
    assert frame.loc[A, ["out", "in", "total", "contacts", "days"]].tolist() == [2, 2, 4, 3, 2]
    assert frame.loc[C, ["out", "in", "total", "contacts"]].tolist() == [1, 2, 3, 2]
    assert frame["total"].sum() == 2 * len(calls)
    assert frame.loc[D, "first"] == frame.loc[D, "last"] == pd.Timestamp("2026-01-06 03:00", tz="UTC")


def test_contacts_of_one_person_with_two_numbers_leave_out_the_own_ones(calls):
    frame = telephone.top_contacts(calls, [A, B]).to_frame()
    assert frame["total"].to_dict() == {C: 3, D: 1}
    assert frame.loc[C, ["out", "in", "seconds"]].tolist() == [2, 1, 130]
    assert frame["share"].tolist() == [0.75, 0.25]
    assert len(telephone.top_contacts(calls, A, n=1)) == 1


def test_common_contacts_know_their_reach(calls):
    frame = telephone.common_contacts(calls, [B, C, D]).to_frame()
    assert frame.loc[A].tolist() == [2, 1, 1, 3, 3]
    assert frame.index.tolist() == [A]
    with pytest.raises(ParameterError, match="least=4"):
        telephone.common_contacts(calls, [B, C, D], least=4)


def test_the_matrix_is_directed_and_keeps_the_silent(calls):
    found = telephone.matrix(calls, only=[A, B, C, "+1"])
    assert found.to_frame().loc[A, B] == 2
    assert found.to_frame().loc[B, A] == 0
    assert found.flows()[["source", "target", "count"]].values.tolist() == [[A, B, 2], [B, C, 2], [C, A, 1]]
    assert any("+1" in one and "without any record" in one for one in found.caveats)
    assert any("1 of 6 records have an end outside" in one for one in found.caveats)


def test_the_matrix_of_persons_adds_their_numbers_up(calls):
    held = pd.DataFrame(
        {
            "number": [A, B, C],
            "nominal_id": ["N1", "N1", "N2"],
            "ground": "subscriber",
            "source_grade": "B",
            "information_grade": "4",
        }
    )
    people = link.attributed(calls, held)
    found = telephone.matrix(people, source="from_nominal", target="to_nominal")
    assert found.flows()[["source", "target", "count"]].values.tolist() == [["N1", "N2", 2], ["N2", "N1", 1]]
    assert any("to itself" in one for one in found.caveats)


def test_two_people_of_one_name_stay_two_rows_of_the_drawing(calls):
    figure = telephone.matrix(calls, only=[A, B], names={A: "Sok Dara", B: "Sok Dara"}).chart()
    assert len(set(figure.data[0].y)) == 2


def test_records_entered_twice_are_counted_in_a_caveat(calls):
    assert any(
        "1 of 7 records repeat another" in one for one in telephone.frequency(pd.concat([calls, calls[:1]])).caveats
    )


def test_the_wheel_reads_hours_on_the_clock_of_the_place(calls):
    frame = telephone.wheel(calls, A, zone="Asia/Bangkok").to_frame()
    # 2026-01-05 was a Monday; 01:00 UTC is 08:00 in Bangkok, 03:00 of the 6th is Tuesday 10:00.
    assert frame.loc["Monday", 8] == 1
    assert frame.loc["Tuesday", 10] == 1
    assert frame.to_numpy().sum() == 4
    with pytest.raises(ParameterError, match="no clock"):
        telephone.wheel(calls, zone="Bangkok")


def test_charts_hold_every_number(calls):
    bars = telephone.frequency(calls).chart()
    assert set(bars.data[0].y) == {A, B, C, D}
    wheel = telephone.wheel(calls).chart()
    assert len(wheel.data) == 7
    assert telephone.wheel(calls).chart("heat").data[0].z.sum() == 6
    with pytest.raises(ParameterError, match="kind='pie'"):
        telephone.wheel(calls).chart("pie")


def test_records_without_an_end_are_left_out_and_counted(calls):
    calls.loc[0, "callee"] = None
    found = telephone.frequency(calls)
    assert found.to_frame()["total"].sum() == 10
    assert any("1 of 6 records lack a number or a start" in one for one in found.caveats)


def test_a_number_without_a_record_is_named_with_near_ones(calls):
    with pytest.raises(ParameterError, match=r"no record of 6 has it.*\+66100000002"):
        telephone.top_contacts(calls, "+66100000009")
