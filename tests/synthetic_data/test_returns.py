"""Returns: what was planted can be found again, and every fault is the kind of fault it says."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from synthetic_data.flows.series import periods
from synthetic_data.sensors import returns
from synthetic_data.truth import TABLES
from synthetic_data.world.model import World
from toolkit.schema import STREAMS, conform

SEEDS = range(12)
ROUTE = ["state", "route", "citizenship", "period"]


def world(seed: int, level: str = "practitioner", end: date = date(2026, 3, 31)) -> World:
    return World(scenario={}, level={"name": level}, seed=seed, start=date(2025, 10, 1), end=end, tables={})


@pytest.fixture(scope="module")
def observed() -> dict[int, returns.Observed]:
    return {seed: returns.observe(world(seed)) for seed in SEEDS}


def latest(table: pd.DataFrame, indicator: str = "1.1.2") -> pd.Series:
    """The last vintage of each figure, reported months only."""
    rows = table[table["indicator"] == indicator].dropna(subset=["value"])
    rows = rows.sort_values(["vintage", "reported_on"]).drop_duplicates(ROUTE, keep="last")
    return rows.set_index(ROUTE)["value"].astype(int)


def test_returns_fit_their_record_type_and_facts_their_table(observed: dict[int, returns.Observed]) -> None:
    for table, facts, series, noise in observed.values():
        assert len(conform(table, STREAMS["returns"])) == len(table)
        assert tuple(facts.columns) == TABLES["strategic"]
        assert tuple(series.columns) == TABLES["true_series"]
        assert all(set(row) == {"operation", "stream", "record_id", "detail"} for row in noise)
        assert {*facts["kind"]} == {
            "seasonality", "break", "displacement", "outbreak", "late", "missing", "revised", "part_year",
        }  # fmt: skip


def test_same_seed_same_returns_and_another_seed_another_answer(observed: dict[int, returns.Observed]) -> None:
    again = returns.observe(world(3))
    for one, other in zip(observed[3][:3], again[:3], strict=True):
        pd.testing.assert_frame_equal(one, other)
    breaks = {tuple(o[1].query("kind == 'break'")[["route", "period"]].iloc[0]) for o in observed.values()}
    assert len(breaks) > len(SEEDS) // 2


def test_last_vintages_are_the_truth_where_anything_was_reported(observed: dict[int, returns.Observed]) -> None:
    for table, _, series, _ in observed.values():
        true = series.assign(period=pd.to_datetime(series["period"])).set_index(ROUTE)["value"]
        reported = latest(table)
        assert (reported == true.loc[reported.index]).all()


def test_faults_are_as_recorded(observed: dict[int, returns.Observed]) -> None:
    for table, facts, _, _ in observed.values():
        by_id = table.set_index("return_id")
        for fact in facts.itertuples():
            behind = by_id.loc[str(fact.provenance).split(";")]
            assert len(behind), fact.kind
            start = pd.Timestamp(fact.period)
            if fact.kind == "late":
                state = table[table["state"] == fact.state]
                assert state["period"].max() < start
                assert table["period"].max() == start + pd.DateOffset(months=int(fact.size) - 1)
            elif fact.kind == "missing":
                assert behind["value"].isna().all()
                assert set(behind["state"]) == {fact.state}
                assert behind["period"].nunique() == int(fact.size)
            elif fact.kind == "revised":
                total = behind.groupby("vintage")["value"].sum()
                assert total[1] / total[2] == pytest.approx(fact.size, abs=0.02)
            elif fact.kind == "part_year":
                assert behind["period"].dt.year.unique().tolist() == [start.year]
                assert 1 <= int(fact.size) < 12


def test_a_breakdown_exceeds_its_total_only_by_the_slip(observed: dict[int, returns.Observed]) -> None:
    for table, _, _, noise in observed.values():
        slips = {row["record_id"] for row in noise if row["operation"] == "return slip"}
        assert len(slips) == 2
        sound = table[~table["return_id"].isin(slips)]
        parts, totals = latest(sound), latest(sound, "1.1.1").droplevel("citizenship")
        summed = parts.groupby(["state", "route", "period"]).sum()
        assert (summed <= totals.loc[summed.index]).all()
        first = table[table["return_id"].isin(slips)].sort_values("vintage")
        assert first["value"].iloc[0] == 10 * first["value"].iloc[1]


def test_a_planted_break_stands_out_of_the_noise(observed: dict[int, returns.Observed]) -> None:
    found = []
    for table, facts, _, _ in observed.values():
        reported = latest(table)
        for fact in facts[facts["kind"] == "break"].itertuples():
            values = reported.xs((fact.state, fact.route), level=["state", "route"]).groupby("period").sum()
            start = pd.Timestamp(fact.period)
            # The same calendar months on either side, so that the season falls out.
            after = values[(values.index >= start) & (values.index < start + pd.DateOffset(months=12))]
            before = values.reindex(after.index - pd.DateOffset(months=12)).dropna()
            after = after.reindex(before.index + pd.DateOffset(months=12))
            found.append(np.log(after.sum() / before.sum() / fact.size))
    # Growth, and an outbreak within the year after a late break, move single ratios by more than the typical one.
    assert np.median(np.abs(found)) < 0.08
    assert np.max(np.abs(found)) < 0.35


def test_displacement_links_two_breaks_by_its_lag(observed: dict[int, returns.Observed]) -> None:
    lags = set()
    for _, facts, _, _ in observed.values():
        moved = facts[facts["kind"] == "displacement"].iloc[0]
        level = facts[facts["kind"] == "break"].set_index("route")
        lag = pd.Period(level.at[moved["other_route"], "period"], "M") - pd.Period(moved["period"], "M")
        assert lag.n == moved["size"]
        assert level.at[moved["route"], "size"] < 0.6 < 1.3 < level.at[moved["other_route"], "size"]
        lags.add(lag.n)
    assert lags <= {0, 1, 2, 3}
    assert len(lags) > 1


def test_an_outbreak_lies_in_the_last_months_of_a_state_that_reports(observed: dict[int, returns.Observed]) -> None:
    for table, facts, _, _ in observed.values():
        rise = facts[facts["kind"] == "outbreak"].iloc[0]
        assert rise["state"] not in set(facts[facts["kind"] == "late"]["state"])
        values = latest(table).xs((rise["state"], rise["route"], rise["citizenship"]), level=[0, 1, 2])
        start = pd.Timestamp(rise["period"])
        now = values[values.index >= start]
        assert len(now) >= 2
        assert now.mean() > 1.25 * values[values.index < start].tail(6).mean()


@pytest.mark.parametrize("end", [date(2026, 1, 5), date(2026, 1, 31), date(2026, 6, 30), date(2026, 12, 31)])
def test_the_last_year_is_always_a_part_year(end: date) -> None:
    months = periods(end)
    assert months[0].month == 1
    assert months[-1].month < 12
    assert len(months) >= 54
    table, _, _, _ = returns.observe(world(1, end=end))
    assert table["reported_on"].max() <= pd.Timestamp(end)
    assert table["period"].max() == months[-1].start_time
