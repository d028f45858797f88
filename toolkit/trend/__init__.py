"""Time series of strategic analysis with their uncertainty: one verb for each question an analyst asks.

`count` and `series` make a series; `decompose`, `changepoints`, `forecast`, `alarms`, `nowcast`, `displacement` and
`rate` answer with a small result that has `.to_frame()`, `.caveats`, `.sentence` and `.chart()`.
"""

from __future__ import annotations

from toolkit.trend.alarms import Alarms, alarms
from toolkit.trend.change import Changes, changepoints
from toolkit.trend.check import caveats
from toolkit.trend.count import count
from toolkit.trend.decompose import Decomposition, decompose
from toolkit.trend.displacement import Displacement, displacement
from toolkit.trend.forecast import Forecast, forecast
from toolkit.trend.nowcast import Nowcast, nowcast
from toolkit.trend.rates import Rate, rate
from toolkit.trend.returns import series, vintages

__all__ = [
    "Alarms",
    "Changes",
    "Decomposition",
    "Displacement",
    "Forecast",
    "Nowcast",
    "Rate",
    "alarms",
    "caveats",
    "changepoints",
    "count",
    "decompose",
    "displacement",
    "forecast",
    "nowcast",
    "rate",
    "series",
    "vintages",
]
