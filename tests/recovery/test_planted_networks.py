"""Planted brokers and communities are found better than by counting links, and nothing is found where nothing is.

A few networks by default, fifty behind the marker `deep`. Networks are drawn as in a case, alone: the evidence side is
held by the solvability gates.
"""

import random

import igraph
import networkx as nx
import numpy as np
import pytest

from synthetic_data.load import load_level, load_scenario
from synthetic_data.world.society import draw_society
from toolkit import link
from toolkit.link.chance import rewirings
from toolkit.link.engine import to_igraph

FEW, MANY = range(10), range(100, 150)


def society(seed):
    """The network of one case, the stage of each member, and its brokers."""
    drawn = draw_society(load_scenario("gms-thailand"), load_level("practitioner"), seed, None)
    graph = nx.Graph()
    graph.add_edges_from((a, b) for a, b, _, _ in drawn.network.ties)
    stages = drawn.people.set_index("person_id")["stage"]
    return graph, {entity: stages[entity] for entity in graph}, set(drawn.network.brokers)


def agreement(groups, stages):
    """Adjusted Rand index of two groupings of the same entities."""
    one, other = (_numbered(list(grouping)) for grouping in (groups, stages))
    return igraph.compare_communities(one, other, method="adjusted_rand")


def _numbered(values):
    return [list(dict.fromkeys(values)).index(value) for value in values]


def nearest_hub(graph, count):
    """The degree baseline of communities: everybody belongs to the nearest of the entities with most links."""
    twin, _ = to_igraph(graph)
    degree = twin.degree()
    hubs = sorted(range(len(degree)), key=lambda vertex: -degree[vertex])[:count]
    return np.array(twin.distances(source=hubs)).argmin(axis=0).tolist()


def measured(seeds):
    """One row for each network: share of brokers found by rank and by degree; agreement of groups and of hubs."""
    rows = []
    for seed in seeds:
        graph, stages, planted = society(seed)
        table, groups = link.brokers(graph), link.communities(graph)
        by_degree = link.rank(graph, by="degree").to_frame().index[: len(planted)]
        rows.append(
            {
                "brokers": len(planted & set(table.to_frame().index[: len(planted)])) / len(planted),
                "brokers by degree": len(planted & set(by_degree)) / len(planted),
                "found": len(planted & set(table.found)) / max(1, len(table.found)),
                "groups": agreement(groups.values(), stages.values()),
                "groups by degree": agreement(nearest_hub(graph, len(set(stages.values()))), stages.values()),
                "p": groups.p_value,
                "is found": float(bool(groups.found)),
            }
        )
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def null_charts(seeds):
    """Charts without anything planted: the same degrees linked anew, and links between random pairs."""
    for seed in seeds:
        graph, _, _ = society(seed)
        twin, entities = to_igraph(graph)
        (anew,) = rewirings(twin, 1, seed=seed)
        yield nx.Graph((entities[a], entities[b]) for a, b in anew.get_edgelist())
        yield nx.gnm_random_graph(len(graph), graph.size(), seed=random.Random(f"null:{seed}").randrange(10**6))


def beats(values):
    """Better on the same networks, by more than two standard errors of the mean difference."""
    for ours, theirs in (("brokers", "brokers by degree"), ("groups", "groups by degree")):
        ahead = values[ours] - values[theirs]
        assert ahead.mean() > 2 * ahead.std(ddof=1) / np.sqrt(len(ahead)), ours
    assert values["found"].mean() > 0.6
    assert (values["p"] <= 0.01).mean() >= 0.9
    assert values["is found"].mean() >= 0.9


def test_planted_brokers_and_communities_beat_a_degree_baseline():
    beats(measured(FEW))


@pytest.mark.deep
def test_on_fifty_networks():
    beats(measured(MANY))


def test_nothing_is_found_in_a_null_chart():
    for graph in null_charts(FEW[:4]):
        assert not link.communities(graph).found
        assert link.brokers(graph).found == ()


@pytest.mark.deep
def test_next_to_nothing_is_found_in_a_hundred_null_charts():
    found = [(bool(link.communities(graph).found), bool(link.brokers(graph).found)) for graph in null_charts(MANY)]
    assert sum(groups for groups, _ in found) <= 1
    assert sum(brokers for _, brokers in found) <= 1
