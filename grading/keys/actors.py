"""Keys of the key-actor exercises: organisers and brokers whom both the call records and the documents show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from grading.keys.derived import Derived
from grading.keys.statements import status_of
from synthetic_data.truth import Truth
from toolkit import link
from toolkit.errors import GradingError
from toolkit.schema.case import Case

SPARE = 2
ROLE_WORDS = {"organiser": "organiser: gives the orders", "broker": "broker: joins groups that do not meet otherwise"}


@dataclass(frozen=True)
class Actor:
    """One key actor whom the evidence reveals: accepted roles, main role first, and the documents that state it."""

    nominal: str
    name: str
    roles: tuple[str, ...]
    stage: str
    status: str
    documents: tuple[str, ...]
    contacts: int


def key_actors(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the organisers and brokers to be named, each with role, status and the documents that bear it out.

    Asked are those who stand on the attributed call chart and whose part at least one document states: an order
    given, or a bridge between groups. Other organisers and brokers are left out of account, other members cost little.
    """
    actors, ignored, members = _actors(case, truth)
    rows = [
        {"nominal": one.nominal, "roles": list(one.roles), "status": one.status, "documents": list(one.documents)}
        for one in actors
    ]
    return Derived(
        paper={
            "instructions": f"Name up to {len(actors) + SPARE} persons. For each one cite one to five documents that "
            "state the role.",
            "most": len(actors) + SPARE,
            "labels": ROLE_WORDS,
        },
        key={"actors": rows, "ignored": ignored, "members": members},
        oracle=[
            {"nominal": one.nominal, "role": one.roles[0], "status": one.status, "documents": [one.documents[0]]}
            for one in actors
        ],
        model_answer="\n".join(f"- {_in_words(one)}" for one in actors),
    )


def readability(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model answer of the written exercise: who matters, why, and on which documents."""
    actors, _, _ = _actors(case, truth)
    brokers = [one for one in actors if one.roles[0] == "broker"]
    organisers = [one for one in actors if one.roles[0] == "organiser"]
    chosen = (brokers[:2] + organisers[:1] + brokers[2:] + organisers[1:])[:3]
    lines = [f"{number}. {_in_words(one)}." for number, one in enumerate(chosen, start=1)]
    return Derived(
        paper={"instructions": "Three sentences to the team leader: who matters, why, and on which documents."},
        key={},
        oracle=None,
        model_answer="\n".join(
            [
                "One good answer (others of the key list serve as well, if their documents are cited):",
                "",
                *lines,
                "",
                "The chart leaves out nobody silently: each entity stands once, persons in circles, organisations as "
                "boxes around their people, solid lines confirmed and dotted lines suspected, few crossings, a legend, "
                "the date of the file. It says that a link is not an accusation, and that businesses open to everybody "
                "rank high by their trade.",
                "",
                "What it cannot show: whoever nobody watched or heard of, numbers attributed to nobody, what was "
                "said in a call, and who gives the orders to somebody whom no document names.",
            ]
        ),
    )


def _actors(case: Case, truth: Truth) -> tuple[list[Actor], list[str], list[str]]:
    """The key actors to be asked, those left out of account, and the other members, by nominal number."""
    people = truth.table("people")
    people = people[people["nominal_id"].astype("str") != ""].sort_values("nominal_id", kind="stable")
    claims = truth.table("claims")
    claims = claims[(claims["polarity"] == "asserted") & (claims["copies"].astype("str") == "")]
    contacts = _contacts(case)
    cards = case.table("nominals")
    names = dict(zip(cards["nominal_id"], cards["name"], strict=True))
    actors: list[Actor] = []
    ignored: list[str] = []
    members: list[str] = []
    for row in people.itertuples():
        nominal = str(row.nominal_id)
        is_key = _true(row.is_broker) or row.role == "organiser"
        if not is_key:
            # A migrant who steers or recruits has two sides; naming him is no slander, nor is he asked.
            if _true(row.is_member) or _true(row.dual_role):
                members.append(nominal)
            continue
        evidence = _role_documents(nominal, claims)
        truly = [
            role for role, held in (("organiser", row.role == "organiser"), ("broker", _true(row.is_broker))) if held
        ]
        roles = tuple(role for role in truly if evidence[role])
        if not roles or not contacts.get(nominal):
            ignored.append(nominal)
            continue
        documents = tuple(dict.fromkeys(name for role in roles for name in evidence[role]))
        actors.append(
            Actor(
                nominal=nominal,
                name=str(names[nominal]),
                roles=roles,
                stage=str(row.stage),
                status=status_of(documents, case.table("reports")),
                documents=documents,
                contacts=contacts[nominal],
            )
        )
    if not actors:
        raise GradingError("the evidence of this case reveals no key actor; generate another case")
    return actors, ignored, members


def _role_documents(nominal: str, claims: pd.DataFrame) -> dict[str, list[str]]:
    """Documents that state that a person directs others, or joins groups; the plainest first."""
    own, other = claims["subject"] == nominal, claims["object"] == nominal
    orders = claims[own & ((claims["part"] == "directing") | (claims["relation"] == "directs"))]
    works_for = claims[other & claims["relation"].str.endswith(" for")]
    bridges = claims[own & (claims["part"] == "bridge")]
    organising = list(dict.fromkeys(orders["document_id"].astype("str")))
    if organising:
        organising += [name for name in dict.fromkeys(works_for["document_id"].astype("str")) if name not in organising]
    return {"organiser": organising, "broker": list(dict.fromkeys(bridges["document_id"].astype("str")))}


def _contacts(case: Case) -> dict[str, int]:
    """Nominal number -> contacts on the attributed call chart."""
    parts = case.frames("calls", ("caller", "callee"))
    pairs = pd.concat([part.drop_duplicates() for part in parts]).drop_duplicates()
    calls = link.attributed(pairs, case.table("attributions"))
    graph = link.build(calls, source="from_nominal", target="to_nominal")
    return {str(nominal): int(degree) for nominal, degree in graph.degree()}


def _in_words(actor: Actor) -> str:
    part = " and ".join(actor.roles)
    why = "gives orders to others" if actor.roles[0] == "organiser" else "joins groups that do not meet otherwise"
    return (
        f"{actor.name} ({actor.nominal}) is {actor.status} as {part}: {why}, as {_listed(actor.documents)} "
        f"state{'s' if len(actor.documents) == 1 else ''}, and the call records show contact with {actor.contacts} "
        f"attributed persons"
    )


def _listed(documents: tuple[str, ...]) -> str:
    shown = documents[:4]
    return ", ".join(shown) + (" and others" if len(documents) > len(shown) else "")


def _true(value: Any) -> bool:
    return str(value) == "True"
