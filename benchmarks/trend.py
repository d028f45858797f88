"""Trend methods beside their peers in one run: change points, STL, automatic forecasts, and what intervals cover.

One process, one thread, processor time: `python -m benchmarks.trend`. Writes benchmarks/trend.json and the tables of
docs/benchmarks.md. `--m3 FILE` adds the M3 competition's series (columns id, period, type, freq, n, t, y, as R's Mcomp
gives them); they are not part of this repository.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.page import rewrite, table
from toolkit import trend
from toolkit.trend import backtest

PUBLIC = Path(__file__).parent.parent / "tests" / "reference" / "data" / "r_datasets.csv"
STEPS = {12: "MS", 4: "QS", 1: "YS"}
CHOSEN = ("AirPassengers", "UKDriverDeaths", "USAccDeaths", "nottem", "ldeaths", "co2")
LIMITS = {"changes": 1.0, "stl": 1.2, "forecast": 3.0}


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--series", type=int, default=1000)
    words.add_argument("--m3", type=Path)
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    if os.environ.get("OMP_NUM_THREADS") != "1":
        raise SystemExit("set OMP_NUM_THREADS=1, so that processor time is that of one thread")
    found = {
        "changes": changes(asked.series),
        "stl": stl(asked.series),
        "forecast": forecasts(),
        "coverage": coverage(asked.m3),
    }
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    rewrite("trend", shown(found))
    print(shown(found))


def monthly(number: int, season: float = 0.3) -> pd.Series:
    """A series of 120 monthly counts with a season and one change of level."""
    rng = np.random.default_rng(number)
    months = np.arange(120)
    level = 60 * (1 + season * np.sin(2 * np.pi * months / 12)) * np.where(months < 40 + number % 40, 1.0, 1.5)
    return pd.Series(rng.poisson(level).astype(float), index=pd.date_range("2014-01-01", periods=120, freq="MS"))


def timed(work: Callable[[Any], Any], given: list[Any]) -> float:
    """Processor seconds for all of them, after one to warm up."""
    work(given[0])
    start = time.process_time()
    for one in given:
        work(one)
    return time.process_time() - start


def changes(count: int) -> dict[str, float]:
    """Change points of series with and without a season, and the peers on the same values and penalty."""
    import ruptures

    seasonal = [monthly(one) for one in range(count)]
    flat = [monthly(one, 0.0) for one in range(count)]
    part = flat[: max(count // 20, 1)]
    cost = [3 * float(np.var(np.diff(one))) / 2 * math.log(120) for one in part]
    exact = [
        ruptures.Pelt(model="l2", jump=1, min_size=6).fit(one.to_numpy()).predict(pen=pen)[:-1]
        for one, pen in zip(part, cost, strict=True)
    ]
    ours = [trend.changepoints(one, seasonal=False, penalty=pen).positions for one, pen in zip(part, cost, strict=True)]
    kernel = ruptures.KernelCPD(kernel="linear", jump=1, min_size=6)
    pelt = ruptures.Pelt(model="l2", jump=1, min_size=6)
    return {
        "series": count,
        "ours, season taken out": timed(trend.changepoints, seasonal),
        "ours, no season": timed(lambda one: trend.changepoints(one, seasonal=False), flat),
        "ruptures Pelt, jump 1": timed(lambda one: pelt.fit(one.to_numpy()).predict(pen=3000.0), part)
        * count
        / len(part),
        "ruptures KernelCPD": timed(lambda one: kernel.fit(one.to_numpy()).predict(pen=3000.0), flat),
        "same answer as Pelt": float(np.mean([one == other for one, other in zip(ours, exact, strict=True)])),
    }


def stl(count: int) -> dict[str, float]:
    """R's default and periodic STL, by `decompose` and by statsmodels alone with the same parameters."""
    from statsmodels.tsa.seasonal import STL

    given = [monthly(one) for one in range(count)]
    found: dict[str, float] = {"series": count}
    for robust, passes in ((False, (2, 0)), (True, (1, 15))):
        kind = "robust" if robust else "plain"
        found[f"ours, {kind}"] = timed(
            lambda one, robust=robust: trend.decompose(one, seasonal=13, robust=robust), given
        )
        found[f"statsmodels, {kind}"] = timed(
            lambda one, robust=robust, passes=passes: STL(
                one, period=12, seasonal=13, trend=21, low_pass=13, seasonal_deg=0, robust=robust,
                seasonal_jump=2, trend_jump=3, low_pass_jump=2,
            ).fit(inner_iter=passes[0], outer_iter=passes[1]),
            given,
        )  # fmt: skip
    return found


def forecasts() -> dict[str, Any]:
    """The automatic choice with its back-test on public monthly series, here and with statsmodels' methods alone."""
    public = pd.read_csv(PUBLIC)
    rows = []
    for name in CHOSEN:
        values = public[public["name"] == name]["value"].to_numpy()[-132:]
        seen, coming = values[:-12], values[-12:]
        index = pd.date_range("2014-01-01", periods=len(seen), freq="MS")
        start = time.process_time()
        for _ in range(5):
            made = trend.forecast(pd.Series(seen, index=index))
        ours = (time.process_time() - start) / 5
        start = time.process_time()
        method, mean = peer_choice(seen, 12, 12)
        theirs = time.process_time() - start
        scale = float(np.mean(np.abs(seen[12:] - seen[:-12])))
        rows.append(
            {
                "name": name,
                "seconds": ours,
                "peer seconds": theirs,
                "method": made.method,
                "peer method": method,
                "mase": float(np.mean(np.abs(made.to_frame()["mean"].to_numpy() - coming))) / scale,
                "peer mase": float(np.mean(np.abs(mean - coming))) / scale,
            }
        )
    return {"rows": rows}


def peer_choice(values: np.ndarray, period: int, horizon: int) -> tuple[str, np.ndarray]:
    """The same choice with statsmodels: the same dates, methods and kinds, the smallest mean absolute error."""
    ends, ahead = backtest.dates(len(values), period, horizon)
    methods: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "naive": lambda seen: np.full(horizon, seen[-1]),
        "seasonal naive": lambda seen: seen[-period:][np.arange(horizon) % period],
        "theta": lambda seen: peer_theta(seen, period, horizon),
        "ets": lambda seen: peer_ets(seen, period, horizon),
        "theta log": lambda seen: np.exp(peer_theta(np.log(seen), period, horizon)),
        "ets log": lambda seen: np.exp(peer_ets(np.log(seen), period, horizon)),
    }
    made = {name: [work(values[:end]) for end in (*ends, len(values))] for name, work in methods.items()}
    made["average"] = [(one + other) / 2 for one, other in zip(made["theta log"], made["ets log"], strict=True)]
    errors = {
        name: np.mean(
            [np.abs(one[:ahead] - values[end : end + ahead]) for one, end in zip(all_[:-1], ends, strict=True)]
        )
        for name, all_ in made.items()
    }
    best = min(errors, key=lambda name: errors[name])
    return best, made[best][-1]


def peer_theta(seen: np.ndarray, period: int, horizon: int) -> np.ndarray:
    """statsmodels' theta, additive season."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(ThetaModel(seen, period=period, method="additive").fit().forecast(horizon))


def peer_ets(seen: np.ndarray, period: int, horizon: int) -> np.ndarray:
    """statsmodels' exponential smoothing of the six additive kinds, the lowest AICc."""
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    best = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for season in (None, "add"):
            for slope, damped in ((None, False), ("add", True), ("add", False)):
                fit = ExponentialSmoothing(
                    seen, trend=slope, damped_trend=damped, seasonal=season, seasonal_periods=period if season else None
                ).fit()
                if np.isfinite(fit.aicc) and (best is None or fit.aicc < best.aicc):
                    best = fit
    assert best is not None
    return np.asarray(best.forecast(horizon))


def coverage(m3: Path | None) -> dict[str, dict[str, float]]:
    """How often the coming figures lay inside the 80 and 95 % intervals, and errors beside those of no change."""
    found: dict[str, list[tuple[float, float, float, float]]] = {}
    for name, seen, coming, period in cases(m3):
        index = pd.date_range("1980-01-01", periods=len(seen), freq=STEPS[period])
        frame = trend.forecast(pd.Series(seen, index=index), horizon=len(coming)).to_frame()
        inside = [
            float(np.mean((coming >= frame[f"lower_{level}"]) & (coming <= frame[f"upper_{level}"])))
            for level in (80, 95)
        ]
        scale = float(np.nanmean(np.abs(seen[period:] - seen[:-period]))) or 1.0
        errors = [float(np.mean(np.abs(coming - frame[one].to_numpy()))) / scale for one in ("mean", "naive")]
        found.setdefault(name, []).append((*inside, *errors))
    return {
        name: {"series": len(rows), **dict(zip(("in80", "in95", "mase", "naive"), np.mean(rows, axis=0), strict=True))}
        for name, rows in found.items()
    }


def cases(m3: Path | None) -> Iterator[tuple[str, np.ndarray, np.ndarray, int]]:
    """Series, what came after, and the season."""
    public = pd.read_csv(PUBLIC)
    for _, rows in public.groupby("name"):
        period = int(rows["frequency"].iloc[0])
        ahead = 12 if period > 1 else 6
        values = rows["value"].dropna().to_numpy()
        for cut in (0, ahead, 2 * ahead):
            seen = values[: len(values) - cut]
            if len(seen) - ahead > max(3 * period, 20):
                yield "R's datasets, to three dates", seen[:-ahead], seen[-ahead:], period
    for number in range(80):
        rng = np.random.default_rng(number)
        months = np.arange(72)
        level = rng.choice([5, 30, 200]) * np.exp(
            0.4 * np.sin(2 * np.pi * months / 12) + np.cumsum(rng.normal(0, 0.04, 72))
        )
        over = float(rng.choice([1.01, 3, 8]))
        counts = rng.negative_binomial(level / (over - 1), 1 / over).astype(float)
        yield "monthly counts, drifting and overdispersed", counts[:60], counts[60:], 12
        holed = counts[:60].copy()
        holed[rng.choice(58, 6, replace=False)] = np.nan
        if number < 40:
            yield "the same with a tenth not reported", holed, counts[60:], 12
    for number in range(40):
        rng = np.random.default_rng(number)
        sparse = rng.poisson(0.4 * np.exp(rng.normal(0, 0.4, 72))).astype(float)
        yield "monthly counts, two in three of them 0", sparse[:60], sparse[60:], 12
        yearly = rng.poisson(300 * np.exp(np.cumsum(rng.normal(0, 0.1, 13)))).astype(float)
        yield "ten yearly figures", yearly[:10], yearly[10:], 1
    if m3 is not None:
        whole = pd.read_csv(m3)
        for period_name, limit in (("MONTHLY", 160), ("QUARTERLY", 120), ("YEARLY", 100)):
            some = whole[whole["period"] == period_name]
            names = some["id"].unique()
            yield from _competition(some, names[:: max(1, len(names) // limit)], f"M3 {period_name.lower()}, a sample")
        people = whole[(whole["period"] == "MONTHLY") & (whole["type"] == "DEMOGRAPHIC")]
        yield from _competition(people, people["id"].unique(), "M3 monthly demographic, all")


def _competition(rows: pd.DataFrame, names: Any, said: str) -> Iterator[tuple[str, np.ndarray, np.ndarray, int]]:
    for name in names:
        one = rows[rows["id"] == name]
        values, seen = one["y"].to_numpy(), int(one["n"].iloc[0])
        yield said, values[:seen], values[seen:], int(one["freq"].iloc[0])


def shown(found: dict[str, Any]) -> str:
    """Return the tables of the page."""
    changed, stls, rows = found["changes"], found["stl"], found["forecast"]["rows"]
    first = table(
        (f"change points, {changed['series']:,} series of 120 months", "processor s", "target"),
        [
            (name, f"{changed[name]:.2f}", f"at most {LIMITS['changes']:g}" if name.startswith("ours") else "")
            for name in changed
            if name not in ("series", "same answer as Pelt")
        ],
    )
    ratio = {kind: stls[f"ours, {kind}"] / stls[f"statsmodels, {kind}"] for kind in ("plain", "robust")}
    second = table(
        (f"STL, {stls['series']:,} series of 120 months", "`decompose`, processor s", "statsmodels", "ratio", "target"),
        [
            (kind, f"{stls[f'ours, {kind}']:.2f}", f"{stls[f'statsmodels, {kind}']:.2f}", f"{ratio[kind]:.2f}",
             f"at most {LIMITS['stl']:g}")
            for kind in ratio
        ],
    )  # fmt: skip
    third = table(
        ("forecast with back-test", "`forecast`, ms", "statsmodels, ms", "x times as fast", "chosen", "by statsmodels",
         "error (MASE)", "of statsmodels"),
        [
            (one["name"], f"{1000 * one['seconds']:.0f}", f"{1000 * one['peer seconds']:,.0f}",
             f"{one['peer seconds'] / one['seconds']:.0f}", one["method"], one["peer method"], f"{one['mase']:.2f}",
             f"{one['peer mase']:.2f}")
            for one in rows
        ],
    )  # fmt: skip
    total = sum(one["peer seconds"] for one in rows) / sum(one["seconds"] for one in rows)
    fourth = table(
        ("coming figures inside the interval", "series", "80 %", "95 %", "error (MASE)", "of no change"),
        [
            (name, f"{one['series']}", f"{one['in80']:.1%}", f"{one['in95']:.1%}", f"{one['mase']:.2f}",
             f"{one['naive']:.2f}")
            for name, one in found["coverage"].items()
        ],
    )  # fmt: skip
    return "\n\n".join(
        [
            first,
            f"With one penalty for both, `changepoints` and Pelt give the same changes in "
            f"{changed['same answer as Pelt']:.0%} of the series.",
            second,
            third,
            f"In all {total:.0f} times as fast (at least {LIMITS['forecast']:g} asked). statsmodels forecasts from "
            "the same dates with the same methods: naive, seasonal naive, theta and six kinds of exponential smoothing "
            "by AICc, on the figures and on their logarithms.",
            fourth,
        ]
    )


if __name__ == "__main__":
    main()
