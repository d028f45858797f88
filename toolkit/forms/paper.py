"""What one form asks: the declared form of the exercise joined with the items of the case's paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.answers.sheet import Form, FormType, Sheet, SheetExercise, read_sheet
from toolkit.errors import AnswerError, CaseError
from toolkit.schema.case import Case


@dataclass(frozen=True)
class Item:
    """One thing that is asked: its id, its words, a longer text (such as a tasking), and its own codes if any."""

    id: str
    text: str
    detail: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """The questions of one exercise: title, instructions, items, and the words in which its codes are shown.

    `items` are what the handout lists as `rows`, or else as `items`. `nominals`, where the handout lists index numbers,
    are the only persons and organisations that a form offers. `entities`, where the handout lists things with an id and
    a name, are what a form offers for the two ends of a tie.
    """

    exercise: str
    title: str
    instructions: str
    form: Form
    folder: Path
    items: tuple[Item, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    nominals: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()

    def label(self, code: str) -> str:
        """The words in which a code is shown; the code itself where the paper gives none."""
        return self.labels.get(code, code)


def read_paper(exercise: str, case: Case, *, wanted: FormType, items: bool) -> Paper:
    """Join the exercise sheet beside the notebook with the case's handout.

    Parameters
    ----------
    exercise : id of the exercise, such as "day01.products"
    case : the open case, which holds the handout "<course>/<exercise>"
    wanted : the form type that the caller can show
    items : whether a paper without items is an error

    Raises AnswerError with one line where the exercise, its handout or its items are missing, or where the
    exercise is answered in another form.
    """
    sheet = read_sheet()
    entry = sheet.exercise(exercise)
    if entry.form.type != wanted:
        raise AnswerError(f"{exercise} is answered as a {entry.form.type}, not by forms.{wanted}")
    try:
        handout = case.handout(f"{sheet.course}/{exercise}")
    except CaseError:
        if items:
            raise AnswerError(
                f"the case beside this notebook has no paper for {sheet.course}/{exercise}; fetch the assignment again"
            ) from None
        handout = {}
    return _join(handout, entry, sheet, items)


def _join(handout: Mapping[str, Any], entry: SheetExercise, sheet: Sheet, items: bool) -> Paper:
    listed = handout.get("rows") or handout.get("items", ())
    asked = tuple(_item(value, f"{sheet.course}/{entry.id}") for value in listed)
    if items and not asked:
        raise AnswerError(f"the paper of {sheet.course}/{entry.id} asks no item; tell your instructor")
    return Paper(
        exercise=entry.id,
        title=str(handout.get("title") or entry.title),
        instructions=str(handout.get("instructions", "")),
        form=entry.form,
        folder=sheet.folder,
        items=asked,
        labels={str(code): str(words) for code, words in handout.get("labels", {}).items()},
        nominals=tuple(str(one) for one in handout.get("nominals", ())),
        entities=tuple(_entity(one) for one in handout.get("entities", ())),
    )


def _entity(value: Any) -> str:
    """Such as "PL001 Name": the id first, as persons are offered."""
    if not isinstance(value, Mapping):
        return str(value)
    return f"{value.get('id', '')} {value.get('name', '')}".strip()


def _item(value: Mapping[str, Any], place: str) -> Item:
    if not isinstance(value, Mapping) or "id" not in value:
        raise AnswerError(f"the paper of {place} has an item without an id; tell your instructor")
    name = str(value["id"])
    return Item(
        id=name,
        text=str(value.get("text", name)),
        detail=str(value.get("detail", "")),
        codes=tuple(str(code) for code in value.get("codes", ())),
    )
