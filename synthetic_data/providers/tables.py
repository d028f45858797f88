"""Read the word tables that the providers combine: one TOML file each under `data/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table, read once; lists become tuples so that no caller can change them.

    >>> table("firms")["kinds"]["call shop"][0][0] != ""
    True
    """
    text = resources.files("synthetic_data.providers").joinpath("data", f"{name}.toml").read_text("utf-8")
    return {key: _frozen(value) for key, value in tomllib.loads(text).items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
