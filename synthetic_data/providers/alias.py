"""Names by which people are called in the street or on the phone: nicknames and handles such as Uncle Tiger."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider
from synthetic_data.providers.tables import table


class SmugglingAliasProvider(CountryProvider):
    """Handles combined from harmless words: a form of address, a colour or trait, an animal, plant or thing.

    Format: two words, or a word and a number. Method: a pattern, then each of its parts, drawn alike from
    `data/aliases.toml`; a country has its own forms of address beside the English ones. Handles say nothing about
    a person: everybody in a world draws from the same table.
    """

    def smuggling_alias(self, country: str | None = None) -> str:
        """Return one handle out of more than 2,000.

        >>> from faker.generator import Generator
        >>> len(SmugglingAliasProvider(Generator()).smuggling_alias("KH").split())
        2
        """
        words = table("aliases")
        local = words["local"].get(str(self._pack(country)["code"]), words["title"])
        pattern = str(self.random_element(words["patterns"]))
        drawn = {name: self.random_element(words[name]) for name in ("title", "trait", "noun", "number")}
        return pattern.format(local=self.random_element(local), **drawn)

    def nickname(self, country: str | None = None) -> str:
        """Return a nickname in the country's own language, from its pack."""
        return str(self.random_element(tuple(self._pack(country)["names"]["nicknames"])))
