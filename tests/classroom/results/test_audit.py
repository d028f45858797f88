"""The audit log shows every change to it, and loses nothing under several writers."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from classroom.results import audit


def filled(root: Path, count: int = 4) -> Path:
    for number in range(count):
        audit.write(root, "marks", {"number": number, "name": "ສົມ"}, by="anna")
    return audit.log_file(root)


def test_a_whole_log_holds_and_its_head_is_in_it(tmp_path: Path) -> None:
    filled(tmp_path)
    found = audit.check(tmp_path)
    assert (found.lines, found.fault) == (4, "")
    assert audit.check(tmp_path, found.head[:12]).fault == ""
    assert found.head == audit.head(tmp_path)
    assert audit.check(tmp_path / "none").lines == 0


@pytest.mark.parametrize("how", ["change", "remove", "swap", "insert", "cut line", "rehash"])
def test_every_tampering_is_found(tmp_path: Path, how: str) -> None:
    file = filled(tmp_path)
    lines = file.read_text("utf-8").splitlines()
    if how == "change":
        lines[1] = lines[1].replace('"number": 1', '"number": 9')
    elif how == "remove":
        del lines[1]
    elif how == "swap":
        lines[1], lines[2] = lines[2], lines[1]
    elif how == "insert":
        lines.insert(2, lines[1])
    elif how == "rehash":
        entry = json.loads(lines[1])
        entry["about"]["number"] = 9
        entry.pop("hash")
        lines[1] = json.dumps(entry | {"hash": audit._digest(entry)})
    text = "\n".join(lines) + "\n"
    file.write_text(text[:-20] if how == "cut line" else text, "utf-8")
    assert audit.check(tmp_path).fault


def test_lines_cut_off_at_the_end_are_found_by_the_head(tmp_path: Path) -> None:
    file = filled(tmp_path)
    head = audit.head(tmp_path)
    file.write_text("".join(line + "\n" for line in file.read_text("utf-8").splitlines()[:-1]), "utf-8")
    assert audit.check(tmp_path).fault == ""
    assert "cut off" in audit.check(tmp_path, head).fault


def _writes(root: Path) -> None:
    for number in range(20):
        audit.write(root, "marks", {"number": number})


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    workers = [multiprocessing.get_context("fork").Process(target=_writes, args=(tmp_path,)) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    found = audit.check(tmp_path)
    assert (found.lines, found.fault) == (80, "")
