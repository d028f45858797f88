"""Telephone numbers in one form: plus, country code and digits, from whatever an export, a note or a handset says."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.result import Table

KINDS = ("international", "national", "short code", "name", "unreadable")
_LONGEST, _SHORT = 15, 6  # digits of an E.164 number at most; of a short code at most
_SEPARATORS = re.compile(r"[\s\-./·\u00a0\u2010-\u2015]+")


def number(written: object, home: str = "", international: str = "00") -> str:
    """Return one number as plus, country code and digits.

    Parameters
    ----------
    written : as an export or a document writes it; digits of any script
    home : state of the export ("TH") or its calling code ("66"), under which numbers with a leading 0 stand; without
        it such numbers are unreadable
    international : digits dialled before a country code

    Returns the number; a short code (1669) or a sender's name (BANK) as it is written.

    Raises ParameterError where it can't be read.

    Lenient: the length and range of a number are not checked against the numbering plan, so that numbers which no
    operator can assign, such as those of synthetic cases, are read like others.

    >>> number("(0)81 000 12 34", home="TH")
    '+66810001234'
    >>> number("0085-540-123-456"), number("+66 (0)8 1000 1234"), number("๐๘๑๐๐๐๑๒๓๔", home="66")
    ('+85540123456', '+66810001234', '+66810001234')
    """
    form, kind, why = _read(str(written), _calling(home), international)
    if kind == "unreadable":
        raise ParameterError(f"telephone.number: {str(written)!r} {why}")
    return form


def numbers(written: pd.Series, home: str = "", international: str = "00") -> Table:
    """Read a whole column of numbers; each different way of writing is read once.

    Returns
    -------
    Table indexed as `written`, with `number` (empty where unreadable), `kind` (one of international, national, short
    code, name, unreadable), `country` (two letters, of the calling code; "001" where several states share it) and
    `why` for those that could not be read. The caveats count them.

    Raises ParameterError for an unknown home.

    >>> table = numbers(pd.Series(["0810001234", "BANK", "12x"]), home="TH").to_frame()
    >>> table["number"].tolist()[:2], table["kind"].tolist()
    (['+66810001234', 'BANK'], ['national', 'name', 'unreadable'])
    """
    if not isinstance(written, pd.Series):
        raise ParameterError(f"telephone.numbers takes a column, such as table['caller'], got {type(written).__name__}")
    codes, read = ways_of(written, home, international)
    frame = pd.DataFrame(read, columns=["number", "kind", "why"]).iloc[codes].set_axis(written.index)
    places = {one: _state(one) for one, kind, _ in read if kind in KINDS[:2]}
    frame["country"] = frame["number"].map(places).fillna("")
    frame.loc[frame["kind"] == "unreadable", "number"] = None
    counts = frame["kind"].value_counts()
    caveats = [f"{counts[kind]} of {len(frame)}: {text(kind)}" for kind in KINDS[2:] if kind in counts]
    return Table(
        text("{count} numbers, {ways} ways of writing", count=len(frame), ways=len(read) - 1),
        frame[["number", "kind", "country", "why"]],
        tuple(caveats),
    )


def ways_of(written: pd.Series, home: str, international: str) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return the place of each cell in a list of (form, kind, why), one a way of writing; the last is an empty cell."""
    code = _calling(home)
    codes, ways = pd.factorize(written if isinstance(written.dtype, pd.StringDtype) else written.astype("object"))
    return codes, [_read(str(way), code, international) for way in ways] + [("", "unreadable", text("is empty"))]


def _calling(home: str) -> str:
    """Return the calling code of a state, given by two letters or by the code itself."""
    plain = str(home).strip().removeprefix("+")
    if plain == "" or plain.isdigit():
        return plain
    import phonenumbers

    code = phonenumbers.country_code_for_region(plain.upper())
    if not code:
        raise ParameterError(
            f"telephone: {unknown('home country', home, sorted(phonenumbers.SUPPORTED_REGIONS)[:400])[:200]} ..."
        )
    return str(code)


@lru_cache(maxsize=4096)
def _state(form: str) -> str:
    import phonenumbers

    code = _code_of(form.removeprefix("+"))
    return phonenumbers.region_code_for_country_code(int(code)) if code else ""


def _code_of(digits: str) -> str:
    import phonenumbers

    for length in (1, 2, 3):
        if int(digits[:length] or 0) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE and len(digits) >= length:
            return digits[:length]
    return ""


def _read(written: str, home: str, international: str) -> tuple[str, str, str]:
    """Return the form, its kind, and why it can't be read."""
    plain = (
        written
        if written.isascii()
        else "".join(
            str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
            for sign in unicodedata.normalize("NFKC", written)
        )
    ).strip()
    if not plain:
        return "", "unreadable", text("is empty")
    bare = _SEPARATORS.sub("", plain).removeprefix("tel:")
    # A trunk 0 in brackets is dialled at home alone: +66 (0)8 1000 1234.
    inside = bare.startswith(("+", international)) and "(0)" in bare
    digits = re.sub(r"[()\[\]]", "", bare.replace("(0)", "", 1) if inside else bare)
    if not any(sign.isdigit() for sign in digits) or (digits[:1].isalpha() and digits.isalnum()):
        return (
            (plain, "name", "") if any(sign.isalpha() for sign in plain) else ("", "unreadable", text("has no digit"))
        )
    plus = digits.startswith("+")
    digits = digits.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return "", "unreadable", text("holds signs that are no digits")
    kind = "international"
    if not plus:
        if len(digits) <= _SHORT:
            return digits, "short code", ""
        if digits.startswith(international):
            digits = digits.removeprefix(international)
        elif digits.startswith("0"):
            if not home:
                return "", "unreadable", text("begins with 0, and no home country is given: home='TH'")
            digits, kind = home + digits.removeprefix("0"), "national"
    if not _code_of(digits):
        return "", "unreadable", text("begins with no country's calling code")
    if not _SHORT < len(digits) <= _LONGEST:
        return "", "unreadable", text("has {count} digits; a number has 7 to 15", count=len(digits))
    return "+" + digits, kind, ""
