"""Who is called how often: the frequency table, the top contacts of a number, and contacts that several share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import listed
from toolkit.telephone.records import Calls, codes_of, limits, ready


@dataclass(frozen=True, eq=False, repr=False)
class Contacts(Table):
    """Numbers with their counts in and out; `.chart()` draws them as bars."""

    def chart(self, most: int = 20) -> Any:
        """Return horizontal bars of records out and in, the busiest on top."""
        import plotly.graph_objects as go

        from toolkit import style

        shown = self.frame.head(most).iloc[::-1]
        figure = go.Figure()
        for column, words, colour in (
            ("out", text("out"), style.OKABE_ITO["blue"]),
            ("in", text("in"), style.OKABE_ITO["orange"]),
        ):
            figure.add_bar(
                x=shown[column], y=[str(one) for one in shown.index], name=words, orientation="h", marker_color=colour
            )
        figure.update_layout(
            template=style.template(),
            title=self.title,
            barmode="stack",
            width=style.WIDTH,
            height=150 + 24 * len(shown),
            legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.0, "yanchor": "bottom", "borderwidth": 0},
            xaxis={"title": text("records")},
            yaxis={"type": "category", "showgrid": False},
            margin={"l": 150, "t": 70},
        )
        return figure


def frequency(
    calls: pd.DataFrame, *, source: str = "caller", target: str = "callee", time: str = "started_at"
) -> Contacts:
    """Count the records of each number, the busiest first.

    Returns
    -------
    Contacts indexed by number: `out`, `in`, `total`, `contacts` (different numbers), `days` (with a record, UTC),
    `first`, `last`.

    Raises ParameterError for an unknown column or an empty table, EvidenceError for times without a clock.

    Misleads: the numbers that were requested have all their calls on file, their contacts only those with them. A
    busy number is often a shop.

    >>> times = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 09:00"], utc=True)
    >>> calls = pd.DataFrame({"caller": ["+1", "+1"], "callee": ["+2", "+3"], "started_at": times})
    >>> frequency(calls).to_frame()[["out", "in", "contacts"]].loc["+1"].tolist()
    [2, 0, 2]
    """
    held = ready(calls, "telephone.frequency", source=source, target=target, time=time)
    size = len(held.numbers)
    out, into = np.bincount(held.source, minlength=size), np.bincount(held.target, minlength=size)
    ends, others = np.concatenate([held.source, held.target]), np.concatenate([held.target, held.source])
    frame = pd.DataFrame({"out": out, "in": into, "total": out + into}, index=pd.Index(held.numbers, name="number"))
    frame["contacts"] = _different(ends, others, size, ends != others)
    days = held.at // 86_400
    frame["days"] = _different(ends, np.concatenate([days, days]) - days.min(), size)
    frame = _first_last(frame, ends, np.concatenate([held.at, held.at]))
    frame = frame.sort_values("total", ascending=False, kind="stable")
    return Contacts(
        text("Frequency table: {numbers} numbers, {records} records", numbers=size, records=len(held.at)),
        frame,
        (
            limits(),
            text("a number whose records were not requested shows only its calls with those that were"),
            *held.caveats,
        ),
    )


def top_contacts(
    calls: pd.DataFrame,
    number: Any,
    n: int | None = 10,
    *,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
) -> Contacts:
    """Return with whom a number, or all numbers of one person together, has most records.

    Parameters
    ----------
    number : one number or several; records among them are left out
    n : how many contacts; None for all

    Returns
    -------
    Contacts indexed by the other number: `out` (to it), `in` (from it), `total`, `share` of all the number's records,
    `days`, `first`, `last`, and `seconds` where the table has `duration_s`.

    Raises ParameterError for a number without a record.

    >>> times = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 09:00", "2026-01-02 09:00"], utc=True)
    >>> calls = pd.DataFrame({"caller": ["+1", "+2", "+1"], "callee": ["+2", "+1", "+3"], "started_at": times})
    >>> top_contacts(calls, "+1").to_frame()["total"].to_dict()
    {'+2': 2, '+3': 1}
    """
    method = "telephone.top_contacts"
    held = ready(calls, method, source=source, target=target, time=time, about=listed(number))
    if n is not None and n < 1:
        raise ParameterError(f"{method}: n={n}; at least 1")
    own = np.isin(np.arange(len(held.numbers)), codes_of(held, listed(number), method))
    frame = _of(held, own)
    if not len(frame):
        raise ParameterError(f"{method}: {', '.join(map(str, listed(number)))} have records among themselves alone")
    whose = ", ".join(map(str, listed(number)))
    title = text(
        "Contacts of {number}: {count} numbers, {records} records",
        number=whose,
        count=len(frame),
        records=int(frame["total"].sum()),
    )
    return Contacts(title, frame if n is None else frame.head(n), (limits(), *held.caveats))


def common_contacts(
    calls: pd.DataFrame,
    numbers: Iterable[Any],
    least: int = 2,
    *,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
) -> Table:
    """Return the numbers that have records with at least `least` of the given numbers.

    Returns
    -------
    Table indexed by the common contact, with one column for each given number (records with it, either way),
    `shared` (how many of them) and `reach` (how many numbers of the whole file have records with it), most shared
    first, then the smallest reach: a contact that everybody has is a shop or a service.

    Raises ParameterError for fewer than two numbers, or one without a record.

    >>> times = pd.to_datetime(["2026-01-01 08:00"] * 3, utc=True)
    >>> calls = pd.DataFrame({"caller": ["+1", "+2", "+1"], "callee": ["+9", "+9", "+8"], "started_at": times})
    >>> common_contacts(calls, ["+1", "+2"]).to_frame().reset_index().values.tolist()
    [['+9', 1, 1, 2, 2]]
    """
    method = "telephone.common_contacts"
    wanted = list(dict.fromkeys(numbers))
    held = ready(calls, method, source=source, target=target, time=time, about=wanted)
    codes = codes_of(held, wanted, method, 2)
    if not 2 <= least <= len(codes):
        raise ParameterError(f"{method}: least={least}; from 2 to {len(codes)}, the count of numbers")
    size = len(held.numbers)
    counts: Any = np.zeros((size, len(codes)), dtype="int64")
    for place, code in enumerate(codes):
        counts[:, place] = np.bincount(held.target[held.source == code], minlength=size)
        counts[:, place] += np.bincount(held.source[held.target == code], minlength=size)
    shared = (counts > 0).sum(axis=1)
    shared[codes] = 0
    frame = pd.DataFrame(counts, index=pd.Index(held.numbers, name="number"), columns=held.numbers[codes])
    frame = frame.assign(shared=shared)[shared >= least]
    frame["reach"] = _reach(calls, frame.index, source, target, time)
    frame = frame.sort_values(["shared", "reach"], ascending=[False, True], kind="stable")
    return Table(
        text("{count} contacts in common of {numbers} numbers", count=len(frame), numbers=len(codes)),
        frame,
        (
            limits(),
            text("a contact with a wide reach is in common with anybody: shops, taxis, services"),
            *held.caveats,
        ),
    )


def _reach(calls: pd.DataFrame, numbers: pd.Index, source: str, target: str, time: str) -> Any:
    """With how many numbers of the whole file each of these has records."""
    if not len(numbers):
        return np.zeros(0, dtype="int64")
    held = ready(calls, "telephone.common_contacts", source=source, target=target, time=time, about=numbers)
    ends, others = np.concatenate([held.source, held.target]), np.concatenate([held.target, held.source])
    found = _different(ends, others, len(held.numbers), ends != others)
    return found[held.numbers.get_indexer(numbers)]


def _of(held: Calls, own: Any) -> pd.DataFrame:
    """Contacts of the numbers marked in `own`."""
    outward = own[held.source] & ~own[held.target]
    inward = own[held.target] & ~own[held.source]
    size = len(held.numbers)
    out = np.bincount(held.target[outward], minlength=size)
    into = np.bincount(held.source[inward], minlength=size)
    index = pd.Index(held.numbers, name="number")
    frame = pd.DataFrame({"out": out, "in": into, "total": out + into}, index=index)
    frame["share"] = frame["total"] / max(int(frame["total"].sum()), 1)
    other = np.concatenate([held.target[outward], held.source[inward]])
    at = np.concatenate([held.at[outward], held.at[inward]])
    days = at // 86_400
    frame["days"] = _different(other, days - (days.min() if len(days) else 0), size)
    if "duration_s" in held.table.columns:
        spoken = held.table["duration_s"].fillna(0).to_numpy(dtype="float64")
        spent = np.concatenate([spoken[outward], spoken[inward]])
        frame["seconds"] = np.bincount(other, weights=spent, minlength=size).astype("int64")
    frame = _first_last(frame, other, at)
    return frame[frame["total"] > 0].sort_values("total", ascending=False, kind="stable")


def _different(ends: Any, others: Any, size: int, where: Any = None) -> Any:
    """Count the different values of `others` at each end."""
    if where is not None:
        ends, others = ends[where], others[where]
    if not len(ends):
        return np.zeros(size, dtype="int64")
    width = int(others.max()) + 1
    pairs = pd.unique(ends.astype("int64") * width + others)
    return np.bincount(pairs // width, minlength=size)


def _first_last(frame: pd.DataFrame, ends: Any, at: Any) -> pd.DataFrame:
    low = np.full(len(frame), np.iinfo("int64").max)
    high = np.full(len(frame), np.iinfo("int64").min)
    np.minimum.at(low, ends, at)
    np.maximum.at(high, ends, at)
    seen = np.bincount(ends, minlength=len(frame)) > 0
    for name, values in (("first", low), ("last", high)):
        times = pd.to_datetime(np.where(seen, values, 0), unit="s", utc=True)
        frame[name] = pd.Series(times, index=frame.index).where(seen)
    return frame
