"""The generator: a hidden world, the evidence that sensors and noise leave of it, and the sealed truth."""

from __future__ import annotations

from typing import Any

from synthetic_data.make import generate, scenarios

__all__ = ["check", "generate", "scenarios"]


def check(case: Any, truth: Any) -> Any:
    """Run the release gates on a case and its truth; see `synthetic_data.gates.check`."""
    from synthetic_data.gates import check as run

    return run(case, truth)
