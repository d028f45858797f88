"""Handset numbers (IMEI) with reporting body 00, the test range, and a right check digit."""

from __future__ import annotations

from faker.providers import BaseProvider

from synthetic_data.providers.luhn import luhn_digit


class HandsetProvider(BaseProvider):
    """IMEIs that no handset on sale carries.

    Format: fifteen digits, reporting body 00 (test) first, Luhn's digit last (3GPP TS 23.003). Method: drawn alike.
    """

    def imei(self) -> str:
        """Return fifteen digits, the last being Luhn's check digit.

        >>> from faker.generator import Generator
        >>> imei = HandsetProvider(Generator()).imei()
        >>> len(imei), imei[:2], luhn_digit(imei[:-1]) == int(imei[-1])
        (15, '00', True)
        """
        body = "00" + "".join(str(self.generator.random.randrange(10)) for _ in range(12))
        return body + str(luhn_digit(body))
