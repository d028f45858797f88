"""`form`: a return filled in with drop-downs and numbers, checked as it is typed, kept as a draft, and submitted."""

from __future__ import annotations

import time
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from toolkit.errors import ReportingError, ReturnError
from toolkit.forms import layout
from toolkit.language import text
from toolkit.reporting import checks, drafts
from toolkit.reporting.contributors import countries, routes
from toolkit.reporting.figures import COLUMNS
from toolkit.reporting.filing import whose
from toolkit.reporting.form_block import NOTE, Block, button, html
from toolkit.reporting.notes import note_problem
from toolkit.reporting.rounds import due_on, label, period_of
from toolkit.reporting.system import System
from toolkit.reporting.template import asked
from toolkit.schema.indicators import sections

_SAVE_EVERY_S = 2.0
_FIT = "98%"


def form(system: System, cycle: str, period: Any, *, contributor: str | None = None, goods: bool = False) -> ReturnForm:
    """Show the return of a contributor for a period: its draft, or what is on file, or an empty one.

    Parameters
    ----------
    cycle, period : such as "quarterly", "2026-Q1"
    contributor : by default the viewer; the desk names whom it files for
    goods : ask for goods and substances in place of people

    A field left empty is "not reported". What is typed is checked at once and kept as a draft; Submit files it, as a
    revision where a return is on file. Display the form; `.rows` is what it holds, `.filed` what was filed last.
    """
    return ReturnForm(system, cycle, period, whose(system, contributor), goods)


class ReturnForm:
    """A return as widgets: one block for each indicator, in order of the catalogue."""

    def __init__(self, system: System, cycle: str, period: Any, contributor: str, goods: bool) -> None:
        self.system, self.cycle, self.contributor = system.seen_by(contributor), cycle, contributor
        self.period = period_of(cycle, period)
        self.filed: Any = None
        self._countries = countries(system)
        self._routes = routes(system) if cycle == "monthly" else []
        self._saved_at, self._quiet = 0.0, True
        self.blocks = [
            Block(one, self._countries, self._routes, self._changed, self._total) for one in asked(cycle, goods=goods)
        ]
        self.note = widgets.Text(
            placeholder=text("one line about the whole return, without names"),
            description=text("Note"),
            layout=widgets.Layout(width=_FIT),
        )
        self.note.observe(self._changed, names="value")
        self._buttons = [
            button(text("Save draft"), lambda _: self.save()),
            button(text("Check"), lambda _: self.check()),
            button(text("Submit"), lambda _: self.submit(), "primary"),
        ]
        self._status, self._found = layout.status_line(), widgets.HTML(layout=widgets.Layout(width="100%"))
        children: list[Any] = [self._heading()]
        last = ""
        for block in self.blocks:
            section = block.indicator.number.split(".")[0]
            if section != last:
                children.append(html(f"<h3 style='margin:14px 0 0 0'>{section}. {escape(sections()[section])}</h3>"))
                last = section
            children.append(block.box)
        bar = widgets.HBox(self._buttons, layout=widgets.Layout(margin="10px 0 0 0", flex_flow="row wrap"))
        self.box = layout.whole([*children, layout.card([self.note]), bar, self._status, self._found])
        self._load()

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that the form holds, in the columns in which they are filed; totals left empty are in it."""
        return pd.DataFrame(self._filled(), columns=list(COLUMNS), dtype=object)

    @property
    def fields(self) -> int:
        """How many fields the form shows."""
        return sum(len(block.fields) for block in self.blocks) + 1

    @property
    def problems(self) -> list[str]:
        """What is wrong as typed: one line each, with its place."""
        found = [line for block in self.blocks for line in block.problems()]
        wrong = note_problem(self.note.value.strip())
        return [*found, *([f"{text('Note')}: {wrong}"] if wrong else [])]

    def save(self) -> None:
        """Keep the form as a draft, faults included."""
        try:
            self._save()
        except ReportingError as error:
            self._say(str(error), wrong=True)
            return
        self._say(text("draft kept; open the form again to go on"))

    def check(self) -> pd.DataFrame:
        """Show what the quality checks find before the return is filed."""
        found = pd.DataFrame(columns=list(checks.COLUMNS))
        try:
            found = checks.check_rows(
                self.system, self.cycle, self.period, self._filled(), contributor=self.contributor
            )
        except ReturnError as error:
            self._list(error.problems, text("To mend before it can be filed"))
            return found
        lines = [f"{row.finding} ({row.severity})" for row in found.itertuples()]
        self._list(lines, text("To look at again") if lines else text("The checks find nothing"))
        return found

    def submit(self) -> None:
        """File the return; every problem is listed and nothing saved where one is left."""
        try:
            self._save()
            self.filed = drafts.submit(self.system, self.cycle, self.period, contributor=self.contributor)
        except ReturnError as error:
            self._list(self.problems or list(error.problems), text("Not filed. To mend first"))
            self._say(text("not filed"), wrong=True)
        except ReportingError as error:
            self._list([str(error)], text("Not filed"))
            self._say(text("not filed"), wrong=True)
        else:
            self._list([], "")
            self._say(str(self.filed))

    def _filled(self) -> list[dict[str, Any]]:
        return [row for block in self.blocks for row in block.rows()]

    def _save(self) -> None:
        drafts.save_draft(
            self.system,
            self.cycle,
            self.period,
            self._filled(),
            contributor=self.contributor,
            note=self.note.value.strip(),
        )
        self._saved_at = time.monotonic()

    def _load(self) -> None:
        held = drafts.resume(self.system, self.cycle, self.period, contributor=self.contributor)
        for block in self.blocks:
            block.load([row for row in held.to_dict("records") if row["indicator"] == block.indicator.number])
        self.note.value = held.attrs["note"]
        self._quiet = False
        for block in self.blocks:
            block.judge()
        said = {
            "draft": text("draft taken up again"),
            "filed": text("on file; submit to revise it"),
            "new": text("new return"),
        }
        self._say(said[held.attrs["from"]])

    def _changed(self, _change: Any = None) -> None:
        if self._quiet:
            return
        for block in self.blocks:
            block.judge()
        problems = self.problems
        kept = ""
        if time.monotonic() - self._saved_at >= _SAVE_EVERY_S:
            try:
                self._save()
                kept = text("draft kept")
            except ReportingError as error:
                problems = [*problems, str(error)]
        self._say(text("to mend: {count}", count=len(problems)) if problems else kept, wrong=bool(problems))

    def _total(self, number: str) -> int | None:
        """The total of one indicator as typed, None where it is empty or asked in another return."""
        return next((block.total() for block in self.blocks if block.indicator.number == number), None)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        given = sum(block.given() for block in self.blocks)
        progress = text("{done} figures given", done=given)
        self._status.value = layout.status(progress, saved=False, trouble=words if wrong else "") + (
            "" if wrong or not words else f'<div style="{NOTE}">{escape(words)}</div>'
        )

    def _list(self, lines: Any, heading: str) -> None:
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        self._found.value = (
            f'<div role="alert" style="{NOTE}color:var(--jp-ui-font-color1,#1b1b1b)"><b>{escape(heading)}</b>'
            f"<ul style='margin:4px 0'>{items}</ul></div>"
            if heading
            else ""
        )

    def _heading(self) -> Any:
        name = self._countries.get(self.contributor, self.contributor)
        when = label(self.cycle, self.period)
        due = text("due on {day}", day=due_on(self.cycle, self.period))
        said = text(
            "Leave empty what is not known: unknown is not 0. A breakdown may stay below its total, never exceed it. "
            "No names of persons."
        )
        return html(
            f'<div style="font-size:1.25em;font-weight:600">{escape(name)}: {escape(self.cycle)} {when}</div>'
            f'<div style="{NOTE}">{escape(due)}. {escape(said)}</div>'
        )

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = self.box._repr_mimebundle_(**options)
        if isinstance(bundle, dict):
            bundle["text/plain"] = repr(self)
        return bundle

    def __repr__(self) -> str:
        given = sum(block.given() for block in self.blocks)
        return f"<return form of {self.contributor}, {self.cycle} {label(self.cycle, self.period)}: {given} figures>"
