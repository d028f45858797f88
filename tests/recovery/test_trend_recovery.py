"""What the generator plants in its flows, the trend methods find again: breaks, seasons, shifts and outbreaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest

from synthetic_data import load
from synthetic_data.flows import series
from synthetic_data.flows.events import COINCIDENCE, Events, draw_events
from synthetic_data.flows.regions import region_of
from toolkit import trend

AS_OF = date(2026, 3, 31)
FEW, MANY = 12, 100


@dataclass(frozen=True)
class Flows:
    """One seed's hidden flows: what was planted, each route's total, and each line by citizenship."""

    events: Events
    totals: pd.DataFrame
    lines: dict[tuple[str, str], pd.Series]


def flows(seed: int, level: str = "practitioner") -> Flows:
    scenario, difficulty = load.load_scenario("gms-thailand"), load.load_level(level)["flows"]
    region = region_of(scenario)
    rng = np.random.default_rng(seed)
    months = series.periods(AS_OF)
    events = draw_events(region, difficulty, len(months), rng)
    true = series.draw_series(region, events, difficulty, months, rng)
    ends = {one["name"]: one["destination"] for one in region["routes"]}
    own = true[true["state"] == true["route"].map(ends)]
    totals = own.pivot_table(index="period", columns="route", values="value", aggfunc="sum").astype(float)
    lines = {
        (route, code): rows.set_index("period")["value"].astype(float)
        for (route, code), rows in own.groupby(["route", "citizenship"])
    }
    return Flows(events, totals, lines)


@pytest.fixture(scope="module", params=[FEW, pytest.param(MANY, marks=pytest.mark.deep)])
def drawn(request: pytest.FixtureRequest) -> list[Flows]:
    return [flows(seed) for seed in range(request.param)]


def test_planted_changes_of_level_are_dated(drawn: list[Flows]) -> None:
    hits = planted = extra = 0
    for one in drawn:
        at = {change.route: change for change in one.events.breaks}
        surges = {surge.route for surge in one.events.surges}
        for route, totals in one.totals.items():
            if route not in at:
                continue
            change = at[route]
            found = trend.changepoints(np.log(totals + 0.5)).positions
            near = [place for place in found if change.at - 3 <= place <= change.at + change.ramp + 2]
            planted += 1
            hits += bool(near)
            extra += len(found) - len(near) if route not in surges else 0
    assert hits / planted >= 0.97
    assert extra / planted <= 0.3


def test_planted_seasons_are_recovered(drawn: list[Flows]) -> None:
    near = count = 0
    for one in drawn:
        for season in one.events.seasons:
            if season.amplitude < 0.2:
                continue
            # The season grows with the level, so it is taken from the logarithm.
            frame = trend.decompose(np.log(one.totals[season.route] + 0.5), robust=True).to_frame()
            peak = frame["seasonal"].iloc[:12].idxmax().month
            count += 1
            near += min(abs(peak - season.peak), 12 - abs(peak - season.peak)) <= 1
    assert count >= len(drawn) // 2
    assert near / count >= 0.9


def test_planted_shifts_between_routes_are_paired(drawn: list[Flows]) -> None:
    found = planted = 0
    for one in drawn:
        frame = trend.displacement(one.totals).to_frame()
        pairs = set(zip(frame["route_from"][frame["flag"]], frame["route_to"][frame["flag"]], strict=True))
        for move in one.events.moves:
            if move.status == COINCIDENCE:
                continue
            planted += 1
            found += (move.source.route, move.target.route) in pairs
    assert found / planted >= 0.7


def test_a_planted_outbreak_is_warned_of_and_quiet_lines_rarely_are(drawn: list[Flows]) -> None:
    caught = false = judged = 0
    for one in drawn:
        outbreak = one.events.outbreak
        last = trend.alarms(one.lines[outbreak.route, outbreak.citizenship]).to_frame().iloc[-outbreak.months :]
        caught += bool(last["alarm"].any())
        first = {}
        for change in (*one.events.breaks, *one.events.surges):
            first[change.route] = min(change.at, first.get(change.route, change.at))
        for (route, code), line in one.lines.items():
            quiet = line.iloc[: first.get(route, len(line))]
            if len(quiet) < 30 or quiet.mean() < 5 or (route, code) == (outbreak.route, outbreak.citizenship):
                continue
            frame = trend.alarms(quiet).to_frame()
            false += int(frame["alarm"].sum())
            judged += int(frame["upper"].notna().sum())
    assert caught / len(drawn) >= 0.8
    assert judged > 100
    assert false / judged <= 0.01


def _quiet(kind: str, seed: int) -> pd.Series:
    """Counts with a season and nothing else."""
    rng = np.random.default_rng(seed)
    count, freq, period, mean, over = {
        "months": (84, "MS", 12, 40.0, 1.0),
        "months, overdispersed": (84, "MS", 12, 90.0, 4.0),
        "months, few": (84, "MS", 12, 3.0, 1.0),
        "quarters": (44, "QS", 4, 60.0, 1.0),
        "weeks": (208, "W-MON", 52, 15.0, 2.0),
    }[kind]
    level = mean * np.exp(0.4 * np.sin(2 * np.pi * np.arange(count) / period))
    counts = rng.poisson(level) if over == 1.0 else rng.negative_binomial(level / (over - 1), 1 / over)
    return pd.Series(counts.astype(float), index=pd.date_range("2018-01-01", periods=count, freq=freq))


@pytest.mark.parametrize("kind", ["months", "months, overdispersed", "months, few", "quarters", "weeks"])
@pytest.mark.parametrize("seeds", [FEW, pytest.param(MANY, marks=pytest.mark.deep)])
def test_false_alarms_on_quiet_counts_stay_at_or_under_the_nominal_rate(kind: str, seeds: int) -> None:
    false = judged = 0
    for seed in range(max(seeds // 8, 2) if kind == "weeks" else seeds):
        found = trend.alarms(_quiet(kind, seed), alpha=0.01)
        frame = found.to_frame()
        false += int(frame["alarm"].sum())
        judged += int(frame["upper"].notna().sum())
        assert found.chance == 0.01
    # Two standard errors of a share of 1 %: the whole of chance that so many periods leave.
    assert false / judged <= 0.01 + 2 * (0.01 * 0.99 / judged) ** 0.5


def test_changes_in_pure_noise_are_rare() -> None:
    rng = np.random.default_rng(5)
    index = pd.date_range("2015-01-01", periods=120, freq="MS")
    false = sum(
        bool(trend.changepoints(pd.Series(rng.normal(100, 10, 120), index=index)).positions) for _ in range(200)
    )
    assert false / 200 <= 0.05
    # Noise with memory (first-order autocorrelation 0.4) looks like changes to a rule that ignores it.
    noise = rng.normal(0, 10, (100, 130))
    for step in range(1, 130):
        noise[:, step] += 0.4 * noise[:, step - 1]
    false = sum(bool(trend.changepoints(pd.Series(row[10:], index=index)).positions) for row in noise)
    assert false / 100 <= 0.1


def test_resampling_supports_a_clear_change_and_doubts_a_faint_one() -> None:
    index = pd.date_range("2019-01-01", periods=60, freq="MS")
    rng = np.random.default_rng(1)
    clear = pd.Series(rng.normal(0, 1, 60) + 4 * (np.arange(60) >= 30), index=index)
    row = trend.changepoints(clear, confidence=200).to_frame().iloc[1]
    assert row["support"] >= 0.95
    assert row["start_low"] <= index[30] <= row["start_high"]
    held = []
    for seed in range(30):
        rng = np.random.default_rng(seed)
        found = trend.changepoints(
            pd.Series(rng.normal(0, 1, 60) + 2 * (np.arange(60) >= 30), index=index), confidence=100
        )
        rows = found.to_frame().iloc[1:]
        held += (
            [bool(((rows["start_low"] <= index[30]) & (rows["start_high"] >= index[30])).any())] if len(rows) else []
        )
    assert np.mean(held) >= 0.8
