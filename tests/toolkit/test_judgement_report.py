"""A report says the same in DOCX, PDF and HTML: marked, numbered, handled in full, and fetching nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from pypdf import PdfReader

from toolkit import judgement
from toolkit.errors import ParameterError

MATRIX = {"taxi": {"night runs": "II", "fuel": "C"}, "smuggler": {"night runs": "C", "fuel": "C"}}


def made(**changes: object) -> judgement.Report:
    content: dict[str, object] = {
        "date": "2026-03-01",
        "handling": "H1 H2",
        "author": "Cell",
        "reference": "SA-1",
        "key_judgements": [
            {
                "text": "boats return by June",
                "probability": 0.7,
                "confidence": "moderate",
                "basis": "two sources agree",
            },
            {"text": "the land route is given up", "likelihood": "almost no chance"},
        ],
        "scope": "Both sides of the river.",
        "sources": pd.DataFrame({"source": ["Harbour <log>", "รายงาน"], "grade": ["B2", "X4"]}),
        "findings": [{"text": "Boats were seen on 41 days.", "evidence": ["D01", "D04"]}, "ឯកសារនេះ ເອກະສານ စာရွက်"],
        "gaps": ["Who pays is not known."],
        "tables": {"Scores": judgement.ach(MATRIX)},
    }
    return judgement.report("Sea route", **{**content, **changes})  # type: ignore[arg-type]


def test_paragraphs_are_numbered_through_and_likelihood_and_confidence_kept_apart() -> None:
    frame = made().to_frame()
    assert list(frame.index) == list(range(1, len(frame) + 1))
    assert (
        frame.loc[1, "text"]
        == "It is likely (55-80 %) that boats return by June. Confidence is moderate: two sources agree."
    )
    assert frame.loc[2, "text"] == "There is almost no chance (1-5 %) that the land route is given up."
    assert "[D01; D04]" in frame.loc[4, "text"]
    assert made().caveats == ("nothing stands under Inferences", "nothing stands under Recommendations")
    faulty = made(inferences=["With high confidence a shift is likely."], recommendations="Ask for returns.")
    assert faulty.caveats[0].startswith("Inferences 1: sentence 1: 'likely' and 'high confidence'")


def test_a_report_in_every_format(tmp_path: Path) -> None:
    report = made(charts={"The matrix": judgement.ach(MATRIX)})
    for ending in ("docx", "pdf", "html"):
        report.save(tmp_path / f"r.{ending}")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r.docx", "r.html", "r.pdf"]

    word = Document(str(tmp_path / "r.docx"))
    text = "\n".join(one.text for one in word.paragraphs)
    heads = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert heads[:4] == ["Key judgements", "Scope", "Sources", "Findings"]
    assert "SYNTHETIC" in word.sections[0].header.paragraphs[0].text
    assert "H2: not to be disseminated without the permission of the provider" in text
    assert word.tables[0].cell(1, 0).text == "Harbour <log>"
    grades = next(one for one in word.tables if one.cell(0, 0).text == "grade")
    assert grades.columns[0].width * 4 < grades.columns[1].width  # the codes leave room for their meaning
    assert "w:tblHeader" in grades.rows[0]._tr.xml
    assert len(word.inline_shapes) == 1
    assert word.core_properties.title == "Sea route"

    pages = [page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages]
    assert all("SYNTHETIC" in page and "H1, H2" in page for page in pages)
    assert sum(len(page.images) for page in PdfReader(tmp_path / "r.pdf").pages) == 1
    html = (tmp_path / "r.html").read_text("utf-8")
    assert "SYNTHETIC" in html
    assert "Harbour &lt;log&gt;" in html
    assert "data:image/png;base64," in html
    assert not re.search(r"(?:src|href)=['\"]?(?:https?:)?//|url\(['\"]?(?:https?:)?//|@import", html)
    # The three documents hold the same numbered paragraphs.
    flat = " ".join(" ".join(pages).split())
    for number, row in report.to_frame().iterrows():
        assert f"{number}.\t{row['text']}" in text
        assert f"<span>{number}.</span>" in html
        if row["text"].isascii():
            assert row["text"] in flat


def test_live_charts_carry_their_library(tmp_path: Path) -> None:
    html = made(charts=[judgement.ach(MATRIX)]).save(tmp_path / "live.html", interactive=True).read_text("utf-8")
    assert "Plotly.newPlot" in html
    assert len(html) > 2_000_000
    assert "cdn.plot.ly" not in re.sub(r"<script>.*?</script>", "", html, count=1, flags=re.DOTALL)


def test_the_same_report_gives_the_same_pdf_and_real_work_carries_no_mark(tmp_path: Path) -> None:
    first, second = (made().save(tmp_path / f"{one}.pdf").read_bytes() for one in "ab")
    assert first == second
    plain = made(synthetic=False).save(tmp_path / "c.html").read_text("utf-8")
    assert "SYNTHETIC" not in plain


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"handling": "H9"}, r"unknown handling code 'H9'"),
        ({"date": "1.3.2026"}, r"date '1\.3\.2026' is no day; write it as 2026-01-31"),
        ({"key_judgements": []}, r"no key judgement"),
        ({"findings": ["  "]}, r"finding 1 is empty"),
        ({"gaps": ["a\x07b"]}, r"control character '\\x07'"),
        ({"inferences": [{"text": "x"}]}, r"inference 1: give either a probability"),
        ({"inferences": [{"text": "x", "probability": 7}]}, r"for 7 % write 0\.07"),
        (
            {"key_judgements": [{"text": "x", "probability": 0.07}], "yardstick": "phia"},
            r"in the gap between remote chance",
        ),
        ({"inferences": [{"text": "x", "probability": 0.7, "confidence": "sure"}]}, r"unknown confidence 'sure'"),
        ({"sources": [{"source": "x", "grade": "Q7"}]}, r"unknown 4x4 source code 'Q'"),
        ({"charts": ["picture"]}, r"chart 1 is str, not a Plotly figure"),
    ],
)
def test_bad_content_is_refused_in_one_line(change: dict[str, object], line: str) -> None:
    with pytest.raises(ParameterError, match=line):
        made(**change)


def test_unknown_endings_and_folders_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="unknown document format 'doc'; did you mean 'docx'"):
        made().save(tmp_path / "r.doc")
    with pytest.raises(ParameterError, match="no folder"):
        made().save(tmp_path / "none" / "r.pdf")
    assert list(tmp_path.iterdir()) == []
