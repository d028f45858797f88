"""How real illicit networks measure, and how the members' network of a world does beside them.

Ranges and medians over ten real illicit-market graphs (N = 25-112, undirected, isolates dropped). Density and
diameter reach further: to the .158 and the 9 of the chain-like network (N = 19) that was measured beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

# One small network varies by chance: the share of a band's width by which a single case may lie outside it.
WIDENED = 0.2


@dataclass(frozen=True)
class Band:
    """The range of a measure over real networks, and its median where the source gives one."""

    low: float
    high: float
    median: float | None = None

    def spread(self, share: float = WIDENED) -> tuple[float, float]:
        """Return the band widened by a share of its width on both sides; a measure above 0 stays above it."""
        spare = share * (self.high - self.low)
        return (max(self.low - spare, 0.0) if self.low >= 0 else self.low - spare), self.high + spare


SEGMENTED: dict[str, Band] = {
    "density": Band(0.025, 0.158, 0.09),
    "mean degree": Band(2.5, 6.4),
    "degree centralisation": Band(0.16, 0.84, 0.43),
    "betweenness centralisation": Band(0.17, 0.88, 0.50),
    "transitivity": Band(0.07, 0.41, 0.18),
    "average clustering": Band(0.11, 0.58),
    "average path": Band(2.1, 3.5),
    "diameter": Band(4, 9),
    "modularity": Band(0.32, 0.64),
    "assortativity": Band(-0.56, -0.36),
    "degree-1 share": Band(0.07, 0.66),
    "degree Gini": Band(0.37, 0.57),
}
# A hub is the centralised end of the same graphs, and more of its ties lead to one person.
_HUB = {"degree centralisation": Band(0.36, 0.84), "assortativity": Band(-0.75, -0.36), "modularity": Band(0.2, 0.64)}
# A chain is what was measured apart; its figures at N = 19 are scaled to larger networks by the mean degree, and the
# paths of a row of stages are longer the more of them there are.
_CHAIN = {
    "density": Band(0.03, 0.158),
    "mean degree": Band(2.0, 3.4),
    "degree centralisation": Band(0.03, 0.3),
    "betweenness centralisation": Band(0.17, 0.88),
    "transitivity": Band(0.07, 0.41),
    "average path": Band(3.5, 7.5),
    "diameter": Band(9, 18),
    "modularity": Band(0.5, 0.85),
}
BANDS: dict[str, dict[str, Band]] = {"segmented": SEGMENTED, "hub": {**SEGMENTED, **_HUB}, "chain": _CHAIN}


def network_measures(graph: nx.Graph) -> dict[str, float]:
    """Return the measures of `SEGMENTED` for an undirected graph without isolates.

    Centralisation after Freeman: the sum of differences to the most central node, over its largest possible value.
    Path and diameter are of the largest component; assortativity is Newman's, by degree.

    >>> network_measures(nx.star_graph(4))["degree centralisation"]
    1.0
    """
    size = graph.number_of_nodes()
    degrees = np.array(sorted(degree for _, degree in graph.degree()), dtype=float)
    between_nodes = np.array(list(nx.betweenness_centrality(graph).values()))
    core = graph.subgraph(max(nx.connected_components(graph), key=len))
    rank = np.arange(1, size + 1)
    return {
        "density": float(nx.density(graph)),
        "mean degree": float(degrees.mean()),
        "degree centralisation": float((degrees.max() - degrees).sum() / ((size - 1) * (size - 2))),
        "betweenness centralisation": float((between_nodes.max() - between_nodes).sum() / (size - 1)),
        "transitivity": float(nx.transitivity(graph)),
        "average clustering": float(nx.average_clustering(graph)),
        "average path": float(nx.average_shortest_path_length(core)),
        "diameter": float(nx.diameter(core)),
        "modularity": float(nx.community.modularity(graph, nx.community.greedy_modularity_communities(graph))),
        "assortativity": _assortativity(graph),
        "degree-1 share": float((degrees == 1).mean()),
        "degree Gini": float(2 * (rank * degrees).sum() / (size * degrees.sum()) - (size + 1) / size),
    }


def _assortativity(graph: nx.Graph) -> float:
    """Return the correlation of degrees at both ends of a tie, 0 where all degrees are equal."""
    degree = dict(graph.degree())
    ends = np.array([(degree[a], degree[b]) for a, b in graph.edges], dtype=float)
    both = np.concatenate([ends, ends[:, ::-1]])
    return float(np.corrcoef(both.T)[0, 1]) if len(both) and both.std() > 0 else 0.0


def outside(graph: nx.Graph, variant: str) -> float:
    """Return how far a network lies outside the bands of its variant: the sum over measures, in widths of the band."""
    measured = network_measures(graph)
    return sum(
        max(band.low - measured[name], measured[name] - band.high, 0.0) / (band.high - band.low)
        for name, band in BANDS[variant].items()
    )
