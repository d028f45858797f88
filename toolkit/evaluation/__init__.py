"""Evaluation: grading systems with their codes, and who is named in which sentence. Typed as `evaluation`."""

from toolkit.evaluation.codes import (
    FIVE_BY_FIVE_BY_FIVE,
    FOUR_BY_FOUR,
    HANDLING,
    SIX_BY_SIX,
    SYSTEMS,
    Grade,
    System,
    explain,
    grade,
)
from toolkit.evaluation.desk import Desk, desk
from toolkit.evaluation.mentions import co_mentions, mentions
from toolkit.evaluation.sentences import sentences

__all__ = [
    "FIVE_BY_FIVE_BY_FIVE",
    "FOUR_BY_FOUR",
    "HANDLING",
    "SIX_BY_SIX",
    "SYSTEMS",
    "Desk",
    "Grade",
    "System",
    "co_mentions",
    "desk",
    "explain",
    "grade",
    "mentions",
    "sentences",
]
