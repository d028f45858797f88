"""Luhn's check digit, as handsets (IMEI) and SIM cards (ICCID) carry it."""

from __future__ import annotations


def luhn_digit(body: str) -> int:
    """Return the digit that makes `body` and it pass Luhn's test (ISO/IEC 7812-1, annex B).

    >>> luhn_digit("7992739871")
    3
    """
    total = 0
    for place, sign in enumerate(reversed(body)):
        digit = int(sign) * (2 if place % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return -total % 10
