"""Fixtures of the attack suite."""

from tests.grading.fixtures import released, sandbox, workspace

__all__ = ["released", "sandbox", "workspace"]
