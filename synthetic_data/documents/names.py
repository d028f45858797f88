"""How persons are named in prose: as on the nominal index, or by one other spelling that each document keeps to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

# Spellings that vary between romanisations of the same name; the first that applies is used.
_RESPELLINGS = (
    ("ch", "sh"),
    ("ph", "p"),
    ("th", "t"),
    ("kh", "k"),
    ("oo", "u"),
    ("ee", "i"),
    ("aw", "or"),
    ("v", "w"),
    ("j", "ch"),
    ("y", "i"),
    ("i", "ee"),
    ("u", "oo"),
)


@dataclass(frozen=True)
class Spelling:
    """Another name of a person: `kind` is `transliteration` or `short form`."""

    alias: str
    kind: str


@dataclass
class Naming:
    """Names within one document: the nominal number follows in brackets at first mention and not after."""

    surfaces: dict[str, str]
    nominals: dict[str, str]
    mentioned: list[str] = field(default_factory=list)

    def mention(self, identity: str) -> str:
        """Return the text that names a person or organisation at this point of the document."""
        if identity in self.mentioned:
            return self.surfaces[identity]
        self.mentioned.append(identity)
        return f"{self.surfaces[identity]} [{self.nominals[identity]}]"


def respell(name: str, taken: Sequence[str], rng: np.random.Generator) -> Spelling | None:
    """Return another way to write the name that no other name in the file has, or None.

    >>> respell("Somchai Jaidee", (), np.random.default_rng(1)).alias != "Somchai Jaidee"
    True
    """
    words = name.split()
    options: list[Spelling] = []
    lower = name.lower()
    for old, new in _RESPELLINGS:
        at = lower.rfind(old)
        if at > 0:
            written = new.capitalize() if name[at].isupper() else new
            options.append(Spelling(name[:at] + written + name[at + len(old) :], "transliteration"))
    if len(words) > 1:
        options.append(Spelling(f"{words[0][0]}. {' '.join(words[1:])}", "short form"))
    free = [option for option in options if option.alias not in taken]
    return free[int(rng.integers(min(3, len(free))))] if free else None
