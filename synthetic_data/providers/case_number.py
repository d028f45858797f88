"""Numbers of police case files, marked as synthetic."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider
from synthetic_data.providers.pattern import fill


class CaseNumberProvider(CountryProvider):
    """Format: country, SYN (synthetic), five digits, a series of two. Method: drawn alike; no year, so no clock."""

    def case_number(self, country: str | None = None) -> str:
        """Return one case number.

        >>> from faker.generator import Generator
        >>> CaseNumberProvider(Generator()).case_number("TH")[:7]
        'TH-SYN-'
        """
        return fill(f"{self._pack(country)['code']}-SYN-#####/##", self.generator.random)
