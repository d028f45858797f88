"""Which real names there are, and how text is searched for them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from synthetic_data import load

_PARTS = ("family", "family_female", "given_male", "given_female")


@cache
def table(name: str) -> dict[str, Any]:
    """Return `invented.toml` or `real.toml`."""
    return tomllib.loads(resources.files("synthetic_data.geography").joinpath(f"{name}.toml").read_text("utf-8"))


def strings(value: Any) -> Iterator[str]:
    """Yield every text of a structure of tables and lists, keys included, in order.

    >>> list(strings({"a": ["b", 1], "c": "d"}))
    ['a', 'b', 'c', 'd']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from strings(key)
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the names as whole words, the longest first.

    The sign of US$ is no word: amounts keep it.

    >>> pattern(["Lao", "Lao PDR"]).findall("Lao PDR, Laos, US$")
    ['Lao PDR']
    """
    root: dict[str, Any] = {}
    for name in names:
        node = root
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(rf"(?<!\w){_branches(root)}(?![\w$])")


def _branches(node: Mapping[str, Any]) -> str:
    """The expression of a tree of letters: shared beginnings are tried once, so that 2,000 names are searched fast."""
    ways = [re.escape(letter) + _branches(node[letter]) for letter in sorted(node) if letter]
    return f"(?:{'|'.join(ways)}){'?' if '' in node else ''}" if ways else ""


def states_of(plot: Mapping[str, Any]) -> list[str]:
    """Return the codes of all states in a plot: those with a pack first, then others that stand as a code."""
    packs = sorted(plot.get("pack", {}))
    real = table("real")["states"]
    return [*packs, *sorted({text for text in strings(plot) if text in real} - {*packs})]


@cache
def real_names() -> tuple[str, ...]:
    """Return the names of states, peoples, money, regions and towns that a fictional case must not hold, sorted."""
    real = table("real")
    found = {name for state in real["states"].values() for part in state for name in part}
    found |= {name for group in real["terms"] for name in group["names"]}
    for code in load.names("packs"):
        pack = load.load_pack(code)
        found |= {str(pack["name"]), *(name for group in pack["places"] for name, *_ in group["at"])}
    return tuple(sorted(found))


@cache
def real_words() -> frozenset[str]:
    """Return single words that no invented name may equal: those of real names, and the parts of persons' names."""
    found = {word for name in real_names() for word in re.findall(r"\w+", name)}
    for code in load.names("packs"):
        names = load.load_pack(code)["names"]
        found |= {spelling for key in _PARTS for part in names.get(key, ()) for spelling in part}
    return frozenset(word.capitalize() for word in found)
