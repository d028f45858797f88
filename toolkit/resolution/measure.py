"""How well proposed identities agree with the true ones: B-cubed precision, recall and their F-measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import NamedTuple

from toolkit.errors import ParameterError


class Agreement(NamedTuple):
    """B-cubed figures, each in [0, 1]."""

    precision: float
    recall: float
    f1: float


def bcubed(found: Mapping[Hashable, Hashable], truth: Mapping[Hashable, Hashable]) -> Agreement:
    """Compare two groupings of the same records, record by record.

    For each record, precision is the share of its proposed group that belongs with it, recall the share of those that
    belong with it which its group holds, itself counted in both; then the means over all records.

    Parameters
    ----------
    found, truth : record -> identity; the identities' names need not agree

    Raises ParameterError where the records differ or there are none.

    Misleads: where most records stand alone, everybody apart already scores high; look at recall.

    Method: Bagga and Baldwin (1998) LREC workshop on linguistic coreference, 563-566.

    >>> agreement = bcubed({1: "x", 2: "x", 3: "x"}, {1: "a", 2: "a", 3: "b"})
    >>> round(agreement.precision, 3), agreement.recall
    (0.556, 1.0)
    """
    if not truth:
        raise ParameterError("resolution.bcubed: no records; give record -> identity")
    if found.keys() != truth.keys():
        odd = next(iter(found.keys() ^ truth.keys()))
        raise ParameterError(f"resolution.bcubed: record {odd!r} stands in one grouping alone; group the same records")
    both = Counter((found[record], truth[record]) for record in truth)
    ours, theirs = Counter(found.values()), Counter(truth.values())
    n = len(truth)
    precision = sum(count * count / ours[group] for (group, _), count in both.items()) / n
    recall = sum(count * count / theirs[group] for (_, group), count in both.items()) / n
    return Agreement(precision, recall, 2 * precision * recall / (precision + recall))
