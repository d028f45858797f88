"""Returns: what was planted can be found again, a clean return raises no fault, and every fault is what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from synthetic_data.flows.irregular import KINDS
from synthetic_data.flows.regions import names, read_region, region_problems
from synthetic_data.flows.series import periods
from synthetic_data.load import load_level
from synthetic_data.sensors import returns
from synthetic_data.truth import TABLES
from toolkit.errors import ParameterError
from toolkit.schema import STREAMS, conform
from toolkit.schema.indicators import cycles, indicators

SEEDS = range(6)
ROUTE = ["state", "route", "citizenship", "period"]
END = date(2026, 3, 31)


def observe(seed: int, level: str = "practitioner", end: date = END, flow: str = "gms-thailand") -> returns.Observed:
    return returns.observe_region(read_region(flow), load_level(level)["flows"], seed, end)


@pytest.fixture(scope="module")
def observed() -> dict[int, returns.Observed]:
    return {seed: observe(seed) for seed in SEEDS}


def monthly(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["cycle"] == "monthly"]


def latest(table: pd.DataFrame, indicator: str = "1.1.2") -> pd.Series:
    """The last vintage of each monthly figure, reported months only."""
    rows = monthly(table)
    rows = rows[rows["indicator"] == indicator].dropna(subset=["value"])
    rows = rows.sort_values(["vintage", "reported_on"]).drop_duplicates(ROUTE, keep="last")
    return rows.set_index(ROUTE)["value"].astype(int)


def forms(table: pd.DataFrame) -> dict[tuple[Any, ...], dict[tuple[Any, ...], int]]:
    """(state, cycle, period) -> (indicator, country, item) -> last figure, of the cycles longer than a month."""
    rows = table[(table["cycle"] != "monthly") & table["value"].notna()].sort_values("vintage")
    found: dict[tuple[Any, ...], dict[tuple[Any, ...], int]] = {}
    for row in rows.itertuples():
        part = (row.indicator, row.citizenship or "", row.item or "")
        found.setdefault((row.state, row.cycle, row.period), {})[part] = int(row.value)
    return found


def faults_found(table: pd.DataFrame) -> dict[str, set[tuple[Any, ...]]]:
    """What a reader finds wrong with the periodic returns, by kind, without knowing what was planted."""
    found: dict[str, set[tuple[Any, ...]]] = {kind: set() for kind in KINDS}
    held = forms(table)
    for (state, cycle, period), figures in held.items():
        for number, one in indicators().items():
            parts = sum(value for part, value in figures.items() if part[0] == number)
            total = figures.get((one.total, "ZZ", ""))
            if one.by and total is not None and parts > total:
                found["exceeds_total"].add((state, cycle, period))
        if cycle == "annual":
            quarters = [held.get((state, "quarterly", period + pd.DateOffset(months=3 * n)), {}) for n in range(4)]
            values = [quarter.get(("1.1.1", "ZZ", "")) for quarter in quarters]
            if None not in values and sum(values) != figures["1.1.1", "ZZ", ""]:
                found["disagrees"].add((state, period.year))
        for part, value in figures.items():
            if part[0] == "1.4.2":
                quarters = [held.get((part[1], "quarterly", period + pd.DateOffset(months=3 * n)), {}) for n in (0, 1)]
                values = [quarter.get(("1.1.2", state, "")) for quarter in quarters]
                if None not in values and value > sum(values):
                    found["mirror_disagrees"].add((state, cycle, period))
    rows = table[(table["cycle"] != "monthly")]
    ends = [row.period + pd.DateOffset(months=cycles()[row.cycle].months, days=-1) for row in rows.itertuples()]
    days = (rows["reported_on"] - pd.Series(ends, index=rows.index)).dt.days
    late = rows[
        (days > rows["cycle"].map({name: one.due_days for name, one in cycles().items()})) & rows["vintage"].eq(1)
    ]
    found["filed_late"] = set(late[["state", "cycle", "period"]].itertuples(index=False, name=None))
    empty = rows[rows["value"].isna()]
    found["not_reported"] = set(empty[["state", "cycle", "period"]].itertuples(index=False, name=None))
    again = rows[rows["vintage"] > 1]
    found["revised_return"] = set(again[["state", "cycle", "period"]].itertuples(index=False, name=None))
    return found


def test_returns_fit_their_record_type_and_facts_their_table(observed: Mapping[int, returns.Observed]) -> None:
    for table, facts, series, noise in observed.values():
        assert len(conform(table, STREAMS["returns"])) == len(table)
        assert tuple(facts.columns) == TABLES["strategic"]
        assert tuple(series.columns) == TABLES["true_series"]
        assert all(set(row) == {"operation", "stream", "record_id", "detail"} for row in noise)
        planted = {"seasonality", "break", "displacement", "coincidence", "outbreak", "late", "missing", "revised"}
        assert planted | {"part_year", *KINDS} <= {*facts["kind"]}


@pytest.mark.parametrize("name", names())
def test_every_region_is_sound_and_yields_returns(name: str) -> None:
    table, facts, _, _ = observe(5, flow=name)
    assert set(monthly(table)["route"]) == {route["name"] for route in read_region(name)["routes"]}
    assert facts[facts["provenance"] == ""]["kind"].tolist() == []


def test_a_faulty_region_says_all_that_is_wrong() -> None:
    region = read_region("gms-thailand")
    broken = {**region, "unit": "tons", "displacement": {"pairs": [["Here", "There"]]}}
    problems = region_problems(broken)
    assert any("unknown unit" in one for one in problems)
    assert any("[displacement] has no source" in one for one in problems)
    assert any("all different" in one for one in region_problems({**region, "routes": region["routes"][:3]}))
    with pytest.raises(ParameterError, match="unknown flow 'gms-thai'; did you mean"):
        read_region("gms-thai")


def test_same_seed_same_returns_and_another_seed_another_answer(observed: Mapping[int, returns.Observed]) -> None:
    for one, other in zip(observed[3][:3], observe(3)[:3], strict=True):
        pd.testing.assert_frame_equal(one, other)
    breaks = {tuple(o[1].query("kind == 'break'")[["route", "period"]].iloc[0]) for o in observed.values()}
    assert len(breaks) > len(SEEDS) // 2


def test_last_vintages_are_the_truth_where_anything_was_reported(observed: Mapping[int, returns.Observed]) -> None:
    for table, _, series, _ in observed.values():
        true = series.assign(period=pd.to_datetime(series["period"])).set_index(ROUTE)["value"]
        reported = latest(table)
        assert (reported == true.loc[reported.index]).all()


def test_a_clean_return_raises_no_fault_and_a_fault_is_the_kind_it_says(
    observed: Mapping[int, returns.Observed],
) -> None:
    for table, facts, _, _ in observed.values():
        planted = facts[facts["kind"].isin(KINDS)]
        found = faults_found(table)
        for kind in ("exceeds_total", "mirror_disagrees", "filed_late", "not_reported", "revised_return"):
            rows = planted[planted["kind"] == kind]
            asked = {(row.state, row.cycle, pd.Timestamp(row.period)) for row in rows.itertuples()}
            assert found[kind] == asked, kind
        years = {(r.state, pd.Timestamp(r.period).year) for r in planted[planted["kind"] == "disagrees"].itertuples()}
        assert found["disagrees"] == years
        on_file = set(table[["state", "cycle", "period"]].itertuples(index=False, name=None))
        for row in planted[planted["kind"] == "not_filed"].itertuples():
            assert (row.state, row.cycle, pd.Timestamp(row.period)) not in on_file


def test_every_irregular_figure_stands_in_the_ledger(observed: Mapping[int, returns.Observed]) -> None:
    for table, facts, _, noise in observed.values():
        entered = {row["record_id"] for row in noise} - {""}
        assert entered <= set(table["return_id"])
        for fact in facts[facts["kind"].isin(KINDS) & ~facts["kind"].eq("not_filed")].itertuples():
            assert set(fact.provenance.split(";")) <= entered, fact.kind


def test_quarters_of_a_destination_are_the_sums_of_its_months(observed: Mapping[int, returns.Observed]) -> None:
    for table, facts, _, _ in observed.values():
        ours = {route["name"] for route in read_region("gms-thailand")["routes"] if route["destination"] == "TH"}
        totals = latest(table, "1.1.1").reset_index()
        totals = totals[(totals["state"] == "TH") & totals["route"].isin(ours)]
        by_month = totals.groupby("period")["value"].agg(["sum", "count"])
        wrong = set(pd.to_datetime(facts[facts["kind"].eq("disagrees") & facts["state"].eq("TH")]["period"]))
        compared = 0
        for (state, cycle, period), figures in forms(table).items():
            if (state, cycle) != ("TH", "quarterly") or period in wrong:
                continue
            mine = by_month[(by_month.index >= period) & (by_month.index < period + pd.DateOffset(months=3))]
            if len(mine) == 3 and (mine["count"] == len(ours)).all():
                assert figures["1.1.1", "ZZ", ""] == mine["sum"].sum()
                compared += 1
        assert compared > 10


def test_the_most_frequent_citizenships_come_first(observed: Mapping[int, returns.Observed]) -> None:
    table = observed[0][0]
    rows = table[(table["cycle"] == "quarterly") & (table["indicator"] == "1.1.2") & table["value"].notna()]
    for _, form in rows.groupby(["state", "period", "vintage", "reported_on"]):
        assert form["value"].is_monotonic_decreasing


def test_the_last_year_is_a_part_year_and_says_so(observed: Mapping[int, returns.Observed]) -> None:
    table = observed[1][0]
    annual = table[(table["cycle"] == "annual") & (table["period"] == pd.Timestamp(2026, 1, 1))]
    assert set(annual["indicator"]) == {"1.1.1", "1.1.2"}
    assert annual["note"].str.startswith("part year").all()


def test_monthly_faults_are_as_recorded(observed: Mapping[int, returns.Observed]) -> None:
    for table, facts, _, _ in observed.values():
        by_id = table.set_index("return_id")
        for fact in facts[facts["cycle"] == "monthly"].itertuples():
            behind = by_id.loc[str(fact.provenance).split(";")]
            assert len(behind), fact.kind
            start = pd.Timestamp(fact.period)
            if fact.kind == "late":
                state = monthly(table)[monthly(table)["state"] == fact.state]
                assert state["period"].max() < start
            elif fact.kind in ("missing", "silent"):
                assert behind["value"].isna().all()
                assert set(behind["state"]) == {fact.state}
            elif fact.kind == "revised":
                total = behind.groupby("vintage")["value"].sum()
                assert total[1] / total[2] == pytest.approx(fact.size, abs=0.02)
            elif fact.kind == "part_year":
                assert behind["period"].dt.year.unique().tolist() == [start.year]
                assert 1 <= int(fact.size) < 12


def test_a_planted_break_stands_out_of_the_noise(observed: Mapping[int, returns.Observed]) -> None:
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
    assert np.median(np.abs(found)) < 0.1


def test_a_shift_carries_the_losing_routes_citizenships_and_a_coincidence_does_not() -> None:
    for seed in SEEDS:
        table, facts, _, _ = observe(seed, "foundation")
        reported, region = latest(table), read_region("gms-thailand")
        routes = {route["name"]: route for route in region["routes"]}
        for fact in facts[facts["kind"].isin(["displacement", "coincidence"])].itertuples():
            at = pd.Timestamp(fact.period) + pd.DateOffset(months=int(fact.size))
            values = reported.xs((routes[fact.other_route]["destination"], fact.other_route), level=["state", "route"])
            wide = values.unstack("citizenship")
            after = wide[(wide.index >= at) & (wide.index < at + pd.DateOffset(months=12))].mean()
            before = wide[(wide.index < at) & (wide.index >= at - pd.DateOffset(months=12))].mean()
            rise = (after - before).clip(lower=0)
            carried = rise[[code for code in routes[fact.route]["monthly"] if code in rise]].sum() / rise.sum()
            assert carried > 0.6 if fact.kind == "displacement" else carried < 0.4


def test_one_shift_is_borne_out_by_both_sides_and_one_by_a_single_side(
    observed: Mapping[int, returns.Observed],
) -> None:
    kinds = set()
    for table, facts, _, _ in observed.values():
        moved = facts[facts["kind"] == "displacement"].set_index("status")
        assert list(moved.index) == ["confirmed", "suspected"]
        assert len(facts[facts["kind"] == "coincidence"]) == 1
        blind = facts[facts["kind"].isin(["silent", "flat_mirror"])]
        assert len(blind) == 1
        one = blind.iloc[0]
        kinds.add(one["kind"])
        assert one["route"] in (moved.at["suspected", "route"], moved.at["suspected", "other_route"])
        mirror = monthly(table)[(monthly(table)["state"] == one["state"]) & (monthly(table)["route"] == one["route"])]
        start = pd.Timestamp(one["period"])
        if one["kind"] == "silent":
            assert mirror[mirror["period"] >= start]["value"].isna().all()
        else:
            total = latest(table, "1.1.1").xs((one["state"], one["route"]), level=["state", "route"]).droplevel(0)
            year = pd.DateOffset(months=12)
            after = total[(total.index >= start) & (total.index < start + year)]
            before = total.reindex(after.index - year).dropna()
            after = after.reindex(before.index + year)
            assert 0.75 < after.sum() / before.sum() < 1.3
    assert kinds <= {"silent", "flat_mirror"}


def test_an_outbreak_lies_in_the_last_months_of_a_state_that_reports(observed: Mapping[int, returns.Observed]) -> None:
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
    table, _, _, _ = observe(1, end=end)
    assert table["reported_on"].max() <= pd.Timestamp(end)
    assert monthly(table)["period"].max() == months[-1].start_time
