"""Fixtures of the grading tests."""

from tests.grading.fixtures import released, sandbox, workspace

__all__ = ["released", "sandbox", "workspace"]
