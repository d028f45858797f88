"""Carrying a grade from one system over into another by an agency's own table, with what is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.evaluation.codes import SYSTEMS, Grade, System
from toolkit.language import text

# No table is kept here: agencies differ, and reading the wordings against each other is the analyst's work.
Codes = Mapping[str, str]
_PARTS = ("source", "information")


@dataclass(frozen=True)
class Conversion:
    """A grade carried over: the `grade` by the table that was given, and what was lost."""

    given: Grade
    grade: Grade
    losses: tuple[str, ...]

    def __str__(self) -> str:
        return str(self.grade)


def convert(code: str, given: System | str, wanted: System | str, *, source: Codes, information: Codes) -> Conversion:
    """Carry a grade over into another system by the table of the agency that sends it.

    Parameters
    ----------
    code : such as "B2"
    given, wanted : systems, `evaluation.FOUR_BY_FOUR` or "4x4"
    source, information : the agency's table, code of `given` -> code of `wanted`; `conversion_table` prints the
        wordings that it has to join

    Returns
    -------
    Conversion with `.grade` and `.losses`: every difference of wording, and what the scales measure

    Raises ParameterError for an unknown system, a code that its system does not have, and a code left out of the table.

    Misleads: no conversion is exact, and there and back again is not where one began. Keep the grade as it was given
    beside the converted one, with the name of its system.

    >>> ours = {"A": "A", "B": "B", "C": "C", "D": "C", "E": "X"}, {"1": "1", "2": "2", "3": "3", "4": "4", "5": "4"}
    >>> carried = convert("A5", "5x5x5", "4x4", source=ours[0], information=ours[1])
    >>> str(carried), carried.losses[-1]
    ('A4', 'lost: that the information is suspected to be false or malicious; say so in words')
    """
    first, second = _system(given), _system(wanted)
    grade = first.grade(code)
    carried = {}
    for part, table in zip(_PARTS, (source, information), strict=True):
        _check(table, first, second, part)
        ours = getattr(grade, part)
        if ours not in table:
            raise ParameterError(f"evaluation.convert: {part} {ours!r} of {first.name} stands nowhere in the table")
        carried[part] = table[ours]
    found = Grade(carried["source"], carried["information"])
    return Conversion(grade, found, tuple(_losses(first, second, grade, found, information)))


def conversion_table(
    given: System | str, wanted: System | str, *, source: Codes | None = None, information: Codes | None = None
) -> pd.DataFrame:
    """Return all codes of one system with their wording, for an agency to write the codes of another beside them.

    Returns
    -------
    DataFrame `part`, `from`, `wording`, `to`, `wording_there`; `to` is empty where the table given holds no code

    Raises ParameterError as `convert` does, and where both systems are one.

    >>> conversion_table("4x4", "6x6")["from"].tolist()
    ['A', 'B', 'C', 'X', '1', '2', '3', '4']
    >>> conversion_table("4x4", "6x6", source={"X": "F"}).loc[3, "wording_there"]
    'reliability cannot be judged'
    """
    first, second = _system(given), _system(wanted)
    if first.name == second.name:
        raise ParameterError(f"evaluation.conversion_table: both systems are {first.name}; name two")
    rows: list[tuple[str, str, str, str, str]] = []
    for part, table in zip(_PARTS, (source or {}, information or {}), strict=True):
        _check(table, first, second, part)
        ours, theirs = getattr(first, part), getattr(second, part)
        for code, words in ours.items():
            chosen = table.get(code, "")
            rows.append((part, code, words, chosen, theirs.get(chosen, "")))
    return pd.DataFrame(rows, columns=["part", "from", "wording", "to", "wording_there"])


def _check(table: Codes, first: System, second: System, part: str) -> None:
    """Raise ParameterError for a table that is none, or a code that one of the two systems does not have."""
    if not isinstance(table, Mapping):
        raise ParameterError(
            f"evaluation: {part}= takes a table of codes, such as {{'A': 'A'}}, got {type(table).__name__}"
        )
    for system, codes in ((first, table), (second, table.values())):
        known = getattr(system, part)
        for code in codes:
            if code not in known:
                raise ParameterError(f"evaluation: {unknown(f'{part} code of {system.name}', code, known)}")


def _losses(first: System, second: System, given: Grade, found: Grade, information: Codes) -> list[str]:
    said = []
    for part in _PARTS:
        ours = getattr(first, part)[getattr(given, part)]
        theirs = getattr(second, part)[getattr(found, part)]
        if ours != theirs:
            said.append(f"{part}: {ours} -> {theirs}")
    if first.name == second.name:
        return said
    if "6x6" in (first.name, second.name):
        said.append(text("the other scales tell how the source knew; 6x6 tells how likely it is to be true"))
    alone = [code for code in first.information if information.get(code) == found.information]
    if len(alone) > 1:
        said.append(text("{codes} become one: {code}", codes=", ".join(alone), code=found.information))
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
