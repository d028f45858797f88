"""Decomposition, changes, alarms, forecasts and displacement against independent answers and planted truth."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest

from toolkit import trend
from toolkit.errors import ParameterError, SeriesError
from toolkit.trend.change import partition

MONTHS = pd.date_range("2019-01-01", periods=72, freq="MS")
SEASON = 1 + 0.3 * np.sin(np.arange(72) * 2 * np.pi / 12)


def _counts(seed: int, level: object = 60.0) -> pd.Series:
    return pd.Series(np.random.default_rng(seed).poisson(level * SEASON).astype(float), index=MONTHS)


# Decomposition


@pytest.mark.parametrize("robust", [False, True])
def test_stl_equals_statsmodels_with_rs_parameters(robust: bool) -> None:
    from statsmodels.tsa.seasonal import STL

    series = _counts(1)
    # R's stl(x, s.window = 7): degree 0 for the season, t.window 23, l.window 13, a tenth of each as jump.
    fit = STL(
        series, period=12, seasonal=7, trend=23, low_pass=13, seasonal_deg=0, robust=robust,
        seasonal_jump=1, trend_jump=3, low_pass_jump=2,
    ).fit(inner_iter=1 if robust else 2, outer_iter=15 if robust else 0)  # fmt: skip
    ours = trend.decompose(series, seasonal=7, robust=robust).to_frame()
    assert np.allclose(ours["trend"], fit.trend, atol=1e-9)
    assert np.allclose(ours["seasonal"], fit.seasonal, atol=1e-9)
    assert np.allclose(ours[["trend", "seasonal", "remainder"]].sum(axis=1), series)


def test_a_periodic_season_repeats_and_its_strength_tells_it_from_noise() -> None:
    found = trend.decompose(_counts(2))
    wave = found.to_frame()["seasonal"].to_numpy()
    assert np.allclose(wave[:12], wave[12:24])
    assert np.corrcoef(wave, SEASON)[0, 1] > 0.95
    assert found.seasonal_strength > 0.7
    noise = pd.Series(np.random.default_rng(3).normal(50, 5, 72), index=MONTHS)
    assert trend.decompose(noise).seasonal_strength < 0.4
    assert trend.decompose(pd.Series(7.0, index=MONTHS)).seasonal_strength == 0


def test_gaps_are_filled_stated_and_stay_unknown() -> None:
    whole = _counts(4)
    holed = whole.copy()
    holed.iloc[[10, 11, 40]] = np.nan
    found = trend.decompose(holed)
    frame = found.to_frame()
    assert frame["remainder"].isna().sum() == frame["observed"].isna().sum() == 3
    assert frame[["trend", "seasonal"]].notna().all(axis=None)
    assert (frame["trend"] - trend.decompose(whole).to_frame()["trend"]).abs().max() < 4
    assert any("3 of 72 periods not reported" in one for one in found.caveats)
    holed.iloc[::2] = np.nan
    with pytest.raises(SeriesError, match="at most a third may be"):
        trend.decompose(holed)


def test_a_series_without_seasons_is_refused_in_one_line() -> None:
    yearly = pd.Series(range(20), index=pd.date_range("2000", periods=20, freq="YS"), dtype=float)
    with pytest.raises(SeriesError, match="for yearly figures use"):
        trend.decompose(yearly)
    with pytest.raises(SeriesError, match="more than two whole seasons"):
        trend.decompose(_counts(5).iloc[:24])
    with pytest.raises(ParameterError, match="odd whole number"):
        trend.decompose(_counts(5), seasonal=8)


# Changes of level


def _brute(values: np.ndarray, min_size: int, penalty: float) -> list[int]:
    best, chosen = np.inf, []
    for number in range(len(values) // min_size):
        for cuts in combinations(range(1, len(values)), number):
            edges = [0, *cuts, len(values)]
            parts = [values[a:b] for a, b in pairwise(edges)]
            if min(map(len, parts)) < min_size:
                continue
            cost = sum(((part - part.mean()) ** 2).sum() for part in parts) + penalty * number
            if cost < best - 1e-9:
                best, chosen = cost, list(cuts)
    return chosen


@pytest.mark.parametrize("min_size", [1, 2, 3])
def test_partition_is_the_optimum_that_brute_force_finds(min_size: int) -> None:
    generator = np.random.default_rng(min_size)
    for _ in range(12):
        values = generator.normal(size=11) + 2 * (np.arange(11) >= generator.integers(2, 9))
        for penalty in (0.3, 1.5, 4.0):
            assert partition(values, min_size, penalty) == _brute(values, min_size, penalty)


@pytest.mark.parametrize("seed", range(4))
def test_changes_move_with_the_series_not_with_its_unit(seed: int) -> None:
    series = _counts(seed, np.where(np.arange(72) >= 40, 100.0, 60.0))
    found = trend.changepoints(series)
    assert found.positions
    assert trend.changepoints(series + 1000).positions == found.positions
    assert trend.changepoints(series * 7).positions == found.positions
    later = pd.Series(series.to_numpy(), index=series.index + pd.DateOffset(months=30))
    assert trend.changepoints(later).dates == [one + pd.DateOffset(months=30) for one in found.dates]
    assert trend.changepoints(pd.Series(5.0, index=MONTHS)).positions == []


def test_planted_changes_are_found_and_noise_alone_rarely_is() -> None:
    hits = extra = false = 0
    for seed in range(40):
        planted = trend.changepoints(_counts(seed, np.where(np.arange(72) >= 40, 100.0, 60.0))).positions
        hits += any(abs(place - 40) <= 1 for place in planted)
        extra += any(abs(place - 40) > 1 for place in planted)
        false += bool(trend.changepoints(_counts(seed + 1000)).positions)
    assert hits >= 38
    assert extra <= 8
    assert false <= 3


def test_regimes_say_what_changed_and_gaps_are_skipped() -> None:
    series = pd.Series([10.0, 11, 9, 10, 11, 9] * 3 + [20.0, 21, 19, 20, 21, 19] * 3, index=MONTHS[:36])
    series.iloc[16:18] = np.nan
    found = trend.changepoints(series, seasonal=False)
    assert found.positions == [18]
    assert found.dates == [MONTHS[18]]
    frame = found.to_frame()
    assert frame["start"].tolist() == [MONTHS[0], MONTHS[18]]
    assert frame["change_pct"].iloc[1] == pytest.approx(100, abs=5)
    assert any("follows a gap" in one for one in found.caveats)
    assert "2020-07" in found.sentence
    with pytest.raises(ParameterError, match="min_size 0 is not"):
        trend.changepoints(series, min_size=0)
    with pytest.raises(SeriesError, match="at least 40 reported periods"):
        trend.changepoints(series, min_size=20)


def test_the_nile_fell_once() -> None:
    from statsmodels.datasets import nile

    data = nile.load_pandas().data
    index = pd.date_range("1871", periods=len(data), freq="YS")
    found = trend.changepoints(pd.Series(data["volume"].to_numpy(), index=index))
    # Cobb (1978), Biometrika 65: the change is dated to 1899, when the first Aswan dam was begun.
    assert [one.year for one in found.dates] == [1899]


# Early warning


def _glm_bound(counts: np.ndarray, times: np.ndarray, alpha: float) -> tuple[float, float]:
    """Farrington's bound with statsmodels' GLM in place of ours, trend kept or dropped as the paper says."""
    import statsmodels.api as sm
    from scipy.stats import norm

    def fit(design: np.ndarray):
        family = sm.families.Poisson()
        first = sm.GLM(counts, design, family=family).fit()
        phi = max(first.pearson_chi2 / first.df_resid, 1)
        hat = first.get_hat_matrix_diag()
        mu = first.fittedvalues
        s = 1.5 * (counts ** (2 / 3) * mu ** (-1 / 6) - mu**0.5) / np.sqrt(phi * (1 - hat))
        weights = np.where(s > 1, s**-2.0, 1.0)
        weights *= len(counts) / weights.sum()
        second = sm.GLM(counts, design, family=family, var_weights=weights).fit()
        return second, max(
            (weights * (counts - second.fittedvalues) ** 2 / second.fittedvalues).sum() / second.df_resid, 1
        )

    from scipy.stats import t

    design = np.column_stack([np.ones(len(times)), times])
    model, phi = fit(design)
    # As in R, the trend is tested with the dispersion as estimated, not with the one held at 1 or more.
    weights = model.model.var_weights
    raw = (weights * (counts - model.fittedvalues) ** 2 / model.fittedvalues).sum() / model.df_resid
    error = np.sqrt(model.normalized_cov_params[1, 1] * raw)
    p = 2 * t.sf(abs(model.params[1]) / error, model.df_resid)
    if not (p < 0.05 and np.exp(model.params[0]) <= counts.max()):
        model, phi = fit(np.ones((len(counts), 1)))
    mean = np.exp(model.params[0])
    tau = phi + mean**2 * model.normalized_cov_params[0, 0] * phi / mean
    return mean, (mean ** (2 / 3) + norm.ppf(1 - alpha / 2) * np.sqrt(4 / 9 * mean ** (1 / 3) * tau)) ** 1.5


@pytest.mark.parametrize("level", [8.0, 60.0, np.linspace(90, 30, 72)])
def test_farrington_equals_the_same_model_fitted_by_statsmodels(level: object) -> None:
    series = _counts(11, level)
    frame = trend.alarms(series, method="farrington", years=3, window=1).to_frame()
    values = series.to_numpy()
    for place in (50, 60, 71):
        reference = np.array(sorted(place - 12 * year + step for year in (1, 2, 3) for step in (-1, 0, 1)))
        mean, upper = _glm_bound(values[reference], (reference - place).astype(float), 0.01)
        assert frame["expected"].iloc[place] == pytest.approx(mean, rel=1e-6)
        assert frame["upper"].iloc[place] == pytest.approx(upper, rel=1e-6)


def test_a_planted_outbreak_alarms_and_quiet_history_rarely_does() -> None:
    caught = false = judged = 0
    for seed in range(30):
        quiet = _counts(seed)
        frame = trend.alarms(quiet).to_frame()
        false += int(frame["alarm"].sum())
        judged += int(frame["upper"].notna().sum())
        loud = quiet.copy()
        loud.iloc[65] *= 2.5
        caught += bool(trend.alarms(loud).to_frame()["alarm"].iloc[65])
    assert caught >= 28
    assert false / judged <= 0.02


def test_ears_follows_its_definition() -> None:
    weeks = pd.date_range("2025-01-06", periods=14, freq="W-MON")
    series = pd.Series([5.0, 7, 6, 4, 5, 8, 6, 7, 5, 14, 9, 6, 5, 6], index=weeks)
    one = trend.alarms(series, method="ears").to_frame()
    base = series.iloc[2:9]
    assert one["upper"].iloc[9] == pytest.approx(base.mean() + 3.0902323 * base.std())
    assert one["alarm"].tolist().index(True) == 9
    two = trend.alarms(series, method="ears", version="C2").to_frame()
    base = series.iloc[0:7]
    assert two["upper"].iloc[9] == pytest.approx(base.mean() + 3.0902323 * base.std())
    assert two["upper"].iloc[:9].isna().all()
    three = trend.alarms(series, method="ears", version="C3").to_frame()
    score = [
        (series.iloc[at] - series.iloc[at - 9 : at - 2].mean()) / series.iloc[at - 9 : at - 2].std() for at in (9, 10)
    ]
    base = series.iloc[2:9]
    expected = base.mean() + base.std() * (1.959963984540054 - sum(max(0.0, one - 1) for one in score))
    assert three["upper"].iloc[11] == pytest.approx(max(expected, 0.0))


def test_alarms_state_what_they_cannot_judge() -> None:
    series = _counts(3)
    series.iloc[70] = np.nan
    found = trend.alarms(series)
    assert not found.to_frame()["alarm"].iloc[70]
    assert any("too little history" in one for one in found.caveats)
    with pytest.raises(ParameterError, match="unknown method 'farington'; did you mean 'farrington'"):
        trend.alarms(series, method="farington")
    with pytest.raises(SeriesError, match='use method="ears"'):
        trend.alarms(series.iloc[:12])
    with pytest.raises(SeriesError, match="takes counts; -1 at"):
        trend.alarms(series.fillna(0) - series.max() * 0 - (series.index == MONTHS[2]) * (series.iloc[2] + 1))


# Forecasts


def test_forecast_has_nested_intervals_not_below_zero_and_shows_the_naive_one() -> None:
    series = _counts(6, 3.0)
    found = trend.forecast(series, horizon=6)
    frame = found.to_frame()
    assert list(frame.columns) == ["mean", "lower_80", "upper_80", "lower_95", "upper_95", "naive"]
    ordered = frame[["lower_95", "lower_80", "mean", "upper_80", "upper_95"]].to_numpy()
    assert (np.diff(ordered, axis=1) >= 0).all()
    assert frame.to_numpy().min() >= 0
    assert (frame["naive"] == series.iloc[-1]).all()
    assert frame.index.tolist() == pd.date_range("2025-01-01", periods=6, freq="MS").tolist()
    assert found.method in found.backtest.index
    assert found.backtest.loc[found.method, "mae"] == found.backtest["mae"].min()


def test_a_season_is_forecast_better_than_no_change() -> None:
    series = _counts(8, 80.0)
    found = trend.forecast(series.iloc[:60], horizon=12)
    actual = series.iloc[60:].to_numpy()
    frame = found.to_frame()
    assert np.abs(frame["mean"] - actual).mean() < 0.7 * np.abs(frame["naive"] - actual).mean()
    assert np.mean((actual >= frame["lower_95"]) & (actual <= frame["upper_95"])) >= 0.8


def test_seasonal_naive_repeats_the_last_year() -> None:
    series = _counts(9)
    frame = trend.forecast(series, horizon=14, method="seasonal naive").to_frame()
    assert frame["mean"].tolist() == [*series.iloc[-12:], *series.iloc[-12:-10]]


def test_forecast_refuses_what_it_cannot_do() -> None:
    series = _counts(9)
    with pytest.raises(SeriesError, match=r"the last period \(2024-12-01\) is not reported"):
        trend.forecast(series.where(series.index < MONTHS[-1]))
    with pytest.raises(ParameterError, match="unknown method 'arima'"):
        trend.forecast(series, method="arima")
    with pytest.raises(ParameterError, match="horizon 0 is not"):
        trend.forecast(series, horizon=0)
    with pytest.raises(SeriesError, match="figures above 0 throughout"):
        trend.forecast(series * (series.index != MONTHS[4]), method="ets log")


# Displacement


def test_a_planted_shift_between_routes_is_flagged_with_its_lag() -> None:
    flagged = false = 0
    for seed in range(15):
        generator = np.random.default_rng(seed)
        steps = np.arange(72)
        routes = pd.DataFrame(
            {
                "north": generator.poisson(np.where(steps < 30, 80, 30)),
                "south": generator.poisson(np.where(steps < 32, 30, 75)),
                "sea": generator.poisson(20, 72),
            },
            index=MONTHS,
        )
        frame = trend.displacement(routes).to_frame()
        pairs = frame[frame["flag"]][["route_from", "route_to"]].values.tolist()
        flagged += ["north", "south"] in pairs
        quiet = pd.DataFrame({name: generator.poisson(50, 72) for name in ("a", "b", "c")}, index=MONTHS)
        false += int(trend.displacement(quiet).to_frame()["flag"].sum())
    assert flagged == 15
    assert false <= 1


def test_displacement_needs_two_routes() -> None:
    with pytest.raises(SeriesError, match="two or more routes"):
        trend.displacement(pd.DataFrame({"north": _counts(1)}))


# What every result shares


def test_every_result_shows_itself_and_draws() -> None:
    series = _counts(3, np.where(np.arange(72) >= 40, 100.0, 60.0))
    series.iloc[20] = np.nan
    routes = pd.DataFrame({"north": _counts(1), "south": _counts(2)})
    results = [
        trend.decompose(series),
        trend.changepoints(series),
        trend.forecast(series, horizon=3, method="naive"),
        trend.alarms(series),
        trend.displacement(routes),
        trend.rate(series, _counts(1)),
    ]
    for result in results:
        assert len(result.sentence) > 20
        assert result.sentence in repr(result)
        assert all(isinstance(one, str) for one in result.caveats)
        shown = result._repr_html_()
        assert "<table" in shown
        assert "<script" not in shown
        figure = result.chart()
        assert len(figure.data) >= 2
        assert figure.layout.font.family or figure.layout.template.layout.font.family.startswith("Noto Sans")
