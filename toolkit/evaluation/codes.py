"""The code tables of the grading systems, word for word, each with its source."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.errors import ParameterError, unknown


class Grade(NamedTuple):
    """One evaluation: how far the source is trusted, and what is known of the information's accuracy."""

    source: str
    information: str

    def __str__(self) -> str:
        return self.source + self.information


@dataclass(frozen=True)
class System:
    """One grading system: the wording of each source, information and handling code, and where it was read."""

    name: str
    source: Mapping[str, str]
    information: Mapping[str, str]
    handling: Mapping[str, str]
    reference: str

    def grade(self, code: str) -> Grade:
        """Return the grade that a code such as "B2" names; ParameterError for a code that the system does not have.

        >>> FOUR_BY_FOUR.grade("b2")
        Grade(source='B', information='2')
        """
        text = str(code).strip().upper()
        if len(text) != 2:
            raise ParameterError(f"{str(code)!r} is no {self.name} grade; write the source and the information, as B2")
        if text[0] not in self.source:
            raise ParameterError(unknown(f"{self.name} source code", text[0], self.source))
        if text[1] not in self.information:
            raise ParameterError(unknown(f"{self.name} information code", text[1], self.information))
        return Grade(text[0], text[1])

    def explain(self, code: str) -> str:
        """Return what a grade says, in words.

        >>> SIX_BY_SIX.explain("B2")
        'B: usually reliable; 2: probably true'
        """
        source, information = self.grade(code)
        return f"{source}: {self.source[source]}; {information}: {self.information[information]}"

    def _rows(self) -> list[tuple[str, str, str]]:
        parts = (("source", self.source), ("information", self.information), ("handling", self.handling))
        return [(part, code, words) for part, codes in parts for code, words in codes.items()]

    def __repr__(self) -> str:
        lines = [f"{part:<12}{code:<4}{words}" for part, code, words in self._rows()]
        return "\n".join([f"{self.name} ({self.reference})", *lines])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{part}</td><td><b>{code}</b></td><td style='text-align:left'>{html.escape(words)}</td></tr>"
            for part, code, words in self._rows()
        )
        return f"<b>{self.name}</b> ({html.escape(self.reference)})<table>{rows}</table>"


FOUR_BY_FOUR = System(
    name="4x4",
    source={
        "A": "no doubt as to authenticity, trustworthiness and competence, or proved reliable in all instances",
        "B": "in most instances proved reliable",
        "C": "in most instances proved unreliable",
        "X": "reliability cannot be assessed",
    },
    information={
        "1": "accuracy not in doubt",
        "2": "known personally to the source but not to the official passing it on",
        "3": "not known personally to the source but corroborated by information already recorded",
        "4": "not known personally to the source and cannot be corroborated",
    },
    handling={
        "H0": "may only be used for the purpose of preventing and combating crimes",
        "H1": "not to be disclosed in judicial proceedings without the permission of the provider",
        "H2": "not to be disseminated without the permission of the provider",
        "H3": "other restrictions and comments",
    },
    reference="Regulation (EU) 2016/794, Article 29; handling: Europol codes",
)

FIVE_BY_FIVE_BY_FIVE = System(
    name="5x5x5",
    source={
        "A": "always reliable",
        "B": "mostly reliable",
        "C": "sometimes reliable",
        "D": "unreliable",
        "E": "untested source",
    },
    information={
        "1": "known to be true without reservation",
        "2": "known personally to source but not to officer",
        "3": "not personally known to source but corroborated",
        "4": "cannot be judged",
        "5": "suspected to be false or malicious",
    },
    handling={
        "1": "may be disseminated to other law enforcement and prosecuting agencies",
        "2": "may be disseminated to non-prosecuting parties (authorisation and records needed)",
        "3": "may be disseminated to foreign law enforcement agencies (special conditions apply)",
        "4": "may be disseminated within the originating agency only",
        "5": "no further dissemination: refer to the originator",
    },
    reference="UK National Intelligence Model; replaced there by 3x5x2 from 2016",
)

SIX_BY_SIX = System(
    name="6x6",
    source={
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "reliability cannot be judged",
    },
    information={
        "1": "confirmed by other sources",
        "2": "probably true",
        "3": "possibly true",
        "4": "doubtful",
        "5": "improbable",
        "6": "truth cannot be judged",
    },
    handling={},
    reference="Admiralty system, used by NATO",
)

SYSTEMS: dict[str, System] = {system.name: system for system in (FOUR_BY_FOUR, FIVE_BY_FIVE_BY_FIVE, SIX_BY_SIX)}
HANDLING: Mapping[str, str] = FOUR_BY_FOUR.handling


def grade(code: str, system: System = FOUR_BY_FOUR) -> Grade:
    """Read a grade such as "B2" in one of the systems (4x4 unless another is named).

    Raises ParameterError for a code that the system does not have.

    >>> grade("B2").source, grade("D4", SIX_BY_SIX).information
    ('B', '4')
    """
    return system.grade(code)


def explain(code: str, system: System = FOUR_BY_FOUR) -> str:
    """Say in words what a grade, or a handling code of the system, means.

    >>> explain("B2")
    'B: in most instances proved reliable; 2: known personally to the source but not to the official passing it on'
    >>> explain("H2")
    'H2: not to be disseminated without the permission of the provider'
    """
    text = str(code).strip().upper()
    if text in system.handling:
        return f"{text}: {system.handling[text]}"
    return system.explain(code)
