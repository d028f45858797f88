"""How every chart looks: one font list, one colour-blind-safe palette, one Plotly template, one picture writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit import fonts
from toolkit.errors import ParameterError, unknown
from toolkit.language import text

# One list for every script of the classroom; the browser takes the first family that has the glyph.
FONT_FAMILY = ", ".join([*fonts.FAMILIES, "sans-serif"])

# Okabe and Ito (2008), Color Universal Design: told apart by people with any common colour blindness.
OKABE_ITO: dict[str, str] = {
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "yellow": "#F0E442",
    "black": "#000000",
}
PALETTE: tuple[str, ...] = tuple(OKABE_ITO.values())

INK = "#222222"
MUTED = "#6B6B6B"
GRID = "#E3E3E3"
PAPER = "#FFFFFF"

WIDTH = 820  # pixels; a chart fits beside JupyterLab's file browser on a screen 1,280 pixels wide
FORMATS = ("png", "svg", "pdf")

_MARK = "synthetic"  # name of the mark in the template
_synthetic: list[bool] = []


def synthetic(on: bool = True) -> None:
    """Let every chart made from here on carry the mark SYNTHETIC on its right edge, or none.

    `open_case` turns it on for an invented case. An analyst who goes on to real data in the same notebook turns it off.

    >>> synthetic(False)
    """
    _synthetic[:] = [on]


def template(mark: bool = True) -> Any:
    """Return the Plotly template of all charts: white paper, thin grid, `PALETTE`, `FONT_FAMILY`.

    After an invented case was opened it carries the mark SYNTHETIC (`synthetic`), unless `mark` is False: for charts of
    anything but the case, such as a class's results.

    Pass it to one figure (`figure.update_layout(template=template())`); no global state is changed.

    >>> template().layout.font.family.split(",")[0]
    'Noto Sans'
    """
    import plotly.graph_objects as go

    axis = {
        "showgrid": True,
        "gridcolor": GRID,
        "gridwidth": 1,
        "zeroline": False,
        "linecolor": MUTED,
        "ticks": "outside",
        "tickcolor": MUTED,
        "ticklen": 4,
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT_FAMILY, "size": 13, "color": INK},
            "title": {"font": {"size": 17}, "x": 0.01, "xanchor": "left"},
            "colorway": list(PALETTE),
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "hoverlabel": {"font": {"family": FONT_FAMILY, "size": 12}, "bgcolor": PAPER, "align": "left"},
            "legend": {"bgcolor": "rgba(255,255,255,0.85)", "bordercolor": GRID, "borderwidth": 1},
            "margin": {"l": 60, "r": 20, "t": 60, "b": 50},
            "xaxis": axis,
            "yaxis": axis,
            "annotations": [_mark()] if mark and _synthetic and _synthetic[0] else [],
        }
    )


def _words() -> str:
    return text("SYNTHETIC - made for training")


def _mark() -> dict[str, Any]:
    """The mark as a named item of the template: Plotly draws it on every figure that does not place it itself."""
    return {
        "name": _MARK,
        "text": _words(),
        "textangle": 90,
        "x": 1,
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": 1,
        "borderpad": 0,
        "showarrow": False,
        "font": {"size": 11, "color": MUTED},
    }


def mark_words() -> tuple[str, ...]:
    """The mark as a note, for charts that are not Plotly's; nothing where charts carry none.

    >>> synthetic(False)
    >>> mark_words()
    ()
    """
    return (_words(),) if _synthetic and _synthetic[0] else ()


def mark_room() -> int:
    """Pixels that the mark needs beside a plot that fills the whole figure: 0 where charts carry none.

    >>> synthetic(False)
    >>> mark_room()
    0
    """
    return 18 if _synthetic and _synthetic[0] else 0


def place_mark(figure: Any, shift: float) -> None:
    """Move the mark of a figure `shift` pixels to the right of its plot, where something else stands beside it.

    A negative shift puts it inside. Nothing happens where charts carry no mark.
    """
    if _synthetic and _synthetic[0]:
        figure.add_annotation({**_mark(), "name": None, "templateitemname": _MARK, "xshift": shift})


def money_safe(words: str) -> str:
    """Words for a Plotly text: two dollar signs would be read as a formula, and nothing be shown.

    >>> money_safe("US$ 3 less US$ 2")
    'US&#36; 3 less US&#36; 2'
    """
    return words.replace("$", "&#36;")


def picture(figure: Any, path: str | Path, *, scale: float = 2.0) -> Path:
    """Write a Plotly figure as PNG, SVG or PDF with the shipped fonts, and return the path.

    kaleido drives an installed Chrome or Chromium; nothing is fetched. The figure's own width and height
    (pixels) are used, times `scale` for PNG.

    Raises ParameterError for another file ending.

    >>> picture(None, "chart.gif")
    Traceback (most recent call last):
    ...
    toolkit.errors.ParameterError: unknown picture format 'gif'. Valid: pdf, png, svg
    """
    target = Path(path)
    ending = target.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise ParameterError(unknown("picture format", ending, FORMATS))
    fonts.use_for_export()
    figure.write_image(target, format=ending, scale=scale)
    return target
