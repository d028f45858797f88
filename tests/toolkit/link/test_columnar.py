"""A graph that stands in columns behaves as any networkx graph, whatever is done with it first."""

import copy
import pickle

import networkx as nx
import pandas as pd
import pytest

from toolkit import link

ROWS = pd.DataFrame(
    {"a": ["x", "y", "x", "z"], "b": ["y", "x", "z", "w"], "relation": ["pays", "pays", "owns", "pays"]}
)
FIRST = {
    "neighbours": lambda graph: list(graph["x"]),
    "degree": lambda graph: dict(graph.degree()),
    "links": lambda graph: list(graph.edges(data=True)),
    "new entity": lambda graph: graph.add_node("new"),
    "new link": lambda graph: graph.add_edge("x", "new"),
    "removal": lambda graph: graph.remove_node("z"),
    "copy": lambda graph: graph.copy(),
    "other kind": lambda graph: graph.to_undirected(),
    "pickle": lambda graph: pickle.loads(pickle.dumps(graph)),
    "deep copy": copy.deepcopy,
    "subgraph": lambda graph: list(graph.subgraph(["x", "y"]).edges),
}


def plain(directed):
    """The same graph, made link by link by networkx alone."""
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from("xyzw")
    for row, (a, b, relation) in enumerate(ROWS.itertuples(index=False)):
        data = graph.get_edge_data(a, b, {"strength": 0, "count": 0, "records": (), "relations": ()})
        more = tuple(dict.fromkeys((*data["relations"], relation)))
        n = data["strength"] + 1
        graph.add_edge(a, b, strength=n, count=n, records=(*data["records"], row), relations=more)
    return graph


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("first", FIRST)
def test_whatever_is_done_first_networkx_sees_the_same_graph(directed, first):
    ours, theirs = link.build(ROWS, source="a", target="b", directed=directed), plain(directed)
    assert (len(ours), ours.number_of_edges(), list(ours)) == (4, theirs.number_of_edges(), list("xyzw"))
    one, other = FIRST[first](ours), FIRST[first](theirs)
    if isinstance(one, nx.Graph):
        ours, theirs = one, other
    else:
        assert one == other
    assert list(ours.edges(data=True)) == list(theirs.edges(data=True))
    assert dict(ours.degree()) == dict(theirs.degree())
    assert dict(ours.nodes(data=True)) == dict(theirs.nodes(data=True))


@pytest.mark.parametrize("directed", [False, True])
def test_measures_read_columns_and_dictionaries_alike(directed):
    graph = link.build(ROWS, source="a", target="b", directed=directed, nodes=["alone"])
    assert graph.links is not None
    before = link.rank(graph).to_frame()
    assert graph.links is not None
    list(graph.edges)
    assert graph.links is None
    pd.testing.assert_frame_equal(before, link.rank(graph).to_frame())
    assert before.loc["alone", "degree"] == 0


def test_a_changed_graph_is_measured_as_changed():
    graph = link.build(ROWS, source="a", target="b")
    graph.add_edge("w", "y", strength=5)
    assert link.rank(graph).to_frame().loc["w", ["degree", "strength"]].tolist() == [2, 6]
