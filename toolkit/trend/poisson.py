"""The log-linear quasi-Poisson model with past outbreaks weighted down, which both Farrington methods fit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtr

_ROUNDS = 60
_FLAT = 1e-10  # relative change of the deviance at which the fit has settled


@dataclass(frozen=True)
class Fit:
    """Coefficients, their unscaled covariance, fitted means, leverages, and the dispersion as it was estimated."""

    coefficients: Any
    covariance: Any
    fitted: Any
    hat: Any
    estimate: float
    working: float  # the dispersion from working residuals with the prior weights alone
    free: int

    @property
    def dispersion(self) -> float:
        """The dispersion used for bounds: not below that of Poisson counts."""
        return max(self.estimate, 1.0)

    def p_value(self, place: int) -> float:
        """Two-sided p-value of one coefficient (t distribution, dispersion as estimated)."""
        error = math.sqrt(max(self.covariance[place, place] * self.estimate, 0.0))
        if error == 0.0:
            return 1.0 if self.coefficients[place] == 0 else 0.0
        return float(2 * stdtr(self.free, -abs(self.coefficients[place]) / error))

    def at(self, row: Any, dispersion: float) -> tuple[float, float]:
        """Linear predictor at a row of the design, and its standard error with this dispersion."""
        return float(row @ self.coefficients), math.sqrt(max(float(row @ self.covariance @ row) * dispersion, 0.0))


def reweighted(counts: Any, design: Any, threshold: float) -> Fit | None:
    """Fit, weight past outbreaks down, and fit again; None where either does not converge.

    Counts whose standardised Anscombe residual s lies above `threshold` get the weight s^-2, scaled so that the weights
    sum to their number (Farrington et al. 1996, threshold 1; Noufaily et al. 2013, threshold 2.58).
    """
    first = fit(counts, design, np.ones(len(counts)))
    if first is None:
        return None
    spread = np.sqrt(first.dispersion * np.maximum(1 - first.hat, 1e-12))
    residual = 1.5 * (counts ** (2 / 3) * first.fitted ** (-1 / 6) - first.fitted**0.5) / spread
    high = residual > threshold
    if not high.any():
        return first
    weights = np.where(high, 1 / np.where(high, residual, 1.0) ** 2, 1.0)
    return fit(counts, design, weights * len(counts) / weights.sum())


def fit(counts: Any, design: Any, weights: Any) -> Fit | None:
    """Log-linear fit by iteratively reweighted least squares; None where it does not converge.

    >>> made = fit(np.array([2.0, 4.0, 6.0]), np.ones((3, 1)), np.ones(3))
    >>> round(float(np.exp(made.coefficients[0])), 6), round(made.estimate, 6)
    (4.0, 1.0)
    """
    free = len(counts) - design.shape[1]
    if free < 1 or not counts.any():
        return None
    mean = counts + 0.1
    linear = np.log(mean)
    before = math.inf
    coefficients = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        working = linear + (counts - mean) / mean
        scaled = design * (weights * mean)[:, None]
        try:
            coefficients = np.linalg.solve(design.T @ scaled, scaled.T @ working)
        except np.linalg.LinAlgError:
            return None
        linear = np.clip(design @ coefficients, -30, 30)
        mean = np.exp(linear)
        with np.errstate(divide="ignore", invalid="ignore"):
            own = np.where(counts > 0, counts * np.log(counts / mean), 0.0) - (counts - mean)
        deviance = 2 * float((weights * own).sum())
        if abs(deviance - before) <= _FLAT * (abs(deviance) + 0.1):
            break
        before = deviance
    else:
        return None
    try:
        covariance = np.linalg.inv(design.T @ (design * (weights * mean)[:, None]))
    except np.linalg.LinAlgError:
        return None
    hat = np.einsum("ij,jk,ik->i", design, covariance, design) * weights * mean
    pearson = float((weights * (counts - mean) ** 2 / mean).sum() / free)
    working = float((weights * ((counts - mean) / mean) ** 2).sum() / free)
    return Fit(coefficients, covariance, mean, hat, pearson, working, free)
