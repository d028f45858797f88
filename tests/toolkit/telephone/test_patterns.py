"""Chains, silences, handsets, co-location and pattern of life, on records whose pattern is known."""

import numpy as np
import pandas as pd
import pytest

from tests.toolkit.telephone.conftest import A, B, C, D
from toolkit import telephone
from toolkit.errors import ParameterError


def test_chains_are_the_ones_within_the_time(calls):
    found = telephone.chains(calls, "5min", least=1)
    assert found.to_frame()[["n1", "n2", "n3", "times", "days"]].values.tolist() == [[A, B, C, 2, 1]]
    assert found.occurrences[["call1", "call2", "seconds"]].values.tolist() == [[0, 1, 240], [2, 3, 300]]
    assert len(telephone.chains(calls, "4min", least=1).occurrences) == 1
    assert not len(telephone.chains(calls, "5min", start=C, least=1).occurrences)


def test_calling_back_is_no_chain_and_longer_ones_grow():
    times = pd.date_range("2026-01-01 08:00", periods=4, freq="2min", tz="UTC")
    ring = pd.DataFrame({"caller": [A, B, B, C], "callee": [B, A, C, D], "started_at": times})
    assert telephone.chains(ring, "10min", least=1).occurrences[["n1", "n3"]].values.tolist() == [[A, C], [B, D]]
    assert telephone.chains(ring, "10min", length=4, least=1).to_frame()["chain"].tolist() == [f"{A} → {B} → {C} → {D}"]
    with pytest.raises(ParameterError, match="length=9"):
        telephone.chains(ring, length=9)


def test_a_planted_chain_stands_out_of_habit():
    rng = np.random.default_rng(5)
    start = pd.Timestamp("2026-01-01", tz="UTC")
    rows = []
    for day in range(60):
        for number, other in ((A, B), (B, C), (B, D)):
            for hour in rng.uniform(8, 20, 6):
                rows.append((start + pd.Timedelta(days=day, hours=hour), number, other))
        if day % 3 == 0:
            at = start + pd.Timedelta(days=day, hours=rng.uniform(8, 20))
            rows += [(at, A, B), (at + pd.Timedelta(minutes=3), B, D)]
    table = pd.DataFrame(rows, columns=["started_at", "caller", "callee"])
    frame = telephone.chains(table, "5min").to_frame().set_index("n3")
    # By habit each way chains about 6 x 6 x 5 / 720 = 0.25 times a day: 15 in 60 days.
    assert 8 < frame.loc[C, "expected"] < 24
    assert frame.loc[D, "ratio"] > 1.6 > frame.loc[C, "ratio"]
    assert frame.loc[D, "times"] > frame.loc[D, "most_by_chance"]


def test_silences_name_the_event_before_them():
    days = [*pd.date_range("2026-01-01", "2026-01-10", tz="UTC"), *pd.date_range("2026-01-20", "2026-02-01", tz="UTC")]
    calls = pd.DataFrame({"caller": A, "callee": B, "started_at": days})
    late = pd.DataFrame({"caller": [C], "callee": [D], "started_at": [pd.Timestamp("2026-02-20", tz="UTC")]})
    events = pd.DataFrame(
        {"time": pd.to_datetime(["2026-01-09 12:00", "2026-01-25 00:00"], utc=True), "event": ["arrest", "raid"]}
    )
    found = telephone.gaps(pd.concat([calls, late]), A, events)
    frame = found.to_frame()
    assert frame["end"].tolist() == ["ceased", "silence"]
    assert frame.loc[1, ["days", "usual_days", "event", "hours_before"]].tolist() == [10.0, 1.0, "arrest", 12.0]
    assert pd.isna(frame.loc[0, "event"])
    assert len(found.chart().data) == 2


def test_calls_after_an_event_stand_beside_the_usual():
    hours = pd.date_range("2026-01-01 12:00", periods=8, freq="7D", tz="UTC")
    more = pd.date_range("2026-01-29 13:00", periods=5, freq="1h", tz="UTC")
    calls = pd.DataFrame({"caller": A, "callee": B, "started_at": [*hours, *more]})
    events = pd.DataFrame({"time": pd.to_datetime(["2026-01-29 11:00"], utc=True), "event": ["raid"]})
    row = telephone.around(calls, events, hours=8).to_frame().iloc[0]
    assert row[["after", "usual_after", "rank_after"]].tolist() == [6, 1, 0]
    with pytest.raises(ParameterError, match="no event falls into"):
        telephone.around(calls, events.assign(time=pd.Timestamp("2027-01-01", tz="UTC")))


def test_handsets_tell_a_change_from_two_at_once():
    rows = [
        ("I1", A, "2026-01-01"), ("I1", A, "2026-01-10"), ("I1", B, "2026-01-12"), ("I1", B, "2026-01-20"),
        ("I2", C, "2026-01-01"), ("I2", C, "2026-01-20"), ("I2", D, "2026-01-05"), ("I3", C, "2026-02-01"),
    ]  # fmt: skip
    calls = pd.DataFrame(rows, columns=["imei", "caller", "started_at"])
    calls["started_at"] = pd.to_datetime(calls["started_at"], utc=True)
    found = telephone.handsets(calls)
    assert found.changes[["kind", "held", "before", "after"]].values.tolist() == [
        ["SIMs in one handset at once", "I2", C, D],
        ["change of SIM", "I1", A, B],
        ["change of handset", C, "I2", "I3"],
    ]
    assert found.followed(B) == [A]
    assert found.followed(D) == []
    assert found.changes["gap_days"].tolist()[1] == 2
    assert len(found.chart(only=A).data) == 2
    daily = pd.DataFrame(
        {
            "imei": "I1",
            "number": [A, B],
            "first_seen": pd.to_datetime(["2026-01-01", "2026-01-10"]),
            "last_seen": pd.to_datetime(["2026-01-10", "2026-01-20"]),
        }
    )
    # Pairings are by the day: the SIM may have been changed on the day that both name.
    assert telephone.handsets(daily).changes["kind"].tolist() == ["change of SIM"]


def test_two_who_travel_together_stand_out_of_neighbours():
    rng = np.random.default_rng(3)
    start = pd.Timestamp("2026-01-01", tz="UTC")
    rows = []
    for day in range(90):
        for number in (A, B, C, D):
            # C and D live at one cell; A and B live apart and meet every tenth day.
            home = {A: "CA", B: "CB", C: "CC", D: "CC"}[number]
            cell = "CX" if number in (A, B) and day % 10 == 0 else home
            rows += [(start + pd.Timedelta(days=day, hours=h), number, cell) for h in rng.uniform(8, 20, 8)]
    calls = pd.DataFrame(rows, columns=["started_at", "caller", "cell_id"])
    found = telephone.colocation(calls, within="30min")
    frame = found.to_frame().set_index(["a", "b"])
    assert frame.loc[(A, B), "ratio"] > 4
    assert frame.loc[(A, B), "as_many_by_chance"] <= 0.1
    assert 0.85 < frame.loc[(C, D), "ratio"] < 1.2
    assert (A, C) not in frame.index
    assert set(found.occasions["place"]) == {"CX", "CC"}


def test_cells_of_one_place_may_count_as_one(calls):
    cells = pd.DataFrame({"cell_id": ["C1", "C2"], "place_id": "PL1"})
    assert telephone.colocation(calls, [A, B], "5min").to_frame()["records"].tolist() == [2]
    together = telephone.colocation(calls, [A, B, D], "24h", cells=cells, by="place_id").to_frame()
    assert together["places"].tolist() == [1, 1, 1]
    with pytest.raises(ParameterError, match="at least 2"):
        telephone.colocation(calls, [A])


def test_pattern_of_life_tells_night_from_work():
    night = pd.date_range("2026-01-05 16:30", periods=20, freq="D", tz="UTC")
    work = pd.date_range("2026-01-05 03:00", periods=20, freq="D", tz="UTC")
    calls = pd.DataFrame(
        {"caller": A, "callee": B, "started_at": [*night, *work], "cell_id": ["C1"] * 20 + ["C2"] * 20}
    )
    cells = pd.DataFrame({"cell_id": ["C1", "C2"], "place_id": ["PL1", "PL2"]})
    places = pd.DataFrame({"place_id": ["PL1", "PL2"], "name": ["Home town", "Market"]})
    found = telephone.life(calls, A, "Asia/Bangkok", cells=cells, places=places)
    assert (found.home, found.work) == ("Home town", "Market")
    assert found.to_frame().loc["Home town", ["records", "night", "work"]].tolist() == [20, 20, 0]
    assert "nights mostly at Home town" in found.sentence
    assert len(found.chart().data) == 2
    with pytest.raises(ParameterError, match="made no call"):
        telephone.life(calls, B)


def test_a_picture_says_what_it_leaves_out():
    times = pd.date_range("2026-01-01", periods=40, freq="6h", tz="UTC")
    rows = [(f"I{one:02}", f"+8550000{one:04}{half}", times[20 * half]) for one in range(30) for half in (0, 1)]
    table = pd.DataFrame(rows, columns=["imei", "caller", "started_at"]).assign(callee="+855999999999")
    assert "the first 25 of 30" in telephone.handsets(table).chart().layout.title.text
    assert "of" not in telephone.handsets(table.head(6)).chart().layout.title.text
    several = list(table["caller"].unique()[:35])
    assert "30 of 35 numbers drawn" in telephone.gaps(table, several, at_least="1D").chart().layout.title.text


def test_numbers_with_a_silence_are_drawn_before_those_without():
    whole = pd.date_range("2026-01-01", "2026-01-31", freq="12h", tz="UTC")
    rows = [(f"+8551000000{one:02}", moment) for one in range(30) for moment in whole]
    rows += [("+855200000000", moment) for moment in (*whole[:10], *whole[40:])]
    calls = pd.DataFrame(rows, columns=["caller", "started_at"]).assign(callee="+855999999999")
    found = telephone.gaps(calls, list(calls["caller"].unique()))
    assert found.to_frame()["number"].tolist() == ["+855200000000"]
    assert "+855200000000" in found.chart().data[0].y


def test_events_without_a_time_are_counted():
    times = pd.date_range("2026-01-01", periods=40, freq="D", tz="UTC")
    calls = pd.DataFrame({"caller": "+855200000000", "callee": "+855300000000", "started_at": times})
    events = pd.DataFrame({"time": [times[20], pd.NaT], "event": ["arrest", "search"]})
    for found in (telephone.gaps(calls, "+855200000000", events), telephone.around(calls, events)):
        assert "1 of 2 events have no time and are left out" in found.caveats
