"""SIM numbers: IMSI of the test network and ICCID with a country code that cannot exist."""

from __future__ import annotations

from faker.providers import BaseProvider

from synthetic_data.providers.luhn import luhn_digit

# MCC 001, MNC 01: the network for tests (ITU-T E.212), which no operator runs.
TEST_NETWORK = "00101"
# 89 is telecommunications (ITU-T E.118); no E.164 country code begins with 0, so that no issuer can stand behind it.
TEST_ISSUER = "89" + TEST_NETWORK


class SimProvider(BaseProvider):
    """Subscriber and card numbers that no operator can issue; digits drawn alike."""

    def imsi(self) -> str:
        """Return an IMSI: fifteen digits, MCC 001 and MNC 01 first (ITU-T E.212).

        >>> from faker.generator import Generator
        >>> SimProvider(Generator()).imsi()[:5]
        '00101'
        """
        return TEST_NETWORK + self._digits(10)

    def sim_iccid(self) -> str:
        """Return an ICCID: nineteen digits, 89 first and Luhn's digit last (ITU-T E.118).

        >>> from faker.generator import Generator
        >>> iccid = SimProvider(Generator()).sim_iccid()
        >>> len(iccid), iccid[:7], luhn_digit(iccid[:-1]) == int(iccid[-1])
        (19, '8900101', True)
        """
        body = TEST_ISSUER + self._digits(11)
        return body + str(luhn_digit(body))

    def _digits(self, count: int) -> str:
        return "".join(str(self.generator.random.randrange(10)) for _ in range(count))
