"""Benford's law on first digits: whether amounts look grown or set, with what a departure does and does not mean."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table

# Mean absolute deviation up to which first digits conform: Nigrini (2012), Benford's Law, table 7.1.
MAD = ((0.006, "close conformity"), (0.012, "acceptable conformity"), (0.015, "marginal conformity"))
_FEW, _SPREAD = 100, 1.5


@dataclass(frozen=True, eq=False, repr=False)
class Benford(Table):
    """Digits with counts; `chi_square` (8 degrees of freedom), `p`, `mad`, `conformity`, and `fit`: may it be used."""

    count: int = 0
    chi_square: float = math.nan
    p: float = math.nan
    mad: float = math.nan
    conformity: str = ""
    fit: bool = True

    @property
    def sentence(self) -> str:
        """The result in one sentence."""
        return text(
            "{count} amounts: {conformity} (mean absolute deviation {mad:.3f}, chi-square {chi:.1f}, p {p})",
            count=self.count,
            conformity=text(self.conformity),
            mad=self.mad,
            chi=self.chi_square,
            p="< 0.001" if self.p < 0.001 else f"= {self.p:.3f}",
        )

    def chart(self) -> Any:
        """Return bars of the shares of first digits with Benford's shares as a line."""
        import plotly.graph_objects as go

        from toolkit import style

        figure = go.Figure()
        figure.add_bar(
            x=self.frame.index, y=self.frame["share"], name=text("amounts"), marker_color=style.OKABE_ITO["sky"]
        )
        figure.add_scatter(
            x=self.frame.index,
            y=self.frame["benford"],
            name=text("Benford"),
            mode="lines+markers",
            line={"color": style.OKABE_ITO["vermillion"], "width": 2},
            marker={"size": 8},
        )
        figure.update_layout(
            template=style.template(),
            title={"text": f"{text('First digits')}<br><sup>{self.sentence}</sup>"},
            width=style.WIDTH,
            height=430,
            margin={"t": 95, "b": 80},
            legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 1, "xanchor": "right", "borderwidth": 0},
        )
        figure.update_xaxes(dtick=1, title=text("first digit"), showgrid=False)
        figure.update_yaxes(tickformat=".0%", title=text("share"))
        return figure


def benford(amounts: pd.Series) -> Benford:
    """Compare the first digits of amounts with Benford's law, P(d) = log10(1 + 1/d).

    Parameters
    ----------
    amounts : amounts in the currency in which they were set; zeros and blanks are left out, and a caveat counts them.
        Amounts of several currencies may be pooled: first digits do not depend on the unit where the law holds

    Returns
    -------
    Benford indexed by digit 1 to 9: `count`, `share`, `benford`, `difference`, `z` (with continuity correction).
    `.chi_square`, `.p`, `.mad` (mean absolute deviation), `.conformity` by Nigrini's bounds, `.fit`: False where there
    are fewer than 100 amounts, or where they span less than one and a half powers of ten between their 1st and 99th
    percentiles: then the law is not to be expected.

    Raises ParameterError for anything but numbers, negative amounts, or no amount at all.

    Misleads: prices from a list, fees in round figures, amounts under a limit and wages depart from the law by
    nature, and are not therefore false. Conformity proves nothing either. A large chi-square with thousands of
    amounts may be a tiny deviation: read the mean absolute deviation.

    Method: Benford (1938) Proc. Am. Phil. Soc. 78, 551-572; Nigrini (2012), Benford's Law, Wiley.

    >>> grown = pd.Series([1.07 ** step for step in range(1, 500)])
    >>> benford(grown).conformity
    'close conformity'
    >>> benford(pd.Series([450.0, 500.0, 600.0] * 50)).conformity
    'nonconformity'
    """
    if not isinstance(amounts, pd.Series) or not pd.api.types.is_numeric_dtype(amounts.dtype):
        raise ParameterError("finance.benford takes a column of numbers, such as transfers['amount']")
    values = amounts.to_numpy(dtype="float64", na_value=np.nan)
    if (values < 0).any() or np.isinf(values).any():
        raise ParameterError("finance.benford: there is a negative or infinite amount; test payments in and out apart")
    used = values[values > 0]
    if not len(used):
        raise ParameterError("finance.benford: there is no amount above 0")
    # The least nudge keeps 1000 = 10 ** 3 from being read as 999.99...
    digits = np.floor(used / 10 ** np.floor(np.log10(used) + 1e-12) + 1e-9).astype("int64").clip(1, 9)
    counts = np.bincount(digits, minlength=10)[1:]
    size = len(used)
    law = np.log10(1 + 1 / np.arange(1, 10))
    share = counts / size
    chi = float((((counts - size * law) ** 2) / (size * law)).sum())
    mad = float(np.abs(share - law).mean())
    error = np.sqrt(law * (1 - law) / size)
    z = np.maximum(np.abs(share - law) - 1 / (2 * size), 0) / error
    spread = float(np.diff(np.log10(np.percentile(used, [1, 99])))[0])
    frame = pd.DataFrame(
        {"count": counts, "share": share, "benford": law, "difference": share - law, "z": z},
        index=pd.Index(range(1, 10), name="digit"),
    )
    fit = size >= _FEW and spread >= _SPREAD
    caveats = [text("prices from a list, round fees and amounts under a limit depart from the law by nature")]
    if size < _FEW:
        caveats.append(text("{count} amounts are too few to tell; at least {least}", count=size, least=_FEW))
    if spread < _SPREAD:
        caveats.append(
            text("the amounts span {spread:.1f} powers of ten: the law is not to be expected", spread=spread)
        )
    if len(values) > size:
        caveats.append(text("{count} amounts are 0 or blank and are left out", count=len(values) - size))
    conformity = next((words for bound, words in MAD if mad <= bound), "nonconformity")
    p = _upper_tail(chi, 8)
    return Benford(
        text("First digits of {count} amounts", count=size), frame, tuple(caveats), size, chi, p, mad, conformity, fit
    )


def _upper_tail(chi: float, freedom: int) -> float:
    """Return P(X > chi) of a chi-square variable with an even number of degrees of freedom (a finite sum)."""
    half = chi / 2
    return math.exp(-half) * sum(half**k / math.factorial(k) for k in range(freedom // 2))
