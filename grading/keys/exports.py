"""Three ways in which operators export call records, and the plain reading that brings them to one form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

UTC = "%Y-%m-%d %H:%M:%S"
# Country calling codes (ITU-T E.164 assignments) of states whose national numbers begin with a trunk 0.
CALLING = {
    "TH": "66", "KH": "855", "LA": "856", "MM": "95", "VN": "84", "CN": "86", "MY": "60", "ID": "62", "AF": "93",
    "PK": "92", "LK": "94", "BD": "880", "AU": "61", "DE": "49",
}  # fmt: skip
# export -> (name of its clock, hours ahead of UTC, how it writes an instant)
CLOCKS = {
    "A": ("UTC", 0.0, "%Y-%m-%dT%H:%M:%SZ"),
    "B": ("UTC+7", 7.0, "%d.%m.%Y %H:%M:%S"),
    "C": ("UTC+6:30", 6.5, "%m/%d/%Y %I:%M:%S %p"),
}


def home(number: str, country: Mapping[str, str]) -> str:
    """Return the calling code under which export B writes national numbers; "" where it writes none."""
    code = CALLING.get(str(country.get(number)), "")
    return code if code and number.startswith(f"+{code}") else ""


def write(
    calls: pd.DataFrame, home_code: str, twice: int, rng: np.random.Generator
) -> tuple[list[str], list[dict[str, str]]]:
    """Return the legend and the lines of three exports of these calls, `twice` of them in two exports.

    `calls` has started_at (UTC), caller, callee and duration_s. Lines come export by export, each in order of time;
    their columns are export, from, to, start and length.
    """
    first = rng.integers(3, size=len(calls))
    second = (first + 1 + rng.integers(2, size=len(calls))) % 3
    doubled = {int(place) for place in rng.permutation(len(calls))[:twice]}
    lines = []
    for place, export in enumerate(CLOCKS):
        for at, call in enumerate(calls.itertuples()):
            if first[at] == place or (at in doubled and second[at] == place):
                lines.append(_line(export, call, home_code))
    return _legend(home_code), lines


def read(raw: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return the clean rows of raw lines: each call once, under the line that stands first.

    >>> line = {"line": "L1", "export": "B", "home": "66", "from": "012 34", "to": "0085 51", "length": "1:05",
    ...     "start": "02.01.2026 06:00:00"}
    >>> read([line, {**line, "line": "L2"}])[0]["started"]
    '2026-01-01 23:00:00'
    """
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for line in raw:
        _, ahead, form = CLOCKS[line["export"]]
        started = (datetime.strptime(line["start"], form) - timedelta(hours=ahead)).strftime(UTC)
        caller, callee = (_number(line[end], line["home"]) for end in ("from", "to"))
        row = {
            "line": line["line"],
            "caller": caller,
            "callee": callee,
            "started": started,
            "duration_s": _seconds(line["length"]),
        }
        found.setdefault((caller, callee, started), row)
    return list(found.values())


def as_written(line: Mapping[str, str]) -> dict[str, str]:
    """Return a raw line in the columns of the clean table."""
    return {"caller": line["from"], "callee": line["to"], "started": line["start"], "duration_s": line["length"]}


def _legend(home_code: str) -> list[str]:
    national = f"numbers of +{home_code} begin with 0, all others" if home_code else "all numbers"
    return [
        "Export A: clock UTC; numbers with + and blanks; length in seconds.",
        f"Export B: clock UTC+7, day.month.year; {national} with 00 and the country code; length as minutes:seconds.",
        "Export C: clock UTC+6:30, month/day/year with AM and PM; country code and digits with hyphens; length as "
        "hours:minutes:seconds.",
    ]


def _line(export: str, call: Any, home_code: str) -> dict[str, str]:
    _, ahead, form = CLOCKS[export]
    seconds = int(call.duration_s)
    minutes = f"{seconds // 60}:{seconds % 60:02d}"
    hours = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return {
        "export": export,
        "from": _written(str(call.caller), export, home_code),
        "to": _written(str(call.callee), export, home_code),
        "start": (call.started_at.tz_localize(None) + pd.Timedelta(hours=ahead)).strftime(form),
        "length": {"A": f"{seconds} s", "B": minutes, "C": hours}[export],
        "home": home_code,
    }


def _written(number: str, export: str, home_code: str) -> str:
    digits = number.removeprefix("+")
    if export == "A":
        return "+" + " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    if export == "C":
        return "-".join(digits[at : at + 3] for at in range(0, len(digits), 3))
    if home_code and digits.startswith(home_code):
        return "0" + digits.removeprefix(home_code)
    return "00" + digits


def _number(text: str, home_code: str) -> str:
    digits = re.sub(r"\D", "", text)
    if digits.startswith("00"):
        return "+" + digits.removeprefix("00")
    return "+" + home_code + digits.removeprefix("0") if digits.startswith("0") else "+" + digits


def _seconds(text: str) -> int:
    total = 0
    for part in text.removesuffix(" s").split(":"):
        total = 60 * total + int(part)
    return total
