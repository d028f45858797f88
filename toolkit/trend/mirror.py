"""`mirror`: two states' reports of one flow set side by side, with the range that they span."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import SeriesError
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.change import MIN_SIZE, changepoints
from toolkit.trend.check import NOTES, alike, gaps
from toolkit.trend.periods import label

_LEAST = 6  # periods with both figures from which one side's figure is projected from the other's
_APART = 0.25  # logarithm of the ratio from which a change of the ratio is told


@dataclass(frozen=True, repr=False)
class Mirror(Result):
    """Two reports of one flow: both figures, their ratio, and the range in which the reported flow lies."""

    frame: pd.DataFrame
    names: tuple[str, str]
    breaks: list[pd.Timestamp]
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Columns first, second, ratio (second / first), low, high, middle, gap and basis.

        `low` and `high` are the smaller and larger figure; where one side alone reported, the other is put between the
        10 and 90 % points of the usual ratio. `middle` is the geometric mean, `gap` the difference over the sum.
        """
        return self.frame.copy()

    @property
    def sentence(self) -> str:
        """The range of the latest period with a figure, and how the two sides usually stand."""
        known = self.frame.dropna(subset=["low"])
        last = known.iloc[-1]
        ratio = float(self.frame["ratio"].median())
        one, other = self.names
        return text(
            "In {period} the two reports put the recorded flow between {low} and {high} ({basis}); {other} usually "
            "records about {ratio} times what {one} records. Neither is the number of persons who moved.",
            period=label(known.index[-1], self.frame.index.freqstr),
            low=number(last["low"]),
            high=number(last["high"]),
            basis=text(last["basis"]),
            ratio=number(ratio),
            one=one,
            other=other,
        )

    def chart(self) -> Any:
        """Both reports with the range between them, and the dates from which their ratio changed."""
        made = charts.figure(text("Two reports of one flow"))
        frame = self.frame
        charts.unreported(made, frame["first"].fillna(frame["second"]))
        charts.band(made, frame["low"], frame["high"], text("range"), colour=charts.GREEN)
        charts.line(made, frame["first"], self.names[0], symbol="circle")
        charts.line(made, frame["second"], self.names[1], colour=charts.VERMILLION, dash="dash", symbol="diamond")
        words = [text("ratio changes {period}", period=label(one, frame.index.freqstr)) for one in self.breaks]
        charts.dates(made, self.breaks, words)
        return made


def mirror(a: pd.Series, b: pd.Series, names: tuple[str, str] | None = None) -> Mirror:
    """Set two states' reports of one flow side by side.

    Parameters
    ----------
    a, b : counts of the same flow as each state records it, Series with a DatetimeIndex or PeriodIndex of one step
    names : what to call them; by default the names of the series

    The two are never added: they hold the same movement twice. Nor is the larger one the truth, since both record
    detections. A change of their ratio (found by `changepoints` on its logarithm) says that one side's recording, or
    its reporting, changed rather than the flow.

    Raises SeriesError where steps or units differ, or no period has both figures.

    >>> months = pd.date_range("2025-01-01", periods=3, freq="MS")
    >>> both = mirror(pd.Series([10, 20, 30], index=months), pd.Series([20, 40, None], index=months))
    >>> both.to_frame()["high"].tolist(), both.to_frame()["basis"].tolist()
    ([20.0, 40.0, 30.0], ['both', 'both', 'first alone'])
    """
    first, second = alike(a, b, method="trend.mirror")
    called = names or (str(first.name or text("first")), str(second.name or text("second")))
    if called[0] == called[1]:
        called = (f"{called[0]} (1)", f"{called[1]} (2)")
    both = first.notna() & second.notna()
    if not both.any():
        raise SeriesError("trend.mirror: no period has both figures, so there is nothing to compare")
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (second / first).where(both & (first > 0))
    usual = ratio[ratio > 0]
    low = pd.concat([first, second], axis=1).min(axis=1)
    high = pd.concat([first, second], axis=1).max(axis=1)
    basis = np.where(both, "both", np.where(first.notna(), "first alone", np.where(second.notna(), "second alone", "")))
    projected = len(usual) >= _LEAST
    if projected:
        least, most = (float(usual.quantile(level)) for level in (0.1, 0.9))
        for alone, factors in ((first.notna() & ~both, (least, most)), (second.notna() & ~both, (1 / most, 1 / least))):
            seen = first.where(alone, second)
            low = low.where(~alone, np.minimum(seen, seen * factors[0]))
            high = high.where(~alone, np.maximum(seen, seen * factors[1]))
    frame = pd.DataFrame(
        {
            "first": first,
            "second": second,
            "ratio": ratio,
            "low": low,
            "high": high,
            "middle": np.sqrt(low * high),
            "gap": ((second - first).abs() / (first + second).where(first + second > 0)),
            "basis": basis,
        }
    )
    breaks = _breaks(ratio)
    return Mirror(frame, called, breaks, _caveats(first, frame, called, breaks, projected))


def _breaks(ratio: pd.Series) -> list[pd.Timestamp]:
    logs = np.log(ratio.where(ratio > 0))
    if int(logs.notna().sum()) < 4 * MIN_SIZE:
        return []
    found = changepoints(logs, seasonal=False)
    moves = np.abs(np.diff(found.level.to_numpy()[[0, *found.positions]]))
    return [day for day, moved in zip(found.dates, moves, strict=True) if moved >= _APART]


def _caveats(
    first: pd.Series, frame: pd.DataFrame, names: tuple[str, str], breaks: list[pd.Timestamp], projected: bool
) -> tuple[str, ...]:
    notes = list(first.attrs[NOTES])
    for column, name in zip(("first", "second"), names, strict=True):
        notes += [f"{name}: {one}" for one in gaps(frame[column])]
    alone = int(frame["basis"].isin(["first alone", "second alone"]).sum())
    if alone and projected:
        notes.append(text("{count} periods rest on one side's figure and the usual ratio of the two", count=alone))
    elif alone:
        notes.append(text("{count} periods rest on one side's figure alone: they have no range", count=alone))
    if breaks:
        when = ", ".join(label(one, frame.index.freqstr) for one in breaks)
        notes.append(text("the ratio of the two changed from {when}: one side's recording changed", when=when))
    spread = frame["ratio"][frame["ratio"] > 0]
    if len(spread) >= _LEAST and float(np.log(spread).std()) > math.log(1.5):
        notes.append(text("the ratio of the two is unsteady: do not scale one by the other"))
    notes.append(text("the two hold the same movement twice and are never added; detections are not persons"))
    return tuple(notes)
