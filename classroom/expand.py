"""Short marks in a lesson's text, and what the build makes of them: exercise cards, and terms of the glossary.

`{exercise day04.links}` on a line of its own becomes the exercise's title, minutes, points, technique, and its hints,
each folded away. `[[cut point]]` or `[[these points|cut point]]` becomes a link to the term in the course's glossary,
with its definition on hover.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from classroom.glossary import Term, anchor
from grading.exercises import Exercise
from toolkit.errors import unknown

GLOSSARY = "glossary.ipynb"
_CARD = re.compile(r"^\{exercise ([^}]*)\}$", re.MULTILINE)
_TERM = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")


def expand(text: str, exercises: Mapping[str, Exercise], terms: Mapping[str, Term]) -> str:
    """Return a Markdown cell's text with its marks replaced; what `problems` complains of is left as it stands."""
    text = _CARD.sub(lambda mark: _card(exercises[mark[1]]) if mark[1] in exercises else mark[0], text)
    return _TERM.sub(lambda mark: _link(mark, terms), text)


def problems(text: str, exercises: Mapping[str, Exercise], terms: Mapping[str, Term]) -> list[str]:
    """Return what is wrong with the marks of a Markdown cell: exercises and terms that nobody declared."""
    found = [unknown("exercise", mark[1], exercises) for mark in _CARD.finditer(text) if mark[1] not in exercises]
    for mark in _TERM.finditer(text):
        name = (mark[2] or mark[1]).strip()
        if name.lower() not in terms:
            near = unknown("glossary term", name, [one.name for one in terms.values()]).split(" Valid: ")[0]
            found.append(f"{near} Add it to curriculum/glossary.toml")
    return found


def exercises_shown(text: str) -> list[str]:
    """Return the exercises whose cards a text holds.

    >>> exercises_shown("Now the card:\\n\\n{exercise day04.links}")
    ['day04.links']
    """
    return [mark[1] for mark in _CARD.finditer(text)]


def terms_used(text: str) -> list[str]:
    """Return the glossary terms that a text links, in small letters.

    >>> terms_used("A [[broker]] is often a [[points|cut point]].")
    ['broker', 'cut point']
    """
    return [(mark[2] or mark[1]).strip().lower() for mark in _TERM.finditer(text)]


def _card(exercise: Exercise) -> str:
    who = "marked by your instructor" if exercise.by_rubric else "marked by the platform"
    lines = [
        f"> **{exercise.title}**",
        ">",
        f"> {exercise.minutes} minutes · {exercise.points:g} points · {exercise.technique} · {who}",
    ]
    for number, hint in enumerate(exercise.hints, start=1):
        lines += ["", f"<details><summary>Hint {number}</summary>", "", hint, "", "</details>"]
    return "\n".join(lines)


def _link(mark: re.Match[str], terms: Mapping[str, Term]) -> str:
    term = terms.get((mark[2] or mark[1]).strip().lower())
    if term is None:
        return mark[0]
    shown = escape(" ".join(term.definition.split()), quote=False).replace('"', "'")
    return f'[{mark[1].strip()}](../{GLOSSARY}#{anchor(term.name)} "{shown}")'
