"""Link methods against networkx and against plain definitions written out, on random graphs."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import link
from toolkit.link.engine import to_igraph


@st.composite
def graphs(draw, directed=False, most=11):
    size = draw(st.integers(3, most))
    pairs = [(a, b) for a in range(size) for b in range(size) if (a != b if directed else a < b)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((a, b, {"strength": draw(st.integers(1, 9))}) for a, b in chosen)
    return graph


def agree(ours, theirs):
    expected = [theirs[entity] for entity in ours.index]
    np.testing.assert_allclose(ours.to_numpy(dtype=float), expected, atol=2e-5, equal_nan=True)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_undirected_measures(graph):
    frame = link.rank(graph).to_frame()
    agree(frame["degree"], dict(graph.degree()))
    agree(frame["strength"], dict(graph.degree(weight="strength")))
    agree(frame["betweenness"], nx.betweenness_centrality(graph))
    agree(frame["closeness"], nx.closeness_centrality(graph, wf_improved=False))
    agree(frame["pagerank"], nx.pagerank(graph, tol=1e-10, max_iter=2000))
    agree(frame["constraint"], nx.constraint(graph))
    agree(frame["core"], nx.core_number(graph))
    agree(frame["effective_size"], nx.effective_size(graph, nodes=list(graph)))
    weighed = link.rank(graph, strengths=True, distance="inverse").to_frame()
    agree(weighed["effective_size"], nx.effective_size(graph, nodes=list(graph), weight="strength"))
    agree(weighed["constraint"], nx.constraint(graph, weight="strength"))
    agree(weighed["pagerank"], nx.pagerank(graph, weight="strength", tol=1e-10, max_iter=2000))
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["strength"]
    agree(weighed["closeness"], nx.closeness_centrality(graph, distance="length", wf_improved=False))
    agree(link.rank(graph, distance="strength").to_frame()["betweenness"], _by_paths(graph, "strength"))


def _by_paths(graph, length):
    """Betweenness from every shortest path, written out: whole lengths, so that equal paths are equal."""
    found = dict.fromkeys(graph, 0.0)
    for a, b in combinations(graph, 2):
        if nx.has_path(graph, a, b):
            ways = list(nx.all_shortest_paths(graph, a, b, weight=length))
            for way in ways:
                for entity in way[1:-1]:
                    found[entity] += 1 / len(ways)
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    return {entity: value / pairs for entity, value in found.items()}


@settings(max_examples=30, deadline=None)
@given(graphs(), st.booleans())
def test_networkx_convention_is_networkx(graph, directed):
    graph = graph.to_directed() if directed else graph
    frame = link.rank(graph, convention="networkx").to_frame()
    agree(frame["degree"], nx.degree_centrality(graph))
    agree(frame["closeness"], nx.closeness_centrality(graph))
    agree(frame["betweenness"], nx.betweenness_centrality(graph))
    core = graph.subgraph(max(nx.connected_components(graph.to_undirected()), key=lambda c: graph.subgraph(c).size()))
    if len(core) > 2:
        part = nx.Graph(core) if not directed else nx.DiGraph(core)
        frame = link.rank(part, convention="networkx").to_frame()
        agree(frame["eigenvector"], nx.eigenvector_centrality_numpy(part))


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_igraph_convention_is_igraph(graph):
    twin, entities = to_igraph(graph)
    frame = link.rank(graph, convention="igraph").to_frame()
    agree(frame["betweenness"], dict(zip(entities, twin.betweenness(), strict=True)))
    agree(frame["closeness"], dict(zip(entities, twin.closeness(), strict=True)))


@settings(max_examples=60, deadline=None)
@given(graphs(directed=True))
def test_directed_measures(graph):
    frame = link.rank(graph).to_frame()
    agree(frame["in_degree"], dict(graph.in_degree()))
    agree(frame["betweenness"], nx.betweenness_centrality(graph))
    agree(frame["closeness"], nx.closeness_centrality(graph, wf_improved=False))
    agree(frame["pagerank"], nx.pagerank(graph, tol=1e-10, max_iter=2000))
    agree(frame["constraint"], nx.constraint(graph))
    weighed = link.rank(graph, strengths=True).to_frame()
    # networkx leaves out whoever has incoming arrows alone; Burt's formula counts a tie in either direction
    giving = [entity for entity in graph if graph.out_degree(entity)]
    agree(frame["effective_size"][giving], nx.effective_size(graph, nodes=giving))
    agree(weighed["effective_size"][giving], nx.effective_size(graph, nodes=giving, weight="strength"))
    agree(weighed["constraint"], nx.constraint(graph, weight="strength"))


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_eigenvector_of_the_densest_component(graph):
    part = graph.subgraph(max(nx.connected_components(graph), key=lambda c: (graph.subgraph(c).size(), len(c))))
    if len(part) < 3:
        return
    values = nx.eigenvector_centrality_numpy(part)
    frame = link.rank(nx.Graph(part)).to_frame()
    agree(frame["eigenvector"], {entity: value / max(values.values()) for entity, value in values.items()})


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_cut_points_and_bridges(graph):
    assert set(link.cut_points(graph)) == set(nx.articulation_points(graph))
    assert {frozenset(pair) for pair in link.bridges(graph)} == {frozenset(pair) for pair in nx.bridges(graph)}
    before = nx.number_connected_components(graph)
    for entity, row in link.cut_points(graph).to_frame().iterrows():
        assert nx.number_connected_components(graph.subgraph(set(graph) - {entity})) == before - 1 + row["pieces"]


@settings(max_examples=40, deadline=None)
@given(graphs(), st.integers(1, 3))
def test_fragmentation_tries_every_set(graph, k):
    if k >= len(graph):
        return

    def fragmentation(members):
        left = graph.subgraph(set(graph) - set(members))
        pairs = len(left) * (len(left) - 1)
        joined = sum(len(part) * (len(part) - 1) for part in nx.connected_components(left))
        return 1 - joined / pairs if pairs else 0.0

    found = link.key_players(graph, k=k)
    assert found.exact
    assert found.score == pytest.approx(fragmentation(found.members))
    assert found.score == pytest.approx(max(fragmentation(members) for members in combinations(graph, k)))


@pytest.mark.parametrize("seed", range(6))
def test_sets_that_are_left_out_are_never_the_best(seed):
    graph = nx.compose(nx.gnm_random_graph(26, 34, seed=seed), nx.star_graph(5))
    for k in (1, 2):
        found = link.key_players(graph, k=k)
        best, ties = -1.0, []
        for members in combinations(sorted(graph), k):
            left = graph.subgraph(set(graph) - set(members))
            joined = sum(len(part) * (len(part) - 1) for part in nx.connected_components(left))
            score = round(1 - joined / (len(left) * (len(left) - 1)), 12)
            if score > best:
                best, ties = score, [set(members)]
            elif score == best:
                ties.append(set(members))
        assert found.exact
        assert found.score == pytest.approx(best)
        assert set(found.members) in ties
        assert any(str(len(ties) - 1) in line for line in found.caveats) or len(ties) == 1


@settings(max_examples=40, deadline=None)
@given(graphs(), st.integers(1, 3), st.sampled_from([None, 1, 2]))
def test_reach_tries_every_set(graph, k, steps):
    if k >= len(graph):
        return
    distance = dict(nx.all_pairs_shortest_path_length(graph))

    def reach(members):
        total = 0.0
        for entity in graph:
            near = min((distance[member].get(entity, np.inf) for member in members), default=np.inf)
            total += 1.0 / max(near, 1.0) if steps is None else float(near <= steps)
        return total / len(graph)

    found = link.key_players(graph, k=k, by="reach", steps=steps)
    assert found.score == pytest.approx(reach(found.members))
    assert found.score == pytest.approx(max(reach(members) for members in combinations(graph, k)))


@settings(max_examples=60, deadline=None)
@given(graphs(directed=True, most=7), st.lists(st.sampled_from("xyz"), min_size=7, max_size=7))
def test_brokerage_roles_by_their_definition(graph, letters):
    groups = dict(zip(sorted(graph), letters, strict=False))
    table = link.brokers(graph, groups).to_frame()
    for broker in graph:
        counts = dict.fromkeys(("coordinator", "gatekeeper", "representative", "consultant", "liaison"), 0)
        for a in graph:
            for b in graph:
                if len({a, b, broker}) < 3 or not (graph.has_edge(a, broker) and graph.has_edge(broker, b)):
                    continue
                if graph.has_edge(a, b):
                    continue
                x, y, z = groups[a], groups[broker], groups[b]
                if x == y == z:
                    counts["coordinator"] += 1
                elif y == z:
                    counts["gatekeeper"] += 1
                elif x == y:
                    counts["representative"] += 1
                elif x == z:
                    counts["consultant"] += 1
                else:
                    counts["liaison"] += 1
        assert table.loc[broker, list(counts)].tolist() == list(counts.values())


@settings(max_examples=30, deadline=None)
@given(graphs(), st.sampled_from(["degree", "betweenness"]))
def test_removal_step_by_step(graph, by):
    frame = link.removal(graph, by=by).to_frame()
    left = graph.copy()
    for removed, largest in zip(frame["removed"], frame["largest"], strict=True):
        values = dict(left.degree()) if by == "degree" else nx.betweenness_centrality(left)
        top = max(round(value, 9) for value in values.values())
        assert removed == next(entity for entity in left if round(values[entity], 9) == top)
        left.remove_node(removed)
        assert largest == max((len(part) for part in nx.connected_components(left)), default=0)
