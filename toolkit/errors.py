"""The one exception tree: every error that a person is meant to read and mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AcademyError(Exception):
    """Something a person can mend; its text is one clear line: what, where, the valid values, the mend."""

    def _render_traceback_(self) -> list[str]:
        """Let a notebook show that one line in place of a traceback (an IPython convention)."""
        return [f"{type(self).__name__}: {self}"]


class ParameterError(AcademyError):
    """An argument or option has a value that is not allowed."""


class CaseError(AcademyError):
    """A case folder is missing, incomplete or damaged."""


class EvidenceError(AcademyError):
    """An evidence table breaks its declared record type; every problem found is listed."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        shown = "; ".join(self.problems[:5])
        more = len(self.problems) - 5
        super().__init__(shown + (f"; and {more} more" if more > 0 else ""))


class SeriesError(AcademyError):
    """A time series is not fit for the method asked of it: not numbers, repeated periods, gaps, too short."""


class AnswerError(AcademyError):
    """An answer handed to `mark` is missing or malformed."""


class LessonError(AcademyError):
    """A lesson source or an exercise declaration cannot be built."""


class WorkspaceError(AcademyError):
    """A course workspace is missing, of another course, or not in the state that a step needs."""


class GradingError(AcademyError):
    """A fault on the marking side: the exercise stays ungraded for a person, never 0."""


class GateError(AcademyError):
    """A generated case fails one of its release gates."""


class ReportingError(AcademyError):
    """The reporting system refuses a step: no such system, contributor or round, a round not open, no access."""


class ReturnError(ReportingError):
    """A return cannot be filed as it stands; one line for every problem, with its place. Nothing was saved."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def unknown(what: str, given: object, valid: Iterable[str]) -> str:
    """One line for a value outside a fixed set, with the nearest valid value as the mend.

    >>> unknown("border point", "Poipt", ["Poipet", "Mae Sot"])
    "unknown border point 'Poipt'; did you mean 'Poipet'? Valid: Mae Sot, Poipet"
    """
    options = sorted(valid)
    near = difflib.get_close_matches(str(given), options, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return f"unknown {what} {str(given)!r}{hint} Valid: {', '.join(options)}"
