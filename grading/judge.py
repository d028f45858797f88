"""The judge: a sealed key and an answer that came out of an untrusted run give a verdict."""

from __future__ import annotations

import inspect
import json
from collections.abc import Collection, Mapping
from typing import Any

from grading.marking import Verdict, family
from grading.sandbox.outputs import printable
from toolkit.answers.normalise import normalise
from toolkit.answers.sheet import Form
from toolkit.errors import AnswerError, GradingError

SIZE_LIMIT = 512 * 1024
# Each entry of a list or mapping takes two characters at least, so what holds more is too long: no need to walk it.
ENTRY_LIMIT = SIZE_LIMIT // 2
DEPTH_LIMIT = 6
_PLAIN = (str, int, float, bool, type(None))  # what JSON gives


def judge(
    sealed: Mapping[str, Any],
    answer: Any,
    *,
    nominals: Collection[str] = (),
    documents: Collection[str] = (),
) -> Verdict:
    """Mark one answer against the sealed key of its exercise.

    Parameters
    ----------
    sealed : a sealed key record (docs/architecture.md)
    answer : what the run recorded, JSON-ready; never trusted
    nominals, documents : valid identifiers of the case; empty means unchecked

    A malformed answer earns 0, and the feedback says in plain words what is malformed. Anything that goes wrong on
    our side raises GradingError, so that the exercise stays ungraded for a person.
    """
    reason = too_big(answer)
    if reason:
        return malformed(reason)
    try:
        form = Form.from_json(sealed["form"])
        paper = sealed["paper"]
        mark = family(sealed["family"])
        items = [str(one["id"]) for one in paper.get("items", ())]
    except GradingError:
        raise
    except Exception as error:
        raise GradingError(f"the sealed key of {sealed.get('exercise')} is damaged ({type(error).__name__})") from error
    try:
        clean = normalise(answer, form, nominals=nominals, items=items, documents=documents)
    except AnswerError as error:
        return malformed(str(error)[:500])
    except Exception as error:
        # What only an odd answer can bring about: the form check promises AnswerError and nothing else.
        return malformed(f"the answer cannot be read as a {form.type} ({type(error).__name__})")
    try:
        # A family reads what it needs; a key may be larger than one family's signature.
        verdict = mark(clean, sealed["key"], paper=paper, **sealed["parameters"])
    except GradingError:
        raise
    except Exception as error:
        raise GradingError(f"marking {sealed['exercise']} failed: {type(error).__name__}: {error}") from error
    if not isinstance(verdict, Verdict):
        raise GradingError(f"marking {sealed['exercise']} gave {type(verdict).__name__}, not a verdict")
    return verdict


def malformed(reason: str) -> Verdict:
    """Return the verdict for an answer that cannot be marked, with the reason for the trainee."""
    shown = printable(reason)
    return Verdict(0.0, f"Not marked, so 0: {shown}", {"malformed": shown})


def too_big(answer: Any) -> str:
    """Say why an answer is not plain JSON of a sensible size and depth; "" if it is.

    >>> too_big([{"a": 1}])
    ''
    """
    if _more_than(answer, ENTRY_LIMIT):
        return f"the answer holds more than {ENTRY_LIMIT:,} entries; at most {SIZE_LIMIT:,} characters are accepted"
    if not _shallow(answer, DEPTH_LIMIT):
        return f"the answer is not plain data, or nested more than {DEPTH_LIMIT} deep"
    try:
        size = len(json.dumps(answer, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        return "the answer is not plain data"
    return f"the answer is {size:,} characters long; at most {SIZE_LIMIT:,} are accepted" if size > SIZE_LIMIT else ""


def check_parameters(name: str, parameters: Mapping[str, Any]) -> None:
    """Raise GradingError where a family does not take the parameters declared for an exercise."""
    try:
        inspect.signature(family(name)).bind(None, None, paper={}, **parameters)
    except TypeError as error:
        raise GradingError(f"marking family {name}: {error}") from None


def _more_than(answer: Any, most: int) -> bool:
    """Does an answer hold more entries than that? Containers are counted by their length, and no further."""
    waiting, count = [answer], 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, (list, dict)):
            count += len(one)
            if count > most:
                return True
            waiting += one.values() if isinstance(one, dict) else one
    return False


def _shallow(value: Any, depth: int) -> bool:
    if type(value) in _PLAIN or isinstance(value, (int, float, str)):
        return True
    if depth == 0:
        return False
    if isinstance(value, list):
        return all(_shallow(one, depth - 1) for one in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _shallow(one, depth - 1) for key, one in value.items())
    return False
