"""Hawala: the token by which a payment is released, and the reference under which a broker writes it down."""

from __future__ import annotations

from faker.providers import BaseProvider

from synthetic_data.providers.pattern import fill

# A banknote's serial number serves as token: whoever shows that note is paid. Issuers leave I and O out of prefixes
# because they read as 1 and 0, so that a prefix of those two letters is on no note.
SERIAL = "{}{} #######"
SHORT = "@##-@@#"


class HawalaProvider(BaseProvider):
    """Tokens and ledger references; drawn alike."""

    def hawala_token(self) -> str:
        """Return a token: a banknote serial of a prefix that is not printed, or a short code of six signs.

        >>> from faker.generator import Generator
        >>> len(HawalaProvider(Generator()).hawala_token()) in (7, 10)
        True
        """
        if self.generator.random.random() < 0.6:
            pattern = SERIAL.format(self.random_element(("I", "O")), self.random_element(("I", "O")))
            return fill(pattern, self.generator.random)
        return fill(SHORT, self.generator.random)

    def hawala_ledger_reference(self) -> str:
        """Return a ledger reference: H, page and line, as a broker may write them.

        >>> from faker.generator import Generator
        >>> HawalaProvider(Generator()).hawala_ledger_reference()[0]
        'H'
        """
        page, line = self.generator.random.randrange(1, 400), self.generator.random.randrange(1, 41)
        return f"H{page:03d}/{line:02d}"
