"""Candidate pairs: records that may stand for one person, each with its score and the evidence for and against."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.resolution.compare import Prepared, prepare, weigh

# A name part that so many records share makes no candidates by itself; two shared parts still do.
_COMMON = 60
_LEAST = 0.05


@dataclass(frozen=True, eq=False, repr=False)
class Candidates(Table):
    """Pairs of records, surest first; `records` lists every record that was compared, `notes` what was left out."""

    records: tuple[Any, ...] = field(default=())


def candidates(
    table: pd.DataFrame,
    id: str,
    *,
    name: str | None = None,
    born: str | None = None,
    document: str | None = None,
    phone: str | None = None,
    plate: str | None = None,
    citizenship: str | None = None,
    home: str = "",
    least: float = _LEAST,
) -> Candidates:
    """Propose pairs of records that may be one person, with the evidence for each. Nothing is merged.

    Parameters
    ----------
    table : one row for each record
    id : column that identifies a record
    name, born, document, phone, plate, citizenship : the columns to compare, at least one of the first five; an empty
        value says nothing for or against
    home : country of numbers that begin with 0, such as "TH"
    least : leave out pairs that score lower

    Returns
    -------
    Candidates: one row for each pair with `a`, `b`, `score` (0 to 1), `bits` (the sum of the weights) and `evidence`,
    which names each comparison with its weight: `document the same +11.2; birth dates differ -5.0`. Surest first.

    A comparison weighs log2 of how much likelier it is for one person than for two (Fellegi and Sunter 1969). What
    agrees weighs by how rare the value is in the table: a shared rare name counts for more than a shared common one.
    What differs weighs a fixed amount (`resolution.compare.AGAINST`), since clerks err. `score` is the probability
    that follows if one pair in n is true, for n records.

    Only pairs that share a document, phone, plate, birth date or part of a name by sound are compared.

    Raises ParameterError for an unknown column, an empty table, a repeated or missing id, or nothing to compare.

    Misleads: relatives share names, addresses and telephones; a lent document joins strangers. A score is not a
    decision.

    >>> records = pd.DataFrame({"id": ["R1", "R2", "R3"], "name": ["Sok Dara", "Dara Sok", "Chan Nary"],
    ...     "born": ["1990-01-02", "1990-01-02", "1985-05-05"]})
    >>> found = candidates(records, id="id", name="name", born="born").to_frame()
    >>> found[["a", "b"]].values.tolist()
    [['R1', 'R2']]
    """
    columns = {
        "name": name, "born": born, "document": document, "phone": phone, "plate": plate, "citizenship": citizenship,
    }  # fmt: skip
    check_table(table, id, columns, "candidates")
    prepared = prepare(table, id, columns, home)
    rows = []
    for a, b in _blocked(prepared):
        bits, evidence = weigh(prepared, a, b)
        score = probability(bits, len(table))
        if score >= least:
            rows.append((prepared.ids[a], prepared.ids[b], round(score, 4), round(bits, 1), evidence))
    rows.sort(key=lambda row: -row[3])
    frame = pd.DataFrame(rows, columns=["a", "b", "score", "bits", "evidence"])
    caveats = [text("a score is not a decision: read both records, and ask who else fits"), *prepared.notes]
    title = text("{pairs} candidate pairs of {count} records", pairs=len(frame), count=len(table))
    return Candidates(title, frame, tuple(caveats), records=tuple(prepared.ids))


def check_table(table: Any, id: str, columns: dict[str, str | None], method: str) -> None:
    """Raise ParameterError unless the table, its ids and the named columns can be compared."""
    if not isinstance(table, pd.DataFrame):
        raise ParameterError(f"resolution.{method}: expected a DataFrame of records, got {type(table).__name__}")
    for column in (id, *columns.values()):
        if column is not None and column not in table.columns:
            raise ParameterError(f"resolution.{method}: {unknown('column', column, map(str, table.columns))}")
    if table.empty:
        raise ParameterError(f"resolution.{method}: the table is empty; check the filter that made it")
    if not any(column for what, column in columns.items() if what != "citizenship"):
        raise ParameterError(f"resolution.{method}: nothing to compare; name at least one of name=, born=, document=")
    if table[id].isna().any():
        raise ParameterError(f"resolution.{method}: column {id!r} is empty in {int(table[id].isna().sum())} rows")
    twice = table[id][table[id].duplicated()]
    if len(twice):
        raise ParameterError(f"resolution.{method}: id {twice.iloc[0]!r} stands twice; give each record its own")


def probability(bits: float, records: int) -> float:
    """Return the probability that a pair is true, where one pair in so many records is.

    >>> probability(10.0, 1024)
    0.5
    """
    odds = bits - math.log2(max(records, 2))
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, odds)))


def _blocked(prepared: Prepared) -> Iterator[tuple[int, int]]:
    """Give each pair of records that shares a telling value, or two parts of a name however common, once."""
    seen: set[tuple[int, int]] = set()
    for what in ("document", "phone", "plate", "born"):
        holders: dict[str, list[int]] = defaultdict(list)
        for row, value in enumerate(prepared.values.get(what, ())):
            if value:
                holders[value].append(row)
        for rows in holders.values():
            seen.update(combinations(rows, 2))
    parts: dict[str, list[int]] = defaultdict(list)
    for row, folded in enumerate(prepared.folded):
        for part in set(folded):
            parts[part].append(row)
    shared: Counter[tuple[int, int]] = Counter()
    for part, rows in parts.items():
        pairs = list(combinations(rows, 2)) if len(rows) <= 10 * _COMMON else []
        if len(part) > 1 and len(rows) <= _COMMON:
            seen.update(pairs)
        else:
            shared.update(pairs)
    seen.update(pair for pair, count in shared.items() if count > 1)
    yield from sorted(seen)
