"""The directed from-to matrix: a row is who calls, a column who is called, a cell how many records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.telephone.records import codes_of, limits, ready

_MOST, _DRAWN = 400, 40


@dataclass(frozen=True, eq=False, repr=False)
class Matrix(Table):
    """The square table; `flows()` gives it as a list of pairs, `chart()` as a picture."""

    names: Mapping[Any, str] = field(default_factory=dict)

    def flows(self) -> pd.DataFrame:
        """Return one row for each pair with a record: `source`, `target`, `count`, in the order of the matrix."""
        values = self.frame.to_numpy()
        rows, columns = np.nonzero(values)
        return pd.DataFrame(
            {"source": self.frame.index[rows], "target": self.frame.columns[columns], "count": values[rows, columns]}
        )

    def chart(self) -> Any:
        """Return the matrix as a Plotly figure: darker where there are more records, the count in each cell.

        Raises ParameterError for more numbers than a page holds.
        """
        import plotly.graph_objects as go

        from toolkit import style
        from toolkit.link.geometry import text_width

        size = len(self.frame)
        if size > _DRAWN:
            raise ParameterError(f"telephone.matrix: {size} rows do not fit a page; choose at most {_DRAWN} by only=")
        called = [self.names.get(one, str(one)) for one in self.frame.index]
        # Two people of one name stay two rows.
        labels = [
            f"{name} {one}" if called.count(name) > 1 else name
            for name, one in zip(called, self.frame.index, strict=True)
        ]
        values = self.frame.to_numpy(dtype="float64")
        words = [["" if value == 0 else f"{value:g}" for value in row] for row in values]
        cell = 38 if size <= 20 else 24
        long = 7.2 * max(map(len, labels))
        figure = go.Figure(
            go.Heatmap(
                z=np.where(values == 0, np.nan, np.log1p(values)),
                x=labels,
                y=labels,
                text=words,
                texttemplate="%{text}" if size <= 25 else None,
                hovertemplate="%{y} → %{x}: %{text}<extra></extra>",
                colorscale=[[0, "#E4EEF6"], [1, "#3B8FC4"]],
                showscale=False,
                xgap=1,
                ygap=1,
            )
        )
        figure.update_layout(
            template=style.template(),
            title={"text": self.title, "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 18}},
            # Plotly's buttons stand at the right of the title.
            width=max(int(long + size * cell + 90), int(text_width(self.title, 17)) + 270),
            height=int(long + size * cell + 130),
            margin={"l": int(long) + 40, "t": int(long) + 80, "r": 30, "b": 20},
        )
        figure.add_annotation(
            text=text("from ↓  to →"),
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xanchor="right",
            yanchor="bottom",
            xshift=-8,
            yshift=8,
            showarrow=False,
            font={"size": 12, "color": style.MUTED},
        )
        figure.update_xaxes(side="top", tickangle=-90, type="category", showgrid=False)
        figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
        return figure


def matrix(
    calls: pd.DataFrame,
    only: Iterable[Any] | None = None,
    *,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
    names: Mapping[Any, str] | None = None,
) -> Matrix:
    """Count the records from each number, or person, to each other one.

    Parameters
    ----------
    calls : call records; of persons, the table that `link.attributed` gives with `source="from_nominal"`,
        `target="to_nominal"`
    only : the numbers or persons to be counted, in this order; those without a record keep a row of 0. Without it,
        all, in order of first appearance
    names : number or person -> what the drawing calls it

    Returns
    -------
    Matrix whose `.to_frame()` is the square table of counts; the diagonal is 0, and a caveat counts records from a
    number to itself. `.flows()` lists the pairs.

    Raises ParameterError for an unknown column, an empty table, or more than 400 rows.

    >>> times = pd.to_datetime(["2026-01-01 08:00"] * 3, utc=True)
    >>> calls = pd.DataFrame({"caller": ["+1", "+1", "+2"], "callee": ["+2", "+2", "+1"], "started_at": times})
    >>> matrix(calls).flows().values.tolist()
    [['+1', '+2', 2], ['+2', '+1', 1]]
    """
    method = "telephone.matrix"
    only = None if only is None else list(dict.fromkeys(only))
    held = ready(calls, method, source=source, target=target, time=time, about=only)
    wanted = list(held.numbers) if only is None else only
    if not 2 <= len(wanted) <= _MOST:
        raise ParameterError(f"{method}: {len(wanted)} rows; from 2 to {_MOST}, chosen by only=")
    if only is not None and not held.numbers.isin(wanted).any():
        codes_of(held, wanted, method)
    place = np.full(len(held.numbers) + 1, -1)
    found = held.numbers.get_indexer(pd.Index(wanted, dtype=held.numbers.dtype))
    place[np.where(found < 0, len(held.numbers), found)] = np.arange(len(wanted))
    place[-1] = -1
    start, end = place[held.source], place[held.target]
    inside = (start >= 0) & (end >= 0)
    counts = np.bincount(start[inside] * len(wanted) + end[inside], minlength=len(wanted) ** 2)
    counts = counts.reshape(len(wanted), len(wanted))
    selfish = int(np.trace(counts))
    np.fill_diagonal(counts, 0)
    frame = pd.DataFrame(counts, index=pd.Index(wanted, name="from"), columns=pd.Index(wanted, name="to"))
    caveats = [limits()]
    if selfish:
        caveats.append(text("{count} records go from a number or person to itself and are no cell", count=selfish))
    outside = held.usable - int(inside.sum())
    if outside:
        caveats.append(text("{count} of {all} records have an end outside the matrix", count=outside, all=held.usable))
    silent = [str(one) for one, code in zip(wanted, found, strict=True) if code < 0]
    if silent:
        caveats.append(text("without any record: {numbers}", numbers=", ".join(silent)))
    caveats += [*held.caveats, *calls.attrs.get("notes", ())]
    title = text("From-to matrix: {rows} rows, {records} records", rows=len(wanted), records=int(counts.sum()))
    return Matrix(title, frame, tuple(caveats), dict(names or {}))
