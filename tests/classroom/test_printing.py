"""A case prints whole, marked on every page, with the same bytes every time, in every classroom script."""

from __future__ import annotations

from pypdf import PdfReader

from classroom.printing import print_case
from toolkit.schema import Case

SCRIPTS = "# ខ្មែរ\n\nឯកសារនេះ\n\n# ລາວ\n\nເອກະສານ\n\n# မြန်မာ\n\nစာရွက်\n\n# ไทย\n\nเอกสาร\n\n# Tiếng Việt\n\nđược đào tạo"
REPORT = """# Informant report

**SYNTHETIC**

| Date | 2026-01-02 |
|---|---|

Somchai [N014] drives for Keo.

- one
"""
TEXTS = {"D001": REPORT, "D002": SCRIPTS, "D003": "ภาษาไทยเขียนติดกันโดยไม่มีช่องว่าง" * 12}


def case(texts=TEXTS) -> Case:
    return Case({"title": "Operation Test", "as_of": "2026-06-30"}, {}, dict(texts))


def test_every_document_starts_a_marked_and_numbered_page(tmp_path):
    assert print_case(case(), tmp_path / "c.pdf") == 4
    contents, *pages = [page.extract_text() for page in PdfReader(tmp_path / "c.pdf").pages]
    assert "SYNTHETIC" in contents
    assert "Informant report" in contents
    for page, name in zip(pages, TEXTS, strict=True):
        assert "SYNTHETIC" in page
        assert name in page
    assert "Somchai [N014] drives for Keo." in pages[0]
    assert "|" not in pages[0]


def test_the_contents_give_the_page_of_each_document(tmp_path):
    many = {f"D{number:03d}": f"# Report {number}\n\nText." for number in range(1, 81)}
    assert print_case(case(many), tmp_path / "c.pdf") == 82
    pages = [page.extract_text() for page in PdfReader(tmp_path / "c.pdf").pages]
    listed = " ".join(pages[:2]).split()
    for number in (1, 40, 80):
        at = listed.index(f"D{number:03d}")
        assert listed[at + 1 : at + 4] == ["Report", str(number), str(number + 2)]
        assert f"Report {number}" in pages[number + 1]


def test_every_script_is_drawn_with_its_own_font(tmp_path):
    print_case(case(), tmp_path / "c.pdf")
    fonts = {
        str(f["/BaseFont"]) for f in PdfReader(tmp_path / "c.pdf").pages[2]["/Resources"]["/Font"].get_object().values()
    }
    for script in ("Khmer", "Lao", "Myanmar", "Thai"):
        assert any(script in font for font in fonts), (script, fonts)


def test_printing_twice_gives_the_same_bytes(tmp_path):
    print_case(case(), tmp_path / "a.pdf")
    print_case(case(), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
