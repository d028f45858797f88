"""Mark decisions on identity: which entries stand for one person, by B-cubed, with wrong merges weighing double."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

Pair = tuple[str, str]
SAME, POSSIBLE = "same", "possible"
# Precision weighs twice what recall does (F-measure with beta squared of one half, van Rijsbergen 1979).
BETA2 = 0.5


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    possible_share: float = 0.5,
    wrong_cost: float = 2.0,
) -> Verdict:
    """Mark pairs of entries judged the same, possibly the same, or different.

    Parameters
    ----------
    answer : rows with `a`, `b` (either order) and `verdict` ("same", "possible", "different")
    key : `clusters` (lists of entries that are one person, as the file shows it) and `open` (pairs that the file does
        not decide: "possible" is right for them and no verdict on them costs, save "same")
    paper : `entities` (each with `id`); entries in no cluster stand alone
    possible_share : what "possible" earns for a pair that is the same
    wrong_cost : how many true partners a wrong one weighs; with precision weighing double, a wrong merge costs at
        least twice an omission

    For each entry, recall is the credit of its verdicts "same" and "possible" over its true partners, itself included;
    precision the same credit over what was merged with it, a wrong partner counting `wrong_cost` times (B-cubed:
    Bagga and Baldwin 1998). Verdicts are taken pair by pair: nothing is merged that was not decided. Their
    F-measure, precision weighing double, is taken above what an answer without any merge has. Raises GradingError for
    a key without a cluster.
    """
    clusters = [sorted(str(one) for one in cluster) for cluster in key["clusters"] if len(cluster) > 1]
    if not clusters:
        raise GradingError("the key merges nothing; derive the keys of this case again")
    entities = sorted(str(entity["id"]) for entity in paper["entities"])
    same = {pair for cluster in clusters for pair in combinations(cluster, 2)}
    undecided = {_pair(a, b) for a, b in key.get("open", ())}
    given = _given(answer, entities)

    def measured(verdicts: Mapping[Pair, str]) -> float:
        return _measure(verdicts, same, undecided, entities, possible_share, wrong_cost)

    blank = measured({})
    score = max(0.0, min(1.0, (measured(given) - blank) / (1.0 - blank)))
    wrong = sorted(pair for pair, verdict in given.items() if verdict == SAME and pair not in same)
    missed = sorted(pair for pair in same if given.get(pair) not in (SAME, POSSIBLE))
    weak = sorted(pair for pair in same if given.get(pair) == POSSIBLE)
    return Verdict(
        score=score,
        feedback=_feedback(given, len(wrong), len(missed), len(weak), len(same)),
        detail={
            "wrong merges": [list(pair) for pair in wrong],
            "missed": [list(pair) for pair in missed],
            "only possible": [list(pair) for pair in weak],
        },
    )


def _pair(a: Any, b: Any) -> Pair:
    first, second = sorted((str(a), str(b)))
    return first, second


def _given(answer: Sequence[Mapping[str, Any]], entities: Collection[str]) -> dict[Pair, str]:
    """Each pair once; a pair with two verdicts has none, and pairs of entries that are not asked are left out."""
    known = set(entities)
    found: dict[Pair, str] = {}
    for row in answer:
        pair, verdict = _pair(row["a"], row["b"]), str(row.get("verdict", ""))
        if pair[0] != pair[1] and known.issuperset(pair):
            found[pair] = verdict if found.get(pair, verdict) == verdict else ""
    return found


def _measure(
    given: Mapping[Pair, str],
    same: Collection[Pair],
    undecided: Collection[Pair],
    entities: Sequence[str],
    possible_share: float,
    wrong_cost: float,
) -> float:
    """The F-measure of the B-cubed means over all entries."""
    partners = dict.fromkeys(entities, 1)
    credit: dict[str, float] = dict.fromkeys(entities, 1.0)
    merged: dict[str, float] = dict.fromkeys(entities, 1.0)
    for pair in same:
        for end in pair:
            partners[end] += 1
    for pair, verdict in given.items():
        if verdict not in (SAME, POSSIBLE):
            continue
        share = 1.0 if verdict == SAME else possible_share
        for end in pair:
            if pair in same:
                credit[end] += share
                merged[end] += share
            elif verdict == SAME or pair not in undecided:
                merged[end] += wrong_cost * share
    recall = sum(credit[end] / partners[end] for end in entities) / len(entities)
    precision = sum(credit[end] / merged[end] for end in entities) / len(entities)
    return (1 + BETA2) * precision * recall / (BETA2 * precision + recall)


def _feedback(given: Mapping[Pair, str], wrong: int, missed: int, weak: int, wanted: int) -> str:
    if not any(verdict in (SAME, POSSIBLE) for verdict in given.values()):
        return say("No pair is judged the same or possibly the same yet.")
    parts = [
        say(
            "Pairs that the file shows to be one person: {wanted}; found: {found}; wrongly merged: {wrong}.",
            wanted=wanted,
            found=wanted - missed,
            wrong=wrong,
        )
    ]
    if wrong:
        parts.append(say("A like name alone merges nobody: what else do the two entries share, and what differs?"))
    if weak:
        parts.append(say("Called possible although the file decides it: {count}.", count=weak))
    if missed:
        parts.append(say("Compare numbers, documents, birth dates and other spellings once more."))
    return " ".join(parts)
