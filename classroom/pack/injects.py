"""The injects of a case: what trainers need to run them, and the sheets that are handed out at their minute."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from classroom.pack.texts import table
from classroom.pack.writing import Part

FILE = Path("truth") / "injects.csv"


def read_injects(sealed: Path) -> list[dict[str, str]]:
    """Return the injects of a sealed folder, in the order of their minute; [] where the case has none."""
    file = sealed / FILE
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return sorted(csv.DictReader(lines), key=lambda one: int(one["minute"]))


def schedule(injects: list[dict[str, str]]) -> str:
    """Return the rows of the trainers' log."""
    rows = [[f"{one['inject_id']} {one['title']}", clock(one), one["recipient"], "", "", ""] for one in injects]
    return "\n".join(table([""] * 6, rows).splitlines()[2:])


def trainers_part(one: Mapping[str, str]) -> Part:
    """Return what a trainer has to know of one inject: time, trigger, recipient, expected action, what it changes."""
    day = "any day" if one["course_day"] == "any" else one["course_day"].replace("day", "day ").replace("day 0", "day ")
    facts = [
        ["day", day],
        ["handed out", f"{clock(one)} after the start of the session"],
        ["trigger", "the clock; whatever the class is doing then"],
        ["recipient", one["recipient"]],
        ["**expected action**", one["action"]],
        ["becomes more probable", one["rises"]],
        ["becomes less probable", one["falls"]],
        ["persons", one["subjects"].replace(";", ", ") or "none on the index"],
        ["documents", one["documents"].replace(";", ", ") or "none"],
    ]
    words = one["text"].split("\n\n", 1)[-1].replace("\n# ", "\n### ").removeprefix("# ").partition("\n")[2].strip()
    text = "\n\n".join(
        [f"# {one['inject_id']}: {one['title']}", table(["", ""], facts), "**What is handed out:**", words]
    )
    return Part(one["inject_id"], text)


def clock(one: Mapping[str, str]) -> str:
    """Return the minute of an inject as hours and minutes.

    >>> clock({"minute": "211"})
    '3:31'
    """
    return f"{int(one['minute']) // 60}:{int(one['minute']) % 60:02d}"
