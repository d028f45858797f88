"""Prose documents: what they claim, who reports it with what grade, and how it is worded."""

from __future__ import annotations

from synthetic_data.documents.sets import set_a

__all__ = ["set_a"]
