"""F1 of stated pairs against a key, above what stating every pair would earn; for links and for memberships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Pair = tuple[str, str]
CONFIRMED, SUSPECTED = "confirmed", "suspected"


@dataclass(frozen=True)
class Overlap:
    """What was found, found with another status, missed and wrong, and the measures that follow."""

    found: tuple[Pair, ...]
    other_status: tuple[Pair, ...]
    missed: tuple[Pair, ...]
    wrong: tuple[Pair, ...]
    precision: float
    base: float
    recall: float
    score: float

    def to_detail(self) -> dict[str, Any]:
        """Return everything as JSON-ready data for the instructor."""
        lists = {
            name: [list(one) for one in getattr(self, name)] for name in ("found", "other_status", "missed", "wrong")
        }
        measures = {name: round(getattr(self, name), 4) for name in ("precision", "base", "recall")}
        return {**lists, **measures}


def compare(
    given: Mapping[Pair, str],
    key: Mapping[Pair, str],
    universe: int,
    *,
    status_share: float = 0.5,
    wrong_cost: float = 1.0,
) -> Overlap:
    """Compare stated pairs with the key's pairs.

    Parameters
    ----------
    given, key : pair -> status ("confirmed", "suspected", or "" where a pair was given two statuses)
    universe : how many pairs could be stated at all
    status_share : what a right pair with another status is worth, 0 to 1
    wrong_cost : how many statements a wrong one counts for in the precision

    With credit c (1 for a pair with its status, `status_share` for a pair with another), precision
    p = c / (right pairs + wrong_cost x wrong pairs) and recall r = c / pairs of the key. Stating every pair with one
    status has the precision p0; what counts is p' = (p - p0) / (1 - p0), at least 0, and the score is
    2 p' r / (p' + r). So stating everything scores 0, a random choice about 0, and the key itself 1.
    """
    found = tuple(sorted(pair for pair in given if pair in key and given[pair] == key[pair]))
    other = tuple(sorted(pair for pair in given if pair in key and given[pair] != key[pair]))
    wrong = tuple(sorted(pair for pair in given if pair not in key))
    missed = tuple(sorted(pair for pair in key if pair not in given))
    credit = len(found) + status_share * len(other)
    stated = len(found) + len(other) + wrong_cost * len(wrong)
    precision = credit / stated if stated else 0.0
    base = _base(key, max(universe, len(key)), status_share, wrong_cost)
    above = max(0.0, (precision - base) / (1.0 - base)) if base < 1.0 else precision
    recall = credit / len(key) if key else 0.0
    score = 2 * above * recall / (above + recall) if above + recall > 0 else 0.0
    return Overlap(found, other, missed, wrong, precision, base, recall, min(1.0, score))


def _base(key: Mapping[Pair, str], universe: int, status_share: float, wrong_cost: float) -> float:
    """The precision of stating every pair with the one status that pays best."""
    if not key:
        return 0.0
    confirmed = sum(status == CONFIRMED for status in key.values())
    best = max(confirmed, len(key) - confirmed)
    credit = best + status_share * (len(key) - best)
    return credit / (len(key) + wrong_cost * (universe - len(key)))
