"""The centrality measures one by one, each on igraph with its convention stated; `rank` puts them in one table."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

from toolkit.language import text

Vector = list[float]
# Options of a measure: `strengths` names the twin's edge attribute that weighs links, `lengths` the lengths of links.


def degree(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Number of links; in a directed graph those in and those out."""
    return [float(value) for value in twin.degree(mode="all")]


def strength(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Sum of the strengths of an entity's links."""
    return [float(value) for value in twin.strength(mode="all", weights="strength")]


def betweenness(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Share of shortest paths between pairs of others that run through an entity (Freeman 1977).

    Paths count links unless lengths are given. Divided by the number of pairs of others, so that it lies in [0, 1].
    """
    n = twin.vcount()
    pairs = (n - 1) * (n - 2) / (1 if twin.is_directed() else 2)
    values = twin.betweenness(directed=twin.is_directed(), weights=lengths)
    return [value / pairs if pairs else 0.0 for value in values]


def closeness(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Inverse of the mean distance to the entities of the same component (Freeman 1979); 0 for an isolate.

    In a directed graph: distance from those that can reach the entity, along the arrows.
    """
    values = twin.closeness(mode="in" if twin.is_directed() else "all", normalized=True, weights=lengths)
    return [0.0 if math.isnan(value) else value for value in values]


def eigenvector(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Being linked to those who are well linked (Bonacich 1972), scaled so that the largest is 1.

    In a directed graph: being pointed at by those who are; all 0 where no arrows run in a circle.
    """
    if not twin.ecount() or (twin.is_directed() and twin.is_dag()):
        return [0.0] * twin.vcount()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        # igraph 1.0 rejects directed=False even for undirected graphs, where the argument has no meaning
        values = twin.eigenvector_centrality(directed=True, weights=strengths)
    return [max(0.0, value) for value in values]


def pagerank(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Share of a random walk's time (Brin and Page 1998), damping 0.85; sums to 1."""
    return list(twin.pagerank(damping=0.85, weights=strengths))


def constraint(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Burt's constraint (1992): how far an entity's contacts are linked to one another; low = freedom to broker.

    Not defined (NaN) for an isolate.
    """
    return list(twin.constraint(weights=strengths))


def effective_size(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Burt's effective size (1992): contacts less what they repeat of one another.

    Without strengths and arrows: d - 2t/d for d contacts with t links among them (Borgatti 1997). Otherwise the sum
    over contacts j of 1 - sum over q of p(i,q) m(j,q): p is the share of i's strength spent on q, m the strength of
    j and q over j's strongest. Not defined (NaN) for an isolate.
    """
    if strengths is None and not twin.is_directed():
        closed = twin.transitivity_local_undirected(mode="zero")
        return [d - (d - 1) * share if d else math.nan for d, share in zip(twin.degree(), closed, strict=True)]
    import numpy as np
    from scipy import sparse

    n = twin.vcount()
    if not twin.ecount():
        return [math.nan] * n
    ends = np.array(twin.get_edgelist())
    weights = np.ones(len(ends)) if strengths is None else np.array(twin.es[strengths], dtype="float64")
    one_way = sparse.csr_array((weights, (ends[:, 0], ends[:, 1])), shape=(n, n))
    mutual = sparse.csr_array(one_way + one_way.T)
    total, most = mutual.sum(axis=1), mutual.max(axis=1).toarray().ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        spent = sparse.diags_array(np.where(total > 0, 1 / total, 0)) @ mutual
        marginal = sparse.diags_array(np.where(most > 0, 1 / most, 0)) @ mutual
    known = mutual.astype(bool).astype("float64")
    repeated = (spent @ marginal.T).multiply(known).sum(axis=1)
    contacts = known.sum(axis=1)
    return np.where(contacts > 0, contacts - repeated, math.nan).tolist()


def core(twin: Any, strengths: Any = None, lengths: Any = None) -> Vector:
    """Largest k such that the entity stays when all with fewer than k links are removed again and again."""
    return [float(value) for value in twin.coreness(mode="all")]


MEASURES: dict[str, Callable[..., Vector]] = {
    function.__name__: function
    for function in (
        degree,
        strength,
        betweenness,
        closeness,
        eigenvector,
        pagerank,
        constraint,
        effective_size,
        core,
    )
}


def caveats() -> tuple[str, ...]:
    """Return one line for each measure: how to read it and when it misleads."""
    return (
        text("degree: counts what was seen; call shops, taxi drivers and whoever was watched most rank high"),
        text("strength: adds up records or amounts, so one busy pair can outweigh many contacts"),
        text("betweenness: one missing link can move it far; a high value asks a question, it proves no role"),
        text("closeness: within the entity's own component, so values of different components don't compare"),
        text("eigenvector: in a chart of several components only the densest one gets values clearly above 0"),
        text("pagerank: random walk with damping 0.85; on an undirected chart it follows degree closely"),
        text("constraint: low means freedom to broker; empty for isolates, 1 for entities with one contact"),
        text("effective_size: contacts that don't repeat one another; read it beside degree, which bounds it"),
        text("core: entities of the innermost core are well embedded, which says nothing of who leads"),
    )
