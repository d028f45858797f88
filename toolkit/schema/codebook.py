"""The code book for interview transcripts as data: code, title, and what it holds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Code:
    """One code: what a statement is about."""

    code: str
    title: str
    holds: str


@cache
def codes() -> dict[str, Code]:
    """Return the codes by name, in the order of the book.

    >>> codes()["season"].title
    'Season and timing'
    """
    text = (resources.files("toolkit.schema") / "codebook.toml").read_text("utf-8")
    return {row["code"]: Code(**row) for row in tomllib.loads(text)["codes"]}
