"""Call records made ready for counting: numbers as codes, starts as seconds, unusable records counted, not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.records import instants, left_out, need, seconds


@dataclass(frozen=True, eq=False)
class Calls:
    """Usable records in order of time. `source` and `target` are codes into `numbers`; `at` is seconds since 1970.

    `usable` counts the usable records of the whole file and `bounds` are its first and last second, also where the
    records are those of a few numbers alone; `everybody` lists the numbers of the whole file.
    """

    table: pd.DataFrame
    source: Any
    target: Any
    at: Any
    numbers: pd.Index
    caveats: tuple[str, ...]
    usable: int
    bounds: tuple[int, int]
    everybody: Callable[[], pd.Index]

    def code(self, number: Any, method: str) -> int:
        """Return the code of a number; ParameterError where no record has it."""
        found = self.numbers.get_indexer([number])[0]
        if found < 0:
            near = unknown("number", number, _near(number, self.everybody()))
            raise ParameterError(f"{method}: no record of {self.usable} has it: {near}")
        return int(found)


def ready(
    calls: pd.DataFrame,
    method: str,
    *,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
    about: Iterable[Any] | None = None,
    made_by: Iterable[Any] | None = None,
    steps: int = 1,
) -> Calls:
    """Check a table of calls and put it in order of time.

    Records without a number at an end or without a start are left out, and a caveat counts them. Records entered
    twice stay, and a caveat counts them too: `telephone.clean` takes them out. Of a large file, the records of a few
    numbers are picked before anything is counted: those with one of `about` at an end, or those made by one of
    `made_by`, by whom they called, and so on for so many steps.

    Raises ParameterError for an unknown column or an empty table, EvidenceError for times without a clock.
    """
    need(calls, method, (source, target, time))
    if calls.empty:
        raise ParameterError(f"{method}: there is no call record; check the filter that made the table")
    times = instants(calls, time, method)
    whole = (calls[source].notna() & calls[target].notna() & times.notna()).to_numpy()
    if not whole.any():
        raise ParameterError(f"{method}: no record has both numbers and a start")
    if whole.all():
        table = calls
    else:
        table, times = calls[whole], times[whole]
    usable = len(table)
    low, high = seconds(pd.Series([times.min(), times.max()])).tolist()
    ends = (table[source], table[target])
    if about is not None or made_by is not None:
        chosen = _among(*ends, list(about)) if about is not None else _following(*ends, list(made_by or ()), steps)
        table, times = table[chosen], times[chosen]
    at = seconds(times)
    if (at[1:] < at[:-1]).any():
        order = np.argsort(at, kind="stable")
        table, at = table.iloc[order], at[order]
    codes, numbers = pd.factorize(pd.concat([table[source], table[target]], ignore_index=True))
    size = len(table)
    caveats = left_out(int((~whole).sum()), len(calls), text("lack a number or a start"))
    first, second = codes[:size], codes[size:]
    again = repeats(first, second, at, len(numbers))
    if again:
        caveats += (
            text(
                "{count} of {all} records repeat another (same numbers and start): see telephone.clean",
                count=again,
                all=size,
            ),
        )

    def everybody() -> pd.Index:
        return pd.Index(pd.unique(pd.concat(ends, ignore_index=True)))

    return Calls(table, first, second, at, pd.Index(numbers), caveats, usable, (low, high), everybody)


def _among(source: pd.Series, target: pd.Series, numbers: list[Any]) -> Any:
    return (source.isin(numbers) | target.isin(numbers)).to_numpy()


def _following(source: pd.Series, target: pd.Series, numbers: list[Any], steps: int) -> Any:
    """Records made by these numbers, by those they called, and so on; those that they only received count as theirs."""
    chosen = source.isin(numbers).to_numpy().copy()
    reached = target[chosen]
    for _ in range(steps):
        onward = source.isin(reached.unique()).to_numpy() & ~chosen
        if not onward.any():
            break
        chosen |= onward
        reached = target[onward]
    return chosen | target.isin(numbers).to_numpy()


def repeats(source: Any, target: Any, at: Any, numbers: int) -> int:
    """Count records that have the numbers and start of an earlier one."""
    pair = source.astype("int64") * numbers + target
    order = np.lexsort((pair, at))
    same = (np.diff(at[order]) == 0) & (np.diff(pair[order]) == 0)
    return int(same.sum())


def codes_of(calls: Calls, numbers: Iterable[Any], method: str, least: int = 1) -> list[int]:
    """Return the codes of several numbers, each of which must have a record."""
    found = [calls.code(number, method) for number in dict.fromkeys(numbers)]
    if len(found) < least:
        raise ParameterError(f"{method}: give at least {least} different numbers, got {len(found)}")
    return found


def limits() -> str:
    """The caveat that every result on telephones carries."""
    return text("call records link handsets and SIMs, not people: attribute a number before naming anybody")


def _near(number: Any, numbers: pd.Index) -> list[str]:
    """A few numbers to suggest: those that begin alike."""
    start = str(number)[:5]
    like = [str(one) for one in numbers if str(one).startswith(start)]
    return sorted(like)[:4] or [str(one) for one in numbers[:4]]
