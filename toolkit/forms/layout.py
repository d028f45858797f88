"""How a form looks: headings, item cards, grids and the status line, in the notebook's own theme."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from toolkit.forms.keys import guard
from toolkit.forms.paper import Item, Paper
from toolkit.language import text

# Lab's output area is about 1,000 px wide on a 1,280 px screen.
WIDTH = "960px"
_TEXT = "color:var(--jp-ui-font-color1,#1b1b1b);line-height:1.45;white-space:normal;overflow-wrap:anywhere;"
_QUOTE = (
    "margin:4px 0 2px 0;padding:6px 10px;white-space:pre-wrap;"
    "border-left:3px solid var(--jp-border-color1,#9a9a9a);background:var(--jp-layout-color2,#f4f4f4);"
)


def heading(paper: Paper) -> Any:
    """The title and the instructions of a form."""
    lines = [f'<div style="{_TEXT}font-size:1.15em;font-weight:600">{escape(paper.title)}</div>']
    if paper.instructions:
        lines.append(f'<div style="{_TEXT}margin-top:4px;white-space:pre-wrap">{escape(paper.instructions)}</div>')
    return widgets.HTML("".join(lines), layout=widgets.Layout(width="100%", margin="0 0 6px 0"))


def question(item: Item, number: int) -> Any:
    """The words of one item, numbered, with its longer text as a quotation."""
    content = f'<div style="{_TEXT}font-weight:600">{number}. {escape(item.text)}</div>'
    if item.detail:
        content += f'<div style="{_TEXT}{_QUOTE}">{escape(item.detail)}</div>'
    return widgets.HTML(content, layout=widgets.Layout(width="100%"))


def line(item: Item) -> Any:
    """The words of one item on a line of their own, without a number."""
    return widgets.HTML(f'<div style="{_TEXT}">{escape(item.text)}</div>', layout=widgets.Layout(width="100%"))


def card(children: Sequence[Any]) -> Any:
    """One item with its control below it, set off by a rule."""
    rule = "1px solid var(--jp-border-color2, #d0d0d0)"
    # Widgets have margins of their own, so that full width is a little too wide: it must not make a scroll bar.
    fit = widgets.Layout(width="100%", padding="8px 4px", border_top=rule, overflow="visible")
    return widgets.VBox(list(children), layout=fit)


def column_head(words: str) -> Any:
    """The heading of one column of a table form."""
    return widgets.HTML(f'<div style="{_TEXT}font-weight:600">{escape(words)}</div>')


def words(content: str) -> Any:
    """Lines of text beside or above cells, in the form's own type; `content` is HTML whose texts are escaped."""
    return widgets.HTML(f'<div style="{_TEXT}">{content}</div>', layout=widgets.Layout(width="100%", margin="0"))


def grid(children: Sequence[Any], columns: Sequence[str]) -> Any:
    """Cells laid out in rows, with the given column widths."""
    layout = widgets.Layout(
        grid_template_columns=" ".join(columns),
        grid_gap="4px 8px",
        width="100%",
        align_items="center",
        overflow="visible",
    )
    return widgets.GridBox(list(children), layout=layout)


def whole(children: Sequence[Any]) -> Any:
    """The form as one block that fits the notebook and wraps on a narrow screen."""
    fit = widgets.Layout(width="100%", max_width=WIDTH, padding="0 8px 0 0")
    return widgets.VBox([*children, guard()], layout=fit)


def status_line() -> Any:
    """The line below a form: progress, and whether the values were saved."""
    return widgets.HTML(layout=widgets.Layout(width="100%", margin="8px 0 0 0"))


def status(progress: str, *, saved: bool, trouble: str = "") -> str:
    """The content of the status line; `role=status` lets a screen reader say each change."""
    after = f"({escape(trouble or text('saved'))})" if trouble or saved else ""
    weight = (
        "font-weight:600;color:var(--jp-error-color1,#b00020)" if trouble else "color:var(--jp-ui-font-color2,#555)"
    )
    return (
        f'<div role="status" style="{_TEXT}border-top:1px solid var(--jp-border-color2,#d0d0d0);padding-top:6px">'
        f'<b>{escape(progress)}</b> <span style="{weight}">{after}</span></div>'
    )
