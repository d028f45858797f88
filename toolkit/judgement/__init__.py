"""Calibrated words and numbers for judgements: `likelihood`, `brier`, `check`."""

from __future__ import annotations

from toolkit.judgement.brier import Score, brier
from toolkit.judgement.likelihood import TERMS, accepted, likelihood, scale
from toolkit.judgement.wording import Finding, check

__all__ = ["TERMS", "Finding", "Score", "accepted", "brier", "check", "likelihood", "scale"]
