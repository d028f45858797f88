"""What is planted in the returns is in them as configured, and each gate that says so fails on a tampered table."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import synthetic_data
from synthetic_data.gates import flows
from synthetic_data.gates.gate import to_frame
from synthetic_data.gates.shape import Change, fit
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

WHERE = ["state", "route", "citizenship", "period"]


@pytest.fixture(scope="module", params=[("heroin", "foundation"), ("wildlife", "practitioner"), ("ats", "expert")])
def made(request: pytest.FixtureRequest) -> tuple[Case, Truth]:
    scenario, level = request.param
    return synthetic_data.generate(scenario, level=level, seed=5)


@pytest.fixture(scope="module")
def plain() -> tuple[Case, Truth]:
    return synthetic_data.generate("timber", level="foundation", seed=6)


def failed(case: Case, truth: Truth) -> set[str]:
    gates = to_frame(flows.gates(case, truth))
    return set(gates["gate"][~gates["passed"].astype(bool)])


def with_truth(truth: Truth, **tables: pd.DataFrame) -> Truth:
    return Truth(truth.info, {**truth.tables, **tables})


def tampered(made: tuple[Case, Truth], change: Callable[[pd.DataFrame], pd.Series]) -> tuple[Case, Truth]:
    """The same case with other counts, in the truth and in what was filed: `change` gives a value for each row, which
    has the number of its month as `at`."""
    case, truth = made
    series = truth.table("true_series")
    months = {month: at for at, month in enumerate(sorted(series["period"].unique()))}
    counted = series.assign(value=change(series.assign(at=series["period"].map(months))).round().astype(int))
    returns = case.table("returns")
    keys = returns.assign(period=returns["period"].dt.strftime("%Y-%m-%d"))[WHERE]
    value = keys.merge(counted, on=WHERE, how="left")["value"].set_axis(returns.index)
    filed = returns.assign(value=returns["value"].mask(value.notna() & returns["value"].notna(), value))
    return (
        Case(case.info, {**case.loaders, "returns": lambda: filed}, case.texts),
        with_truth(truth, true_series=counted),
    )


def fact(truth: Truth, kind: str) -> pd.Series:
    facts = truth.table("strategic")
    return facts[facts["kind"] == kind].iloc[0]


def month_of(truth: Truth, period: str) -> int:
    return sorted(truth.table("true_series")["period"].unique()).index(period)


def test_what_is_planted_comes_out_as_configured(made: tuple[Case, Truth]) -> None:
    assert not failed(*made)


def test_a_figure_that_nobody_counted_fails(made: tuple[Case, Truth]) -> None:
    case, truth = made
    returns = case.table("returns")
    own = (returns["cycle"] == "monthly") & (returns["citizenship"] != "ZZ") & returns["value"].notna()
    once = ~returns.duplicated([*WHERE, "indicator", "cycle"], keep=False)
    at = returns.index[own & once][40]
    wrong = returns.assign(value=returns["value"].mask(returns.index == at, returns["value"] + 7))
    shown = Case(case.info, {**case.loaders, "returns": lambda: wrong}, case.texts)
    assert failed(shown, truth) == {"planted: returns as counted"}


def test_a_season_that_is_flattened_or_shifted_fails(plain: tuple[Case, Truth]) -> None:
    season = fact(plain[1], "seasonality")
    peak = int(season["period"][5:7])

    def flat(rows: pd.DataFrame) -> pd.Series:
        angle = 2 * np.pi * (rows["period"].str[5:7].astype(int) - peak) / 12
        there = rows["route"] == season["route"]
        return rows["value"] * np.where(there, np.exp(-float(season["size"]) * np.cos(angle)), 1.0)

    assert "planted: seasons" in failed(*tampered(plain, flat))
    facts = plain[1].table("strategic")
    later = facts["period"].where(facts["kind"] != "seasonality", facts["period"].str[:5] + f"{peak % 12 + 3:02d}-01")
    assert "planted: seasons" in failed(plain[0], with_truth(plain[1], strategic=facts.assign(period=later)))


def test_growth_beyond_the_levels_drift_fails(plain: tuple[Case, Truth]) -> None:
    route = fact(plain[1], "seasonality")["route"]
    grown = tampered(plain, lambda rows: rows["value"] * np.where(rows["route"] == route, 1.15 ** (rows["at"] / 12), 1))
    assert "planted: growth within the level's drift" in failed(*grown)


def test_a_change_that_is_undone_or_comes_slowly_fails(plain: tuple[Case, Truth]) -> None:
    truth = plain[1]
    move = fact(truth, "displacement")
    changes = truth.table("strategic").query("kind == 'break'").set_index("route")
    at, factor = month_of(truth, move["period"]), float(changes.at[move["route"], "size"])

    def undone(rows: pd.DataFrame) -> pd.Series:
        there = (rows["route"] == move["route"]) & (rows["at"] >= at)
        return rows["value"] * np.where(there, 1 / factor, 1.0)

    assert {"planted: rises and falls", "planted: who moved"} <= failed(*tampered(plain, undone))

    def slow(rows: pd.DataFrame) -> pd.Series:
        reached = np.clip((rows["at"] - at + 6) / 12, 0, 1)
        now = np.where(rows["at"] >= at, factor, 1.0)
        wanted = 1 + (factor - 1) * reached
        return rows["value"] * np.where(rows["route"] == move["route"], wanted / now, 1.0)

    assert "planted: months over which a change comes about" in failed(*tampered(plain, slow))


def test_a_shift_of_other_people_fails(plain: tuple[Case, Truth]) -> None:
    truth = plain[1]
    move = fact(truth, "coincidence")
    asked = truth.info["flows"]["routes"]
    lost, own = set(asked[move["route"]]["monthly"]), set(asked[move["other_route"]]["monthly"])
    start = month_of(
        truth, truth.table("strategic").query("kind == 'break'").set_index("route")["period"][move["other_route"]]
    )
    before, after = sorted(own - lost)[0], sorted(lost)[0]

    def swapped(rows: pd.DataFrame) -> pd.Series:
        there = (rows["route"] == move["other_route"]) & (rows["at"] >= start)
        index = rows.set_index(["state", "route", "period", "citizenship"])["value"]
        other = rows.assign(citizenship=rows["citizenship"].replace({before: after, after: before}))
        taken = index.reindex(pd.MultiIndex.from_frame(other[["state", "route", "period", "citizenship"]]))
        return rows["value"].mask(there & rows["citizenship"].isin([before, after]), taken.set_axis(rows.index))

    assert "planted: who moved" in failed(*tampered(plain, swapped))


def test_an_outbreak_that_is_not_there_fails(plain: tuple[Case, Truth]) -> None:
    rise = fact(plain[1], "outbreak")
    at = month_of(plain[1], rise["period"])

    def quiet(rows: pd.DataFrame) -> pd.Series:
        there = (rows["route"] == rise["route"]) & (rows["citizenship"] == rise["citizenship"]) & (rows["at"] >= at)
        return rows["value"] * np.where(there, 1 / float(rise["size"]), 1.0)

    assert "planted: outbreak" in failed(*tampered(plain, quiet))


def test_a_surge_that_is_not_there_fails() -> None:
    made = synthetic_data.generate("timber", level="practitioner", seed=6)
    surge = fact(made[1], "surge")
    at = month_of(made[1], surge["period"])

    def calm(rows: pd.DataFrame) -> pd.Series:
        there = (rows["route"] == surge["route"]) & rows["at"].between(at, at + 3)
        return rows["value"] * np.where(there, 1 / float(surge["size"]), 1.0)

    assert "planted: surges" in failed(*tampered(made, calm))


@pytest.mark.parametrize("times", [0.5, 2.0])
def test_figures_that_scatter_more_or_less_than_asked_fail(plain: tuple[Case, Truth], times: float) -> None:
    def scattered(rows: pd.DataFrame) -> pd.Series:
        mean = rows.groupby(["state", "route", "citizenship"])["value"].transform(
            lambda one: one.rolling(5, center=True, min_periods=1).mean()
        )
        return (mean + times * (rows["value"] - mean)).clip(lower=0)

    assert "planted: variance as a share of that asked" in failed(*tampered(plain, scattered))


def test_sizes_that_the_level_does_not_ask_for_fail(plain: tuple[Case, Truth]) -> None:
    case, truth = plain
    facts = truth.table("strategic")
    for kind in ("seasonality", "break"):
        first = facts.index == facts.index[facts["kind"] == kind][0]
        size = facts["size"].mask(first, 0.97)
        found = failed(case, with_truth(truth, strategic=facts.assign(size=size)))
        assert "configured: sizes and dates of what is planted" in found
    lag = facts["size"].mask(facts["kind"] == "displacement", facts["size"] + 1)
    found = failed(case, with_truth(truth, strategic=facts.assign(size=lag)))
    assert found == {"configured: sizes and dates of what is planted"}
    fewer = facts[facts["kind"] != "coincidence"]
    assert "configured: changes of level" in failed(case, with_truth(truth, strategic=fewer))


def test_the_fit_finds_what_a_series_was_drawn_from() -> None:
    number, rng = np.arange(62), np.random.default_rng(8)
    calendar: np.ndarray = number % 12 + 1
    change = Change(30, (1, 2, 3))
    assert change.open(number).nonzero()[0].tolist() == [29, 30]
    mean: np.ndarray = 400 * np.exp(0.3 * np.cos(2 * np.pi * (calendar - 4) / 12)) * 1.05 ** (number / 12)
    mean = np.multiply(mean, 1 - 0.4 * change.reached(number, 3))
    found: dict[str, list[float]] = {name: [] for name in ("growth", "season", "across", "change")}
    for _ in range(400):
        counts = np.asarray(rng.negative_binomial(50, 50 / (50 + mean)))
        made = fit(counts[None, :], 0.02, 4, calendar, change)
        for name, planted in (("growth", np.log(1.05)), ("season", 0.3), ("across", 0.0), ("change", np.log(0.6))):
            value, error = made.of(name)
            found[name].append((value - planted) / error)
    for name, off in found.items():
        assert abs(np.mean(off)) < 0.25, name
        assert 0.85 < np.std(off) < 1.15, name
