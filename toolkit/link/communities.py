"""Communities: parts of the chart with more links inside than across (Leiden), and how stable the finding is."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link import chance
from toolkit.link.engine import check, notes, to_igraph

_UNSTABLE = 0.8


@dataclass(frozen=True, eq=False)
class Communities(Mapping[Any, int]):
    """Entity -> group, numbered from 1 by size. `modularity`, `stability` and `p_value` say how far to trust it.

    `stability` is the mean adjusted Rand index between this partition and those of the other random starts:
    1 where all agree, about 0 where they agree no better than by chance. `p_value` is the share of charts with the
    same degrees, linked anew at random, that fall into groups as clearly; `by_chance` is their mean modularity, and
    `deviations` how many standard deviations of theirs this one stands above it. All three are NaN where that
    comparison was not made. `found` says whether there is a finding at all: p at most 0.01 and 3 deviations or more.
    """

    groups: Mapping[Any, int]
    modularity: float
    stability: float
    by_chance: float = math.nan
    p_value: float = math.nan
    deviations: float = math.nan
    caveats: tuple[str, ...] = field(default=())

    def __getitem__(self, entity: Any) -> int:
        return self.groups[entity]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    @property
    def found(self) -> bool | None:
        """Whether the groups are clearer than chance gives; None where no comparison was made."""
        return None if math.isnan(self.p_value) else chance.is_finding(self.p_value, self.deviations)

    def members(self, group: int) -> tuple[Any, ...]:
        """Return the entities of one group; ParameterError for a group that is not there."""
        found = tuple(entity for entity, number in self.groups.items() if number == group)
        if not found:
            raise ParameterError(f"no group {group}; valid: 1 to {max(self.groups.values())}")
        return found

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each entity, with its `group`, indexed by entity."""
        return pd.DataFrame({"group": list(self.groups.values())}, index=pd.Index(list(self.groups), name="entity"))

    def _table(self) -> pd.DataFrame:
        sizes = pd.Series(list(self.groups.values())).value_counts().sort_index()
        listed = [", ".join(map(str, self.members(int(group)))) for group in sizes.index]
        return pd.DataFrame({"size": sizes.to_numpy(), "members": listed}, index=pd.Index(sizes.index, name="group"))

    def __repr__(self) -> str:
        head = f"{self._head()}\n{self._table().to_string(max_colwidth=90)}"
        return "\n".join([head, *(f"- {caveat}" for caveat in self.caveats)])

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{caveat}</li>" for caveat in self.caveats)
        return f"<div><b>{self._head()}</b>{self._table().to_html(border=0)}<ul>{lines}</ul></div>"

    def _head(self) -> str:
        count = max(self.groups.values())
        beside = "" if self.found is None else f" (by chance {self.by_chance:.2f}, p {self.p_value:.2g})"
        return f"{count} communities, modularity {self.modularity:.2f}{beside}, stability {self.stability:.2f}"


def communities(
    graph: Any,
    *,
    resolution: float = 1.0,
    strengths: bool = False,
    seed: int = 1,
    starts: int = 20,
    rewired: int | None = None,
) -> Communities:
    """Find communities by the Leiden method: the partition of highest modularity over several random starts.

    Parameters
    ----------
    graph : from `link.build`; arrows are read as plain links
    resolution : above 1 for more and smaller groups, below 1 for fewer
    strengths : count strong links more; without it a link is there or not
    seed : of the random starts; the result depends on nothing else, not even on the order of the records
    starts : how many random starts
    rewired : how many charts of chance to compare with (same degrees, linked anew); without it 99, on a chart of
        more than 2,000 links none

    Returns
    -------
    Communities, a mapping entity -> group number (1 = largest), with `.modularity`, `.stability`, `.p_value`, `.found`,
    `.members(group)`. Entities without links are groups of one; self-links count nothing

    Raises ParameterError for an empty graph or a value out of range.

    Misleads: modularity finds groups in random charts as well (look at `.found` first), and merges small groups in
    large charts (resolution limit). A community is a hypothesis about who works together; the records decide.

    Method: Traag, Waltman and van Eck (2019) Scientific Reports 9, 5233; computed by igraph.

    >>> import networkx as nx
    >>> found = communities(nx.barbell_graph(4, 0))
    >>> found.members(1), found.members(2)
    ((0, 1, 2, 3), (4, 5, 6, 7))
    """
    check(graph, "communities")
    if resolution <= 0 or starts < 1:
        raise ParameterError(f"link.communities: resolution {resolution} and starts {starts}; both must be above 0")
    if rewired is not None and rewired < 0:
        raise ParameterError(f"link.communities: rewired={rewired}; 0 for no comparison with chance, or more")
    twin, entities = _canonical(graph)
    used = "strength" if strengths else None
    partitions = _leiden(twin, resolution, used, seed, starts)
    best = max(partitions, key=lambda partition: partition[0])
    membership = best[1]
    numbers = _by_size(membership)
    group = {entity: numbers[part] for entity, part in zip(entities, membership, strict=True)}
    stability = _agreement(membership, [other for _, other in partitions if other is not membership])
    caveats = [
        text("a community is a hypothesis about who works together: check it against the records and the routes")
    ]
    if stability < _UNSTABLE:
        caveats.append(
            text(
                "random starts disagree (stability {value}): do not report exact boundaries of groups",
                value=f"{stability:.2f}",
            )
        )
    times = chance.times_for(twin, rewired) if twin.ecount() else 0
    random_charts = chance.rewirings(twin, times, seed)
    values = [_leiden(chart, resolution, used, seed, 1)[0][0] for chart in random_charts]
    by_chance = sum(values) / times if times else math.nan
    # one start against one start: the best of many would be compared with less
    p_value = chance.share_as_high(partitions[0][0], values) if times else math.nan
    above = chance.deviations(partitions[0][0], values) if times else math.nan
    if times and not chance.is_finding(p_value, above):
        caveats.append(
            text(
                "no finding: linked anew at random, charts with the same degrees fall into groups about as clear "
                "(p {value}, {above} deviations above chance; a finding has 3)",
                value=f"{p_value:.2g}",
                above=f"{above:.1f}",
            )
        )
    elif twin.ecount() and not times:
        caveats.append(text("not compared with chance; rewired=99 does it"))
    if not twin.ecount():
        caveats.append(text("the chart has no links, so every entity is a group of its own"))
    return Communities(
        groups={entity: group[entity] for entity in graph},
        modularity=best[0],
        stability=stability,
        by_chance=by_chance,
        p_value=p_value,
        deviations=above,
        caveats=(*caveats, *notes(graph)),
    )


def _canonical(graph: Any) -> tuple[Any, list[Any]]:
    """Return the undirected igraph twin with vertices and edges in an order that only the names decide."""
    import igraph

    twin, entities = to_igraph(graph)
    if twin.is_directed():
        twin = twin.as_undirected(mode="collapse", combine_edges={"strength": "sum"})
    order = sorted(range(len(entities)), key=lambda i: (type(entities[i]).__name__, str(entities[i])))
    position = {old: new for new, old in enumerate(order)}
    ends = sorted((*sorted((position[edge.source], position[edge.target])), edge["strength"]) for edge in twin.es)
    result = igraph.Graph(n=len(order), edges=[(a, b) for a, b, _ in ends])
    result.es["strength"] = [value for _, _, value in ends]
    return result, [entities[i] for i in order]


def _leiden(twin: Any, resolution: float, strengths: str | None, seed: int, starts: int) -> list[tuple[float, Any]]:
    import igraph

    found = []
    try:
        for start in range(starts):
            igraph.set_random_number_generator(random.Random(f"{seed}:{start}"))
            part = twin.community_leiden(
                objective_function="modularity", weights=strengths, resolution=resolution, n_iterations=-1
            )
            value = twin.modularity(part.membership, weights=strengths) if twin.ecount() else 0.0
            found.append((round(value, 12), part.membership))
    finally:
        igraph.set_random_number_generator(random)
    return found


def _by_size(membership: list[int]) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for part in membership:
        sizes[part] = sizes.get(part, 0) + 1
    ordered = sorted(sizes, key=lambda part: (-sizes[part], membership.index(part)))
    return {part: number for number, part in enumerate(ordered, start=1)}


def _agreement(membership: list[int], others: list[list[int]]) -> float:
    import igraph

    if len(membership) < 2 or not others:
        return 1.0
    scores = [
        1.0 if _same(membership, other) else igraph.compare_communities(membership, other, method="adjusted_rand")
        for other in others
    ]
    return float(sum(scores) / len(scores))


def _same(left: list[int], right: list[int]) -> bool:
    pairs = set(zip(left, right, strict=True))
    return len(pairs) == len(set(left)) == len(set(right))
