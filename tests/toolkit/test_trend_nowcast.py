"""The chain ladder against Mack's published example, and what it says of late returns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit import trend
from toolkit.errors import ParameterError, SeriesError

# Taylor and Ashe (1983), as printed in Mack (1993), ASTIN Bulletin 23: increments by origin period and delay.
INCREMENTS = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
]
RESERVES = [0, 94634, 469511, 709638, 984889, 1419459, 2177641, 3920301, 4278972, 4625811]
ERRORS = [0, 75535, 121699, 133549, 261406, 411010, 558317, 875328, 971258, 1363155]


def _published() -> pd.DataFrame:
    rows = []
    for origin, increments in enumerate(INCREMENTS):
        month = pd.Timestamp("2025-01-01") + pd.DateOffset(months=origin)
        for delay, value in enumerate(np.cumsum(increments)):
            rows.append((month, month + pd.DateOffset(months=delay), float(value)))
    return pd.DataFrame(rows, columns=["period", "reported_on", "value"])


def test_chain_ladder_gives_macks_published_reserves_and_standard_errors() -> None:
    frame = trend.nowcast(_published(), max_delay=9).to_frame()
    assert np.allclose(frame["expected"] - frame["reported"], RESERVES, atol=1)
    spread = np.log(frame["upper_80"] / frame["lower_80"]) / (2 * 1.2815515655446004)
    errors = frame["expected"] * np.sqrt(np.expm1(spread**2))
    assert np.allclose(errors, ERRORS, rtol=2e-4, atol=2)


def _late(seed: int, months: int = 40) -> tuple[pd.DataFrame, pd.Series]:
    generator = np.random.default_rng(seed)
    index = pd.date_range("2022-01-01", periods=months, freq="MS")
    final = generator.poisson(100, months)
    rows = []
    for month, whole in zip(index, final, strict=True):
        for delay, share in ((1, 0.6), (2, 0.85), (4, 1.0)):
            known = generator.binomial(whole, share) if share < 1 else whole
            rows.append((month, month + pd.DateOffset(months=delay, days=5), known))
    return pd.DataFrame(rows, columns=["period", "reported_on", "value"]), pd.Series(final, index=index)


def test_intervals_hold_the_final_figure_about_as_often_as_they_say() -> None:
    inside = []
    for seed in range(40):
        table, final = _late(seed)
        frame = trend.nowcast(table, as_of="2025-04-20").to_frame()
        open_months = frame.index[frame["reported_share"] < 0.99]
        within = frame["lower_80"].le(final) & frame["upper_80"].ge(final)
        inside += list(within[open_months])
    assert 0.7 <= np.mean(inside) <= 0.93


def test_growth_that_has_stopped_counts_as_final() -> None:
    table, _ = _late(1)
    found = trend.nowcast(table, as_of="2025-04-20")
    assert "figures are taken as final 4 months after their month" in found.caveats
    assert len(found.factors) == 4
    assert found.to_frame()["reported_share"].iloc[:-4].eq(1).all()
    assert "the final figure is likely between" in found.sentence


def test_bad_vintages_are_one_line() -> None:
    with pytest.raises(ParameterError, match="missing column reported_on"):
        trend.nowcast(pd.DataFrame({"period": [], "value": []}))
    with pytest.raises(SeriesError, match="at least 4 months seen at two delays"):
        trend.nowcast(_published().head(3))
    early = _published().assign(reported_on=pd.Timestamp("2020-01-01"))
    with pytest.raises(SeriesError, match="reported before its month begins"):
        trend.nowcast(early)


def test_vintages_may_hold_periods_and_quarters_but_not_weeks() -> None:
    table, _ = _late(2)
    plain = trend.nowcast(table, as_of="2025-04-20").to_frame()
    renamed = table.assign(period=table["period"].dt.to_period("M")).rename(columns={"reported_on": "report_date"})
    assert trend.nowcast(renamed, as_of="2025-04-20").to_frame().equals(plain)
    quarters = pd.date_range("2020-01-01", periods=16, freq="QS")
    rows = [(day, day + pd.DateOffset(months=late), 80 if late == 4 else 100) for day in quarters for late in (4, 6)]
    found = trend.nowcast(
        pd.DataFrame(rows, columns=["period", "reported_on", "value"]), as_of=quarters[-1] + pd.DateOffset(months=4)
    )
    assert found.to_frame()["expected"].iloc[-1] == pytest.approx(100)
    assert len(found.to_frame()) == 16
    weekly = table.assign(period=table["period"] + pd.to_timedelta(np.arange(len(table)) % 3 * 7, unit="D"))
    with pytest.raises(SeriesError, match="takes months, quarters or years"):
        trend.nowcast(weekly)
