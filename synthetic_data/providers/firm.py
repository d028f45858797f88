"""Names of small firms by kind of trade: call shops, guesthouses, carriers and so on."""

from __future__ import annotations

from faker.providers import BaseProvider

from synthetic_data.providers.tables import table
from toolkit.errors import ParameterError, unknown


class FirmProvider(BaseProvider):
    """Format: an English first word and a word of the trade. Method: drawn alike from `data/firms.toml`."""

    def firm_name(self, kind: str | None = None) -> str:
        """Return the name of a firm; the kind is drawn where it is None, ParameterError for one that is not known.

        >>> from faker.generator import Generator
        >>> FirmProvider(Generator()).firm_name("guesthouse") != ""
        True
        """
        kinds = table("firms")["kinds"]
        chosen = str(self.random_element(tuple(kinds))) if kind is None else kind
        if chosen not in kinds:
            raise ParameterError(unknown("kind of firm", chosen, kinds))
        first = self.random_element(table("firms")["first"])
        return f"{first} {self.random_element(kinds[chosen])}"
