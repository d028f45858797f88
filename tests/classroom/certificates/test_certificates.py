"""Certificates: who gets one, a signature that shows every change, and a PDF in the name's own script."""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from classroom.certificates import signing
from classroom.certificates.issue import entitled
from classroom.certificates.pdf import certificate_pdf
from classroom.cli import run
from tests.classroom.results.made_up import made_up
from toolkit.errors import ParameterError, WorkspaceError

CONTENT: dict[str, Any] = {
    "kind": "achievement",
    "course": "operational_10day",
    "title": "Operational analysis of migrant smuggling",
    "days": 10,
    "trainee": "tuyet",
    "name": "Nguyễn Thị Ánh Tuyết",
    "issued": "2026-11-28",
    "overall": 74.3,
}


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate's file and the issuer's public key."""
    signing.new_key(tmp_path / "key.pem")
    signing.write_public_key(tmp_path / "key.pem", tmp_path / "public.pem")
    file = tmp_path / "tuyet-achievement.json"
    file.write_text(json.dumps(signing.sign(CONTENT, tmp_path / "key.pem"), ensure_ascii=False), "utf-8")
    return file, tmp_path / "public.pem"


def test_a_certificate_verifies_and_its_code_is_the_printed_one(signed: tuple[Path, Path]) -> None:
    file, public = signed
    found = signing.verify(file, public)
    assert found.content == CONTENT
    assert found.trusted is True
    assert signing.verify(file).trusted is None
    assert found.code == json.loads(file.read_text("utf-8"))["code"]
    record = json.loads(file.read_text("utf-8"))
    record["content"]["name"] = unicodedata.normalize("NFD", record["content"]["name"])
    file.write_text(json.dumps(record), "utf-8")
    assert signing.verify(file, public).code == found.code


@pytest.mark.parametrize("what", ["name", "overall", "more", "signature", "key", "code"])
def test_every_change_is_seen(signed: tuple[Path, Path], tmp_path: Path, what: str) -> None:
    file, public = signed
    record = json.loads(file.read_text("utf-8"))
    code = record["code"]
    if what == "name":
        record["content"]["name"] += " "
    elif what == "overall":
        record["content"]["overall"] = 99
    elif what == "more":
        record["content"]["honours"] = True
    elif what == "signature":
        record["signature"] = base64.b64encode(b"0" * 64).decode()
    elif what == "key":
        signing.new_key(tmp_path / "other.pem")
        record = signing.sign(CONTENT | {"overall": 99}, tmp_path / "other.pem")
    else:
        record["code"] = "AAAA-AAAA-AAAA-AAAA"
    file.write_text(json.dumps(record), "utf-8")
    if what == "code":  # the code shown is worked out, never read
        assert signing.verify(file, public).code == code
        return
    with pytest.raises(ParameterError, match="DOES NOT HOLD"):
        signing.verify(file, public)


def test_the_private_key_is_private_and_never_overwritten(tmp_path: Path) -> None:
    signing.new_key(tmp_path / "key.pem")
    if os.name != "nt":
        assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    with pytest.raises(WorkspaceError, match="never overwritten"):
        signing.new_key(tmp_path / "key.pem")
    signing.write_public_key(tmp_path / "key.pem", tmp_path / "public.pem")
    assert b"PRIVATE" not in (tmp_path / "public.pem").read_bytes()
    with pytest.raises(ParameterError, match="the private one signs"):
        signing.sign(CONTENT, tmp_path / "public.pem")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1, "content": 3, "key": "", "signature": ""}'])
def test_what_is_no_certificate_is_one_line(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(text)
    assert run(["certificates", "verify", str(tmp_path / "x.json")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("បុប្ផា ស៊ុន", "Khmer"),
        ("ຈັນທະວີ ພົມມະຈັນ", "Lao"),
        ("อนงค์ ศรีสวัสดิ์", "Thai"),
        ("ဒေါ်မြမြ သိန်း", "Myanmar"),
        ("Nguyễn Thị Ánh Tuyết", "NotoSans"),
    ],
)
def test_a_name_is_set_in_its_own_script(name: str, font: str, tmp_path: Path) -> None:
    for kind in ("achievement", "attendance"):
        content = CONTENT | {"name": name, "kind": kind, "attended": 90.0}
        for file in ("a.pdf", "b.pdf"):
            certificate_pdf(content, "GHXQ-XSUZ-BAMW-EMGZ", "0123456789abcdef", tmp_path / file)
        assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    page = PdfReader(tmp_path / "a.pdf").pages
    assert len(page) == 1
    used = [str(one.get_object()["/BaseFont"]) for one in page[0]["/Resources"]["/Font"].values()]
    assert any(font in one for one in used), used
    assert "GHXQ-XSUZ-BAMW-EMGZ" in page[0].extract_text()


def test_the_rules_decide_who_gets_which() -> None:
    report = made_up(30)
    found = entitled(report)
    assert {name for name, kind, _ in found if kind == "achievement"} == {
        name for name, one in report.decisions.items() if one.outcome == "passed"
    }
    assert sum(kind == "attendance" for _, kind, _ in found) == 30
    assert entitled(made_up(5, days=4)) == []
