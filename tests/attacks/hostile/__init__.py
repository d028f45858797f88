"""Hostile submissions, apart from the tests, so that stock nbgrader can be given the same ones."""

from __future__ import annotations

from tests.attacks.hostile.attack import Attack
from tests.attacks.hostile.denial import DENIAL
from tests.attacks.hostile.examiner import EXAMINER
from tests.attacks.hostile.files import FILES, IDENTITY
from tests.attacks.hostile.forging import FORGING
from tests.attacks.hostile.formats import FORMATS
from tests.attacks.hostile.messages import MESSAGES
from tests.attacks.hostile.notebooks import NOTEBOOKS
from tests.attacks.hostile.outputs import OUTPUTS
from tests.attacks.hostile.processes import PROCESSES
from tests.attacks.hostile.reaching import REACHING

__all__ = ["ATTACKS", "Attack"]

ATTACKS: tuple[Attack, ...] = (
    *FORGING,
    *NOTEBOOKS,
    *REACHING,
    *FILES,
    *DENIAL,
    *OUTPUTS,
    *IDENTITY,
    *MESSAGES,
    *PROCESSES,
    *FORMATS,
    *EXAMINER,
)
