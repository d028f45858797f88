"""Machine-readable zones of travel documents, TD1 and TD3, as ICAO Doc 9303 parts 3, 4 and 5 lay them out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from toolkit.errors import ParameterError, unknown

TD3_WIDTH, TD1_WIDTH = 44, 30
_WEIGHTS = (7, 3, 1)
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SEXES = {"F": "F", "M": "M", "X": "<", "": "<"}
# Doc 9303-3, section 6, table A: letters whose recommended form is not the bare letter under the accent.
_LETTERS = {"Ä": "AE", "Å": "AA", "Æ": "AE", "Ð": "D", "Đ": "D", "Ħ": "H", "Ł": "L", "Ŋ": "N", "Ö": "OE", "Ø": "OE"}
_LETTERS |= {"Œ": "OE", "Ŧ": "T", "Þ": "TH", "Ü": "UE", "ẞ": "SS", "ß": "SS", "ı": "I"}


@dataclass(frozen=True)
class Holder:
    """What a zone says of the holder and the document. Names are romanised; states are codes of one to three letters.

    `surname` is the primary identifier and `given_names` the secondary one, empty where a person has one name alone.
    """

    surname: str
    given_names: str
    number: str
    issuing_state: str
    nationality: str
    birth_date: date
    sex: str
    expiry_date: date
    optional: str = ""


def check_digit(text: str) -> str:
    """Return the check digit of a field: weights 7, 3, 1 repeated, A = 10 to Z = 35, < = 0, modulo 10 (9303-3, 4.9).

    >>> check_digit("L898902C3"), check_digit("740812"), check_digit("<<<")
    ('6', '2', '0')
    """
    if not re.fullmatch("[0-9A-Z<]*", text):
        raise ParameterError(f"machine-readable text {text!r} holds a sign other than A-Z, 0-9 and <; transliterate it")
    values = [0 if sign == "<" else _SIGNS.index(sign) for sign in text]
    return str(sum(value * _WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def transliterate(name: str) -> str:
    """Return a name in A-Z, its parts divided by <: hyphens and spaces divide, apostrophes and points vanish.

    >>> transliterate("Nguyễn Thị Đào"), transliterate("O'Connor"), transliterate("Smith-Jones")
    ('NGUYEN<THI<DAO', 'OCONNOR', 'SMITH<JONES')

    Raises ParameterError for a sign with no Latin form, such as a Khmer letter or a digit.
    """
    found: list[str] = []
    for sign in re.sub("[-–‐\\s]+", "<", name.strip()):
        bare = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
        letter = _LETTERS.get(sign) or _LETTERS.get(sign.upper()) or _LETTERS.get(bare.upper()) or bare.upper()
        if sign == "<" or re.fullmatch("[A-Z]+", letter):
            found.append(letter)
        elif unicodedata.category(sign)[0] in "LN":
            raise ParameterError(f"name {name!r}: {sign!r} has no Latin form here; give the romanised name")
    return re.sub("<+", "<", "".join(found)).strip("<")


def name_field(surname: str, given_names: str, width: int) -> str:
    """Return the name field, filled with < to its width or truncated to it (9303-4 and 9303-5, 4.2.3).

    Truncation shortens parts from the end, each to its initial at most, those of the primary identifier last; so
    the field ends in a letter, which is the sign of truncation.

    >>> name_field("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", 39)
    'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K'
    """
    primary, secondary = transliterate(surname).split("<"), transliterate(given_names).split("<")
    if primary == [""]:
        raise ParameterError("a machine-readable zone needs a primary identifier; give surname=")
    groups = [primary, *([secondary] if secondary != [""] else [])]
    for group in reversed(groups):
        for at in reversed(range(len(group))):
            excess = len(_joined(groups)) - width
            if excess > 0:
                group[at] = group[at][: max(1, len(group[at]) - excess)]
    while len(_joined(groups)) > width:
        longest = max(groups, key=len)
        longest.pop()
    return _joined(groups).ljust(width, "<")


def td3(holder: Holder, code: str = "P<") -> tuple[str, str]:
    """Return the two lines of 44 characters of a passport.

    Raises ParameterError for a number of more than nine signs, an odd state code, sex or optional field.
    """
    number = _signs("number", holder.number, 9).ljust(9, "<")
    optional = _signs("optional", holder.optional, 14).ljust(14, "<")
    first = code + _state(holder.issuing_state) + name_field(holder.surname, holder.given_names, TD3_WIDTH - 5)
    number += check_digit(number)
    birth, expiry = _date(holder.birth_date), _date(holder.expiry_date)
    # an empty optional field may carry < for its check digit (9303-4, 4.2.2)
    personal = optional + (check_digit(optional) if holder.optional else "<")
    body = number + _state(holder.nationality) + birth + _sex(holder.sex) + expiry + personal
    return first, body + check_digit(number + birth + expiry + personal)


def td1(holder: Holder, code: str = "I<") -> tuple[str, str, str]:
    """Return the three lines of 30 characters of a card; a number of more than nine signs runs into the optional field.

    Raises ParameterError for a number of more than 22 signs, an odd state code, sex or optional field.
    """
    number = _signs("number", holder.number, 22)
    if len(number) > 9:
        field = number[:9] + "<" + number[9:] + check_digit(number)
        field += "<" + _signs("optional", holder.optional, max(0, 24 - len(field)))
    else:
        field = number.ljust(9, "<")
        field += check_digit(field) + _signs("optional", holder.optional, 15)
    first = code + _state(holder.issuing_state) + field.ljust(25, "<")
    birth, expiry = _date(holder.birth_date), _date(holder.expiry_date)
    second = birth + _sex(holder.sex) + expiry + _state(holder.nationality) + "<" * 11
    composite = check_digit(first[5:] + birth + expiry + second[18:])
    return first, second + composite, name_field(holder.surname, holder.given_names, TD1_WIDTH)


def _joined(groups: list[list[str]]) -> str:
    return "<<".join("<".join(group) for group in groups)


def _state(code: str) -> str:
    if not re.fullmatch("[A-Z]{1,3}", code):
        raise ParameterError(f"state {code!r} is not a code of one to three capital letters, such as UTO")
    return code.ljust(3, "<")


def _sex(sex: str) -> str:
    if sex not in _SEXES:
        raise ParameterError(unknown("sex", sex, _SEXES))
    return _SEXES[sex]


def _date(day: date) -> str:
    return f"{day:%y%m%d}" + check_digit(f"{day:%y%m%d}")


def _signs(field: str, text: str, most: int) -> str:
    """A number as the zone writes it: capitals and digits, anything else between them as filler."""
    clean = re.sub("[^0-9A-Z]+", "<", text.upper()).strip("<")
    if len(clean) > most or (field == "number" and not clean):
        raise ParameterError(f"{field} {text!r} has {len(clean)} signs; the zone takes 1 to {most}")
    return clean
