"""Keys of the link chart: the links between persons of a document set, and who stands in which organisation's box."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from grading.keys.derived import Derived
from grading.keys.statements import Stated, memberships, pairs
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case


def status(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the links between the persons of a document set, "A" unless `set` names another: confirmed or suspected.

    The paper lists the documents of the set and the persons that they name. Pairs that a better document denies are
    wrong, pairs asserted and denied with equal weight are left out of account.
    """
    name = str(parameters.get("set", "A"))
    if name not in truth.info["sets"]:
        raise GradingError(f"document set {name} is not on file whole; name another set or a later checkpoint")
    documents, entities = (truth.info["sets"][name][part] for part in ("documents", "nominals"))
    index = _index(case)
    persons = [entity for entity in entities if index[entity]["kind"] == "person"]
    inside = set(persons)
    stated = {
        pair: said
        for pair, said in pairs(truth.table("claims"), case.table("reports"), documents).items()
        if inside.issuperset(pair)
    }
    links = [{"a": a, "b": b, "status": said.status} for (a, b), said in stated.items() if said.outcome == "linked"]
    if not links:
        raise GradingError(f"document set {name} of this case links nobody; generate another case")
    return Derived(
        paper={
            "instructions": "Enter each pair of persons whom a sentence of these documents links: "
            f"{_listed(documents)}. Either end may come first.",
            "documents": list(documents),
            "nominals": persons,
            "entities": [index[entity] for entity in persons],
            "organisations": [index[entity] for entity in entities if index[entity]["kind"] == "organisation"],
            "labels": {"a": "person", "b": "and person"},
        },
        key={
            "links": links,
            "ignored": [list(pair) for pair, said in stated.items() if said.outcome == "contradictory"],
            "denied": [list(pair) for pair, said in stated.items() if said.outcome == "denied"],
        },
        oracle=links,
        model_answer=_links_in_words(stated, index),
    )


def groups(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive which persons the documents place in which organisation, over the whole file.

    The paper lists the organisations of the nominal index that the documents name and, to choose from, the persons
    that the same documents name.
    """
    claims, index = truth.table("claims"), _index(case)
    firms = {entity for entity, card in index.items() if card["kind"] == "organisation"}
    named = claims[claims["subject"].isin(firms) | claims["object"].isin(firms)]
    about = claims[claims["document_id"].isin(set(named["document_id"]))]
    ends = sorted({*about["subject"], *about["object"]})
    stated = memberships(claims, case.table("reports"))
    members = [
        {"person": person, "organisation": firm, "status": said.status}
        for (person, firm), said in stated.items()
        if said.outcome == "linked"
    ]
    if not members:
        raise GradingError("no document of this case says who belongs to an organisation; generate another case")
    return Derived(
        paper={
            "instructions": "Enter each person of whom a document states that he or she belongs to an organisation.",
            "nominals": ends,
            "organisations": [index[entity] for entity in ends if entity in firms],
            "persons": [index[entity] for entity in ends if entity not in firms],
        },
        key={
            "members": members,
            "ignored": [list(pair) for pair, said in stated.items() if said.outcome == "contradictory"],
        },
        oracle=members,
        model_answer=_boxes_in_words(stated, index),
    )


def _index(case: Case) -> dict[str, dict[str, str]]:
    cards = case.table("nominals")
    return {
        str(card.nominal_id): {"id": str(card.nominal_id), "name": str(card.name), "kind": str(card.kind)}
        for card in cards.itertuples(index=False)
    }


def _links_in_words(stated: Mapping[tuple[str, str], Stated], index: Mapping[str, Mapping[str, str]]) -> str:
    lines = []
    for (a, b), said in stated.items():
        names = f"{index[a]['name']} ({a}) and {index[b]['name']} ({b})"
        if said.outcome == "linked":
            lines.append(f"- {names}: {said.status}, {_listed(said.documents)}")
        elif said.outcome == "denied":
            lines.append(f"- {names}: no link; it is denied on better or the only grounds")
        else:
            lines.append(f"- {names}: asserted and denied with equal weight; either answer stands")
    return "\n".join(lines)


def _boxes_in_words(stated: Mapping[tuple[str, str], Stated], index: Mapping[str, Mapping[str, str]]) -> str:
    lines = [
        f"- {index[person]['name']} ({person}) in {index[firm]['name']} ({firm}): "
        f"{said.status}, {_listed(said.documents)}"
        for (person, firm), said in stated.items()
        if said.outcome == "linked"
    ]
    return "\n".join(lines)


def _listed(documents: Iterable[str]) -> str:
    return ", ".join(documents)
