"""Mobile numbers in E.164 form on levels that the country's plan leaves unallocated: nobody can hold them."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider


class MsisdnProvider(CountryProvider):
    """Numbers of a pack's phone plan.

    Format: +, country code, the pack's unallocated level, and as many digits as the pack says (ITU-T E.164).
    Method: digits drawn alike; the pack's [phone] `source` says why nobody can hold the number.
    """

    def msisdn(self, country: str | None = None) -> str:
        """Return one number, such as +66 10 1234 5678 without its spaces.

        >>> from faker.generator import Generator
        >>> MsisdnProvider(Generator()).msisdn("KH")[:6]
        '+85540'
        """
        phone = self._pack(country)["phone"]
        digits = "".join(str(self.generator.random.randrange(10)) for _ in range(int(phone["digits"])))
        return f"+{phone['country_code']}{phone['prefix']}{digits}"

    def operator(self, country: str | None = None) -> str:
        """Return the name of a fictional operator."""
        return str(self.random_element(tuple(self._pack(country)["phone"]["operators"])))
