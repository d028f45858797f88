"""Time series of strategic analysis with their uncertainty: one verb for each question an analyst asks.

`count`, `measure` and `series` make a series; `decompose`, `changepoints`, `forecast`, `alarms`, `nowcast`,
`displacement`, `composition`, `mirror`, `compare`, `growth` and `rate` answer with a small result that has
`.to_frame()`, `.caveats`, `.sentence` and `.chart()`. `multiples` draws many series at once, `flows` a map of them.
"""

from __future__ import annotations

from toolkit.trend.alarms import Alarms, alarms
from toolkit.trend.change import Changes, changepoints
from toolkit.trend.check import caveats
from toolkit.trend.compare import Comparison, Growth, compare, growth
from toolkit.trend.composition import Composition, composition
from toolkit.trend.count import count
from toolkit.trend.decompose import Decomposition, decompose
from toolkit.trend.displacement import Displacement, displacement
from toolkit.trend.flows import flows
from toolkit.trend.forecast import Forecast, forecast
from toolkit.trend.measure import measure
from toolkit.trend.mirror import Mirror, mirror
from toolkit.trend.multiples import multiples
from toolkit.trend.nowcast import Nowcast, nowcast
from toolkit.trend.rates import Rate, rate
from toolkit.trend.returns import series, vintages

__all__ = [
    "Alarms",
    "Changes",
    "Comparison",
    "Composition",
    "Decomposition",
    "Displacement",
    "Forecast",
    "Growth",
    "Mirror",
    "Nowcast",
    "Rate",
    "alarms",
    "caveats",
    "changepoints",
    "compare",
    "composition",
    "count",
    "decompose",
    "displacement",
    "flows",
    "forecast",
    "growth",
    "measure",
    "mirror",
    "multiples",
    "nowcast",
    "rate",
    "series",
    "vintages",
]
