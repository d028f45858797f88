"""`calibration`: of all the times somebody said 70 %, how often did it happen?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.errors import ParameterError
from toolkit.judgement.brier import Score, brier, values
from toolkit.judgement.likelihood import TERMS, likelihood
from toolkit.language import text
from toolkit.result import Result

_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, repr=False)
class Calibration(Result):
    """Said against seen for each band of probability, with 95 % intervals, and the Brier score of the whole."""

    bands: pd.DataFrame
    score: Score
    caveats: tuple[str, ...]

    @property
    def outside(self) -> list[str]:
        """The bands whose interval leaves out what was said."""
        said = self.bands["probability"]
        off = (said < self.bands["low"] - 1e-9) | (said > self.bands["high"] + 1e-9)
        return [str(name) for name in self.bands.index[off]]

    @property
    def sentence(self) -> str:
        """Whether what was said and what came agree as far as so few cases can tell."""
        if not self.outside:
            return text("What was said agrees with what came, as far as {count} judgements can tell.",
                        count=int(self.bands["judgements"].sum()))  # fmt: skip
        return text("What came differs from what was said at: {bands}.", bands="; ".join(self.outside))

    def to_frame(self) -> pd.DataFrame:
        """One row a band: judgements, mean probability said, frequency seen, and its 95 % interval."""
        return self.bands.copy()

    def chart(self) -> Any:
        """The reliability curve: said across, seen up, intervals as bars, the diagonal where both agree."""
        import plotly.graph_objects as go

        made = go.Figure()
        made.add_scatter(
            x=[0, 1], y=[0, 1], mode="lines", name=text("said = seen"), line={"color": style.MUTED, "dash": "dash"}
        )
        bands = self.bands
        made.add_scatter(
            x=bands["probability"],
            y=bands["frequency"],
            name=text("seen, with its 95 % interval"),
            mode="lines+markers+text",
            text=[f"n={count}" for count in bands["judgements"]],
            textposition="bottom right",
            cliponaxis=False,
            line={"color": style.OKABE_ITO["blue"], "width": 1.5},
            marker={"size": 10},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": bands["high"] - bands["frequency"],
                "arrayminus": bands["frequency"] - bands["low"],
                "color": style.OKABE_ITO["blue"],
            },
        )
        made.update_layout(
            template=style.template(),
            title=text("Calibration: how often it came, by what was said"),
            width=620,
            height=560,
            legend={"x": 0.02, "y": 0.98, "xanchor": "left", "yanchor": "top"},
        )
        made.update_xaxes(title=text("probability said"), range=[-0.06, 1.06], tickformat=".0%")
        made.update_yaxes(title=text("frequency seen"), range=[-0.06, 1.06], tickformat=".0%")
        return made


def calibration(probabilities: Any, outcomes: Any, *, bands: int | None = None, runs: int = 1) -> Calibration:
    """Compare probabilities with what came of them, band by band, with Wilson's 95 % intervals.

    Parameters
    ----------
    probabilities, outcomes : as for `brier`, one number for each judgement
    bands : number of equally wide bands; None takes the seven terms of ICD 203 as bands
    runs : re-runs behind each outcome that is a frequency, for the width of the interval

    Judgements on one situation are not independent, and the interval does not know that. Reference: Wilson (1927),
    *Journal of the American Statistical Association* 22.

    >>> calibration([0.9] * 10, [1] * 9 + [0]).sentence
    'What was said agrees with what came, as far as 10 judgements can tell.'
    """
    told, seen = values(probabilities, outcomes)
    if bands is not None and (isinstance(bands, bool) or not isinstance(bands, int) or not 1 <= bands <= 100):
        raise ParameterError(f"judgement.calibration: bands={bands!r}; give a whole number from 1 to 100, or None")
    if isinstance(runs, bool) or not isinstance(runs, int) or runs < 1:
        raise ParameterError(f"judgement.calibration: runs={runs!r}; give the whole number of re-runs, 1 or more")
    order = list(TERMS) if bands is None else [f"{at / bands:.0%}-{(at + 1) / bands:.0%}" for at in range(bands)]
    label = [likelihood(one) if bands is None else order[min(int(one * bands), bands - 1)] for one in told]
    rows = []
    for name in order:
        held = [at for at, one in enumerate(label) if one == name]
        if held:
            count = len(held)
            rate = math.fsum(seen[at] for at in held) / count
            low, high = wilson(rate, count * runs)
            rows.append((name, count, math.fsum(told[at] for at in held) / count, rate, low, high))
    frame = pd.DataFrame(rows, columns=["band", "judgements", "probability", "frequency", "low", "high"])
    notes = list(brier(told, seen).caveats[:1])
    thin = frame.loc[frame["judgements"] < 5, "band"]
    if len(thin):
        notes.append(text("fewer than 5 judgements in: {bands}", bands=", ".join(thin)))
    if runs == 1 and any(0 < one < 1 for one in seen):
        notes.append(text("outcomes are frequencies: say how many re-runs stand behind each, by runs="))
    return Calibration(bands=frame.set_index("band"), score=brier(told, seen), caveats=tuple(notes))


def wilson(rate: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share seen in `count` trials.

    >>> tuple(round(one, 3) for one in wilson(0.9, 10))
    (0.596, 0.982)
    """
    middle = (rate + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * math.sqrt(rate * (1 - rate) / count + _Z**2 / (4 * count**2))
    return min(rate, max(0.0, middle - half)), max(rate, min(1.0, middle + half))
