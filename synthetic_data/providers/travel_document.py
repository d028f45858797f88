"""Travel documents as their machine-readable zones: TD3 (passport) and TD1 (card) of invented holders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from synthetic_data.providers.country import CountryProvider, Pack, alpha3
from synthetic_data.providers.mrz import Holder, td1, td3
from synthetic_data.providers.names import NameProvider
from synthetic_data.providers.passport import PassportProvider
from synthetic_data.providers.tables import table
from toolkit.errors import ParameterError

# Fixed ranges, never the clock: adults, and documents that are valid in any scenario's window.
BORN = (date(1955, 1, 1), date(2005, 12, 31))
EXPIRES = (date(2027, 1, 1), date(2034, 12, 31))


class TravelDocumentProvider(CountryProvider):
    """Machine-readable zones (ICAO Doc 9303 parts 3 to 5) with right check digits.

    Issuing state and nationality are the pack's real three-letter code, since a reader of the zone must be able to
    compare it with the rest of the file; that the document cannot exist lies in its number, which is of a series
    that the state does not issue. A fictional pack has a code of the user-assigned range (XAA to XZZ).

    Both methods take the same keywords; what is not given is drawn: names from the pack, the number in its unissued
    series, birth date in 1955 to 2005 and expiry date in 2027 to 2034 alike over the days. Dates are `date` or
    YYYY-MM-DD; `nationality` and `issuing_state` are codes of one to three letters, those of
    two being turned into three (ISO 3166-1); `sex` is F, M or X.
    """

    def __init__(self, generator: Any, pack: Pack | None = None) -> None:
        super().__init__(generator, pack)
        self._names = NameProvider(generator, pack)
        self._numbers = PassportProvider(generator, pack)

    def mrz_td3(self, country: str | None = None, **given: Any) -> str:
        """Return the two lines of 44 characters of a passport, parted by a newline.

        >>> from faker.generator import Generator
        >>> lines = TravelDocumentProvider(Generator()).mrz_td3("KH", surname="Sok", given_names="Dara").splitlines()
        >>> lines[0][:14], [len(line) for line in lines]
        ('P<KHMSOK<<DARA', [44, 44])
        """
        return "\n".join(td3(self._holder(country, given)))

    def mrz_td1(self, country: str | None = None, **given: Any) -> str:
        """Return the three lines of 30 characters of a card, parted by newlines.

        >>> from faker.generator import Generator
        >>> [len(line) for line in TravelDocumentProvider(Generator()).mrz_td1("TH", sex="F").splitlines()]
        [30, 30, 30]
        """
        return "\n".join(td1(self._holder(country, given)))

    def _holder(self, country: str | None, given: dict[str, Any]) -> Holder:
        fields = list(Holder.__dataclass_fields__)
        odd = [name for name in given if name not in fields]
        if odd:
            raise ParameterError(f"unknown keyword {odd[0]!r}. Valid: {', '.join(fields)}")
        pack = self._pack(country)
        code = str(pack["code"])
        sex = given.get("sex") or self.random_element(("F", "M"))
        surname, names = self._name(code, sex == "F")
        drawn = {
            "number": self._numbers.passport_number(code),
            "birth_date": self._day(*BORN),
            "expiry_date": self._day(*EXPIRES),
            "issuing_state": code,
            "nationality": code,
            **({"surname": surname, "given_names": names} if not given.get("surname") else {"given_names": ""}),
        }
        chosen = {**drawn, **{name: value for name, value in given.items() if value is not None}, "sex": sex}
        for name in ("issuing_state", "nationality"):
            chosen[name] = alpha3(pack) if chosen[name] == code else _state(str(chosen[name]))
        for name in ("birth_date", "expiry_date"):
            chosen[name] = _day(name, chosen[name])
        return Holder(**chosen)

    def _name(self, code: str, female: bool) -> tuple[str, str]:
        """Primary and secondary identifier; where a country has no family names the whole name is the primary one."""
        parts = self._names.name_parts(code, female)
        family = [part[1] for part in parts if part[0] == "family"]
        given = [part[1] for part in parts if part[0] != "family"]
        return (" ".join(family), " ".join(given)) if family else (" ".join(given), "")

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.generator.random.randrange((last - first).days + 1))


def _state(code: str) -> str:
    """The three letters of a two-letter code; other codes, such as UTO of the specimens, as they stand."""
    return str(table("states")["alpha3"].get(code, code))


def _day(name: str, value: date | str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        raise ParameterError(f"{name} {value!r} is not a day; write it as 1990-12-31") from None
