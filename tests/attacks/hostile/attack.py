"""What one attack is: its class, how it is put into `submitted/`, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.grading.small_day import answering, submit

Put = Callable[[Path, str], object]
# Printed by an attack that found what it may not see; no source holds the word itself.
LEAK = "LE" + "AK"


@dataclass(frozen=True)
class Attack:
    """One hostile submission.

    kind, name : the class of attack, and what it does
    put : called with (workspace, trainee)
    score : points it must get, None for "not graded"
    words : what the instructor must read about it, "" where there is nothing to tell apart from a wrong answer
    bomb : would harm a machine that does not contain it
    ours_alone : is about `mark` and its answers, of which stock nbgrader knows nothing
    """

    kind: str
    name: str
    put: Put
    score: float | None = 0.0
    words: str = ""
    bomb: bool = False
    ours_alone: bool = False


def code(
    kind: str, name: str, source: str, *, words: str = "", score: float | None = 0.0, bomb: bool = False
) -> Attack:
    """An attack by code in the answer cell."""
    return Attack(kind, name, lambda root, who: submit(root, who, answering(source)), score, words, bomb)


def change(kind: str, name: str, edit: Callable[[Any], None], *, words: str = "", score: float | None = 0.0) -> Attack:
    """An attack by a change of the notebook."""
    return Attack(kind, name, lambda root, who: submit(root, who, edit), score, words)
