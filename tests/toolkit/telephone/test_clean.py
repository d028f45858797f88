"""Numbers, clocks and lengths come to one form, each call stands once, and every line is accounted for."""

import pandas as pd
import pytest

from toolkit import telephone
from toolkit.errors import EvidenceError, ParameterError
from toolkit.telephone.exports import clock


@pytest.mark.parametrize(
    ("written", "home", "form"),
    [
        ("+66 81 000 1234", "", "+66810001234"),
        ("081-000-1234", "TH", "+66810001234"),
        ("0066 81 000 1234", "", "+66810001234"),
        ("66-810-001-234", "KH", "+66810001234"),
        ("+66 (0)81 000 1234", "", "+66810001234"),
        ("០៨១០០០១២៣៤", "855", "+855810001234"),
        ("tel:+66810001234", "", "+66810001234"),
        ("+661000591803", "", "+661000591803"),
        ("1669", "TH", "1669"),
        ("MyBank", "TH", "MyBank"),
    ],
)
def test_a_number_has_one_form_however_it_is_written(written, home, form):
    assert telephone.number(written, home) == form


@pytest.mark.parametrize("written", ["0810001234", "", "+66 12x45678", "+99912345678901234", "+0001234567"])
def test_what_is_no_number_is_refused_with_the_reason(written):
    with pytest.raises(ParameterError, match=r"telephone\.number"):
        telephone.number(written)


def test_an_unknown_home_is_refused():
    with pytest.raises(ParameterError, match="unknown home country 'XX'"):
        telephone.number("0810001234", "XX")


def test_a_column_of_numbers_keeps_its_index_and_counts_what_is_none():
    table = telephone.numbers(pd.Series(["0810001234", None, "0810001234"], index=["x", "y", "z"]), home="TH")
    assert table.to_frame()["number"].isna().tolist() == [False, True, False]
    assert table.to_frame().index.tolist() == ["x", "y", "z"]
    assert table.to_frame()["country"]["x"] == "TH"
    assert any("unreadable" in one for one in table.caveats)


def test_clocks_are_read_as_legends_write_them():
    assert clock("UTC+7").utcoffset(None).total_seconds() == 7 * 3600
    assert clock("GMT-3:30").utcoffset(None).total_seconds() == -3.5 * 3600
    assert clock("Asia/Bangkok").key == "Asia/Bangkok"
    for wrong in ("UTC+25", "Bangkok", ""):
        with pytest.raises(ParameterError, match="is no clock"):
            clock(wrong)


def test_exports_with_clocks_of_their_own_become_one_table():
    raw = pd.DataFrame(
        [
            ("L1", "A", "+66 8100 01234", "+66 8200 05678", "2026-01-01T23:00:00Z", "65 s", None),
            ("L2", "B", "0810001234", "0066820005678", "02.01.2026 06:00:00", "1:05", "C9"),
            ("L3", "B", "0810001234", "0066820005678", "02.01.2026 06:04:00", "0:00", "C9"),
            ("L4", "C", "66-820-005-678", "66-810-001-234", "01/02/2026 12:30:00 AM", "0:01:05", None),
            ("L5", "C", "66-820-005-678", "66-810-001-234", "13/40/2026 12:30:00 AM", "0:01:05", None),
        ],
        columns=["line", "export", "from", "to", "start", "length", "cell_id"],
    ).set_index("line")
    rules = {
        "A": telephone.Export("UTC", "%Y-%m-%dT%H:%M:%SZ"),
        "B": telephone.Export("UTC+7", "%d.%m.%Y %H:%M:%S", home="TH"),
        "C": telephone.Export("UTC+6:30", "%m/%d/%Y %I:%M:%S %p"),
    }
    found = telephone.clean(raw, source="from", target="to", time="start", duration="length", exports=rules)
    frame = found.to_frame()
    # 00:30 at UTC+6:30 is 18:00 of the day before: the line of export C comes first.
    assert frame.index.tolist() == ["L4", "L1", "L3"]
    assert frame.loc["L4", "started_at"] == pd.Timestamp("2026-01-01 18:00", tz="UTC")
    assert frame.loc["L1", ["caller", "duration_s", "copies", "cell_id"]].tolist() == ["+66810001234", 65, 2, "C9"]
    assert found.lines["outcome"].to_dict() == {
        "L1": "kept",
        "L2": "repeat",
        "L3": "kept",
        "L4": "kept",
        "L5": "set aside",
    }
    assert found.lines.loc["L2", "of"] == "L1"
    assert "start is no time" in found.lines.loc["L5", "why"]
    counts = found.steps.set_index("step")["lines"]
    assert counts["lines read"] == 5 == len(found) + counts["set aside, unreadable"] + 1
    assert counts["blanks filled from a repeat"] == 1
    assert any("1 lines are set aside" in one for one in found.caveats)


def test_an_hour_that_the_clock_skipped_is_set_aside_and_not_guessed():
    raw = pd.DataFrame({"caller": "+66810001234", "callee": "+66820005678", "started_at": ["2026-03-29 02:30:00"]})
    found = telephone.clean(raw, duration=None, exports=telephone.Export("Europe/Berlin", "%Y-%m-%d %H:%M:%S"))
    assert found.lines["outcome"].tolist() == ["set aside"]
    assert not len(found)


def test_repeats_that_differ_on_the_length_and_near_ones_are_for_a_person(calls):
    again = calls.iloc[[0, 0]].assign(duration_s=[61, 60])
    again["started_at"] = [calls["started_at"][0], calls["started_at"][0] + pd.Timedelta(seconds=3)]
    found = telephone.clean(pd.concat([calls, again], ignore_index=True))
    assert len(found) == 7
    assert sorted(found.doubtful["why"]) == [
        "its lines differ on the length",
        "starts within 5 s of another call of the same pair",
    ]
    # A tolerance for the clocks of two exports makes one call of the near ones.
    assert len(telephone.clean(pd.concat([calls, again], ignore_index=True), tolerance=5)) == 6


def test_a_clean_table_stays_as_it_is(calls):
    once = telephone.clean(calls).to_frame()
    twice = telephone.clean(once.drop(columns="copies")).to_frame()
    pd.testing.assert_frame_equal(once, twice)


def test_bad_input_is_one_line(calls):
    with pytest.raises(ParameterError, match="did you mean 'caller'"):
        telephone.clean(calls, source="caler")
    with pytest.raises(ParameterError, match="give its rule in exports="):
        telephone.clean(calls.assign(export="Z"), exports={"A": telephone.Export()})
    with pytest.raises(ParameterError, match="no line"):
        telephone.clean(calls.head(0))
    with pytest.raises(ParameterError, match="two lines alike"):
        telephone.clean(pd.concat([calls, calls]))
    with pytest.raises(EvidenceError, match="states no clock"):
        telephone.frequency(calls.assign(started_at=calls["started_at"].dt.tz_localize(None)))
    with pytest.raises(EvidenceError, match="not times"):
        telephone.frequency(calls.assign(started_at="noon"))
