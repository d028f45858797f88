"""The generator: a hidden world, the evidence that sensors and noise leave of it, and the sealed truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthetic_data.make import generate, scenarios

if TYPE_CHECKING:
    import pandas as pd

    from synthetic_data.truth import Truth
    from toolkit.schema.case import Case

__all__ = ["check", "generate", "scenarios"]


def check(case: Case, truth: Truth) -> pd.DataFrame:
    """Run the release gates on a case and its truth: gate, passed, value, limit, detail."""
    from synthetic_data import gates

    return gates.check(case, truth)
