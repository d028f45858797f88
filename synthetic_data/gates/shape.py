"""The shape of one monthly series of counts: season, growth, changes and surges, fitted with their standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_ROUNDS = 30
_ENOUGH = 1e-9


@dataclass(frozen=True)
class Change:
    """A change of level: dated in a month (more than half of it reached there), over one of several lengths."""

    dated: int
    ramps: tuple[int, ...]

    def reached(self, number: np.ndarray, ramp: int) -> np.ndarray:
        """Return the share of the change that is reached in each month where it takes so many."""
        share: np.ndarray = np.clip((number - (self.dated - ramp // 2) + 1) / ramp, 0.0, 1.0)
        return share

    def open(self, number: np.ndarray) -> np.ndarray:
        """Return the months whose level depends on how long the change took."""
        shares = np.stack([self.reached(number, ramp) for ramp in self.ramps])
        partly: np.ndarray = (shares.min(axis=0) < 1) & (shares.max(axis=0) > 0)
        return partly


@dataclass(frozen=True)
class Fitted:
    """Estimates on the log scale and their covariance, by name: `level`, `growth`, `season`, `across` (a season that
    peaks three months off), `change`, `surge 0` ...; `mean`: what is expected of each month, the change where it is
    open as if it came at once; `used`: months that the fit is made from; `variance`: of each month's figure."""

    names: tuple[str, ...]
    values: np.ndarray
    covariance: np.ndarray
    mean: np.ndarray
    variance: np.ndarray
    used: np.ndarray

    def of(self, name: str) -> tuple[float, float]:
        """Return an estimate and its standard error."""
        at = self.names.index(name)
        return float(self.values[at]), float(np.sqrt(self.covariance[at, at]))


def fit(
    series: np.ndarray,
    dispersion: float,
    peak: int,
    calendar: np.ndarray,
    change: Change | None = None,
    surges: Sequence[tuple[np.ndarray, np.ndarray]] = (),
    left_out: np.ndarray | None = None,
) -> Fitted:
    """Fit the sum of several series of one shape, by quasi-likelihood with a log link.

    Parameters
    ----------
    series : counts, one row for each series, one column for each month
    dispersion : variance of a figure is its mean, plus this times the square of its mean
    peak, calendar : calendar month (1 to 12) of the season's peak; of each column
    surges : for each surge the months that it surely covers and those that it may cover, which are left out
    left_out : months that are not to be fitted
    """
    number = np.arange(series.shape[1])
    angle = 2 * np.pi * (calendar - peak) / 12
    columns = {
        "level": np.ones(len(number)),
        "growth": number / 12,
        "season": np.cos(angle),
        "across": np.sin(angle),
    }
    used = np.ones(len(number), dtype=bool) if left_out is None else ~left_out
    after: np.ndarray = np.zeros(len(number), dtype=bool)
    if change is not None:
        after = number >= change.dated
        columns["change"] = after.astype(float)
        used &= ~change.open(number)
    for at, (surely, perhaps) in enumerate(surges):
        columns[f"surge {at}"] = surely.astype(float)
        used &= ~perhaps
    design = np.stack(list(columns.values()), axis=1)
    total = series.sum(axis=0).astype(float)
    # the more evenly the sum is spread over the series, the less of the dispersion stays in it
    spread = np.where(after, _spread(series[:, used & after]), _spread(series[:, used & ~after]))
    values = np.zeros(len(columns))
    values[0] = np.log(max(total[used].mean(), 0.5))
    for _ in range(_ROUNDS):
        mean = np.exp(design @ values)
        variance = mean + dispersion * spread * mean**2
        weight = np.where(used, mean**2 / variance, 0.0)
        information = design.T @ (design * weight[:, None])
        step = np.linalg.solve(information, design.T @ (weight * (total - mean) / mean))
        values += np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < _ENOUGH:
            break
    mean = np.exp(design @ values)
    variance = mean + dispersion * spread * mean**2
    return Fitted(tuple(columns), values, np.linalg.inv(information), mean, variance, used)


def _spread(series: np.ndarray) -> float:
    """Sum of the squared shares that each series has in the whole."""
    sums = series.sum(axis=1)
    return float(((sums / max(sums.sum(), 1)) ** 2).sum()) if series.size else 1.0
