"""Marking families: pure functions from an answer and a key to a verdict. `family` finds one by its name."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable

from grading.marking.verdict import Verdict
from toolkit.errors import GradingError, unknown

__all__ = ["Verdict", "families", "family"]


def families() -> list[str]:
    """Return the names of all marking families: the modules of this package that have a function `mark`."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(name for name in names if hasattr(importlib.import_module(f"{__name__}.{name}"), "mark"))


def family(name: str) -> Callable[..., Verdict]:
    """Return the function `mark(answer, key, *, paper, **parameters) -> Verdict` of a family; GradingError if none.

    >>> family("edges").__module__
    'grading.marking.edges'
    """
    if re.fullmatch(r"[a-z][a-z0-9_]*", name):
        try:
            return importlib.import_module(f"{__name__}.{name}").mark
        except (ModuleNotFoundError, AttributeError):
            pass
    raise GradingError(unknown("marking family", name, families()))
