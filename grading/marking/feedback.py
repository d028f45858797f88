"""The words of feedback: one look-up for every marking family, so that feedback can be translated."""

from __future__ import annotations

from toolkit.language import catalogue, current


def say(message: str, /, **values: object) -> str:
    """Translate one message of the feedback and fill in its `{named}` values.

    >>> say("Missing: {count}.", count=2)
    'Missing: 2.'
    """
    translated = catalogue("grading", "feedback", current()).gettext(message)
    return translated.format(**values) if values else translated
