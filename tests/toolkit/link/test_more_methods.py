"""Components, paths, parallel links, periods and sampled betweenness, on charts small enough to check by eye."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from toolkit import link
from toolkit.errors import EvidenceError, ParameterError

CALLS = pd.DataFrame(
    {
        "a": ["x", "y", "x", "z", "z"],
        "b": ["y", "x", "z", "w", "z"],
        "at": pd.to_datetime(["2026-01-03", "2026-01-09", "2026-03-02", "2026-03-05", "2026-03-05"], utc=True),
        "km": [1.0, 2.0, 3.0, 4.0, 5.0],
    }
)


def test_components_of_arrows():
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])
    assert link.components(graph).to_frame()["component"].tolist() == [1, 1, 1]
    assert link.components(graph, strong=True).to_frame()["size"].tolist() == [2, 2, 1]


def test_the_shortest_path_follows_lengths_and_arrows_and_counts_its_equals():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("b", "d", 1), ("a", "c", 9), ("c", "d", 9)], weight="strength")
    found = link.path(graph, "a", "d")
    assert len(found) == 3
    assert "other paths as short: 1" in found.caveats
    assert list(link.path(graph, "a", "d", distance="inverse")) == ["a", "c", "d"]
    assert list(link.path(graph, "a", "d", distance="strength")) == ["a", "b", "d"]
    assert list(link.path(nx.DiGraph([("a", "b")]), "b", "a")) == []
    assert list(link.path(graph, "a", "a")) == ["a"]
    with pytest.raises(ParameterError, match="'e' is not on the chart of 4"):
        link.path(graph, "a", "e")
    with pytest.raises(ParameterError, match="has km None; give each link a number above 0"):
        link.path(graph, "a", "d", distance="km")


def test_every_record_is_a_parallel_link_in_its_own_direction():
    graph = link.build(CALLS, source="a", target="b")
    parallel = link.multigraph(graph, columns=["km"])
    assert sorted(parallel.edges(keys=True, data="km")) == [
        ("x", "y", 0, 1.0),
        ("x", "z", 2, 3.0),
        ("y", "x", 1, 2.0),
        ("z", "w", 3, 4.0),
    ]
    part = link.multigraph(link.subgraph(graph, ["x", "y"]))
    assert part.number_of_edges() == 2
    with pytest.raises(ParameterError, match="holds no records"):
        link.multigraph(nx.path_graph(2))


def test_periods_without_records_are_rows_and_turnover_is_counted():
    found = link.over_time(CALLS, "a", "b", "at")
    frame = found.to_frame()
    assert frame["records"].tolist() == [2, 0, 3]
    assert frame["links"].tolist() == [1, 0, 2]
    assert frame["new_nodes"].tolist() == [2, 0, 2]
    assert frame["lost_links"].tolist() == [0, 1, 0]
    assert frame["kept"].fillna(-1).tolist() == [-1, 0, -1]
    assert list(found.graphs) == [frame.index[0], frame.index[2]]
    with pytest.raises(ParameterError, match="unknown frequency 'moon'"):
        link.over_time(CALLS, "a", "b", "at", every="moon")
    mixed = CALLS.assign(at=[pd.Timestamp("2026-01-01", tz="Asia/Bangkok"), *CALLS["at"][1:]])
    with pytest.raises(EvidenceError, match="mixes time zones"):
        link.over_time(mixed.astype({"at": "object"}), "a", "b", "at")


@pytest.mark.parametrize("directed", [False, True])
def test_sampled_betweenness_lies_within_its_bound(directed):
    graph = nx.barabasi_albert_graph(400, 2, seed=1)
    graph = nx.DiGraph(graph.edges) if directed else graph
    exact = link.rank(graph).to_frame()["betweenness"]
    found = link.approximate_betweenness(graph, sources=150, seed=3)
    frame = found.to_frame()
    off = (frame["betweenness"] - exact.reindex(frame.index)).abs()
    assert off.max() < found.error
    # a standard error that is one: of those that matter, nearly all lie within three and a half of it
    assert (off[:40] < 3.5 * frame["standard_error"][:40]).mean() > 0.9
    whole = link.approximate_betweenness(graph, sources=400)
    np.testing.assert_allclose(whole.to_frame()["betweenness"].reindex(exact.index), exact, atol=1e-9)


@pytest.mark.parametrize(
    "graph",
    [nx.empty_graph(1), nx.empty_graph(3), nx.path_graph(2), nx.DiGraph([(1, 2)]), nx.Graph([(1, 1), (1, 2)])],
    ids=["one", "isolates", "pair", "arrow", "self-link"],
)
def test_the_smallest_charts_have_every_result(graph):
    for method in (
        link.rank,
        link.summary,
        link.components,
        link.cut_points,
        link.bridges,
        link.communities,
        link.brokers,
        link.removal,
        link.approximate_betweenness,
    ):
        assert "nan" not in repr(method(graph)).lower()
    assert len(link.rank(graph).to_frame()) == len(graph)


def test_an_empty_chart_is_refused_by_every_method():
    for method in (
        link.rank,
        link.components,
        link.bridges,
        link.communities,
        link.brokers,
        link.approximate_betweenness,
    ):
        with pytest.raises(ParameterError, match="the graph is empty; check the filter that made it"):
            method(nx.Graph())
