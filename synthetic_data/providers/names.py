"""Names of one country, romanised and in its own script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from faker.providers import BaseProvider


class NameProvider(BaseProvider):
    """Combine the pack's name parts in the country's own order; combinations under `never` are drawn again."""

    def __init__(self, generator: Any, pack: Mapping[str, Any]) -> None:
        super().__init__(generator)
        names = pack["names"]
        self._order: tuple[str, ...] = tuple(names["order"])
        self._given = {False: _pairs(names["given_male"]), True: _pairs(names["given_female"])}
        # where family names agree with the bearer's sex (Ivanov, Ivanova), women's stand under a key of their own
        women = names.get("family_female", names["family"])
        self._family = {False: _pairs(names["family"]), True: _pairs(women)}
        self._never: tuple[str, ...] = tuple(names.get("never", ()))
        self._nicknames: tuple[str, ...] = tuple(names.get("nicknames", ()))
        # what stands between the parts of a name in the country's script; some scripts write it without spaces
        self._joint = str(names.get("joint", " " if pack["script"] in ("Khmer", "Thai", "Lao") else ""))

    def full_name(self, female: bool) -> tuple[str, str]:
        """Return a name romanised and in the country's script."""
        for _ in range(1000):
            parts: list[tuple[str, ...]] = []
            for kind in self._order:
                pool = (self._given if kind == "given" else self._family)[female]
                choice = self.random_element(pool)
                while choice in parts:
                    choice = self.random_element(pool)
                parts.append(choice)
            romanised = " ".join(part[0] for part in parts)
            if not any(banned in romanised for banned in self._never):
                return romanised, self._joint.join(part[1] for part in parts)
        raise ValueError("the pack's `never` list leaves no name to draw")

    def nickname(self) -> str:
        """Return a name by which somebody may be called in the street."""
        return str(self.random_element(self._nicknames))


def _pairs(entries: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The first two spellings of every entry: romanised and native."""
    return tuple(tuple(entry[:2]) for entry in entries)
