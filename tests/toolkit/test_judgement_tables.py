"""Assumptions, indicators, frameworks and claims: order, states and independence, and refusals in one line."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import judgement
from toolkit.errors import ParameterError

ASSUMPTIONS = [
    {"assumption": "one network", "criticality": "high", "evidence": "supported"},
    {"assumption": "returns cover all posts", "criticality": "medium", "evidence": "with caveats"},
    {"assumption": "fees are paid on arrival", "criticality": "High", "evidence": "unsupported"},
]


def test_critical_and_unsupported_assumptions_come_first() -> None:
    found = judgement.assumptions(ASSUMPTIONS)
    assert found.to_frame().index[0] == "fees are paid on arrival"
    assert found.linchpins == ["fees are paid on arrival"]
    assert [one.text for one in found.chart().layout.annotations][:3] == ["1", "3", "2"]
    with pytest.raises(ParameterError, match=r"unknown evidence 'strong'\. Valid: supported"):
        judgement.assumptions([{**ASSUMPTIONS[0], "evidence": "strong"}])
    with pytest.raises(ParameterError, match="unknown column 'evidence'"):
        judgement.assumptions([{"assumption": "x", "criticality": "high"}])


def indicator(**values: object) -> dict[str, object]:
    return {"indicator": "boats", "value": 12, "watch": 10, "warning": 20, **values}


@pytest.mark.parametrize(
    ("values", "status", "trend"),
    [
        ({}, "watch", "unknown"),
        ({"value": 20, "previous": 20}, "warning", "steady"),
        ({"value": 9.99, "previous": 12}, "normal", "falling"),
        ({"value": None, "previous": 3}, "not reported", "unknown"),
        ({"value": 250, "watch": 400, "warning": 300, "previous": 500}, "warning", "falling"),
        ({"value": 350, "watch": 400, "warning": 300, "previous": 100}, "watch", "rising"),
    ],
)
def test_states_by_threshold_whichever_way_it_warns(values: dict[str, object], status: str, trend: str) -> None:
    row = judgement.board([indicator(**values)]).to_frame().loc["boats"]
    assert (row["status"], row["trend"]) == (status, trend)


def test_the_board_says_states_in_words_and_counts_for_scenarios() -> None:
    found = judgement.board([indicator(scenario="sea"), indicator(indicator="plates", value=None, scenario="sea")])
    words = {one.text for one in found.chart().layout.annotations}
    assert {"watch", "not reported"} <= words
    assert found.scenarios().loc["sea"].tolist() == [2, 1, 1, 0]
    assert "1 not reported" in found.sentence
    with pytest.raises(ParameterError, match="watch and warning are both 10"):
        judgement.board([indicator(warning=10)])
    with pytest.raises(ParameterError, match="value 'twelve' is not a number"):
        judgement.board([indicator(value="twelve")])


def test_frameworks_keep_their_order_and_name_what_is_empty() -> None:
    found = judgement.pestel({"legal": ["<visa> waiver"], "Economic": [{"factor": "wage gap", "effect": "pull"}]})
    assert found.to_frame()["heading"].tolist() == ["economic", "legal"]
    assert "political, social, technological, environmental" in found.caveats[0]
    assert "&lt;visa&gt; waiver" in found._repr_html_()
    with pytest.raises(ParameterError, match="unknown heading 'moral'"):
        judgement.pestel({"moral": "x"})
    with pytest.raises(ParameterError, match="the factor under 'threats' is empty"):
        judgement.swot({"threat": ["  "]})
    with pytest.raises(ParameterError, match="no chart"):
        judgement.swot({"threat": "shift"}).chart()


def test_circular_reports_count_once() -> None:
    origins = pd.DataFrame(
        {
            "document": ["D1", "D2", "D3", "D4", "D5"],
            "derived_from": ["D3", "D1", "D2", "", ""],
            "source": ["", "", "", "S1", "S1"],
        }
    )
    found = judgement.claims({"one": ["D1", "D2", "D3"], "two": ["D1", "D4", "D5"], "three": "D4; D6"}, origins)
    assert found.to_frame()["independent"].tolist() == [1, 2, 2]
    assert "3 documents but one origin: one" in found.caveats
    assert found.sentence == "2 of 3 claims rest on two or more independent origins."
    assert "overstates" in judgement.claims({"one": "D1"}).caveats[0]
    with pytest.raises(ParameterError, match="'one' names no evidence"):
        judgement.claims({"one": []})


LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10)


@settings(max_examples=60, deadline=None)
@given(LINKS, st.permutations(range(8)))
def test_independent_sets_are_the_components_whatever_the_order(links: list[tuple[int, int]], order: list[int]) -> None:
    import networkx as nx

    graph = nx.Graph(links)
    graph.add_nodes_from(range(8))
    rows = [{"document": f"D{a}", "derived_from": f"D{b}"} for a, b in links]
    found = judgement.claims({"x": [f"D{one}" for one in order]}, rows or {})
    assert found.to_frame()["independent"].iloc[0] == nx.number_connected_components(graph)
