"""Events, orders, flows and activities: the right order, the right sums, every box drawn, nothing on top of another."""

import itertools

import pandas as pd
import pytest

from toolkit import flows
from toolkit.errors import EvidenceError, ParameterError
from toolkit.flows import boxes
from toolkit.flows.stagger import rows
from toolkit.schema.case import Case


@pytest.fixture
def happenings():
    return pd.DataFrame(
        {
            "id": ["E3", "E1", "E2", "E4"],
            "event": ["group met", "deposit paid", "car leaves", "driver held"],
            "time": ["2026-01-05 06:00", "2026-01-02 10:00", "2026-01-04 22:00", "2026-01-05 06:00"],
            "status": ["confirmed", "confirmed", "suspected", "confirmed"],
            "who": ["group", "payer", "driver", "driver"],
            "kind": ["noteworthy", "start", "event", "end"],
        }
    )


def texts(figure):
    words = [str(one) for trace in figure.data for one in (trace.text if trace.text is not None else ())]
    return words + [str(one.text) for one in figure.layout.annotations]


def test_events_stand_in_order_of_time_whatever_the_order_of_rows(happenings):
    found = flows.events(happenings, by="id", status="status", lane="who", kind="kind")
    turned = flows.events(happenings.iloc[[1, 2, 0, 3]], by="id", status="status", lane="who", kind="kind")
    assert found.to_frame().index.tolist() == turned.to_frame().index.tolist() == ["E1", "E2", "E3", "E4"]
    assert any("order of the table: 1" in one for one in found.caveats)
    figure = found.event_chart(handling="H1")
    assert [shape.line.dash for shape in figure.layout.shapes] == ["solid", "dot", "solid", "solid"]
    # The arrows to and from the unverified event are dotted.
    assert sorted(trace.line.dash for trace in figure.data if trace.mode == "lines+markers") == ["dot", "solid"]
    assert all(any(words in one for one in texts(figure)) for words in happenings["event"])


def test_time_charts_draw_each_event_once_in_its_lane(happenings):
    found = flows.events(happenings, by="id", status="status", lane="who", kind="kind")
    signs = {trace.name: trace for trace in found.time_event_chart().data}
    assert signs["start"].marker.symbol == "triangle-right"
    assert signs["noteworthy"].marker.symbol == "x"
    assert signs["event, not verified"].marker.symbol == "square-open"
    timeline = found.timeline()
    assert sum(len(trace.x) for trace in timeline.data) == 4
    assert {"driver", "group", "payer"} <= set(texts(timeline))


def test_labels_of_one_row_never_meet():
    spans = [(x, x + 60.0) for x in (0, 10, 50, 70, 71, 140)]
    placed = rows(spans)
    for (one, row), (other, same) in itertools.combinations(zip(spans, placed, strict=True), 2):
        assert row != same or one[1] < other[0] or other[1] < one[0]


def test_an_order_gives_events_without_a_date_their_place(happenings):
    happenings.loc[2, "time"] = None
    with pytest.raises(EvidenceError, match="event E2 has no date"):
        flows.events(happenings, by="id")
    found = flows.events(happenings, by="id", order=[("E1", "E2"), ("E2", "E3")])
    order = found.to_frame().index.tolist()
    assert order[:2] == ["E1", "E2"]
    assert set(order[2:]) == {"E3", "E4"}  # of the same minute
    assert ("E1", "E2") in found.order
    with pytest.raises(EvidenceError, match="E3 is said to come before E1"):
        flows.events(happenings, by="id", order=[("E3", "E1")])


def test_bad_events_are_one_line(happenings):
    with pytest.raises(EvidenceError, match="not a date; write 2026-01-31"):
        flows.events(happenings.assign(time="31/01/2026"))
    with pytest.raises(EvidenceError, match="did you mean 'suspected'"):
        flows.events(happenings.assign(status="suspect"), status="status")
    with pytest.raises(ParameterError, match="'E1' stands twice"):
        flows.events(happenings.assign(id="E1"), by="id")


def test_a_circle_is_named_with_its_sources_and_orders_nothing():
    stated = pd.DataFrame(
        {"before": ["a", "b", "c", "a"], "after": ["b", "c", "a", "d"], "source": ["D1", "D2", "D3", "D4"]}
    )
    found = flows.order(stated)
    assert found.contradictions.values.tolist() == [["a, b, c", "D1, D2, D3", "a before b before c before a"]]
    assert found.before("a", "b") is None
    assert found.before("a", "d") is True
    assert found.before("d", "a") is False
    assert found.check(["d", "a", "b"])["why"].tolist() == ["a comes before d"]


def test_statements_against_the_dates_are_named():
    times = pd.Series(pd.to_datetime(["2026-01-02", "2026-01-01"]), index=["a", "b"])
    found = flows.order([("a", "b", "D7")], times=times)
    assert found.contradictions["sources"].tolist() == ["D7"]
    assert found.before("b", "a") is True
    # An undated event between two dated ones can contradict them as well.
    found = flows.order([("a", "x"), ("x", "b")], times=times)
    assert len(found.contradictions) == 2
    assert found.before("b", "a") is True


def test_open_pairs_are_listed_and_the_reduction_implies_all():
    found = flows.order([("a", "b"), ("b", "c"), ("a", "c")], items=["a", "b", "c", "z"])
    assert found.open == (("a", "z"), ("b", "z"), ("c", "z"))
    assert found.reduced == (("a", "b"), ("b", "c"))
    assert found.to_frame().loc["b", ["level", "before", "after", "open"]].tolist() == [1, 1, 1, 1]
    with pytest.raises(ParameterError, match="no pair"):
        flows.order(["ab"])


def test_each_unit_is_added_up_for_itself():
    table = pd.DataFrame(
        {
            "from": ["A", "A", "A", "B"],
            "to": ["B", "B", "B", "A"],
            "sum": [10.0, 5.0, 7.0, 1.0],
            "currency": ["THB", "THB", "LAK", "THB"],
            "day": ["2026-01-03", "2026-01-01", "2026-01-02", "2026-01-04"],
            "status": ["suspected", "suspected", "confirmed", "confirmed"],
        }
    )
    found = flows.commodity(table, "from", "to", amount="sum", unit="currency", time="day", status="status")
    assert found.to_frame()[["source", "target", "unit", "amount", "records", "status"]].values.tolist() == [
        ["A", "B", "THB", 15.0, 2, "unconfirmed"],
        ["A", "B", "LAK", 7.0, 1, "confirmed"],
        ["B", "A", "THB", 1.0, 1, "confirmed"],
    ]
    with pytest.raises(ParameterError, match="several currencies"):
        flows.commodity(table, "from", "to", amount="sum")
    assert any("15 THB · 2026-01-01" in one for one in texts(found.chart()))


def test_passages_count_there_and_back_and_no_long_gap():
    times = pd.to_datetime(
        ["2026-01-01 08:00", "2026-01-01 10:00", "2026-01-01 11:00", "2026-01-01 15:00", "2026-01-03 08:00"], utc=True
    )
    seen = pd.DataFrame({"plate": "0A", "place_id": ["P1", "P2", "P2", "P1", "P2"], "seen_at": times})
    other = seen[:2].assign(plate="0B")
    found = flows.passages(pd.concat([seen, other]).sample(frac=1, random_state=3))
    assert found.to_frame()[["source", "target", "count", "vehicles"]].values.tolist() == [
        ["P1", "P2", 2, 2],
        ["P2", "P1", 1, 1],
    ]
    assert any("in more than 12h, no passage: 1" in one for one in found.caveats)
    assert flows.passages(seen, "0A", within="48h").to_frame()["count"].tolist() == [2, 1]
    places = pd.DataFrame(
        {
            "place_id": ["P1", "P2"],
            "name": ["Poipet", "Bangkok"],
            "latitude": [13.66, 13.75],
            "longitude": [102.56, 100.5],
        }
    )
    assert found.map(places).layout.geo.visible is False
    with pytest.raises(ParameterError, match="nobody of 0Z"):
        flows.passages(seen, "0Z")


def test_an_activity_chart_names_nobody_and_has_ways_out():
    steps = pd.DataFrame(
        {
            "id": ["a", "b", "out"],
            "step": ["A deposit is paid", "Border is crossed", "Group is detected"],
            "status": ["confirmed", "unconfirmed", "confirmed"],
            "kind": ["start", "step", "aside"],
            "rests_on": ["F1", "", "AR1"],
        }
    )
    found = flows.activity(steps, [("a", "b"), ("b", "out", "patrol")], names=["Sok Dara"])
    assert not any("no way out" in one for one in found.caveats)
    assert any("rests: b" in one for one in found.caveats)
    figure = found.chart()
    assert [shape.line.dash for shape in figure.layout.shapes] == ["solid", "dot", "solid"]
    assert any("patrol" in one for one in texts(figure))
    with pytest.raises(ParameterError, match="unknown step 'z'"):
        flows.activity(steps, [("a", "z")])


@pytest.mark.parametrize("down", [False, True])
def test_boxes_never_lie_on_each_other_and_arrows_end_outside(down):
    given = {name: boxes.Box(f"step {name} of some length") for name in "abcdefgh"}
    pairs = ["ab", "bc", "ac", "ad", "de", "ce", "ef", "fb", "eg", "hg"]
    made = boxes.in_layers(given, [boxes.Arrow(*pair) for pair in pairs], down=down)
    wide, high = made.size
    for (x, y), (u, v) in itertools.combinations(made.centres.values(), 2):
        assert abs(x - u) >= wide or abs(y - v) >= high
    for arrow, course in zip(made.arrows, made.courses, strict=True):
        for point in course[1:-1]:
            assert all(
                abs(point[0] - x) >= wide / 2 or abs(point[1] - y) >= high / 2
                for name, (x, y) in made.centres.items()
                if name not in (arrow.source, arrow.target)
            )
    assert all(0 <= x <= made.extent[0] and 0 <= y <= made.extent[1] for x, y in made.centres.values())


def test_records_of_all_streams_become_events_and_can_be_filtered():
    sightings = pd.DataFrame(
        {
            "sighting_id": ["S1", "S2"],
            "seen_at": pd.to_datetime(["2026-01-02", "2026-01-01"], utc=True),
            "plate": ["0A", "0B"],
            "place_id": "P1",
        }
    )
    reports = pd.DataFrame({"document_id": ["D1"], "dated": pd.to_datetime(["2026-01-03"]), "source_ref": ["SR1"]})
    case = Case({}, {"sightings": lambda: sightings, "reports": lambda: reports}, {})
    assert flows.on_file(case)["record"].tolist() == ["S2", "S1"]
    assert flows.on_file(case, ["sightings", "reports"], since="2026-01-02")["record"].tolist() == ["S1", "D1"]
    assert flows.on_file(case, about="0B")["record"].tolist() == ["S2"]
    with pytest.raises(ParameterError, match="unknown table with dates 'sighting'"):
        flows.on_file(case, ["sighting"])
    with pytest.raises(ParameterError, match="no record fits"):
        flows.on_file(case, about="0Z")


def test_a_step_without_words_or_one_text_for_all_is_one_line():
    with pytest.raises(EvidenceError, match="step 1 has no words"):
        flows.activity(pd.DataFrame({"step": ["People walk", None]}))
    with pytest.raises(EvidenceError, match="step b has no words"):
        flows.activity(pd.DataFrame({"id": ["a", "b"], "step": ["People walk", " "]}))
    with pytest.raises(ParameterError, match="steps= is one text"):
        flows.activity("People walk")


def test_events_of_several_clocks_are_told_how_to_mend_them():
    bangkok, utc = pd.Timestamp("2026-01-01 07:00", tz="Asia/Bangkok"), pd.Timestamp("2026-01-01", tz="UTC")
    table = pd.DataFrame({"event": ["a", "b"], "time": pd.Series([bangkok, utc], dtype="object")})
    with pytest.raises(EvidenceError, match=r"mixes time zones \(Asia/Bangkok, UTC\); use pandas\.to_datetime"):
        flows.events(table)
    written = table.assign(time=["2026-01-01T07:00+07:00", "2026-01-01T00:00+00:00"])
    with pytest.raises(EvidenceError, match="mixes time zones"):
        flows.events(written)
    bare = table.assign(time=pd.Series([bangkok, pd.Timestamp("2026-01-01")], dtype="object"))
    with pytest.raises(EvidenceError, match=r"no zone.*which clock"):
        flows.events(bare)
    mended = table.assign(time=pd.to_datetime(table["time"], utc=True))
    assert flows.events(mended).to_frame()["time"].nunique() == 1
    with pytest.raises(EvidenceError, match="holds 'soon', not a date"):
        flows.events(table.assign(time=["2026-01-01", "soon"]))


def test_words_on_an_arrow_leave_the_arrow_to_be_seen():
    table = pd.DataFrame({"source": ["A"], "target": ["B"], "n": [1_234_567.0]})
    figure = flows.commodity(table, amount="n").chart()
    words = next(one for one in figure.layout.annotations if "1,234,567" in str(one.text))
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    from toolkit.link.geometry import text_width

    free = abs(line.x[1] - line.x[0]) - text_width("1,234,567", 11)
    assert free >= 48, "line and head either side of the words"
    assert min(line.x[:2]) < words.x < max(line.x[:2])
