"""Gates of realism: the members' network and the rhythm of calls lie where real ones lie.

Network bands: ranges over ten real illicit-market graphs (N = 25-112, undirected, isolates dropped), widened by a
fifth of their width because one small network varies by chance. Density and diameter reach further: to the
.158 and the 9 of the chain-like network (N = 19) that was measured beside them.
"""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd

from synthetic_data.gates.gate import Gate, between
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

BANDS: dict[str, tuple[float, float]] = {
    "density": (0.025, 0.158),
    "mean degree": (2.5, 6.4),
    "degree centralisation": (0.16, 0.84),
    "betweenness centralisation": (0.17, 0.88),
    "transitivity": (0.07, 0.41),
    "average path": (2.1, 3.5),
    "diameter": (4, 9),
    "modularity": (0.32, 0.64),
    "degree Gini": (0.37, 0.57),
}
WIDENED = 0.2
# Local time of the region, UTC+7; shares and burstiness of ordinary telephone traffic.
LOCAL_HOURS = 7
NIGHT_SHARE = (0.0, 0.15)
BURSTINESS = (0.05, 0.8)
LEAST_CALLS = 12


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check the measures of the members' network and the rhythm of calls."""
    measured = network_measures(members_network(truth))
    found = []
    for name, (low, high) in BANDS.items():
        spare = WIDENED * (high - low)
        found.append(between(f"network: {name}", measured[name], max(low - spare, 0), high + spare))
    calls = case.table("calls")
    return [
        *found,
        between("calls: share between 0 and 5 h", night_share(calls), *NIGHT_SHARE),
        between("calls: burstiness of pairs", burstiness(calls), *BURSTINESS),
    ]


def members_network(truth: Truth) -> nx.Graph:
    """Return the graph of criminal ties between members, without isolates."""
    people, links = truth.table("people"), truth.table("links")
    members = set(people["person_id"][people["is_member"].astype(bool)])
    links = links[links["is_criminal"].astype(bool) & links["a"].isin(members) & links["b"].isin(members)]
    graph = nx.Graph()
    graph.add_edges_from(links[["a", "b"]].itertuples(index=False))
    return graph


def network_measures(graph: nx.Graph) -> dict[str, float]:
    """Return the measures of `BANDS` for an undirected graph.

    Centralisation after Freeman: the sum of differences to the most central node, over its largest possible value.
    Path and diameter are of the largest component.

    >>> network_measures(nx.star_graph(4))["degree centralisation"]
    1.0
    """
    size = graph.number_of_nodes()
    degrees = np.array(sorted(degree for _, degree in graph.degree()), dtype=float)
    between_nodes = np.array(list(nx.betweenness_centrality(graph).values()))
    core = graph.subgraph(max(nx.connected_components(graph), key=len))
    communities = nx.community.greedy_modularity_communities(graph)
    rank = np.arange(1, size + 1)
    return {
        "density": float(nx.density(graph)),
        "mean degree": float(degrees.mean()),
        "degree centralisation": float((degrees.max() - degrees).sum() / ((size - 1) * (size - 2))),
        "betweenness centralisation": float((between_nodes.max() - between_nodes).sum() / (size - 1)),
        "transitivity": float(nx.transitivity(graph)),
        "average path": float(nx.average_shortest_path_length(core)),
        "diameter": float(nx.diameter(core)),
        "modularity": float(nx.community.modularity(graph, communities)),
        "degree Gini": float(2 * (rank * degrees).sum() / (size * degrees.sum()) - (size + 1) / size),
    }


def night_share(calls: pd.DataFrame) -> float:
    """Return the share of calls that start between midnight and five in the morning, local time."""
    hours = (calls["started_at"].dt.hour + LOCAL_HOURS) % 24
    return float((hours < 5).mean())


def burstiness(calls: pd.DataFrame) -> float:
    """Return the median burstiness (s - m) / (s + m) of the times between calls of a pair, over pairs that call often.

    0 for calls at random, towards 1 for bursts (Goh and Barabasi 2008); m and s are mean and standard deviation.
    """
    ends = np.sort(calls[["caller", "callee"]].to_numpy(dtype=object), axis=1)
    table = pd.DataFrame({"pair": [f"{a} {b}" for a, b in ends], "time": calls["started_at"].to_numpy()})
    table = table.sort_values(["pair", "time"], kind="stable")
    gaps = table.groupby("pair")["time"].diff().dt.total_seconds()
    stats = gaps.groupby(table["pair"]).agg(["mean", "std", "count"])
    stats = stats[stats["count"] >= LEAST_CALLS - 1]
    return float(((stats["std"] - stats["mean"]) / (stats["std"] + stats["mean"])).median())
