"""Machine-readable zones of travel documents: fields, and whether each check digit is right (ICAO Doc 9303)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.errors import ParameterError

_WEIGHTS = (7, 3, 1)
_SIGNS = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_SHAPES = {(3, 30): "TD1", (2, 44): "TD3"}
# Two-digit years: a birth lies in the past, an expiry near the present. Beyond this year a birth is of 19xx.
_PIVOT = 30


def check_digit(field: str) -> int:
    """Return the check digit of a field: its signs' values times 7, 3, 1, 7 ..., summed, modulo 10.

    A to Z count 10 to 35, the filler < counts 0. Raises ParameterError for another sign.

    Method: ICAO Doc 9303-3, section 4.9; its example:

    >>> check_digit("AB2134<<<"), check_digit("740812")
    (5, 2)
    """
    odd = [sign for sign in field if sign not in _SIGNS]
    if odd:
        raise ParameterError(f"resolution.check_digit: {odd[0]!r} stands in no zone; valid: A-Z, 0-9 and <")
    return sum(_SIGNS[sign] * _WEIGHTS[place % 3] for place, sign in enumerate(field)) % 10


@dataclass(frozen=True)
class Zone:
    """What a zone says. `checks` names each check digit and whether it is right; dates are YYYY-MM-DD, as inferred."""

    format: str
    kind: str
    issuing_state: str
    surname: str
    given_names: str
    document_number: str
    nationality: str
    birth_date: str
    sex: str
    expiry_date: str
    optional: str
    checks: dict[str, bool]

    @property
    def valid(self) -> bool:
        """Whether every check digit is right. A wrong one is a misreading as often as a forgery."""
        return all(self.checks.values())


def read_mrz(lines: str | Iterable[str]) -> Zone:
    """Read a zone of format TD1 (cards: three lines of 30) or TD3 (passports: two lines of 44).

    Parameters
    ----------
    lines : the lines, or one text with line breaks; spaces are read as fillers

    Returns
    -------
    Zone. Years are taken as the latest that fit: births up to 2030, expiries of 20xx.

    Raises ParameterError for another shape, or a sign that stands in no zone.

    Misleads: right check digits prove that the zone was composed with care, not that the document is genuine.

    Method: ICAO Doc 9303-3, -4 and -5; its specimen:

    >>> zone = read_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
    >>> zone.surname, zone.given_names, zone.document_number, zone.birth_date, zone.valid
    ('ERIKSSON', 'ANNA MARIA', 'L898902C3', '1974-08-12', True)
    """
    given = lines.splitlines() if isinstance(lines, str) else [str(line) for line in lines]
    rows = [line.strip().upper().replace(" ", "<") for line in given if line.strip()]
    shape = (len(rows), len(rows[0]) if rows else 0)
    if shape not in _SHAPES or any(len(row) != shape[1] for row in rows):
        sizes = ", ".join(str(len(row)) for row in rows) or "none"
        raise ParameterError(
            f"resolution.read_mrz: lines of {sizes} signs; a passport (TD3) has two of 44, a card (TD1) three of 30"
        )
    odd = [sign for row in rows for sign in row if sign not in _SIGNS]
    if odd:
        raise ParameterError(f"resolution.read_mrz: {odd[0]!r} stands in no zone; valid: A-Z, 0-9 and <")
    return _passport(*rows) if len(rows) == 2 else _card(*rows)


def _passport(first: str, second: str) -> Zone:
    number, born, expires, optional = second[0:9], second[13:19], second[21:27], second[28:42]
    whole = second[0:10] + second[13:20] + second[21:43]
    checks = {
        "document_number": _right(number, second[9]),
        "birth_date": _right(born, second[19]),
        "expiry_date": _right(expires, second[27]),
        "optional": _right(optional, second[42]) or (not optional.strip("<") and second[42] == "<"),
        "composite": _right(whole, second[43]),
    }
    return _zone(
        "TD3", first[0:2], first[2:5], first[5:], number, second[10:13], born, second[20], expires, optional, checks
    )


def _card(first: str, second: str, third: str) -> Zone:
    number, digit, optional = first[5:14], first[14], first[15:30]
    if digit == "<" and optional.strip("<"):
        # a number of more than nine signs runs on into the optional field, its check digit behind it
        rest = optional.split("<", 1)[0]
        number, digit, optional = number + rest[:-1], rest[-1], optional[len(rest) :]
    born, expires = second[0:6], second[8:14]
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    checks = {
        "document_number": _right(number, digit),
        "birth_date": _right(born, second[6]),
        "expiry_date": _right(expires, second[14]),
        "composite": _right(whole, second[29]),
    }
    extra = optional + second[18:29]
    return _zone("TD1", first[0:2], first[2:5], third, number, second[15:18], born, second[7], expires, extra, checks)


def _zone(
    shape: str, kind: str, state: str, names: str, number: str, nation: str,
    born: str, sex: str, expires: str, optional: str, checks: dict[str, bool],
) -> Zone:  # fmt: skip
    surname, _, given = names.partition("<<")
    return Zone(
        format=shape,
        kind=kind.strip("<"),
        issuing_state=state.strip("<"),
        surname=_words(surname),
        given_names=_words(given),
        document_number=number.strip("<"),
        nationality=nation.strip("<"),
        birth_date=_date(born, _PIVOT),
        sex=sex.replace("<", "X"),
        expiry_date=_date(expires, 99),
        optional=_words(optional),
        checks=checks,
    )


def _right(field: str, digit: str) -> bool:
    return digit.isdigit() and int(digit) == check_digit(field)


def _words(field: str) -> str:
    return re.sub("<+", " ", field).strip()


def _date(digits: str, latest: int) -> str:
    """YYMMDD as YYYY-MM-DD, empty where it isn't all digits."""
    if not digits.isdigit():
        return ""
    century = "20" if int(digits[:2]) <= latest else "19"
    return f"{century}{digits[:2]}-{digits[2:4]}-{digits[4:]}"
