"""Mark claims by the documents cited for them: a sufficient independent set, circular reports counting once."""

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
    wrong_cost: float = 0.25,
    unsupported_cost: float = 1.0,
) -> Verdict:
    """Mark which documents bear out each claim.

    Parameters
    ----------
    answer : rows with `claim` and `documents` (a list; none: the claim is not borne out by the file)
    key : `claims`: claim -> {`sufficient`: lists of documents, any of which is enough; none for a claim that the file
        does not bear out; `related`: documents that may be cited besides without cost}
    paper : not used; claims that are not the key's are left out of account
    wrong_cost : what each document that says nothing of a claim takes from it
    unsupported_cost : what citing documents for a claim that the file does not bear out takes from the whole

    A claim that is borne out earns 1 where a sufficient set is cited, the largest share of one otherwise (less than
    half of one earns nothing), less the cost of documents that do not bear on it. A claim that is not borne out earns
    1 where no document is cited for it and other claims are. The score is the sum over the claims, at least 0, above
    leaving every claim without documents. Raises GradingError for a key in which no claim is borne out.
    """
    claims: Mapping[str, Mapping[str, Any]] = key["claims"]
    borne = [name for name, one in claims.items() if one["sufficient"]]
    if not borne:
        raise GradingError("no claim of the key is borne out; derive the keys of this case again")
    given = {str(row["claim"]): {str(one) for one in row.get("documents", ())} for row in reversed(answer)}
    earned: dict[str, float] = {}
    for name, one in claims.items():
        cited = given.get(name)
        if not one["sufficient"]:
            earned[name] = 0.0 if cited is None else (1.0 if not cited else -unsupported_cost)
        else:
            earned[name] = _earned(cited or set(), one, wrong_cost)
    empty = len(claims) - len(borne)
    score = (sum(earned.values()) - empty) / len(borne)
    answered = [name for name in claims if name in given]
    return Verdict(
        score=max(0.0, min(1.0, score)),
        feedback=_feedback(
            len(answered),
            len(claims),
            sum(earned[name] == 1 for name in borne),
            len(borne),
            sum(earned[name] < 0 for name in claims if name not in borne),
        ),
        detail={"claims": {name: round(value, 4) for name, value in earned.items()}},
    )


def _earned(cited: set[str], one: Mapping[str, Any], wrong_cost: float) -> float:
    sets = [{str(document) for document in some} for some in one["sufficient"]]
    bearing = set().union(*sets) | {str(document) for document in one.get("related", ())}
    share = max(len(cited & some) / len(some) for some in sets)
    return max(0.0, (share if share >= 0.5 else 0.0) - wrong_cost * len(cited - bearing))


def _feedback(answered: int, asked: int, right: int, borne: int, unsupported: int) -> str:
    if not answered:
        return say("No claim has its documents yet.")
    parts = [
        say(
            "Claims treated: {answered} of {asked}; fully borne out by what you cite: {right} of {borne}.",
            answered=answered,
            asked=asked,
            right=right,
            borne=borne,
        )
    ]
    if unsupported:
        parts.append(say("Documents cited for claims that the file does not bear out: {count}.", count=unsupported))
    if right < borne:
        parts.append(say("Two reports of one source are one report. Cite what carries the claim, and nothing else."))
    return " ".join(parts)
