"""Handset numbers (IMEI) with reporting body 00, the test range, and a right check digit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faker.providers import BaseProvider


class HandsetProvider(BaseProvider):
    """IMEIs that no handset on sale carries."""

    def __init__(self, generator: Any, pack: Mapping[str, Any]) -> None:
        super().__init__(generator)

    def imei(self) -> str:
        """Return fifteen digits, the last being Luhn's check digit."""
        body = "00" + "".join(str(self.generator.random.randrange(10)) for _ in range(12))
        return body + str(check_digit(body))


def check_digit(body: str) -> int:
    """Return Luhn's check digit for a string of digits.

    >>> check_digit("7992739871")
    3
    """
    total = 0
    for place, sign in enumerate(reversed(body)):
        digit = int(sign) * (2 if place % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return -total % 10
