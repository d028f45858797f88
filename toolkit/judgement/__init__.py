"""Judgements with their uncertainty showing: hypotheses, probabilities, risks, markets, claims, and the report.

`ach` ranks hypotheses; `likelihood`, `check`, `brier` and `calibration` keep words and numbers honest; `risk` and
`market` carry ranges through. Each result has `.to_frame()`, `.caveats`, `.sentence` and, where a picture helps,
`.chart()`.
"""

from __future__ import annotations

from toolkit.judgement.ach import Ach, ach
from toolkit.judgement.brier import Score, brier
from toolkit.judgement.calibration import Calibration, calibration
from toolkit.judgement.likelihood import PHIA, TERMS, accepted, likelihood, scale
from toolkit.judgement.market import Factor, Market, market
from toolkit.judgement.risk import Risk, risk
from toolkit.judgement.tocta import tocta_2013
from toolkit.judgement.wording import Finding, check

__all__ = [
    "PHIA",
    "TERMS",
    "Ach",
    "Calibration",
    "Factor",
    "Finding",
    "Market",
    "Risk",
    "Score",
    "accepted",
    "ach",
    "brier",
    "calibration",
    "check",
    "likelihood",
    "market",
    "risk",
    "scale",
    "tocta_2013",
]
