"""Travel-document numbers in series that the country does not issue."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider
from synthetic_data.providers.pattern import fill


class PassportProvider(CountryProvider):
    """Document numbers of a pack's pattern; its [document] `source` says why the series is not issued. Drawn alike."""

    def passport_number(self, country: str | None = None) -> str:
        """Return one document number.

        >>> from faker.generator import Generator
        >>> PassportProvider(Generator()).passport_number("KH")[:3]
        'ZK0'
        """
        return fill(str(self._pack(country)["document"]["pattern"]), self.generator.random)
