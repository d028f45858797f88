"""Each method on small graphs that can be checked by hand, and its refusals."""

import copy
import pickle

import networkx as nx
import pandas as pd
import pytest

from toolkit import link
from toolkit.errors import ParameterError


@pytest.fixture
def two_groups():
    """Two triangles joined by c - d, and an isolate."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f"), ("c", "d")])
    graph.add_node("z")
    return graph


def test_rank_has_the_promised_columns_and_order(two_groups):
    frame = link.rank(two_groups, by="betweenness").to_frame()
    assert list(frame.columns) == [
        "degree",
        "strength",
        "betweenness",
        "closeness",
        "eigenvector",
        "pagerank",
        "constraint",
        "effective_size",
        "core",
    ]
    assert frame.index[:2].tolist() == ["c", "d"]
    assert frame.loc["z", "closeness"] == 0
    assert pd.isna(frame.loc["z", "constraint"])
    assert link.rank(two_groups, by="constraint").to_frame().index[0] in ("c", "d")
    with pytest.raises(ParameterError, match="did you mean 'betweenness'"):
        link.rank(two_groups, by="betweeness")


def test_rank_of_a_directed_graph_tells_in_from_out():
    frame = link.rank(nx.DiGraph([("a", "b"), ("c", "b")])).to_frame()
    assert frame.loc["b", ["degree", "in_degree", "out_degree"]].tolist() == [2, 2, 0]


def test_results_state_their_caveats_in_the_notebook(two_groups):
    result = link.rank(two_groups)
    assert "proves no role" in result._repr_html_()
    assert "proves no role" in repr(result)


def test_cut_points_and_bridges(two_groups):
    assert list(link.cut_points(two_groups)) == ["c", "d"]
    assert link.cut_points(two_groups).to_frame().loc["c"].tolist() == [2, 2]
    assert list(link.bridges(two_groups)) == [("c", "d")]
    assert link.bridges(two_groups).to_frame()["smaller_side"].tolist() == [3]


def test_communities_are_a_mapping_numbered_by_size(two_groups):
    groups = link.communities(two_groups)
    assert groups["a"] == groups["c"] != groups["d"] == groups["f"]
    assert groups["z"] == 3
    assert set(groups.members(groups["a"])) == {"a", "b", "c"}
    assert groups.stability == 1
    with pytest.raises(ParameterError, match="no group 9"):
        groups.members(9)


def test_communities_do_not_depend_on_the_order_of_records():
    graph = nx.les_miserables_graph()
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert dict(link.communities(graph)) == dict(link.communities(turned))


def test_key_players_together_beat_the_best_single_ones():
    # Two hubs share the same leaves: alone, a is the better choice than either; together the hubs are.
    graph = nx.Graph([("x", leaf) for leaf in "abcd"] + [("y", leaf) for leaf in "abcd"] + [("a", "m"), ("m", "n")])
    found = link.key_players(graph, k=2)
    assert set(found.members) == {"x", "y"}
    assert found.score == pytest.approx(1 - 6 / 30)
    assert found.exact
    with pytest.raises(ParameterError, match="k=7"):
        link.key_players(nx.path_graph(7), k=7)
    with pytest.raises(ParameterError, match="unknown measure"):
        link.key_players(graph, by="reaching")


def test_key_players_reach_counts_members_and_steps():
    path = nx.path_graph(["a", "b", "c", "d", "e"])
    assert link.key_players(path, k=1, by="reach").members == ("c",)
    assert link.key_players(path, k=1, by="reach").score == pytest.approx((1 + 2 * 1 + 2 * 0.5) / 5)
    assert link.key_players(path, k=1, by="reach", steps=1).score == pytest.approx(3 / 5)


def test_large_sets_are_found_greedily_and_say_so():
    found = link.key_players(nx.barabasi_albert_graph(60, 2, seed=3), k=5)
    assert not found.exact
    assert any("too many to try" in caveat for caveat in found.caveats)
    assert len(set(found.members)) == 5


def test_removal_ranks_again_at_each_step():
    graph = nx.Graph([("a", "b"), ("a", "c"), ("a", "d"), ("d", "e"), ("e", "f"), ("f", "g")])
    frame = link.removal(graph).to_frame()
    assert frame.index.tolist() == list(range(1, len(frame) + 1))
    assert frame["removed"].tolist()[:2] == ["a", "e"]
    assert frame["largest"].tolist()[:2] == [4, 2]
    order = link.removal(graph, by=["g", "a"]).to_frame()
    assert order["removed"].tolist() == ["g", "a"]
    with pytest.raises(ParameterError, match="'q' is not on the chart"):
        link.removal(graph, by=["q"])


def test_brokers_by_given_groups():
    graph = nx.DiGraph([("a", "v"), ("v", "b"), ("v", "c"), ("d", "v"), ("d", "b")])
    table = link.brokers(graph, {"a": 1, "v": 1, "b": 2, "c": 1, "d": 3}).to_frame()
    # a>v>b representative, a>v>c coordinator, d>v>b closed by d>b, d>v>c gatekeeper
    assert table.loc["v", ["coordinator", "gatekeeper", "representative", "liaison"]].tolist() == [1, 1, 1, 0]
    with pytest.raises(ParameterError, match="no group given for 4 entities"):
        link.brokers(graph, {"a": 1})


def test_filters_say_what_they_left_out(two_groups):
    assert set(link.around(two_groups, "a")) == {"a", "b", "c"}
    strong = link.at_least(link.build(pd.DataFrame({"a": list("xxy"), "b": list("yyz")}), "a", "b"), 2)
    assert list(strong.edges) == [("x", "y")]
    assert strong.graph["notes"] == ("1 of 2 links and 2 of 3 entities are shown: strength 2 or more",)
    with pytest.raises(ParameterError, match="not on the chart of 7 entities: 'q'"):
        link.subgraph(two_groups, ["q"])


def test_attribution_takes_the_weaker_grade_and_counts_what_is_left_out():
    calls = pd.DataFrame({"caller": ["+1", "+2", "+9"], "callee": ["+2", "+1", "+1"]})
    numbers = pd.DataFrame(
        {
            "number": ["+1", "+2"],
            "nominal_id": ["N001", "N002"],
            "ground": ["subscriber", "informant"],
            "source_grade": ["A", "C"],
            "information_grade": ["1", "3"],
        }
    )
    people = link.attributed(calls, numbers)
    graph = link.build(people, source="from_nominal", target="to_nominal")
    assert graph["N001"]["N002"]["strength"] == 2
    assert graph["N001"]["N002"]["status"] == "tentative"
    assert graph.graph["notes"] == ("1 of 3 records have an end with no attributed number and are no link",)
    twice = pd.concat([numbers, numbers.head(1).assign(nominal_id="N003")])
    with pytest.raises(ParameterError, match="attributed to two nominals"):
        link.attributed(calls, twice)


@pytest.mark.parametrize(
    "method", ["rank", "communities", "cut_points", "bridges", "summary", "removal", "matrix", "chart"]
)
def test_every_method_refuses_an_empty_graph_and_anything_else(method):
    function = getattr(link, method)
    with pytest.raises(ParameterError, match=rf"link.{method}: the graph is empty"):
        function(nx.Graph())
    with pytest.raises(ParameterError, match=r"expected a graph from link\.build, got str"):
        function("calls")
    with pytest.raises(ParameterError, match="parallel links"):
        function(nx.MultiGraph([("a", "b")]))


def test_a_matrix_too_large_for_the_memory_is_refused_at_once():
    with pytest.raises(ParameterError, match="30,000 entities make 900,000,000 cells; at most 2,000"):
        link.matrix(nx.empty_graph(30_000))


def test_a_graph_says_what_it_is():
    table = pd.DataFrame({"a": ["x", "y", "y"], "b": ["y", "z", "y"]})
    graph = link.build(table, "a", "b")
    assert repr(graph).splitlines()[0] == "Link graph: 3 entities, 2 links"
    assert "link an entity to itself" in repr(graph)
    assert graph.links is not None, "to say so, no dictionaries are made"
    assert repr(link.build(table, "a", "b", directed=True)).startswith("Directed link graph: 3 entities, 2 links")


def test_a_result_without_rows_reads_as_a_sentence():
    found = link.path(nx.Graph([(1, 2), (3, 4)]), 1, 3)
    assert repr(found).splitlines()[0] == "no path from 1 to 3"
    assert "Empty DataFrame" not in repr(found)
    assert "<table" not in found._repr_html_()


def test_a_table_says_where_the_methods_of_a_dataframe_are() -> None:
    table = link.rank(link.build(pd.DataFrame({"a": ["x"], "b": ["y"]}), source="a", target="b"))
    with pytest.raises(AttributeError, match=r"has no 'head'; a DataFrame has it: \.to_frame\(\)\.head"):
        table.head()
    with pytest.raises(AttributeError, match=r"has no 'haed'$"):
        table.haed()
    again = pickle.loads(pickle.dumps(copy.copy(table)))
    assert again.to_frame().equals(table.to_frame())
