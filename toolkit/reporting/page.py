"""A product as one HTML file: charts, their script and the style are inside, so that it opens with no internet."""

from __future__ import annotations

import numbers
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from toolkit import style

if TYPE_CHECKING:
    from toolkit.reporting.product import Product, Section

_STYLE = f"""
body {{ font-family: {style.FONT_FAMILY}; color: {style.INK}; background: {style.PAPER}; max-width: 860px;
  margin: 0 auto; padding: 24px 16px 60px; line-height: 1.5; }}
h1 {{ font-size: 1.7em; margin: 12px 0 4px; }} h2 {{ font-size: 1.2em; margin: 34px 0 6px; }}
.mark {{ background: #FDECEA; color: #8C1D18; padding: 6px 12px; font-weight: 600; text-align: center; }}
.small {{ color: {style.MUTED}; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: .92em; margin: 8px 0; }}
th, td {{ padding: 4px 12px; border-bottom: 1px solid {style.GRID}; text-align: right; }}
tbody th, td.words, thead th:first-child {{ text-align: left; font-weight: 400; }}
thead th {{ border-bottom: 2px solid {style.MUTED}; }}
td.none {{ color: {style.MUTED}; font-style: italic; }}
@media print {{ h2 {{ break-after: avoid; }} table, .chart {{ break-inside: avoid; }} }}
"""


def write(product: Product, target: Path) -> None:
    """Write the page. Every text of the file is escaped."""
    from plotly.offline import get_plotlyjs

    sections = "".join(_section(one, number) for number, one in enumerate(product.sections))
    mark = f'<div class="mark">{escape(product.mark)}</div>' if product.mark else ""
    target.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(product.title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style><script>{get_plotlyjs()}</script>'
        f"</head><body>{mark}<h1>{escape(product.title)}</h1>"
        f'<p class="small">{escape(product.handling)} &middot; {escape(product.day)}</p>{sections}</body></html>\n',
        "utf-8",
    )


def cell(value: object) -> str:
    """Return a value as words: thousands apart, and what is not there as an empty mark."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return "\u2013"
    return f"{int(value):,}" if isinstance(value, numbers.Integral) else str(value)


def _section(one: Section, number: int) -> str:
    said = one.sentences
    words = f"<p>{escape(said[0])}</p>" if len(said) == 1 else "".join(f"<li>{escape(line)}</li>" for line in said)
    body = words if len(said) < 2 else f"<ul>{words}</ul>"
    table = "" if one.table is None else f'<div class="wide">{_table(one.table)}</div>'
    chart = ""
    if one.figure is not None:
        drawn = one.figure.to_html(full_html=False, include_plotlyjs=False, div_id=f"chart{number}")
        chart = f'<div class="chart wide">{drawn}</div>'
    return f"<h2>{escape(one.heading)}</h2>{body}{chart}{table}"


def _table(table: pd.DataFrame) -> str:
    heads = "".join(
        f"<th>{escape(str(name))}</th>" for name in ["" if table.index.name is None else table.index.name, *table]
    )
    rows = []
    for name, *values in table.itertuples(name=None):
        cells = ""
        for value in values:
            word = cell(value)
            kind = "words" if isinstance(value, str) else "none" if word == "\u2013" else ""
            cells += f'<td class="{kind}">{escape(word)}</td>'
        rows.append(f"<tr><th>{escape(str(name))}</th>{cells}</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
