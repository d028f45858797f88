"""What must hold of trend methods whatever the series: shifts, scales, order, bounds, and the exact optimum."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import trend
from toolkit.trend.partition import _stepwise, partition, partitions

SOME = settings(max_examples=25, deadline=None)


@st.composite
def monthly(draw: st.DrawFn, least: int = 48, most: int = 90, mean: float = 40.0) -> pd.Series:
    seed, count = draw(st.integers(0, 10**6)), draw(st.integers(least, most))
    rng = np.random.default_rng(seed)
    at = draw(st.integers(count // 4, 3 * count // 4))
    season = 1 + draw(st.floats(0, 0.6)) * np.sin(2 * np.pi * np.arange(count) / 12)
    level = mean * season * np.where(np.arange(count) < at, 1.0, draw(st.floats(0.3, 3.0)))
    return pd.Series(rng.poisson(level).astype(float), index=pd.date_range("2016-01-01", periods=count, freq="MS"))


@SOME
@given(monthly(), st.integers(-500, 5000), st.sampled_from([0.5, 2.0, 16.0]))
def test_changes_ignore_the_unit_and_the_zero(series: pd.Series, shift: int, scale: float) -> None:
    found = trend.changepoints(series).positions
    assert trend.changepoints(series * scale).positions == found
    assert trend.changepoints(series + shift).positions == found
    assert all(one >= 6 for one in np.diff([0, *found, len(series)]))


@SOME
@given(st.integers(0, 10**6), st.integers(12, 60), st.integers(1, 5), st.floats(0.05, 30))
def test_the_matrix_recursion_is_the_stepwise_one(seed: int, count: int, least: int, penalty: float) -> None:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(3, count)) + 3 * (np.arange(count) > count // 2)
    one_by_one = [partition(row, least, penalty) for row in table]
    assert one_by_one == partitions(table, least, penalty) == [_stepwise(row, least, penalty) for row in table]
    for row, found in zip(table, one_by_one, strict=True):
        cost = _cost(row, found) + penalty * len(found)
        # No single cut moved, added or taken away costs less.
        for place in found:
            rest = [other for other in found if other != place]
            assert cost <= _cost(row, rest) + penalty * len(rest) + 1e-9
            for step in (-1, 1):
                moved = sorted([*rest, place + step])
                if min(np.diff([0, *moved, count])) >= least:
                    assert cost <= _cost(row, moved) + penalty * len(moved) + 1e-9


def _cost(values: np.ndarray, cuts: list[int]) -> float:
    edges = [0, *cuts, len(values)]
    return sum(float(((part - part.mean()) ** 2).sum()) for part in (values[a:b] for a, b in itertools.pairwise(edges)))


@SOME
@given(monthly(), st.floats(0.2, 50), st.floats(-100, 100))
def test_decomposition_adds_up_and_scales(series: pd.Series, scale: float, shift: float) -> None:
    frame = trend.decompose(series).to_frame()
    assert np.allclose(frame[["trend", "seasonal", "remainder"]].sum(axis=1), series)
    other = trend.decompose(series * scale + shift)
    assert np.allclose(other.to_frame()["seasonal"], scale * frame["seasonal"], atol=1e-6 * scale * 100)
    assert 0 <= other.seasonal_strength <= 1


@settings(max_examples=12, deadline=None)
@given(monthly(30, 72, 6.0), st.integers(1, 18))
def test_forecasts_of_counts_are_ordered_finite_and_never_negative(series: pd.Series, horizon: int) -> None:
    frame = trend.forecast(series, horizon=horizon).to_frame()
    assert len(frame) == horizon
    assert np.isfinite(frame.to_numpy()).all()
    assert (frame.to_numpy() >= 0).all()
    ordered = frame[["lower_95", "lower_80", "upper_80", "upper_95"]].to_numpy()
    assert (np.diff(ordered, axis=1) >= -1e-9).all()
    assert ((frame["mean"] >= frame["lower_95"]) & (frame["mean"] <= frame["upper_95"])).all()


@settings(max_examples=12, deadline=None)
@given(monthly(), st.sampled_from(["farrington", "noufaily", "ears"]), st.integers(2, 20))
def test_alarms_do_not_look_ahead(series: pd.Series, method: str, later: int) -> None:
    whole = trend.alarms(series, method=method).to_frame()
    early = trend.alarms(series.iloc[:-later], method=method).to_frame()
    assert np.allclose(whole["upper"].iloc[:-later], early["upper"], equal_nan=True)
    assert not whole["alarm"][whole["upper"].isna()].any()


@SOME
@given(st.lists(st.lists(st.integers(0, 300), min_size=3, max_size=3), min_size=2, max_size=12))
def test_shares_add_up_and_entropy_stays_within_its_bounds(rows: list[list[int]]) -> None:
    index = pd.date_range("2024-01-01", periods=len(rows), freq="MS")
    table = pd.DataFrame(rows, columns=["a", "b", "c"], index=index)
    if not table.to_numpy().sum():
        return
    frame = trend.composition(table).to_frame()
    known = frame[frame["total"] > 0]
    assert np.allclose(known[["a", "b", "c"]].sum(axis=1), 1)
    assert known["effective"].between(1 - 1e-9, 3 + 1e-9).all()


@SOME
@given(monthly(24, 40), st.floats(0.2, 5))
def test_a_mirror_turned_round_spans_the_same_range(series: pd.Series, factor: float) -> None:
    other = (series * factor).round()
    one, turned = trend.mirror(series, other).to_frame(), trend.mirror(other, series).to_frame()
    assert np.allclose(one[["low", "high"]], turned[["low", "high"]])
    assert (one["low"] <= one["high"]).all()
