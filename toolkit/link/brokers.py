"""Brokers: who stands between groups, by Gould and Fernandez's five roles and by betweenness."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link import chance, measures
from toolkit.link.communities import communities
from toolkit.link.engine import check, notes, to_igraph
from toolkit.link.result import Table

ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")
_BETWEEN = ("gatekeeper", "representative", "liaison")


# `found` stops where its members hold so much of all brokerage between groups.
_SHARE = 0.8


@dataclass(frozen=True, eq=False, repr=False)
class Brokers(Table):
    """The table of roles; `found` names those who together hold most of the brokerage, where there is a finding.

    `p_value`: how often charts with the same degrees, linked anew at random, are parted as clearly into the groups;
    `deviations`: how many of their standard deviations the chart stands above their mean.
    """

    found: tuple[Any, ...] = ()
    p_value: float = math.nan
    deviations: float = math.nan


def brokers(graph: Any, groups: Mapping[Any, Any] | None = None, *, seed: int = 1) -> Brokers:
    """Count, for every entity, the pairs of contacts that meet only through it, by the groups of the three.

    For a -> broker -> b with no link a -> b:

    - `coordinator`: all three in one group
    - `gatekeeper`: a in another group, broker and b in one (lets things in)
    - `representative`: a and broker in one group, b in another (carries things out)
    - `consultant`: a and b in one group, the broker in another
    - `liaison`: three different groups

    Parameters
    ----------
    graph : from `link.build`. An undirected link is read both ways, so gatekeeper equals representative and each
        pair of contacts counts twice, as in the R package sna
    groups : entity -> group, such as the stages of the business; without it `link.communities`
    seed : of the communities and of the comparison with chance

    Returns
    -------
    Brokers: a table indexed by entity: `group`, `reaches` (other groups among its contacts), the five roles,
    `between_groups` (gatekeeper + representative + liaison), `betweenness`; most `between_groups` first, then
    betweenness.
    `.found`: from the top, those who together hold four fifths of `between_groups`; nobody where the groups are no
    clearer than chance gives (`.p_value` above 0.01, or less than 3 `.deviations`)

    Raises ParameterError for an empty graph, or groups that lack an entity.

    An entity without links plays no role; self-links count nothing.

    Misleads: communities are found from the same links, so a broker may only show where the method drew a border.
    Legal services (taxi, call shop, money changer) stand between groups by trade.

    Method: Gould and Fernandez (1989) Sociological Methodology 19, 89-126.

    >>> import networkx as nx
    >>> table = brokers(nx.path_graph(["a", "b", "c"]), {"a": 1, "b": 1, "c": 2}).to_frame()
    >>> table.loc["b", ["gatekeeper", "representative", "between_groups"]].tolist()
    [1, 1, 2]
    """
    check(graph, "brokers")
    parts = None if groups is not None else communities(graph, seed=seed)
    group = dict(groups if groups is not None else parts or {})
    absent = [entity for entity in graph if entity not in group]
    if absent:
        shown = ", ".join(map(repr, absent[:3])) + (", ..." if len(absent) > 3 else "")
        raise ParameterError(f"link.brokers: no group given for {len(absent)} entities ({shown}); name one for each")
    twin, entities = to_igraph(graph)
    values = dict(zip(entities, measures.betweenness(twin), strict=True))
    rows = [_row(graph, entity, group, values[entity]) for entity in entities]
    columns = ["group", "reaches", *ROLES, "between_groups", "betweenness"]
    frame = pd.DataFrame(rows, columns=columns, index=pd.Index(entities, name="entity"))
    frame = frame.sort_values(["between_groups", "betweenness"], ascending=False, kind="stable")
    caveats = [
        text("legal services stand between groups by trade: a broker's role is shown by records, not by this count")
    ]
    if parts is not None:
        p_value, above = parts.p_value, parts.deviations
    else:
        p_value, above = _apart_by_chance(twin, [group[entity] for entity in entities], seed)
    # where no comparison was made, nothing is held against the groups
    by_chance = not math.isnan(p_value) and not chance.is_finding(p_value, above)
    if by_chance:
        caveats.insert(
            0,
            text(
                "no finding: the groups are hardly clearer than chance gives (p {value}, {above} deviations)",
                value=f"{p_value:.2g}",
                above=f"{above:.1f}",
            ),
        )
    if parts is not None:
        stability = f"{parts.stability:.2f}"
        caveats.append(text("groups are communities found in the same links (stability {value})", value=stability))
    said = (*caveats, *notes(graph))
    return Brokers(
        "Brokers between groups",
        frame,
        said,
        found=() if by_chance else _found(frame),
        p_value=p_value,
        deviations=above,
    )


def _found(frame: pd.DataFrame) -> tuple[Any, ...]:
    held = frame["between_groups"].to_numpy(dtype="float64")
    if not held.sum():
        return ()
    return tuple(frame.index[: int(np.searchsorted(np.cumsum(held) / held.sum(), _SHARE)) + 1])


def _apart_by_chance(twin: Any, groups: list[Any], seed: int) -> tuple[float, float]:
    """The p-value and the deviations of the modularity of given groups among charts with the same degrees."""
    plain = twin.as_undirected(mode="collapse") if twin.is_directed() else twin
    times = chance.times_for(plain, None) if plain.ecount() else 0
    if not times:
        return math.nan, math.nan
    number = {group: index for index, group in enumerate(dict.fromkeys(groups))}
    membership = [number[group] for group in groups]
    by_chance = [chart.modularity(membership) for chart in chance.rewirings(plain, times, seed)]
    observed = plain.modularity(membership)
    return chance.share_as_high(observed, by_chance), chance.deviations(observed, by_chance)


def _row(graph: Any, broker: Any, group: Mapping[Any, Any], betweenness: float) -> tuple[Any, ...]:
    giving = [entity for entity in (graph.pred if graph.is_directed() else graph.adj)[broker] if entity != broker]
    taking = [entity for entity in graph.adj[broker] if entity != broker]
    taking_set, own = set(taking), group[broker]
    everybody = Counter(group[entity] for entity in taking)
    counts = dict.fromkeys(ROLES, 0)
    for a in giving:
        already = Counter(group[b] for b in graph.adj[a] if b in taking_set)
        already[group[a]] += a in taking_set and a not in graph.adj[a]
        for other, total in everybody.items():
            counts[_role(group[a], own, other)] += total - already[other]
    reaches = len({group[entity] for entity in (*giving, *taking)} - {own})
    return own, reaches, *counts.values(), sum(counts[role] for role in _BETWEEN), betweenness


def _role(a: Any, own: Any, b: Any) -> str:
    if a == b:
        return "coordinator" if a == own else "consultant"
    if b == own:
        return "gatekeeper"
    return "representative" if a == own else "liaison"
