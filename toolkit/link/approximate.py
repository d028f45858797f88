"""Betweenness of a large chart from a sample of its entities, with its error stated."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.engine import check, notes, to_igraph
from toolkit.link.result import Table

_BATCHES = 10


@dataclass(frozen=True, eq=False, repr=False)
class Approximate(Table):
    """A table of estimates: `error` bounds all of them at once with the stated `certainty`; `sources` were sampled."""

    error: float = 0.0
    certainty: float = 0.95
    sources: int = 0


def approximate_betweenness(graph: Any, *, sources: int = 500, certainty: float = 0.95, seed: int = 1) -> Approximate:
    """Estimate every entity's betweenness from the shortest paths that start at a random sample of entities.

    Parameters
    ----------
    graph : from `link.build`; paths count links, along the arrows where directed
    sources : how many entities to start from; on a smaller chart all of them, and the result is exact
    certainty : with which `.error` holds for all entities at once
    seed : of the sample

    Returns
    -------
    Approximate: table indexed by entity, highest first, with `betweenness` (scaled as in `link.rank`) and
    `standard_error` (from ten parts of the sample). `.error` is the bound of Hoeffding's inequality over all entities,
    sqrt(ln(2n / (1 - certainty)) / (2 sources)) * n / (n - 1): with that certainty no estimate is further off. It is
    wide; the standard errors say what to expect.

    Raises ParameterError for an empty graph or a value out of range.

    Misleads: ranks closer together than their standard errors are not known. The
    standard errors of small values are too small: one source beside an entity weighs much, and few samples hold it.

    Method: Brandes and Pich (2007) International Journal of Bifurcation and Chaos 17, 2303-2318; computed by igraph.

    >>> import networkx as nx
    >>> result = approximate_betweenness(nx.star_graph(4))
    >>> result.error, result.to_frame()["betweenness"].tolist()
    (0.0, [1.0, 0.0, 0.0, 0.0, 0.0])
    """
    check(graph, "approximate_betweenness")
    if sources < 2 * _BATCHES:
        raise ParameterError(f"link.approximate_betweenness: sources={sources}; at least {2 * _BATCHES}")
    if not 0 < certainty < 1:
        raise ParameterError(f"link.approximate_betweenness: certainty={certainty}; between 0 and 1, as 0.95")
    twin, entities = to_igraph(graph)
    n = len(entities)
    directed = twin.is_directed()
    used = min(sources, n)
    drawn = random.Random(f"{seed}:sources").sample(range(n), used)
    parts = [drawn[start::_BATCHES] for start in range(_BATCHES)] if used < n else [drawn]
    pairs = (n - 1) * (n - 2)
    estimates = []
    for part in parts:
        # undirected paths are found from both ends: igraph halves them, the pairs of others are halved too
        through = np.array(twin.betweenness(directed=directed, sources=part)) * (1 if directed else 2)
        estimates.append(through * n / len(part) / pairs if pairs else through * 0)
    weights = np.array([len(part) for part in parts]) / used
    mean = np.average(estimates, axis=0, weights=weights)
    spread = np.zeros(n)
    if used < n:
        # sampled without replacement: the more of the chart is seen, the smaller the error
        spread = np.std(estimates, axis=0, ddof=1) / math.sqrt(_BATCHES) * math.sqrt(1 - used / n)
    error = math.sqrt(math.log(2 * n / (1 - certainty)) / (2 * used)) * n / (n - 1) if used < n else 0.0
    frame = pd.DataFrame(
        {"betweenness": mean, "standard_error": spread}, index=pd.Index(entities, name="entity")
    ).sort_values("betweenness", ascending=False, kind="stable")
    said = text(
        "approximate, from {sources} of {all} entities: with {certainty} certainty none is off by more than {error}",
        sources=used,
        all=n,
        certainty=f"{certainty:.0%}",
        error=f"{error:.3f}",
    )
    if used == n:
        said = text("exact: paths from all entities were counted")
    title = text("Approximate betweenness") if used < n else text("Betweenness")
    return Approximate(title, frame, (said, *notes(graph)), error=error, certainty=certainty, sources=used)
