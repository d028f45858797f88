"""The telephone chart: who calls whom and how often; a person stands on it only by an attributed number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.records import need, some
from toolkit.telephone.records import limits


def graph(
    calls: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    source: str = "caller",
    target: str = "callee",
    time: str | None = "started_at",
    least: int = 1,
) -> Any:
    """Build the directed graph of calls in which attributed numbers stand as their person and others as themselves.

    Parameters
    ----------
    attributions : `number`, `nominal_id`, `source_grade`, `information_grade`; numbers of one person become one entity
    least : links with fewer records are left out, and a note counts them

    Returns a networkx DiGraph as `link.build` makes it; entities carry `kind` "person" or "number". Links have no
    status: a record of a call is certain, who held the telephone is not.

    Raises ParameterError for a number attributed to two persons, or where no link is left.

    >>> calls = pd.DataFrame({"caller": ["+1", "+1"], "callee": ["+2", "+3"]})
    >>> held = pd.DataFrame({"number": ["+1"], "nominal_id": ["N001"]})
    >>> dict(graph(calls, held, time=None).nodes(data="kind"))
    {'N001': 'person', '+2': 'number', '+3': 'number'}
    """
    from toolkit import link

    method = "telephone.chart"
    need(calls, method, (source, target))
    holders: dict[Any, Any] = {}
    if attributions is not None:
        need(attributions, method, ("number", "nominal_id"))
        known = attributions[["number", "nominal_id"]].drop_duplicates()
        twice = known["number"][known["number"].duplicated()]
        if len(twice):
            raise ParameterError(f"{method}: {twice.iloc[0]} is attributed to two nominals; decide, then chart")
        holders = dict(zip(known["number"], known["nominal_id"], strict=True))
    ends = {
        name: calls[column].map(holders).where(calls[column].isin(holders), calls[column])
        for name, column in (("from_entity", source), ("to_entity", target))
    }
    # The grade of an attribution is no grade of the call: it stays off the table so that no line becomes "confirmed".
    table = calls.drop(
        columns=[name for name in ("source_grade", "information_grade", "status") if name in calls.columns]
    )
    built = link.build(table.assign(**ends), source="from_entity", target="to_entity", directed=True, time=time)
    if least > 1:
        built = link.at_least(built, least)
    if not built.number_of_edges():
        raise ParameterError(f"{method}: no link of {least} or more records is left; lower least=")
    people = set(holders.values())
    for entity in built:
        built.nodes[entity]["kind"] = "person" if entity in people else "number"
    built.graph["notes"] = (limits(), *built.graph.get("notes", ()))
    return built


def chart(
    calls: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    nominals: pd.DataFrame | None = None,
    only: Iterable[Any] | None = None,
    least: int = 1,
    title: str = "",
    source: str = "caller",
    target: str = "callee",
    **drawing: Any,
) -> Any:
    """Draw the telephone chart: circles are persons with an attributed number, squares numbers of nobody known.

    Parameters
    ----------
    calls : call records, cleaned first
    attributions : the attribution list (`case.attributions`, or `telephone.attribute(case).list()`)
    nominals : the nominal index, for names
    only : persons (nominal numbers) and telephone numbers to be drawn, an attributed number as its person; without it
        all
    least : fewest records of a line
    drawing : what `link.chart` takes beside: handling, highlight, width, height, most, seed

    Returns a Plotly figure; arrows point to who is called and carry the number of records.

    Raises ParameterError as `telephone.graph` does, or for an entity that is not on the chart.
    """
    from toolkit import link

    built = graph(
        calls,
        attributions,
        source=source,
        target=target,
        least=least,
        time="started_at" if "started_at" in calls.columns else None,
    )
    if only is not None:
        held = (
            {} if attributions is None else dict(zip(attributions["number"], attributions["nominal_id"], strict=True))
        )
        wanted = list(dict.fromkeys(held.get(one, one) for one in only))
        absent = [one for one in wanted if one not in built]
        if absent:
            raise ParameterError(f"telephone.chart: no line of these records meets {some(absent)}; leave out of only=")
        built = link.subgraph(built, wanted)
        alone = [entity for entity in built if not built.degree(entity)]
        if not built.number_of_edges():
            raise ParameterError("telephone.chart: those in only= have no record with each other")
        built.graph["notes"] = (
            *built.graph.get("notes", ()),
            *([text("without a record among these: {numbers}", numbers=", ".join(map(str, alone)))] if alone else []),
        )
    persons = sum(kind == "person" for _, kind in built.nodes(data="kind"))
    numbers = len(built) - persons
    heading = title or text(
        "Telephone chart (persons: {persons}, numbers: {numbers})", persons=persons, numbers=numbers
    )
    drawing.setdefault("counts", built.number_of_edges() <= 60)
    return link.chart(built, names=_names(nominals, built), title=heading, **drawing)


def _names(nominals: pd.DataFrame | None, built: Any) -> dict[Any, str]:
    if nominals is None:
        return {}
    need(nominals, "telephone.chart", ("nominal_id", "name"))
    called = nominals.drop_duplicates("nominal_id").set_index("nominal_id")["name"]
    return {entity: str(called[entity]) for entity in built if entity in called.index}
