"""Bank accounts in the form of an IBAN, with a bank code of noughts, which no bank has."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider
from synthetic_data.providers.pattern import fill
from synthetic_data.providers.tables import table


class BankAccountProvider(CountryProvider):
    """Format: country, two check digits, bank code of noughts, account. Method: digits drawn alike.

    The lengths are those of the IBAN registry where the country has an IBAN (`data/banks.toml`); elsewhere a form
    of the same make, so that every account of a case can be checked in one way.
    """

    def bank_account(self, country: str | None = None) -> str:
        """Return one account with right check digits (ISO 13616, modulo 97).

        >>> from faker.generator import Generator
        >>> account = BankAccountProvider(Generator()).bank_account("KH")
        >>> account[:2], account[4:8], valid(account)
        ('KH', '0000', True)
        """
        code = str(self._pack(country)["code"])
        lengths = table("banks")["lengths"]
        bank, account = lengths.get(code, lengths["other"])
        body = fill("0" * bank + "#" * account, self.generator.random)
        return f"{code}{98 - _remainder(code + '00' + body):02d}{body}"


def valid(account: str) -> bool:
    """Say whether the check digits of an account are right."""
    return _remainder(account) == 1


def _remainder(account: str) -> int:
    """The number that ISO 13616 makes of an account, modulo 97: first four signs moved to the end, A = 10 to Z = 35."""
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97
