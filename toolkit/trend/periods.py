"""Calendar periods: the step of a series, its season, and how a period is written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown

# What an analyst may write for `every`, and the pandas frequency whose labels are first days of periods.
EVERY = {
    "year": "YS-JAN",
    "quarter": "QS-JAN",
    "month": "MS",
    "week": "W-MON",
    "day": "D",
    "hour": "h",
    "Y": "YS-JAN",
    "YE": "YS-JAN",
    "YS": "YS-JAN",
    "Q": "QS-JAN",
    "QE": "QS-JAN",
    "QS": "QS-JAN",
    "M": "MS",
    "ME": "MS",
    "MS": "MS",
    "W": "W-MON",
    "D": "D",
    "h": "h",
}
_SEASONS = {"Y": 1, "Q": 4, "M": 12, "W": 52, "D": 7, "B": 5, "h": 24}
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def offset(every: str) -> str:
    """The pandas frequency of one step; its labels are the first days of periods. Weeks begin on Monday.

    `W-SUN` and the like give weeks beginning on that day; `YS-OCT` gives financial years beginning in October.

    >>> offset("month"), offset("W"), offset("YS-OCT")
    ('MS', 'W-MON', 'YS-OCT')
    """
    if every in EVERY:
        return EVERY[every]
    head, _, tail = str(every).partition("-")
    if (head == "W" and tail in _WEEKDAYS) or (head in ("YS", "QS") and tail):
        try:
            return str(pd.tseries.frequencies.to_offset(every).freqstr)
        except ValueError:
            pass
    raise ParameterError(unknown("step", every, ["year", "quarter", "month", "week", "day", "hour", "MS", "W-MON"]))


def season(freq: str) -> int:
    """How many steps make one season: 12 for months, 4 for quarters, 52 for weeks, 7 for days, 1 for years.

    >>> season("MS"), season("W-MON"), season("YS-JAN")
    (12, 52, 1)
    """
    head = freq.partition("-")[0]
    head = head if head in ("h", "D", "B", "W") else head[0]
    return _SEASONS.get(head, 1)


def label(moment: Any, freq: str) -> str:
    """How a period is written, the same in every language.

    >>> label(pd.Timestamp("2026-03-01"), "MS"), label(pd.Timestamp("2026-04-01"), "QS-JAN")
    ('2026-03', '2026-Q2')
    """
    moment = pd.Timestamp(moment)
    head = freq.partition("-")[0]
    if head in ("MS", "ME", "M"):
        return str(moment.strftime("%Y-%m"))
    if head in ("QS", "QE"):
        return f"{moment.year}-Q{moment.quarter}"
    if head in ("YS", "YE"):
        return str(moment.year)
    return str(moment.strftime("%Y-%m-%d %H:%M" if head == "h" else "%Y-%m-%d"))


def regular_index(index: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """The complete index that holds every period from first to last, by the coarsest step that fits all of them.

    >>> regular_index(pd.DatetimeIndex(["2025-01-01", "2025-02-01", "2025-05-01"])).freqstr
    'MS'
    """
    if index.freq is not None:
        return index
    first, last = index[0], index[-1]
    apart = np.diff(index.to_numpy()) / np.timedelta64(1, "D")
    starts = sorted(set(index.month))
    switched = len(starts) > 1 and np.median(apart) > 300 and apart.min() < 360
    # Two starting months, each year after year and not half a year apart: two kinds of year laid together.
    mixed = len(starts) == 2 and starts[1] - starts[0] != 6 and all((index.month == one).sum() > 1 for one in starts)
    if len(index) > 2 and index.is_month_start.all() and (switched or mixed):
        names = " and ".join(pd.Timestamp(2000, one, 1).strftime("%B") for one in starts[:3])
        raise SeriesError(
            f"the dates begin years in {names}: calendar and financial years are not one series; keep those of one kind"
        )
    month = str(first.strftime("%b")).upper()
    # The coarsest first: a step that is too fine would invent gaps.
    for step in (f"YS-{month}", f"QS-{month}", "MS", "YE", "QE", "ME", f"W-{_WEEKDAYS[first.weekday()]}", "D", "h"):
        whole = pd.date_range(first, last, freq=step)
        if len(whole) and index.isin(whole).all():
            return whole
    raise SeriesError(
        f"the dates {index[0]:%Y-%m-%d}, {index[1]:%Y-%m-%d} ... follow no regular step (year, quarter, month, "
        "week, day, hour); make the series with trend.count or resample it"
    )
