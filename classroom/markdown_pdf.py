"""Write Markdown into a PDF at the cursor: headings, lists, quotes, real tables, in any of the classroom's scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import mistune
from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from fpdf.fonts import FontFace

SIZE = 10.5
# Scripts written without spaces between words; a line may break inside such a run.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{24,}")
# What fpdf takes for a mark where Markdown does not.
_MARKS = re.compile(r"(\*\*|__|~~|--)")
_INDENT, _PAD = 5.5, 1.2
# Height in mm of a row left empty, to be filled in by hand.
_BY_HAND = 8.5
_Node = Mapping[str, Any]


@cache
def _reader() -> Any:
    return mistune.create_markdown(renderer=None, plugins=["table"])


def write_markdown(pdf: FPDF, text: str, size: float = SIZE) -> None:
    """Write Markdown at the cursor; `size` is that of the text in points, headings are larger.

    Rows of a table of which half the cells are empty are drawn high enough to write in by hand.
    """
    for node in _reader()(text.strip()):
        _block(pdf, node, size, 0.0)


def plain(node: _Node) -> str:
    """Return the words of a node without any mark."""
    return "".join(map(plain, node["children"])) if "children" in node else str(node.get("raw", ""))


def _block(pdf: FPDF, node: _Node, size: float, indent: float) -> None:
    kind = node["type"]
    if kind == "heading":
        level = int(node["attrs"]["level"])
        pdf.set_font("Noto Sans", "B", size * max(1.05, 1.55 - 0.2 * level))
        # A heading never stands alone at the foot of a page.
        if pdf.will_page_break(pdf.font_size * 1.45 + 14):
            pdf.add_page(same=True)
            pdf.set_font("Noto Sans", "B", size * max(1.05, 1.55 - 0.2 * level))
        _write(pdf, plain(node), indent, markdown=False)
        pdf.ln(size * 0.17)
    elif kind in ("paragraph", "block_text"):
        _text(pdf, size)
        words = inline(node)
        # A question stays on one page with the answers below it.
        if 0 < words.count("\n") < 20 and pdf.will_page_break((words.count("\n") + 2) * pdf.font_size * 1.45):
            pdf.add_page(same=True)
            _text(pdf, size)
        _write(pdf, words, indent)
        if kind == "paragraph":
            pdf.ln(size * 0.2)
    elif kind == "list":
        _list(pdf, node, size, indent)
    elif kind == "block_quote":
        for child in node["children"]:
            _block(pdf, child, size, indent + _INDENT)
    elif kind == "table":
        _table(pdf, node, size)
    elif kind in ("block_code", "block_html"):
        _text(pdf, size)
        _write(pdf, str(node["raw"]).rstrip(), indent, markdown=False)
        pdf.ln(size * 0.2)
    elif kind == "thematic_break":
        pdf.ln(1.5)
        pdf.set_draw_color(160)
        pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
        pdf.ln(2.5)


def _list(pdf: FPDF, node: _Node, size: float, indent: float) -> None:
    attrs = node["attrs"]
    for number, item in enumerate(node["children"], start=int(attrs.get("start") or 1)):
        _text(pdf, size)
        sign = f"{number}." if attrs["ordered"] else "\u2022"
        wide = max(_INDENT, pdf.get_string_width(sign) + 2.5)
        if pdf.will_page_break(pdf.font_size * 1.45):
            pdf.add_page(same=True)
            _text(pdf, size)
        top = pdf.get_y()
        pdf.set_x(pdf.l_margin + indent)
        pdf.cell(wide, pdf.font_size * 1.45, sign)
        pdf.set_xy(pdf.l_margin, top)
        for child in item["children"]:
            _block(pdf, child, size, indent + wide)
        if not item["children"]:
            pdf.ln()
    pdf.ln(size * (0.2 if not indent else 0.05))


def _table(pdf: FPDF, node: _Node, size: float) -> None:
    """Draw a table as wide as the page, its columns by what stands in them; its heading again on each page."""
    head = [inline(cell) for cell in node["children"][0]["children"]]
    body = [
        [inline(cell) for cell in row["children"]] for part in node["children"][1:] for row in part.get("children", ())
    ]
    small = size * (0.86 if len(head) < 7 else 0.76)
    _text(pdf, small)
    unspaced = any(_UNSPACED.search(cell) for row in (head, *body) for cell in row)
    pdf.set_draw_color(170)
    with pdf.table(
        col_widths=_widths(pdf, [head, *body]),
        line_height=pdf.font_size * 1.4,
        padding=_PAD,
        text_align="LEFT",
        v_align="TOP",
        markdown=True,
        first_row_as_headings=any(head),
        headings_style=FontFace(emphasis="BOLD", fill_color=(232, 238, 243)),
        wrapmode=WrapMode.CHAR if unspaced else WrapMode.WORD,
    ) as table:
        spans = ([1] if any(head) else []) + _spans(body)
        for row, span in zip(([head] if any(head) else []) + body, spans, strict=True):
            blank = row is not head and 2 * sum(not cell for cell in row) >= len(row)
            drawn = table.row(min_height=_BY_HAND if blank else None)
            for cell in row[:1] if span else ():
                drawn.cell(cell, rowspan=span)
            for cell in row[1:]:
                drawn.cell(cell)
    pdf.ln(size * 0.3)


def _spans(body: Sequence[Sequence[str]]) -> list[int]:
    """Rows over which the first cell of each row reaches, 0 where one above does: such rows stay on one page.

    A bold cell reaches over the rows below that say more of it, all but their first cell filled in.
    """
    spans: list[int] = []
    top = None
    for number, row in enumerate(body):
        if top is not None and not row[0] and len(row) > 1 and all(row[1:]):
            spans[top] += 1
            spans.append(0)
            continue
        top = number if row[0].startswith("**") else None
        spans.append(1)
    return spans


def _widths(pdf: FPDF, rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Share the page's width out: each column its longest word, and the rest by how much there is to read in it."""
    count = len(rows[0])
    least, wanted = [], []
    for column in range(count):
        cells = [row[column].replace("**", "") if column < len(row) else "" for row in rows]
        longest = max((pdf.get_string_width(word) for cell in cells for word in cell.split()), default=0.0)
        least.append(min(longest * 1.08, 0.6 * pdf.epw) + 2 * _PAD + 1.5)
        wanted.append(min(max(map(pdf.get_string_width, cells)), 3 * pdf.epw) ** 0.7 if any(cells) else 6.0)
    spare = pdf.epw - sum(least)
    if spare <= 0:
        return tuple(least)
    return tuple(one + spare * want / sum(wanted) for one, want in zip(least, wanted, strict=True))


def inline(node: _Node) -> str:
    """Return the words of a node as fpdf reads them: bold between `**`, everything else as plain words."""
    kind = node["type"]
    if kind in ("softbreak", "linebreak"):
        return " " if kind == "softbreak" else "\n"
    if kind == "inline_html" and str(node["raw"]).startswith("<br"):
        return "\n"
    if "children" not in node:
        return _MARKS.sub(r"\\\1", str(node.get("raw", "")))
    words = "".join(map(inline, node["children"]))
    return f"**{words}**" if kind == "strong" and words.strip() else words


def _text(pdf: FPDF, size: float) -> None:
    pdf.set_font("Noto Sans", "", size)


def _write(pdf: FPDF, text: str, indent: float, markdown: bool = True) -> None:
    pdf.set_x(pdf.l_margin + indent)
    pdf.multi_cell(
        0,
        pdf.font_size * 1.45,
        text,
        markdown=markdown,
        new_x=XPos.LMARGIN,
        new_y=YPos.NEXT,
        align="L",
        wrapmode=WrapMode.CHAR if _UNSPACED.search(text) else WrapMode.WORD,
    )
