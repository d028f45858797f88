"""References of licensed money transfers, as a receipt carries them."""

from __future__ import annotations

from faker.providers import BaseProvider

from synthetic_data.providers.pattern import fill


class RemittanceProvider(BaseProvider):
    """Format: RX00, then two groups of four digits. Method: drawn alike; no service's reference begins with letters."""

    def remittance_reference(self) -> str:
        """Return one reference.

        >>> from faker.generator import Generator
        >>> RemittanceProvider(Generator()).remittance_reference()[:5]
        'RX00-'
        """
        return fill("RX00-####-####", self.generator.random)
