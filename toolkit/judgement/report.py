"""`report`: an intelligence report or strategic assessment put together once, written as DOCX, PDF or HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.evaluation.codes import FOUR_BY_FOUR, System
from toolkit.evaluation.handling import handling as in_full
from toolkit.judgement.likelihood import SCALES, scale
from toolkit.judgement.report_parts import Block, Sheets
from toolkit.judgement.statements import finding, plain, statement
from toolkit.judgement.tables import said
from toolkit.judgement.wording import check
from toolkit.language import text
from toolkit.result import Result

MARK = "SYNTHETIC - made for training. Every person, firm and event in this document is invented."
FORMATS = ("docx", "html", "pdf")


@dataclass(frozen=True, repr=False)
class Report(Sheets, Result):
    """A report ready to be written; `blocks` is its content in order, the same for every format."""

    caveats: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """How long the report is."""
        return text("{title}: {count} numbered paragraphs.", title=self.title, count=len(self.to_frame()))

    def to_frame(self) -> pd.DataFrame:
        """One row a numbered paragraph: its section and its text."""
        rows, section = [], ""
        for block in self.blocks:
            if block.kind == "heading":
                section = block.text
            elif block.kind == "paragraph":
                rows.append((block.number, section, block.text))
        return pd.DataFrame(rows, columns=["number", "section", "text"]).set_index("number")

    def save(self, path: str | Path, *, interactive: bool = False) -> Path:
        """Write the report as .docx, .pdf or .html, by the ending, and return the path.

        The HTML is one file that fetches nothing: charts are pictures, or with `interactive=True` live Plotly charts
        with the library inside (about 5 MB). Charts are drawn by an installed Chrome or Chromium.
        """
        target = Path(path)
        ending = target.suffix.lstrip(".").lower()
        if ending not in FORMATS:
            raise ParameterError(f"judgement.report: {unknown('document format', ending, FORMATS)}")
        if interactive and ending != "html":
            raise ParameterError("judgement.report: interactive charts live in HTML alone; save as .html")
        if not target.parent.is_dir():
            raise ParameterError(f"judgement.report: no folder {str(target.parent)!r}; make it first")
        building = target.with_name(f".{target.stem}.part.{ending}")
        try:
            if ending == "docx":
                from toolkit.judgement.report_docx import write_docx

                write_docx(self, building)
            elif ending == "pdf":
                from toolkit.judgement.report_pdf import write_pdf

                write_pdf(self, building)
            else:
                from toolkit.judgement.report_html import write_html

                write_html(self, building, interactive=interactive)
            building.replace(target)
        finally:
            building.unlink(missing_ok=True)
        return target

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{escape(self.title)}</b> ({escape(self.date)})</p>"]
        parts += [f"<p style='color:#a00'>{escape(one)}</p>" for one in (self.mark, *self.handling) if one]
        for block in self.blocks:
            if block.kind == "heading":
                parts.append(f"<h4>{escape(block.text)}</h4>")
            elif block.kind == "paragraph":
                parts.append(f"<p>{block.number}. {escape(block.text)}</p>")
        if self.caveats:
            parts.append(f"<p>{escape(text('Caveats'))}</p>")
            parts.append("<ul>" + "".join(f"<li>{escape(one)}</li>" for one in self.caveats) + "</ul>")
        return "".join(parts)


def report(
    title: str,
    *,
    date: str | dt.date,
    handling: str | Iterable[str],
    key_judgements: Iterable[Any],
    scope: str | Iterable[str] = (),
    sources: Any = (),
    findings: Iterable[Any] = (),
    inferences: Iterable[Any] = (),
    gaps: str | Iterable[str] = (),
    recommendations: str | Iterable[str] = (),
    charts: Any = (),
    tables: Mapping[str, Any] | None = None,
    author: str = "",
    reference: str = "",
    system: System = FOUR_BY_FOUR,
    yardstick: str = "icd203",
    synthetic: bool = True,
) -> Report:
    """Put together a report: handling, key judgements, scope and sources, findings, inferences, gaps, advice, annexes.

    Parameters
    ----------
    title, author, reference : as printed; `date` is the day of the report (2026-01-31)
    handling : codes of the records behind the report, such as "H1 H2"; printed in full on the first page, as codes on
        every page
    key_judgements, inferences : text, or {"text": "boats return by June", "probability": 0.7, "confidence":
        "moderate", "basis": "two independent sources", "evidence": "D01; D04"}, which is put into words: likelihood in
        one sentence, confidence in the next. `likelihood` may name a term in place of `probability`
    findings : text, or {"text": , "evidence": }
    scope, gaps, recommendations : text, or several
    sources : texts, or a table with columns such as `source`, `grade`; grades are explained in an annex
    charts : Plotly figures or results that have `.chart()`, as a list or as {title: chart}
    tables : {title: table or result}, annexed
    yardstick : "icd203" or "phia"; its words stand in an annex with their ranges
    synthetic : print the SYNTHETIC mark on every page; False for real work only

    The wording of key judgements and inferences is checked (`judgement.check`), and faults are among the caveats, as is
    every section left empty. Raises ParameterError for an unknown code, key or grade, or an empty paragraph.

    >>> made = report("Sea route", date="2026-03-01", handling="H0", findings=["Boats were seen in May."],
    ...               key_judgements=[{"text": "boats return by June", "probability": 0.7}])
    >>> made.to_frame()["text"].iloc[0]
    'It is likely (55-80 %) that boats return by June.'
    """
    where = "judgement.report"
    if yardstick not in SCALES:
        raise ParameterError(f"{where}: {unknown('yardstick', yardstick, SCALES)}")
    codes = tuple(in_full(handling, system).split("\n"))
    judged = [statement(one, f"{where}: key judgement {at}", yardstick) for at, one in _each(key_judgements)]
    if not judged:
        raise ParameterError(f"{where}: no key judgement; a report answers a question, so give at least one")
    inferred = [statement(one, f"{where}: inference {at}", yardstick) for at, one in _each(inferences)]
    described, table = _sources(sources, where)
    sections: list[tuple[str, list[str]]] = [
        (text("Key judgements"), judged),
        (text("Scope"), [plain(one, f"{where}: scope") for _, one in _each(scope)]),
        (text("Sources"), described),
        (text("Findings"), [finding(one, f"{where}: finding {at}") for at, one in _each(findings)]),
        (text("Inferences"), inferred),
        (text("Gaps"), [plain(one, f"{where}: gap {at}") for at, one in _each(gaps)]),
        (text("Recommendations"), [plain(one, f"{where}: recommendation {at}") for at, one in _each(recommendations)]),
    ]
    blocks: list[Block] = []
    count = 0
    notes = []
    for heading, paragraphs in sections:
        blocks.append(Block("heading", heading))
        with_table = table is not None and heading == text("Sources")
        if not paragraphs and not with_table:
            notes.append(text("nothing stands under {heading}", heading=heading))
            blocks.append(Block("line", text("None stated.")))
        for one in paragraphs:
            count += 1
            blocks.append(Block("paragraph", one, count))
        if with_table:
            blocks.append(Block("table", "", content=table))
    blocks += _annexes(charts, tables, table, system, yardstick, where)
    for heading, paragraphs in ((text("Key judgements"), judged), (text("Inferences"), inferred)):
        for place, one in enumerate(paragraphs, start=1):
            notes += [f"{heading} {place}: {fault}" for fault in check(one, yardstick)]
    return Report(
        title=plain(title, f"{where}: title"),
        date=_day(date, where),
        author=said(author),
        reference=said(reference),
        mark=text(MARK) if synthetic else "",
        handling=codes,
        blocks=tuple(blocks),
        caveats=tuple(notes),
    )


def _each(given: Any) -> list[tuple[int, Any]]:
    """One value or several, numbered from 1."""
    held = [given] if isinstance(given, (str, Mapping)) else list(given)
    return list(enumerate(held, start=1))


def _day(given: Any, where: str) -> str:
    if isinstance(given, dt.date):
        return f"{given:%Y-%m-%d}"
    try:
        return dt.date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise ParameterError(f"{where}: date {given!r} is no day; write it as 2026-01-31") from None


def _sources(given: Any, where: str) -> tuple[list[str], pd.DataFrame | None]:
    """Sources as paragraphs, or as a table."""
    if isinstance(given, pd.DataFrame):
        if given.empty:
            raise ParameterError(f"{where}: the table of sources has no row; leave it out or fill it")
        return [], _words(given)
    held = [given] if isinstance(given, (str, Mapping)) else list(given)
    if held and all(isinstance(one, Mapping) for one in held):
        return [], _words(pd.DataFrame(held))
    return [plain(one, f"{where}: source {at}") for at, one in enumerate(held, start=1)], None


def _words(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose cells are the text to print."""
    named = table.reset_index() if table.index.name else table
    shown = {str(column): [_cell(value) for value in named[column]] for column in named.columns}
    return pd.DataFrame(shown)


def _cell(value: Any) -> str:
    if isinstance(value, float) and said(value):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return said(value) if not isinstance(value, (list, tuple)) else "; ".join(map(str, value))


def _annexes(
    charts: Any,
    tables: Mapping[str, Any] | None,
    sources: pd.DataFrame | None,
    system: System,
    yardstick: str,
    where: str,
) -> list[Block]:
    """The annexes: tables, charts, then what the words and the grades mean."""
    blocks: list[Block] = []
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def head(title: str) -> Block:
        return Block("heading", text("Annex {letter}: {title}", letter=next(letters), title=title))

    for title, held in (tables or {}).items():
        frame = held.to_frame() if hasattr(held, "to_frame") else held
        if not isinstance(frame, pd.DataFrame) or frame.empty:
            raise ParameterError(f"{where}: table {title!r} is no table with rows; give a DataFrame or a result")
        blocks += [head(said(title)), Block("table", content=_words(frame))]
        blocks += [Block("line", one) for one in getattr(held, "caveats", ())]
    drawn = _figures(charts, where)
    if drawn:
        blocks += [head(text("charts")), *drawn]
    legend = scale(yardstick=yardstick)
    words = pd.DataFrame(
        {
            text("term"): [one or text("(gap)") for one in legend["term"]],
            text("probability"): [f"{low * 100:.0f}-{high * 100:.0f} %" for low, high in
                                  zip(legend["low"], legend["high"], strict=True)],
        }
    )  # fmt: skip
    name = {"icd203": "ICD 203", "phia": "PHIA"}[yardstick]
    blocks += [head(text("words of likelihood ({name})", name=name)), Block("table", content=words)]
    if sources is not None and "grade" in sources.columns:
        used = dict.fromkeys(one for one in sources["grade"] if one)
        rows = [(grade, system.explain(grade)) for grade in used]
        if rows:
            blocks += [
                head(text("grades ({name})", name=system.name)),
                Block("table", content=pd.DataFrame(rows, columns=[text("grade"), text("meaning")])),
            ]
    return blocks


def _figures(charts: Any, where: str) -> list[Block]:
    """Charts with their captions, numbered."""
    if isinstance(charts, Mapping):
        pairs = list(charts.items())
    else:
        held = list(charts) if isinstance(charts, (list, tuple)) else [charts]
        pairs = [("", one) for one in held]
    blocks = []
    for number, (caption, one) in enumerate(pairs, start=1):
        figure = one.chart() if isinstance(one, Result) else one
        if not hasattr(figure, "to_image"):
            raise ParameterError(f"{where}: chart {number} is {type(one).__name__}, not a Plotly figure or a result")
        words = said(caption) or said(figure.layout.title.text) or (one.sentence if isinstance(one, Result) else "")
        blocks.append(Block("figure", text("Figure {number}. {words}", number=number, words=words), number, figure))
    return blocks
