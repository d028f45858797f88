"""Evaluation: grading systems, conversion, handling, sanitising, and who is named where. Typed as `evaluation`."""

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
from toolkit.evaluation.conversion import Conversion, conversion_table, convert
from toolkit.evaluation.desk import Desk, desk
from toolkit.evaluation.handling import handling
from toolkit.evaluation.listing import listed
from toolkit.evaluation.mentions import co_mentions, mentions
from toolkit.evaluation.sanitise import sanitise
from toolkit.evaluation.sentences import sentences

__all__ = [
    "FIVE_BY_FIVE_BY_FIVE",
    "FOUR_BY_FOUR",
    "HANDLING",
    "SIX_BY_SIX",
    "SYSTEMS",
    "Conversion",
    "Desk",
    "Grade",
    "System",
    "co_mentions",
    "conversion_table",
    "convert",
    "desk",
    "explain",
    "grade",
    "handling",
    "listed",
    "mentions",
    "sanitise",
    "sentences",
]
