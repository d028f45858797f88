"""How calls and payments measure: bursts of pairs, the rhythm of the day, jumps between places, first digits."""

from __future__ import annotations

import numpy as np
import pandas as pd

# Pairs with fewer calls say nothing on the times between them.
LEAST_CALLS = 12
# Jumps shorter than this are within a town, km.
_SHORTEST_JUMP = 5.0
_NEWTON = 60
_EARTH_KM = 6371.0


def night_share(calls: pd.DataFrame, utc_offset_h: float | np.ndarray) -> float:
    """Return the share of calls that start between midnight and five in the morning, local time.

    `utc_offset_h` is one offset or one for each call; calls whose offset is not known (NaN) are left out.
    """
    hours = (calls["started_at"].dt.hour.to_numpy() + np.broadcast_to(utc_offset_h, len(calls))) % 24
    return float((hours[~np.isnan(hours)] < 5).mean())


def gaps(calls: pd.DataFrame, least: int = LEAST_CALLS) -> list[np.ndarray]:
    """Return for each pair of numbers with at least that many calls the seconds between one call and the next.

    `calls` has the columns caller, callee, started_at.
    """
    codes, numbers = pd.factorize(pd.concat([calls["caller"], calls["callee"]]), sort=True)
    one, other = codes[: len(calls)].astype(np.int64), codes[len(calls) :].astype(np.int64)
    pair = np.minimum(one, other) * len(numbers) + np.maximum(one, other)
    time = calls["started_at"].dt.tz_convert(None).to_numpy(dtype="datetime64[us]").astype(np.int64)
    order = np.lexsort((time, pair))
    pair, time = pair[order], time[order]
    ends: np.ndarray = np.flatnonzero(np.append(np.diff(pair) != 0, True)[: len(pair)]) + 1
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    often = ends - starts >= least
    return [np.diff(time[start:end]) / 1e6 for start, end in zip(starts[often], ends[often], strict=True)]


def burstiness(calls: pd.DataFrame) -> float:
    """Return the median burstiness (s - m) / (s + m) of the times between calls of a pair, over pairs that call often.

    0 for calls at random, towards 1 for bursts (Goh and Barabasi 2008); m and s are mean and standard deviation.
    """
    values = [
        (deviation - mean) / (deviation + mean)
        for mean, deviation in ((times.mean(), times.std(ddof=1)) for times in gaps(calls))
    ]
    return float(np.median(values)) if values else float("nan")


def weibull_shape(times: np.ndarray) -> float:
    """Return the shape of the Weibull distribution that fits positive times best, by maximum likelihood.

    >>> round(weibull_shape(np.random.default_rng(1).weibull(0.5, 20_000)), 2)
    0.5
    """
    logs = np.log(np.maximum(times, 1e-9))
    logs = logs - logs.mean()
    shape = 1.0
    for _ in range(_NEWTON):
        weights = np.exp(np.clip(shape * logs, -50, 50))
        first, second = (weights * logs).sum() / weights.sum(), (weights * logs**2).sum() / weights.sum()
        step = (1 / shape - first) / (1 / shape**2 + second - first**2)
        shape = max(shape + step, 1e-3)
        if abs(step) < 1e-9:
            break
    return float(shape)


def weibull_share(calls: pd.DataFrame) -> float:
    """Return the share of pairs whose times between calls fit a Weibull distribution with shape below 1.

    A fit is a Kolmogorov-Smirnov distance of at most 1.36 / sqrt(n); as shape and scale are estimated from the same
    times, that test lets somewhat more pass than its nominal 95 %.
    """
    verdicts = []
    for times in gaps(calls):
        times = np.sort(np.maximum(times, 1.0))
        shape = weibull_shape(times)
        scale = float((times**shape).mean() ** (1 / shape))
        fitted = 1 - np.exp(-((times / scale) ** shape))
        size = len(times)
        seen = np.arange(1, size + 1) / size
        distance = float(np.maximum(np.abs(fitted - seen), np.abs(fitted - seen + 1 / size)).max())
        verdicts.append(shape < 1 and distance <= 1.36 / np.sqrt(size))
    return float(np.mean(verdicts)) if verdicts else float("nan")


def jump_exponent(calls: pd.DataFrame, cells: pd.DataFrame) -> float:
    """Return the exponent of the distances between the cells of a number's consecutive calls, by Hill's estimate.

    Jumps of at least 5 km; P(jump) ~ jump ** -exponent, about 1.75 for users of mobile telephones (Gonzalez 2008).
    `calls` has started_at, caller and cell_id; a scenario's few towns bound what distances there can be.
    """
    at = cells.set_index("cell_id")
    table = calls.dropna(subset=["cell_id"]).sort_values(["caller", "started_at"], kind="stable")
    north = np.radians(table["cell_id"].map(at["latitude"]).to_numpy(dtype=float))
    east = np.radians(table["cell_id"].map(at["longitude"]).to_numpy(dtype=float))
    same = table["caller"].to_numpy()[1:] == table["caller"].to_numpy()[:-1]
    half = np.sin(np.diff(north) / 2) ** 2 + np.cos(north[1:]) * np.cos(north[:-1]) * np.sin(np.diff(east) / 2) ** 2
    km = (2 * _EARTH_KM * np.arcsin(np.sqrt(half)))[same]
    km = km[km >= _SHORTEST_JUMP]
    return float(1 + len(km) / np.log(km / _SHORTEST_JUMP).sum()) if len(km) else float("nan")


def off_benford(amounts: pd.Series) -> float:
    """Return the largest difference of the shares of first digits from Benford's law; amounts are above 0.

    >>> round(off_benford(pd.Series([100.0, 150.0])), 3)
    0.699
    """
    first = np.array([int(f"{amount:e}"[0]) for amount in amounts])
    return float(np.abs(np.bincount(first, minlength=10)[1:] / len(first) - np.log10(1 + 1 / np.arange(1, 10))).max())
