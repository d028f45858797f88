"""Vessels: names, registrations and radio identities that no register holds."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider, alpha3
from synthetic_data.providers.pattern import fill
from synthetic_data.providers.tables import table

# Maritime identification digits run from 201 to 775 (ITU; USCG Navigation Center, MMSI formats): 79x is nobody's.
UNALLOCATED_MID = "79"


class VesselProvider(CountryProvider):
    """Names combined from harmless words, and numbers outside every allocation; all drawn alike."""

    def vessel_name(self, country: str | None = None) -> str:
        """Return a name of one or two words and sometimes a number; a country's own first words beside English ones.

        >>> from faker.generator import Generator
        >>> VesselProvider(Generator()).vessel_name("ID") != ""
        True
        """
        words = table("vessels")
        first = words["first"] + words["local"].get(str(self._pack(country)["code"]), ())
        name = str(self.random_element(words["patterns"]))
        return name.format(
            first=self.random_element(first),
            second=self.random_element(words["second"]),
            number=self.generator.random.randrange(2, 100),
        )

    def vessel_registration(self, country: str | None = None) -> str:
        """Return a registration: X0, the state's three letters and five digits.

        A pack may give its own under `[vessel] pattern`. No register's port mark or number begins with X0: marks
        begin with the letters of a port or an administration, never with a letter and a nought (training choice).

        >>> from faker.generator import Generator
        >>> VesselProvider(Generator()).vessel_registration("KH")[:7]
        'X0-KHM-'
        """
        pack = self._pack(country)
        pattern = pack.get("vessel", {}).get("pattern", f"X0-{alpha3(pack)}-#####")
        return fill(str(pattern), self.generator.random)

    def vessel_mmsi(self) -> str:
        """Return a maritime mobile service identity: nine digits whose first three are allocated to no state.

        >>> from faker.generator import Generator
        >>> mmsi = VesselProvider(Generator()).vessel_mmsi()
        >>> len(mmsi), mmsi[:2]
        (9, '79')
        """
        return fill(UNALLOCATED_MID + "#######", self.generator.random)
