"""Carrying a grade from one system over into another, with what is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.evaluation.codes import SYSTEMS, Grade, System
from toolkit.language import text

# (from, to) -> code -> (nearest code, others that can be argued for). Read from the wording of the code tables; a
# conversion table printed by an agency goes before this one.
Codes = Mapping[str, tuple[str, str]]
_SOURCES: dict[tuple[str, str], Codes] = {
    ("4x4", "5x5x5"): {"A": ("A", ""), "B": ("B", ""), "C": ("C", "D"), "X": ("E", "")},
    ("4x4", "6x6"): {"A": ("A", ""), "B": ("B", ""), "C": ("D", "CE"), "X": ("F", "")},
    ("5x5x5", "4x4"): {"A": ("A", ""), "B": ("B", ""), "C": ("C", ""), "D": ("C", ""), "E": ("X", "")},
    ("5x5x5", "6x6"): {"A": ("A", ""), "B": ("B", ""), "C": ("C", "D"), "D": ("E", "D"), "E": ("F", "")},
    ("6x6", "4x4"): {
        "A": ("A", ""), "B": ("B", ""), "C": ("C", "B"), "D": ("C", ""), "E": ("C", ""), "F": ("X", ""),
    },
    ("6x6", "5x5x5"): {
        "A": ("A", ""), "B": ("B", ""), "C": ("C", ""), "D": ("C", "D"), "E": ("D", ""), "F": ("E", ""),
    },
}  # fmt: skip
_INFORMATION: dict[tuple[str, str], Codes] = {
    ("4x4", "5x5x5"): {"1": ("1", ""), "2": ("2", ""), "3": ("3", ""), "4": ("4", "")},
    ("4x4", "6x6"): {"1": ("1", "2"), "2": ("2", "36"), "3": ("2", "13"), "4": ("6", "4")},
    ("5x5x5", "4x4"): {"1": ("1", ""), "2": ("2", ""), "3": ("3", ""), "4": ("4", ""), "5": ("4", "")},
    ("5x5x5", "6x6"): {"1": ("1", "2"), "2": ("2", "36"), "3": ("2", "13"), "4": ("6", "4"), "5": ("5", "4")},
    ("6x6", "4x4"): {
        "1": ("3", "1"), "2": ("4", "23"), "3": ("4", ""), "4": ("4", ""), "5": ("4", ""), "6": ("4", ""),
    },
    ("6x6", "5x5x5"): {
        "1": ("3", "1"), "2": ("4", "23"), "3": ("4", ""), "4": ("4", ""), "5": ("5", "4"), "6": ("4", ""),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Conversion:
    """A grade carried over: the nearest `grade`, the `others` that can be argued for, and what was lost."""

    given: Grade
    grade: Grade
    others: tuple[Grade, ...]
    losses: tuple[str, ...]

    def __str__(self) -> str:
        return str(self.grade)


def convert(code: str, given: System | str, wanted: System | str) -> Conversion:
    """Carry a grade over into another system by the wording of the codes.

    Parameters
    ----------
    code : such as "B2"
    given, wanted : systems, `evaluation.FOUR_BY_FOUR` or "4x4"

    Returns
    -------
    Conversion with `.grade`, `.others` and `.losses`: every difference of wording, and what the scales measure

    Raises ParameterError for an unknown system or code.

    Misleads: no conversion is exact, and there and back again is not where one began. Keep the grade as it was given
    beside the converted one, and follow the agency's own table where it has one.

    >>> str(convert("X4", "4x4", "6x6")), [str(grade) for grade in convert("C1", "4x4", "5x5x5").others]
    ('F6', ['D1'])
    >>> convert("A5", "5x5x5", "4x4").losses[-1]
    'lost: that the information is suspected to be false or malicious; say so in words'
    """
    first, second = _system(given), _system(wanted)
    grade = first.grade(code)
    if first.name == second.name:
        return Conversion(grade, grade, (), ())
    pair = (first.name, second.name)
    source, other_sources = _SOURCES[pair][grade.source]
    information, other_information = _INFORMATION[pair][grade.information]
    best = Grade(source, information)
    others = [Grade(a, b) for a in source + other_sources for b in information + other_information]
    return Conversion(
        grade, best, tuple(one for one in others if one != best), tuple(_losses(first, second, grade, best))
    )


def conversion_table(given: System | str, wanted: System | str) -> pd.DataFrame:
    """Return all codes of one system beside their nearest codes in another, with both wordings, for printing.

    >>> conversion_table("4x4", "6x6")["to"].tolist()
    ['A', 'B', 'D', 'F', '1', '2', '2', '6']
    """
    first, second = _system(given), _system(wanted)
    if first.name == second.name:
        raise ParameterError(f"evaluation.conversion_table: both systems are {first.name}; name two")
    rows = []
    for part, tables in (("source", _SOURCES), ("information", _INFORMATION)):
        ours, theirs = getattr(first, part), getattr(second, part)
        for code, (best, others) in tables[first.name, second.name].items():
            rows.append((part, code, ours[code], best, theirs[best], ", ".join(others)))
    return pd.DataFrame(rows, columns=["part", "from", "wording", "to", "wording_there", "also_arguable"])


def _losses(first: System, second: System, given: Grade, best: Grade) -> list[str]:
    said = []
    for part in ("source", "information"):
        ours = getattr(first, part)[getattr(given, part)]
        theirs = getattr(second, part)[getattr(best, part)]
        if ours != theirs:
            said.append(f"{part}: {ours} -> {theirs}")
    if "6x6" in (first.name, second.name):
        knew = text("the other scales tell how the source knew; 6x6 tells how likely it is to be true")
        said.append(knew)
    alone = {
        code
        for code, (best_there, _) in _INFORMATION[first.name, second.name].items()
        if best_there == best.information
    }
    if len(alone) > 1:
        said.append(text("{codes} become one: {code}", codes=", ".join(sorted(alone)), code=best.information))
    doubted = {("5x5x5", "5"), ("6x6", "5"), ("6x6", "4")}
    if (first.name, given.information) in doubted and second.name == "4x4":
        words = first.information[given.information]
        said.append(text("lost: that the information is {words}; say so in words", words=words))
    return said


def _system(system: System | str) -> System:
    if isinstance(system, System):
        return system
    if system not in SYSTEMS:
        raise ParameterError(f"evaluation: {unknown('grading system', system, SYSTEMS)}")
    return SYSTEMS[system]
