"""`board`: indicators and warning, each indicator's state by its thresholds, told by shape and word beside colour."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.errors import ParameterError
from toolkit.judgement.tables import names, number, read_table, said
from toolkit.language import text
from toolkit.result import Result
from toolkit.result import number as written

STATES = ("warning", "watch", "normal", "not reported")
TRENDS = ("rising", "steady", "falling", "unknown")
_SHAPES = {"warning": "triangle-up", "watch": "diamond", "normal": "circle", "not reported": "x-thin"}
_COLOURS = {
    "warning": style.OKABE_ITO["vermillion"],
    "watch": style.OKABE_ITO["yellow"],
    "normal": style.OKABE_ITO["blue"],
    "not reported": style.MUTED,
}
_ARROWS = {"rising": "\u2197", "steady": "\u2192", "falling": "\u2198", "unknown": "?"}


@dataclass(frozen=True, repr=False)
class Board(Result):
    """The indicators with state and trend, those in warning first."""

    table: pd.DataFrame
    caveats: tuple[str, ...]
    _ranked = True

    @property
    def sentence(self) -> str:
        """How many indicators stand in warning and watch, of those reported."""
        count = self.table["status"].value_counts()
        return text(
            "{warning} of {all} indicators are in warning and {watch} in watch; {missing} not reported.",
            warning=int(count.get("warning", 0)),
            watch=int(count.get("watch", 0)),
            all=len(self.table),
            missing=int(count.get("not reported", 0)),
        )

    def scenarios(self) -> pd.DataFrame:
        """For each scenario: its indicators, how many were reported, and how many stand in watch or warning.

        Raises ParameterError where the board has no column `scenario`.
        """
        if "scenario" not in self.table.columns:
            raise ParameterError("judgement.board: no column 'scenario'; add one to the table")
        group = self.table.groupby("scenario", sort=False)["status"]
        return pd.DataFrame(
            {
                "indicators": group.size(),
                "reported": group.agg(lambda states: int((states != "not reported").sum())),
                "active": group.agg(lambda states: int(states.isin(["watch", "warning"]).sum())),
                "warning": group.agg(lambda states: int((states == "warning").sum())),
            }
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an indicator, warnings first."""
        return self.table.copy()

    def chart(self) -> Any:
        """The board: shape, colour and word for the state, an arrow for the trend, value and thresholds in figures."""
        import plotly.graph_objects as go

        made = go.Figure()
        down = list(range(len(self.table)))
        for state in STATES:
            at = [place for place in down if self.table["status"].iloc[place] == state]
            if at:
                made.add_scatter(
                    x=[0] * len(at), y=at, mode="markers", name=text(state), showlegend=False, hoverinfo="skip",
                    marker={"symbol": _SHAPES[state], "color": _COLOURS[state], "size": 17,
                            "line": {"width": 1.5 if state != "not reported" else 3, "color": style.INK}},
                )  # fmt: skip
        columns = (0.35, 1.6, 2.1, 3.1)
        for place, (_, row) in enumerate(self.table.iterrows()):
            value = "-" if math.isnan(row["value"]) else written(row["value"])
            limits = f"{written(row['watch'])} / {written(row['warning'])}"
            for x, said_here in zip(columns, (text(row["status"]), _ARROWS[row["trend"]], value, limits), strict=True):
                made.add_annotation(x=x, y=place, text=said_here, showarrow=False, xanchor="left")
        heads = (text("state"), text("trend"), text("value"), text("watch / warning"))
        for x, head in zip((0.35, 1.45, 2.1, 3.1), heads, strict=True):
            made.add_annotation(
                x=x, y=-0.9, text=f"<b>{head}</b>", showarrow=False, xanchor="left", font={"color": style.MUTED}
            )
        made.update_layout(
            template=style.template(),
            title=text("Indicators and warning"),
            width=style.WIDTH,
            height=130 + 40 * len(down),
            margin={"l": 60, "r": 20, "t": 60, "b": 20},
        )
        made.update_xaxes(range=[-0.3, 4.3], visible=False)
        made.update_yaxes(
            range=[len(down) - 0.4, -1.3], tickvals=down, showgrid=False, ticks="", showline=False,
            ticktext=["<br>".join(textwrap.wrap(str(one), 44)) for one in self.table.index],
        )  # fmt: skip
        for place in range(len(down) + 1):
            made.add_hline(y=place - 0.5, line={"color": style.GRID, "width": 1})
        return made


def board(table: Any, *, steady: float = 0.05) -> Board:
    """Read the state and the trend of indicators.

    Parameters
    ----------
    table : one row an indicator, with columns `indicator`, `value`, `watch` and `warning` (the thresholds), and where
        wanted `previous` (the value before), `scenario` (what it points to), `source`. An indicator whose warning lies
        below its watch threshold warns by falling. An empty `value` is not reported, never normal
    steady : relative change from `previous` up to which the trend is steady

    A threshold is reached when the value equals it. Thresholds set after seeing the values warn of nothing. Raises
    ParameterError for equal thresholds, a figure that is none, or a repeated indicator.

    >>> found = board([{"indicator": "boats seen", "value": 12, "watch": 10, "warning": 20, "previous": 8}])
    >>> found.to_frame().loc["boats seen", ["status", "trend"]].tolist()
    ['watch', 'rising']
    """
    where = "judgement.board"
    frame = read_table(table, where, need=("indicator", "value", "watch", "warning"))
    found = names(frame, "indicator", where)
    number(steady, f"{where}: steady", low=0)
    rows = []
    for at, name in enumerate(found):
        row = frame.iloc[at]
        value = _maybe(row["value"], f"{where}: {name!r}: value")
        watch, warning = (number(row[end], f"{where}: {name!r}: {end}") for end in ("watch", "warning"))
        if watch == warning:
            raise ParameterError(f"{where}: {name!r}: watch and warning are both {watch:g}; give two thresholds")
        before = _maybe(row["previous"], f"{where}: {name!r}: previous") if "previous" in frame.columns else math.nan
        rows.append(
            {"status": _state(value, watch, warning), "trend": _trend(value, before, steady), "value": value,
             "previous": before, "watch": watch, "warning": warning}
        )  # fmt: skip
    made = pd.DataFrame(rows, index=pd.Index(found, name="indicator"))
    for column in ("scenario", "source"):
        if column in frame.columns:
            made[column] = [said(value) for value in frame[column]]
    made = made.iloc[sorted(range(len(made)), key=lambda at: (STATES.index(str(rows[at]["status"])), at))]
    return Board(made, _caveats(made))


def _maybe(value: Any, where: str) -> float:
    return number(value, where) if said(value) else math.nan


def _state(value: float, watch: float, warning: float) -> str:
    if math.isnan(value):
        return "not reported"
    sign = 1 if warning > watch else -1
    if sign * value >= sign * warning:
        return "warning"
    return "watch" if sign * value >= sign * watch else "normal"


def _trend(value: float, before: float, steady: float) -> str:
    if math.isnan(value) or math.isnan(before):
        return "unknown"
    if abs(value - before) <= steady * abs(before):
        return "steady"
    return "rising" if value > before else "falling"


def _caveats(made: pd.DataFrame) -> tuple[str, ...]:
    notes = []
    missing = [str(one) for one in made.index[made["status"] == "not reported"]]
    if missing:
        notes.append(text("not reported, so neither normal nor not: {names}", names="; ".join(missing)))
    if (made["trend"] == "unknown").all():
        notes.append(text("no previous values: trends are unknown"))
    return tuple(notes)
