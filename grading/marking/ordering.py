"""Mark an order: which items belong, times how well the order given agrees with the partial order of the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    wrong_cost: float = 1.0,
) -> Verdict:
    """Mark items put in order: events by time, contacts by number of calls, risks by rank.

    Parameters
    ----------
    answer : rows with `item`, first to last; an item given twice counts where it stands first
    key : `items` (what belongs into the order), `before` (pairs [earlier, later] that are certain; pairs that are not
        listed may stand either way) and `ignored` (items that neither earn nor cost)
    paper : not used; items that are not the key's are wrong
    wrong_cost : how many right items a wrong one takes back

    With recall r = (right items - wrong_cost x wrong items) / items of the key, at least 0, and Kendall's tau over the
    certain pairs of the items given (concordant less discordant, over their number; Kendall 1938, restricted to a
    partial order), the score is r x tau, at least 0. A random order scores about 0. Raises GradingError for a key
    without certain pairs.
    """
    wanted = {str(one) for one in key["items"]}
    before = [(str(a), str(b)) for a, b in key["before"]]
    if not wanted or not before or not {one for pair in before for one in pair} <= wanted:
        raise GradingError("the key orders nothing; derive the keys of this case again")
    ignored = {str(one) for one in key.get("ignored", ())}
    given = [one for one in dict.fromkeys(str(row["item"]) for row in answer) if one not in ignored]
    place = {one: at for at, one in enumerate(given)}
    right = [one for one in given if one in wanted]
    wrong = [one for one in given if one not in wanted]
    certain = [(a, b) for a, b in before if a in place and b in place]
    turned = [[a, b] for a, b in certain if place[a] > place[b]]
    recall = max(0.0, (len(right) - wrong_cost * len(wrong)) / len(wanted))
    tau = (len(certain) - 2 * len(turned)) / len(certain) if certain else 0.0
    return Verdict(
        score=min(1.0, recall * max(0.0, tau)),
        feedback=_feedback(given, len(right), len(wanted), len(wrong), len(turned)),
        detail={
            "recall": round(recall, 4),
            "tau": round(tau, 4),
            "missed": sorted(wanted - set(right)),
            "wrong": wrong,
            "turned": turned,
        },
    )


def _feedback(given: Sequence[str], right: int, wanted: int, wrong: int, turned: int) -> str:
    if not given:
        return say("Nothing is put in order yet.")
    parts = [
        say(
            "Items that belong here: {right} of {wanted}; items that do not: {wrong}.",
            right=right,
            wanted=wanted,
            wrong=wrong,
        )
    ]
    if turned:
        parts.append(
            say(
                "Pairs in the wrong order: {count}. Check the date and time of each against its document.", count=turned
            )
        )
    if right < wanted:
        parts.append(say("Go through the file once more for what is still missing."))
    return " ".join(parts)
