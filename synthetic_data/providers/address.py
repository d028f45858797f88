"""Street addresses: invented streets in the towns of a country's pack."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider
from synthetic_data.providers.tables import table


class AddressProvider(CountryProvider):
    """Format: number, street, town. Method: drawn alike; streets carry plain English names that no town is known by."""

    def street_address(self, country: str | None = None, town: str | None = None) -> str:
        """Return one address; the town is drawn from the country's pack where it is None.

        >>> from faker.generator import Generator
        >>> AddressProvider(Generator()).street_address("KH", town="Poipet").endswith(", Poipet")
        True
        """
        if town is None:
            groups = self._pack(country)["places"]
            towns = tuple(place[0] for group in groups if group["kind"] == "town" for place in group["at"])
            town = str(self.random_element(towns))
        street = self.random_element(table("addresses")["streets"])
        return f"{self.generator.random.randrange(1, 300)} {street}, {town}"
