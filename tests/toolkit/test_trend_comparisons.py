"""Composition, mirror returns, comparisons, amounts, small multiples and flow maps, and what they refuse."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit import trend
from toolkit.errors import ParameterError, SeriesError

MONTHS = pd.date_range("2020-01-01", periods=60, freq="MS")


def _poisson(seed: int, level: object = 50.0) -> pd.Series:
    return pd.Series(np.random.default_rng(seed).poisson(level, 60).astype(float), index=MONTHS)


def test_composition_tells_a_share_that_moved_from_chance() -> None:
    steady = pd.DataFrame({name: _poisson(place) for place, name in enumerate("abc")})
    assert not trend.composition(steady).latest["clear"].any()
    moved = steady.assign(a=_poisson(1, np.where(np.arange(60) < 48, 50, 90)))
    found = trend.composition(moved)
    assert found.latest.loc["a", "clear"]
    assert found.latest.index[0] == "a"
    assert "the share of a very likely moved most" in found.sentence
    holed = moved.copy()
    holed.iloc[10, 1] = np.nan
    frame = trend.composition(holed).to_frame()
    assert frame.iloc[10][["a", "b", "c", "entropy", "total"]].isna().all()
    with pytest.raises(SeriesError, match="two or more parts"):
        trend.composition(moved[["a"]])


def test_mirror_spans_both_reports_and_dates_a_change_of_recording() -> None:
    one = _poisson(1, 100.0)
    other = pd.Series(np.where(np.arange(60) < 30, 0.5, 1.5) * one, index=MONTHS).round()
    other.iloc[50] = np.nan
    found = trend.mirror(one.rename("Avaria"), other.rename("Borland"))
    frame = found.to_frame()
    assert found.names == ("Avaria", "Borland")
    assert found.breaks == [MONTHS[30]]
    assert frame["basis"].iloc[50] == "first alone"
    assert frame["low"].iloc[50] < one.iloc[50] < frame["high"].iloc[50]
    both = frame[frame["basis"] == "both"]
    assert (both["low"] == both[["first", "second"]].min(axis=1)).all()
    assert any("never added" in note for note in found.caveats)
    assert "Neither is the number of persons" in found.sentence


def test_series_of_different_steps_years_or_currencies_are_not_joined() -> None:
    quarters = pd.Series(range(20), index=pd.date_range("2020", periods=20, freq="QS"), dtype=float)
    for verb in (trend.mirror, trend.rate):
        with pytest.raises(SeriesError, match="different steps"):
            verb(_poisson(1), quarters)
    calendar = pd.Series([1.0, 2, 3], index=pd.date_range("2020", periods=3, freq="YS"))
    financial = pd.Series([1.0, 2, 3], index=pd.date_range("2020-04-01", periods=3, freq="YS-APR"))
    with pytest.raises(SeriesError, match="different steps"):
        trend.mirror(calendar, financial)
    with pytest.raises(SeriesError, match="calendar and financial years are not one series"):
        trend.caveats(pd.concat([calendar, financial + 0]).sort_index())
    baht, dollars = _poisson(1), _poisson(2)
    baht.attrs["unit"], dollars.attrs["unit"] = "THB", "USD"
    with pytest.raises(SeriesError, match="in THB and the other in USD"):
        trend.rate(baht, dollars)


def test_a_part_year_is_compared_with_the_same_months() -> None:
    season = 100 * (1 + 0.8 * np.sin(2 * np.pi * np.arange(60) / 12))
    series = pd.Series(season.round(), index=MONTHS).iloc[:54]
    found = trend.compare(series, "2023", "2024")
    assert found.periods == 6
    assert found.ratio == pytest.approx(1.0)
    assert any("like with like: 6 periods" in one for one in found.caveats)
    doubled = series.where(series.index < "2024", 2 * series)
    assert "very likely higher" in trend.compare(doubled, "2023", "2024").sentence
    for bad, line in ((("soon", "2024"), "'soon' is not a stretch"), (("2010", "2024"), "has no period in before")):
        with pytest.raises((ParameterError, SeriesError), match=line):
            trend.compare(series, *bad)


def test_intervals_of_comparisons_hold_what_they_say() -> None:
    inside, clear = [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        level = 60 * (1 + 0.35 * np.sin(2 * np.pi * np.arange(60) / 12))
        counts = pd.Series(rng.negative_binomial(level / 2, 1 / 3).astype(float), index=MONTHS)
        made = trend.compare(counts)
        inside.append(made.lower_95 <= 1 <= made.upper_95)
        clear.append(trend.growth(counts).to_frame()["clear"].iloc[12:].mean())
    assert np.mean(inside) >= 0.9
    assert np.mean(clear) <= 0.08


def test_growth_is_against_the_same_period_and_never_from_nothing() -> None:
    series = _poisson(3).copy()
    series.iloc[0] = 0
    series.iloc[20] = np.nan
    frame = trend.growth(series).to_frame()
    assert frame["change_pct"].iloc[:13].isna().all()
    assert frame["change_pct"].iloc[[20, 32]].isna().all()
    assert frame["change_pct"].iloc[13] == pytest.approx(100 * (series.iloc[13] / series.iloc[1] - 1))
    with pytest.raises(SeriesError, match="more than 12 periods"):
        trend.growth(series.iloc[:12])


def test_amounts_are_added_in_one_currency_alone() -> None:
    paid = pd.DataFrame(
        {
            "day": ["2025-01-03", "2025-01-20", "2025-03-02", "2025-03-09"],
            "fee": [900.0, 1100, None, 500],
            "currency": ["USD"] * 4,
        }
    )
    total = trend.measure(paid, time="day", value="fee")
    assert total.tolist() == [2000, 0, 500]
    assert total.attrs["unit"] == "USD"
    assert any("1 records without a figure" in one for one in trend.caveats(total))
    mean = trend.measure(paid, time="day", value="fee", how="mean")
    assert mean.iloc[0] == 1000
    assert np.isnan(mean.iloc[1])
    with pytest.raises(SeriesError, match="fee is in THB and USD; convert it, or keep one"):
        trend.measure(paid.assign(currency=["USD", "THB", "USD", "USD"]), time="day", value="fee")
    with pytest.raises(SeriesError, match="'about 900' is not a number"):
        trend.measure(paid.assign(fee=["about 900", "1", "2", "3"]), time="day", value="fee")


@pytest.mark.parametrize(("periods", "dates"), [("M", "MS"), ("Q", "QS"), ("Y", "YS"), ("W", "W-MON"), ("D", "D")])
@pytest.mark.parametrize("kind", ["period", "date"])
def test_every_name_takes_dates_and_periods_of_every_step(periods: str, dates: str, kind: str) -> None:
    count = {"M": 72, "Q": 40, "Y": 24, "W": 130, "D": 120}[periods]
    season = {"M": 12, "Q": 4, "Y": 1, "W": 52, "D": 7}[periods]
    rng = np.random.default_rng(1)
    values = rng.poisson(50 * (1 + 0.3 * np.sin(2 * np.pi * np.arange(count) / max(season, 2))), count).astype(float)
    index = (
        pd.period_range("2018-01-01", periods=count, freq=periods)
        if kind == "period"
        else pd.date_range("2018-01-01", periods=count, freq=dates)
    )
    series = pd.Series(values, index=index)
    found = trend.changepoints(series, min_size=4)
    assert len(found.dates) == len(found.positions)
    ahead = trend.forecast(series, horizon=4).to_frame()
    assert len(ahead) == 4
    assert np.isfinite(ahead.to_numpy()).all()
    first = pd.Timestamp(index[-1].start_time if kind == "period" else index[-1])
    assert ahead.index[0] > first
    alarms = trend.alarms(series, method="ears").to_frame()
    assert list(alarms.columns) == ["observed", "expected", "upper", "alarm"]
    assert len(alarms) == count
    if season > 1 and count > 2 * season:
        frame = trend.decompose(series).to_frame()
        assert np.allclose(frame["trend"] + frame["seasonal"] + frame["remainder"], values)
    if periods in ("M", "Q", "W"):
        assert trend.alarms(series).to_frame()["upper"].notna().any()
    assert trend.mirror(series, series * 2).to_frame()["ratio"].eq(2).all()
    table = pd.DataFrame({"a": series, "b": series[::-1].to_numpy()})
    trend.displacement(table, min_size=4)
    assert np.allclose(trend.composition(table).shares.sum(axis=1), 1)


def test_a_period_index_keeps_its_own_step() -> None:
    yearly_looking = pd.Series([5.0, 6, 7], index=pd.PeriodIndex(["2020-01", "2021-01", "2022-01"], freq="M"))
    assert trend.caveats(yearly_looking)[0].startswith("22 of 25 periods not reported")


def test_gaps_zeros_and_short_series_are_forecast_in_sight() -> None:
    series = _poisson(5, 40 * (1 + 0.3 * np.sin(2 * np.pi * np.arange(60) / 12)))
    series.iloc[[10, 11, 30, 44]] = np.nan
    found = trend.forecast(series)
    assert "structural" in found.backtest.index
    assert np.isfinite(found.to_frame().to_numpy()).all()
    assert "no figure was put in for the periods not reported" in found.caveats
    sparse = trend.forecast(_poisson(6, 0.4), method="counts")
    frame = sparse.to_frame()
    assert (frame[["lower_80", "upper_80", "lower_95", "upper_95"]] % 1 == 0).all(axis=None)
    assert 0.1 < frame["mean"].iloc[0] < 1.2
    assert any("many figures are 0" in one for one in trend.forecast(_poisson(6, 0.4)).caveats)
    short = trend.forecast(
        pd.Series([5.0, 7, 6, 8, 7, 9], index=pd.date_range("2019", periods=6, freq="YS")), horizon=2
    )
    assert short.method == "naive"
    assert any("only 6 figures" in one for one in short.caveats)
    assert {"mae", "coverage_95", "stated_95", "widening", "chosen"} <= set(short.backtest.columns)


def test_multiples_and_flows_draw_without_the_internet() -> None:
    table = pd.DataFrame({name: _poisson(place) for place, name in enumerate(("north", "south", "sea", "air"))})
    table.iloc[5:8, 0] = np.nan
    figure = trend.multiples(table)
    assert len([one for one in figure.data if one.line.width == 1.4]) == 4
    assert len(figure.layout.shapes) == 1
    with pytest.raises(SeriesError, match="1 to 24 columns"):
        trend.multiples(pd.DataFrame())
    places = pd.DataFrame({"name": ["Poipet", "Bangkok"], "latitude": [13.66, 13.75], "longitude": [102.56, 100.5]})
    moved = pd.DataFrame({"origin": ["Poipet", "Bangkok"], "destination": ["Bangkok", "Poipet"], "value": [40, None]})
    drawn = trend.flows(moved, places)
    assert drawn.layout.geo.visible is False
    assert "dotted: 1 flows not reported" in [one.text for one in drawn.layout.annotations]
    with pytest.raises(ParameterError, match="unknown place in a leg 'Nowhere'"):
        trend.flows(moved.assign(origin="Nowhere"), places)
    with pytest.raises(SeriesError, match="'many' is not a number"):
        trend.flows(moved.assign(value=["many", "1"]), places)


def test_every_comparison_shows_itself_and_draws() -> None:
    table = pd.DataFrame({"north": _poisson(1), "south": _poisson(2)})
    for result in (
        trend.composition(table),
        trend.mirror(table["north"], table["south"]),
        trend.compare(table["north"]),
        trend.growth(table["north"]),
    ):
        assert len(result.sentence) > 30
        assert result.caveats
        assert "<table" in result._repr_html_()
        assert len(result.chart().data) >= 1
