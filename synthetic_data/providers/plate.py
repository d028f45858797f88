"""Number plates in series that the country does not issue."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider
from synthetic_data.providers.pattern import fill


class PlateProvider(CountryProvider):
    """Plates of a pack's pattern; the pack's [plate] `source` says why the series is not issued. Drawn alike."""

    def plate(self, country: str | None = None) -> str:
        """Return one plate.

        >>> from faker.generator import Generator
        >>> PlateProvider(Generator()).plate("TH")[0]
        'X'
        """
        return fill(str(self._pack(country)["plate"]["pattern"]), self.generator.random)
