"""Judgements with their uncertainty showing: hypotheses, probabilities, risks, markets, claims, and the report.

`ach` ranks hypotheses; `likelihood`, `check`, `brier` and `calibration` keep words and numbers honest; `assumptions`,
`board`, `pestel`, `swot` and `claims` are the tables of structured analysis; `risk` and `market` carry ranges through;
`report` writes it all down. Each result has `.to_frame()`, `.caveats`, `.sentence` and, where a picture helps,
`.chart()`.
"""

from __future__ import annotations

from toolkit.judgement.ach import Ach, ach
from toolkit.judgement.assumptions import Assumptions, assumptions
from toolkit.judgement.brier import Score, brier
from toolkit.judgement.calibration import Calibration, calibration
from toolkit.judgement.claims import Claims, claims
from toolkit.judgement.grid import Grid
from toolkit.judgement.likelihood import PHIA, TERMS, accepted, likelihood, scale
from toolkit.judgement.market import Factor, Market, market
from toolkit.judgement.pestel import pestel
from toolkit.judgement.report import Report, report
from toolkit.judgement.risk import Risk, risk
from toolkit.judgement.swot import swot
from toolkit.judgement.tocta import tocta_2013
from toolkit.judgement.warning import Board, board
from toolkit.judgement.wording import Finding, check

__all__ = [
    "PHIA",
    "TERMS",
    "Ach",
    "Assumptions",
    "Board",
    "Calibration",
    "Claims",
    "Factor",
    "Finding",
    "Grid",
    "Market",
    "Report",
    "Risk",
    "Score",
    "accepted",
    "ach",
    "assumptions",
    "board",
    "brier",
    "calibration",
    "check",
    "claims",
    "likelihood",
    "market",
    "pestel",
    "report",
    "risk",
    "scale",
    "swot",
    "tocta_2013",
]
