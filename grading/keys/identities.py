"""Key of identity resolution: which border and custody records stand for one person, as far as the file shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grading.keys import draw, levels
from grading.keys.cards import DIFFERENT, SAME, Card, alike, cards, compared, spelt_alike
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
# Persons met more than once, pairs of namesakes, pairs that nothing decides, and entries in all.
CLUSTERS, NAMESAKES, OPEN, ENTRIES = 4, 3, 2, 16
_MOST_OF_ONE = 3
# How many entries with names that begin alike are compared with one another.
_NEIGHBOURS = 25
_INSTRUCTIONS = (
    "Compare the entries. Enter each pair that is the same person, or possibly the same; what you do not enter counts "
    "as different. Three entries of one person make three pairs: enter them all."
)


def merges(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive which entries are one person: the same by number or birth date, namesakes, and pairs left open.

    An entry is one record of a person at the border or in custody. A pair is the same, or different, only where the
    truth and a plain comparison of the two cards (`cards.compared`) both say so; every other pair of similar names is
    open.
    """
    rng = draw.stream(truth, f"{COURSE}/day02.merges")
    known = cards(case, truth)
    chosen = _chosen(case, known, rng)
    names = dict(zip((card.record for card in chosen), draw.numbers("E", len(chosen), rng), strict=True))
    verdicts = {(one.record, other.record): _verdict(one, other) for one, other in combinations(chosen, 2)}
    same = [pair for pair, verdict in verdicts.items() if verdict == SAME]
    clusters = [sorted(names[one] for one in group) for group in _joined(same)]
    undecided = sorted(sorted((names[a], names[b])) for (a, b), verdict in verdicts.items() if verdict == "open")
    closed = {tuple(pair) for cluster in clusters for pair in combinations(cluster, 2)}
    undecided = [pair for pair in undecided if tuple(pair) not in closed]
    oracle = [{"a": a, "b": b, "verdict": "same"} for a, b in sorted(closed)]
    oracle += [{"a": a, "b": b, "verdict": "possible"} for a, b in undecided]
    by_name = {names[card.record]: card for card in chosen}
    return Derived(
        paper={
            "instructions": _INSTRUCTIONS,
            "entities": [{"id": name, **by_name[name].shown()} for name in sorted(by_name)],
            "labels": {"a": "entry", "b": "and entry"},
        },
        key={"clusters": sorted(clusters), "open": undecided},
        oracle=oracle,
        model_answer=_in_words(clusters, undecided, by_name),
    )


def _verdict(one: Card, other: Card) -> str:
    seen, true = compared(one, other), SAME if one.person == other.person else DIFFERENT
    return seen if seen == true else "open"


def _chosen(case: Case, known: Sequence[Card], rng: np.random.Generator) -> list[Card]:
    """Draw the entries: persons met again under another spelling, namesakes, and undecided pairs.

    Of the persons met again, the level's share has names that only look alike once their parts are turned round, an
    initial is read as a name, or letters that sound alike are taken for one another.
    """
    mixed = draw.sample(known, len(known), rng)
    taken: dict[str, Card] = {}
    people: set[str] = set()
    by_person: dict[str, list[Card]] = {}
    for card in mixed:
        by_person.setdefault(card.person, []).append(card)
    plain: list[list[Card]] = []
    twice: list[list[Card]] = []
    # Those met with two documents come first: a shared number alone is found by sorting.
    for _, group in sorted(by_person.items(), key=lambda one: -len({card.document for card in one[1]} - {""})):
        if len(group) > 1 and min(len(plain), len(twice)) < CLUSTERS:
            several = _different_spellings(group)
            if len(several) > 1:
                near = all(spelt_alike(one.name, other.name) for one, other in combinations(several, 2))
                (plain if near else twice).append(several)
    found = levels.mixed(case, plain[:CLUSTERS], twice[:CLUSTERS], CLUSTERS, rng)
    for several in found:
        taken |= {card.record: card for card in several}
        people.add(several[0].person)
    if not found:
        raise GradingError("nobody in this case was met twice under two spellings; generate another case")
    for wanted, most in ((DIFFERENT, NAMESAKES), ("open", OPEN)):
        for one, other in _pairs(mixed, people, wanted, most):
            taken |= {one.record: one, other.record: other}
            people |= {one.person, other.person}
    for card in mixed:
        if len(taken) >= ENTRIES:
            break
        if card.person not in people and not any(alike(card.name, one.name) for one in taken.values()):
            taken[card.record] = card
            people.add(card.person)
    return sorted(taken.values(), key=lambda card: card.record)


def _different_spellings(group: Sequence[Card]) -> list[Card]:
    """Two or three entries of one person with different spellings that the cards show to be one."""
    chosen: list[Card] = []
    for card in group:
        fits = all(compared(card, one) == SAME and card.name != one.name for one in chosen)
        if fits and len(chosen) < _MOST_OF_ONE:
            chosen.append(card)
    return chosen


def _pairs(mixed: Sequence[Card], people: Iterable[str], wanted: str, most: int) -> list[tuple[Card, Card]]:
    """Pairs of similar names that the file separates, or leaves open; nobody comes twice."""
    used = set(people)
    found: list[tuple[Card, Card]] = []
    buckets: dict[str, list[Card]] = {}
    for card in mixed:
        # Names that are alike share a whole part, or nearly: look at those whose longest parts begin alike.
        longest = max(card.name.lower().split(), key=lambda part: (len(part), part))
        buckets.setdefault(longest[:3], []).append(card)
    for bucket in buckets.values():
        for one, other in combinations(bucket[:_NEIGHBOURS], 2):
            if len(found) >= most:
                return found
            if not {one.person, other.person} & used and alike(one.name, other.name) and _verdict(one, other) == wanted:
                found.append((one, other))
                used |= {one.person, other.person}
    return found


def _joined(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for pair in pairs:
        touching = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touching] + [set(pair).union(*touching)]
    return groups


def _in_words(
    clusters: Sequence[Sequence[str]], undecided: Sequence[Sequence[str]], by_name: Mapping[str, Card]
) -> str:
    lines = [
        f"- Same: {', '.join(f'{name} ({by_name[name].name}, {by_name[name].record})' for name in cluster)}; "
        "the number of the document or the date of birth agrees, and the names are spellings of one name"
        for cluster in clusters
    ]
    lines += [
        f"- Possible: {' and '.join(f'{name} ({by_name[name].name})' for name in pair)}; the names are alike, and "
        "nothing else on file decides it"
        for pair in undecided
    ]
    return "\n".join([*lines, "- All other pairs: different, or nothing that joins them."])
