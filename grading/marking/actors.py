"""Mark key actors: those the evidence shows, with role and documents; accusing an innocent person costs most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grading.marking.feedback import say
from grading.marking.overlap import CONFIRMED
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

NOT_ESTABLISHED = "not established"
NAMED, ROLE, DOCUMENTS, STATUS = 0.40, 0.25, 0.25, 0.10


@dataclass
class _Tally:
    """What was earned and lost, in units of one key actor."""

    earned: float = 0.0
    lost: float = 0.0
    lists: dict[str, list[str]] = field(
        default_factory=lambda: {
            name: []
            for name in ("found", "other_role", "unsupported", "other_status", "accused", "not_key", "ignored", "open")
        }
    )

    def __getitem__(self, name: str) -> list[str]:
        return self.lists[name]


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    innocent_cost: float = 2.0,
    member_cost: float = 0.25,
    most_documents: int = 5,
) -> Verdict:
    """Mark persons named as key actors.

    Parameters
    ----------
    answer : rows with `nominal`, `role`, `status` ("confirmed", "suspected" or "not established") and `documents`
    key : `actors` (rows `nominal`, `roles` accepted, `status`, `documents` that bear the role out), `members` (others
        of the business, who are not asked) and `ignored` (key actors whom the evidence reveals too little to ask)
    paper : what was asked; not used
    innocent_cost : what it costs to name anybody else as suspected, in units of one key actor; half as much again
        where the naming is "confirmed"
    member_cost : what it costs to name a member who is no key actor
    most_documents : more documents than this for one person support nothing

    One key actor earns 0.40 for being named, 0.25 with an accepted role, 0.25 with at least one document that bears
    it out, 0.10 with the status that the grades carry. "Not established" earns and costs nothing. The score is what
    is earned less what is lost over the number of key actors, at least 0; so leaving one out costs 1 unit, and
    accusing somebody innocent at least 2. Raises GradingError for a key without key actors.
    """
    if not key["actors"]:
        raise GradingError("the key names no key actor; derive the keys of this case again")
    actors = {str(actor["nominal"]): actor for actor in key["actors"]}
    members = {str(one) for one in key.get("members", ())}
    ignored = {str(one) for one in key.get("ignored", ())}
    tally = _Tally()
    named: set[str] = set()
    for row in answer:
        nominal, status = str(row["nominal"]), str(row.get("status", ""))
        if nominal in named:
            continue
        named.add(nominal)
        if status == NOT_ESTABLISHED:
            tally["open"].append(nominal)
        elif nominal in actors:
            tally["found"].append(nominal)
            tally.earned += _earned(row, actors[nominal], tally, most_documents)
        elif nominal in ignored:
            tally["ignored"].append(nominal)
        elif nominal in members:
            tally["not_key"].append(nominal)
            tally.lost += member_cost
        else:
            tally["accused"].append(nominal)
            tally.lost += innocent_cost * (1.5 if status == CONFIRMED else 1.0)
    score = max(0.0, min(1.0, (tally.earned - tally.lost) / len(actors)))
    missed = sorted(actors.keys() - set(tally["found"]))
    return Verdict(
        score=round(score, 6),
        feedback=_feedback(tally, missed),
        detail={**tally.lists, "missed": missed, "earned": round(tally.earned, 4), "lost": round(tally.lost, 4)},
    )


def _earned(row: Mapping[str, Any], actor: Mapping[str, Any], tally: _Tally, most_documents: int) -> float:
    nominal = str(row["nominal"])
    earned = NAMED
    if row.get("role") in actor["roles"]:
        earned += ROLE
    else:
        tally["other_role"].append(nominal)
    cited = {str(document) for document in row.get("documents") or ()}
    if len(cited) <= most_documents and cited.intersection(actor["documents"]):
        earned += DOCUMENTS
    else:
        tally["unsupported"].append(nominal)
    if row.get("status") == actor["status"]:
        earned += STATUS
    else:
        tally["other_status"].append(nominal)
    return earned


def _feedback(tally: _Tally, missed: Sequence[str]) -> str:
    if not any(tally.lists.values()):
        return say("Nobody is named yet.")
    parts = [
        say(
            "Persons found: {found}; still missing: {missing}.",
            found=len(tally["found"]),
            missing=len(missed),
        )
    ]
    for name, message in (
        (
            "other_role",
            "Found, but in another role: {count}; go back to the sentence that states what the person does.",
        ),
        ("unsupported", "Found, but no cited document bears the role out: {count}; cite the one that states it."),
        ("other_status", "Found, but the grades of the documents carry another status: {count}."),
        ("not_key", "Named, but no document states the role: {count}; many contacts alone are no role."),
        (
            "accused",
            "Named although the file does not show them to be part of the business: {count}. Look for the everyday "
            "explanation of their contacts; a wrong accusation costs more than a name left out.",
        ),
    ):
        if tally[name]:
            parts.append(say(message, count=len(tally[name])))
    if tally["open"]:
        parts.append(say("Left as not established: {count}.", count=len(tally["open"])))
    return " ".join(parts)
