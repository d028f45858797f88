"""Mark the links of a chart: F1 over pairs, half marks for another status, nothing for charting every pair."""

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
    wrong_cost: float = 2.0,
) -> Verdict:
    """Mark links between the entities that the paper lists.

    Parameters
    ----------
    answer : rows with `a`, `b` (either order) and `status` ("confirmed" or "suspected")
    key : `links` (rows `a`, `b`, `status`), `ignored` (pairs that neither earn nor cost) and `denied` (pairs that a
        document denies; they are wrong like any other, and the feedback tells how many there are)
    paper : `entities` (each with `id`); a row with an end that is not among them is left out of account
    half_for_status : a right pair with another status earns a half; otherwise nothing
    wrong_cost : how many links a wrong one counts for in the precision. A line between two persons is a claim about
        both; at 2 it costs at least twice what a link left out does, since what charting all would earn is taken off

    See `overlap.compare` for the score. Raises GradingError for a key without links.
    """
    if not key["links"]:
        raise GradingError("the key holds no link; derive the keys of this case again")
    links = {_pair(row["a"], row["b"]): str(row["status"]) for row in key["links"]}
    ignored = {_pair(a, b) for a, b in key.get("ignored", ())}
    denied = {_pair(a, b) for a, b in key.get("denied", ())}
    inside = {str(entity["id"]) for entity in paper["entities"]}
    stated = _statuses(answer)
    given = {pair: status for pair, status in stated.items() if pair not in ignored and inside.issuperset(pair)}
    count = len(inside)
    universe = count * (count - 1) // 2 - len(ignored)
    result = compare(given, links, universe, status_share=0.5 if half_for_status else 0.0, wrong_cost=wrong_cost)
    outside = sum(not inside.issuperset(pair) for pair in stated)
    return Verdict(
        score=result.score,
        feedback=_feedback(given, links, denied, outside),
        detail={**result.to_detail(), "denied_but_charted": [list(pair) for pair in result.wrong if pair in denied]},
    )


def _pair(a: Any, b: Any) -> Pair:
    first, second = str(a), str(b)
    return (first, second) if first <= second else (second, first)


def _statuses(answer: Iterable[Mapping[str, Any]]) -> dict[Pair, str]:
    """Each pair once; a pair given with two statuses has none of them."""
    statuses: dict[Pair, str] = {}
    for row in answer:
        pair, status = _pair(row["a"], row["b"]), str(row.get("status", ""))
        statuses[pair] = status if statuses.get(pair, status) == status else ""
    return statuses


def _feedback(given: Mapping[Pair, str], links: Mapping[Pair, str], denied: set[Pair], outside: int) -> str:
    if not given:
        return say("No link between the listed entities is charted yet.")
    right = [pair for pair in given if pair in links]
    wrong = [pair for pair in given if pair not in links]
    bold = sum(given[pair] == CONFIRMED and links[pair] == SUSPECTED for pair in right)
    shy = sum(given[pair] == SUSPECTED and links[pair] == CONFIRMED for pair in right)
    parts = [
        say(
            "Links charted: {charted}; stated by the documents: {right}; not stated: {wrong}; missing: {missing}.",
            charted=len(given),
            right=len(right),
            wrong=len(wrong),
            missing=len(links) - len(right),
        )
    ]
    if bold:
        parts.append(say("Shown as confirmed although the grades only carry suspected: {count}.", count=bold))
    if shy:
        parts.append(say("Shown as suspected although the grades carry confirmed: {count}.", count=shy))
    contradicted = sum(pair in denied for pair in wrong)
    if contradicted:
        parts.append(
            say("Charted although a document of equal or better grade denies it: {count}.", count=contradicted)
        )
    if len(wrong) > contradicted:
        parts.append(say("Two names in one document are not a link: find the sentence that joins them."))
    if len(links) > len(right):
        parts.append(say("Read each document again for pairs that you have not charted."))
    if outside:
        parts.append(say("Rows with somebody who is not on the list, left out of account: {count}.", count=outside))
    return " ".join(parts)
