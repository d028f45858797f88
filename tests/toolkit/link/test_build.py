"""Building a graph from records: nothing lost, nothing double, everything wrong said in one line."""

import numpy as np
import pandas as pd
import pytest

from toolkit import link
from toolkit.errors import EvidenceError, ParameterError

CALLS = pd.DataFrame(
    {
        "call_id": ["C1", "C2", "C3", "C4"],
        "caller": ["a", "b", "a", "c"],
        "callee": ["b", "a", "c", "d"],
        "seconds": [10, 20, 30, 40],
        "started_at": pd.to_datetime(["2026-01-03", "2026-01-01", "2026-01-02", "2026-01-05"], utc=True),
    }
)


def test_repeated_pairs_are_counted_in_both_directions_unless_directed():
    graph = link.build(CALLS, source="caller", target="callee", records="call_id")
    assert graph["a"]["b"]["strength"] == 2
    assert graph["a"]["b"]["records"] == ("C1", "C2")
    directed = link.build(CALLS, source="caller", target="callee", directed=True)
    assert directed["a"]["b"]["strength"] == 1
    assert directed["b"]["a"]["strength"] == 1


def test_strength_column_is_added_up_and_stays_whole():
    graph = link.build(CALLS, source="caller", target="callee", strength="seconds")
    assert graph["a"]["b"]["strength"] == 30
    assert isinstance(graph["a"]["b"]["strength"], int)
    assert graph["a"]["b"]["count"] == 2


def test_entities_stand_in_order_of_first_appearance_and_isolates_are_kept():
    graph = link.build(CALLS, source="callee", target="caller", nodes=["z", "a"])
    assert list(graph) == ["b", "a", "c", "d", "z"]
    assert graph.degree("z") == 0


def test_evidence_gives_the_rows_behind_a_link_after_filtering_too():
    graph = link.subgraph(link.build(CALLS, source="caller", target="callee"), ["a", "b"])
    assert link.evidence(graph, "b", "a")["call_id"].tolist() == ["C1", "C2"]
    with pytest.raises(ParameterError, match="'c' is not on the chart"):
        link.evidence(graph, "a", "c")


def test_times_become_first_and_last():
    graph = link.build(CALLS, source="caller", target="callee", time="started_at")
    assert graph["a"]["b"]["first"] == pd.Timestamp("2026-01-01", tz="UTC")
    assert graph["a"]["b"]["last"] == pd.Timestamp("2026-01-03", tz="UTC")


def test_self_links_and_empty_ends_are_stated_and_their_entities_kept():
    table = pd.DataFrame({"a": ["x", "x", None, " "], "b": ["x", "y", "y", "y"]})
    graph = link.build(table, source="a", target="b")
    assert list(graph.edges) == [("x", "y")]
    assert graph.graph["notes"] == (
        "2 of 4 records have no a or no b and are no link",
        "1 of 4 records link an entity to itself (row 0) and are no link",
    )
    assert graph.graph["notes"][0] in link.rank(graph).caveats
    assert graph.graph["notes"][0] in str(link.chart(graph).layout.annotations[0].text)


def test_a_table_of_self_links_alone_gives_entities_without_links():
    graph = link.build(pd.DataFrame({"a": ["x", "y"], "b": ["x", "y"]}), source="a", target="b")
    assert list(graph) == ["x", "y"]
    assert link.summary(graph).isolates == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": "calller", "target": "callee"}, "did you mean 'caller'"),
        ({"source": "caller", "target": "caller"}, "both 'caller'"),
        ({"source": "caller", "target": "callee", "strength": "call_id"}, "convert it to numbers"),
        ({"source": "caller", "target": "callee", "records": "id"}, "unknown column 'id'"),
    ],
)
def test_wrong_columns_are_named_with_the_mend(arguments, message):
    with pytest.raises(ParameterError, match=message):
        link.build(CALLS, **arguments)


@pytest.mark.parametrize(("value", "word"), [(-5, "negative"), (np.nan, "missing or infinite"), (np.inf, "infinite")])
def test_strengths_that_are_none_are_refused_with_their_row(value, word):
    table = CALLS.assign(seconds=[1.0, value, 2.0, 3.0])
    with pytest.raises(ParameterError, match=rf"1 .*{word} .*\(row 1\)"):
        link.build(table, source="caller", target="callee", strength="seconds")


def test_empty_tables_and_other_things_are_refused():
    with pytest.raises(ParameterError, match="the table is empty"):
        link.build(CALLS.head(0), source="caller", target="callee")
    with pytest.raises(ParameterError, match="expected a DataFrame"):
        link.build([("a", "b")], source="caller", target="callee")


def test_mixed_time_zones_are_refused_with_the_mend():
    mixed = CALLS.assign(
        started_at=[pd.Timestamp("2026-01-01", tz="Asia/Bangkok"), *[pd.Timestamp("2026-01-01", tz="UTC")] * 3]
    )
    with pytest.raises(EvidenceError, match=r"mixes time zones \(Asia/Bangkok, UTC\); use pandas.to_datetime"):
        link.build(mixed, source="caller", target="callee", time="started_at")


def test_numbers_as_entities_stay_plain_numbers():
    graph = link.build(pd.DataFrame({"a": [1, 2], "b": [2, 3]}), source="a", target="b")
    assert [type(entity) for entity in graph] == [int, int, int]
