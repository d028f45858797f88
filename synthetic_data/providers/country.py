"""Bind a provider to country packs: to one pack given, which may be held in memory, or to every pack on disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from faker.providers import BaseProvider

from synthetic_data import load
from synthetic_data.providers.tables import table
from toolkit.errors import ParameterError, unknown

Pack = Mapping[str, Any]


class CountryProvider(BaseProvider):
    """Base of the providers whose values differ by country.

    `Provider(generator)` knows every country pack; `Provider(generator, pack)` knows that one alone. A method's
    `country` is a pack's code; where it is None the country is drawn, from one where one pack was given.
    """

    def __init__(self, generator: Any, pack: Pack | None = None) -> None:
        super().__init__(generator)
        self._bound = pack

    def _pack(self, country: str | None) -> Pack:
        """Return the pack of a code; ParameterError for a code that is not there, listing those that are."""
        codes = load.names("packs") if self._bound is None else (str(self._bound["code"]),)
        if country is None:
            country = str(codes[0] if len(codes) == 1 else self.random_element(codes))
        if country not in codes:
            raise ParameterError(unknown("country", country, codes))
        return _on_disk(country) if self._bound is None else self._bound


@cache
def _on_disk(code: str) -> Pack:
    return load.load_pack(code)


def alpha3(pack: Pack) -> str:
    """Return the three-letter code of a pack's state: its own `alpha3` where it has one, else that of ISO 3166-1.

    >>> alpha3({"code": "KH"}), alpha3({"code": "XA", "alpha3": "XAA"})
    ('KHM', 'XAA')
    """
    states = table("states")["alpha3"]
    code = str(pack["code"])
    if "alpha3" not in pack and code not in states:
        raise ParameterError(unknown("state", code, states))
    return str(pack.get("alpha3") or states[code])
