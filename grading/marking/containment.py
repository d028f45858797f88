"""Mark whose circle stands in whose box: persons in organisations, where a wrong placement is an unfounded claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.overlap import CONFIRMED, SUSPECTED, Pair, compare
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    half_for_status: bool = True,
    wrong_cost: float = 2.5,
) -> Verdict:
    """Mark persons placed in organisations.

    Parameters
    ----------
    answer : rows with `person`, `organisation` and `status`; the two ends may be interchanged, since the paper says
        which is which
    key : `members` (rows `person`, `organisation`, `status`) and `ignored` (pairs that neither earn nor cost)
    paper : `persons` and `organisations`, each with `id`; rows with others are left out of account
    half_for_status : a right placement with another status earns a half; otherwise nothing
    wrong_cost : how many placements a wrong one counts for in the precision; at 2.5 a wrong one costs at least twice
        what one left out does, since the F-measure halves what precision loses

    See `overlap.compare` for the score. Raises GradingError for a key without members.
    """
    if not key["members"]:
        raise GradingError("the key holds no member; derive the keys of this case again")
    members = {(str(row["person"]), str(row["organisation"])): str(row["status"]) for row in key["members"]}
    ignored = {(str(person), str(organisation)) for person, organisation in key.get("ignored", ())}
    persons = {str(one["id"]) for one in paper["persons"]}
    organisations = {str(one["id"]) for one in paper["organisations"]}
    placed = _statuses(answer, organisations)
    given = {
        place: status
        for place, status in placed.items()
        if place not in ignored and place[0] in persons and place[1] in organisations
    }
    universe = len(persons) * len(organisations) - len(ignored)
    result = compare(given, members, universe, status_share=0.5 if half_for_status else 0.0, wrong_cost=wrong_cost)
    outside = sum(person not in persons or firm not in organisations for person, firm in placed)
    return Verdict(score=result.score, feedback=_feedback(given, members, outside), detail=result.to_detail())


def _statuses(answer: Iterable[Mapping[str, Any]], organisations: set[str]) -> dict[Pair, str]:
    """Each placement once, person first; a placement given with two statuses has none of them."""
    statuses: dict[Pair, str] = {}
    for row in answer:
        person, organisation = str(row["person"]), str(row["organisation"])
        place = (organisation, person) if person in organisations else (person, organisation)
        status = str(row.get("status", ""))
        statuses[place] = status if statuses.get(place, status) == status else ""
    return statuses


def _feedback(given: Mapping[Pair, str], members: Mapping[Pair, str], outside: int) -> str:
    if not given:
        return say("Nobody is placed in a box yet.")
    right = [place for place in given if place in members]
    wrong = len(given) - len(right)
    bold = sum(given[place] == CONFIRMED and members[place] == SUSPECTED for place in right)
    shy = sum(given[place] == SUSPECTED and members[place] == CONFIRMED for place in right)
    parts = [
        say(
            "Persons placed: {placed}; stated by the documents: {right}; not stated: {wrong}; missing: {missing}.",
            placed=len(given),
            right=len(right),
            wrong=wrong,
            missing=len(members) - len(right),
        )
    ]
    if bold:
        parts.append(say("Shown as confirmed although the grades only carry suspected: {count}.", count=bold))
    if shy:
        parts.append(say("Shown as suspected although the grades carry confirmed: {count}.", count=shy))
    if wrong:
        parts.append(
            say("A customer or contact of an organisation does not stand in its box: look for staff, owner, officer.")
        )
    if len(members) > len(right):
        parts.append(say("Search the documents for the name of each organisation."))
    if outside:
        parts.append(say("Rows with somebody who is not on the list, left out of account: {count}.", count=outside))
    return " ".join(parts)
