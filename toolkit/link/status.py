"""How sure a link is: grades of the records behind it, aggregated to confirmed, unconfirmed or tentative."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import EvidenceError, ParameterError, unknown

# Weakest first. The names are those of i2 charts; "suspected" is the word of the manual for all but confirmed.
STATUSES = ("tentative", "unconfirmed", "confirmed")
_SYSTEMS = {"4x4": ("ABCX", "1234"), "5x5x5": ("ABCDE", "12345"), "6x6": ("ABCDEF", "123456")}
_STRONG = 3
_FAIR = 2
_SOME = 1
# What information of a reliable source is worth.
_OF_RELIABLE = {
    "4x4": {"1": _STRONG, "2": _STRONG, "3": _FAIR, "4": _SOME},
    "5x5x5": {"1": _STRONG, "2": _STRONG, "3": _FAIR, "4": _SOME},
    "6x6": {"1": _STRONG, "2": _STRONG, "3": _FAIR, "6": _SOME},
}
GRADE_COLUMNS = ("source_grade", "information_grade")
SOURCE_COLUMN = "source_ref"


def status(grades: Iterable[str], sources: Iterable[Any] | None = None, *, system: str = "4x4") -> str:
    """Aggregate the grades of the records behind one link.

    The rule, to be printed beside a chart that uses it:

    - **confirmed**: at least one record graded A1, A2, B1 or B2; or records graded A3, B3, C1 or C2 (or better)
      from at least two different sources.
    - **unconfirmed**: not so, but at least one record graded A3, A4, B3, B4, C1 or C2.
    - **tentative**: nothing better than C3, C4 or an X source.

    The rule in the other systems, by the wording of their codes: information 1 and 2 of a source A or B confirm, 3 is
    fair; 4 of 5x5x5 and 6 of 6x6 (cannot be judged) count as 4 of 4x4; doubtful, improbable and suspected false count
    for nothing. Sources D, E and F count as X.

    Parameters
    ----------
    grades : grades such as "B2", one for each record
    sources : the source of each record, in the same order; without it all records count as one source,
        since independence is to be shown, not assumed
    system : "4x4", "5x5x5" or "6x6"

    Returns
    -------
    one of `STATUSES`

    Raises ParameterError for no grade, an unknown grade, or sources of another length.

    Misleads where one report repeats another under its own source reference (circular reporting): compare the
    documents before counting them twice. A grade speaks of what is stated, not of guilt.

    Method: thresholds of this course, after the definitions of Europol Regulation (EU) 2016/794, Article 29.

    >>> status(["B2"]), status(["C2", "B3"]), status(["C2", "B3"], sources=["S1", "S2"]), status(["X4"])
    ('confirmed', 'unconfirmed', 'confirmed', 'tentative')
    """
    given = [str(grade).strip().upper() for grade in grades]
    if not given:
        raise ParameterError("link.status: no grade given; a link needs at least one record")
    if system not in _SYSTEMS:
        raise ParameterError(f"link.status: {unknown('grading system', system, _SYSTEMS)}")
    levels = [_level(grade, system) for grade in given]
    origin = list(sources) if sources is not None else [""] * len(given)
    if len(origin) != len(given):
        raise ParameterError(f"link.status: {len(given)} grades but {len(origin)} sources; give one for each record")
    fair = {str(source) for level, source in zip(levels, origin, strict=True) if level >= _FAIR}
    if max(levels) == _STRONG or len(fair) > 1:
        return "confirmed"
    return "unconfirmed" if max(levels) >= _SOME else "tentative"


def two_codes(status: str) -> str:
    """Translate a status to the two codes of the association matrix: confirmed or suspected.

    >>> two_codes("confirmed"), two_codes("tentative"), two_codes("suspected")
    ('confirmed', 'suspected', 'suspected')
    """
    code = str(status).strip().lower()
    if code not in (*STATUSES, "suspected"):
        raise ParameterError(unknown("link status", status, (*STATUSES, "suspected")))
    return "confirmed" if code == "confirmed" else "suspected"


def graded(table: pd.DataFrame) -> bool:
    """Say whether a table carries 4x4 grades in `source_grade` and `information_grade`.

    >>> graded(pd.DataFrame({"source_grade": ["B"], "information_grade": ["2"]}))
    True
    """
    return all(column in table.columns for column in GRADE_COLUMNS)


def by_group(table: pd.DataFrame, group: Any, groups: int) -> list[str]:
    """Aggregate graded records to one status for each group (link) in one pass; the same rule as `status`.

    Parameters
    ----------
    table : graded records
    group : group number of each row, 0 to groups - 1
    groups : how many there are; each has at least one row

    >>> rows = pd.DataFrame({"source_grade": ["B", "X"], "information_grade": ["2", "4"]})
    >>> by_group(rows, np.array([1, 0]), 2)
    ['tentative', 'confirmed']
    """
    combined = table["source_grade"].astype("str").str.strip().str.upper()
    combined = combined + table["information_grade"].astype("str").str.strip()
    codes, grades = pd.factorize(combined)
    try:
        of_grade = np.array([_level(str(grade)) for grade in grades], dtype=np.int64)
    except ParameterError as error:
        raise EvidenceError([f"columns {', '.join(GRADE_COLUMNS)}: {error}"]) from None
    level = of_grade[codes]
    best: Any = np.zeros(groups, dtype=np.int64)
    np.maximum.at(best, group, level)
    sources: Any = np.zeros(groups, dtype=np.int64)
    if SOURCE_COLUMN in table.columns:
        fair = pd.DataFrame({"group": group, "source": table[SOURCE_COLUMN].to_numpy()})[level >= _FAIR]
        distinct = fair.dropna().drop_duplicates()
        sources = np.bincount(distinct["group"].to_numpy(dtype=np.int64), minlength=groups)
    confirmed = (best == _STRONG) | (sources > 1)
    return np.where(confirmed, "confirmed", np.where(best >= _SOME, "unconfirmed", "tentative")).tolist()


def _level(grade: str, system: str = "4x4") -> int:
    sources, information = _SYSTEMS[system]
    if len(grade) != 2 or grade[0] not in sources or grade[1] not in information:
        raise ParameterError(
            f"{grade!r} is not a {system} grade; write a source {sources} and an information 1-{information[-1]}, as B2"
        )
    source, number = grade[0], grade[1]
    if source in "AB":
        return _OF_RELIABLE[system].get(number, 0)
    return _FAIR if source == "C" and number in "12" else 0
