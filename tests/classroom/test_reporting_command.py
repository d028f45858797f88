"""`academy reporting`: a desk from an empty file to a product, and errors in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom.cli import run


def test_a_case_is_loaded_searched_and_shared_from_the_command_line(
    made_case: Callable[[], tuple[Path, Path]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, _ = made_case()
    place = str(tmp_path / "desk.db")
    assert run(["reporting", "load", place, "--case", str(case), "--json"]) == 0
    loaded = json.loads(capsys.readouterr().out)
    assert loaded["contributors"] == 13
    assert (
        run(["reporting", "search", place, "--indicator", "1.1.1", "--cycle", "annual", "--period", "2024", "--json"])
        == 0
    )
    assert len(json.loads(capsys.readouterr().out)) == 13
    assert run(["reporting", "search", place, "--period", "2024:2025-Q2", "--out", str(tmp_path / "found.csv")]) == 0
    assert (tmp_path / "found.csv").read_text().startswith("return_id,state,cycle")
    assert run(["reporting", "check", place, "--period", "2025", "--json"]) == 0
    assert {"kind", "finding"} <= set(json.loads(capsys.readouterr().out.splitlines()[-1])[0])
    assert run(["reporting", "product", place, "2025", str(tmp_path / "product.html")]) == 0
    assert run(["reporting", "snapshot", place, str(tmp_path / "snapshot")]) == 0
    assert run(["reporting", "meeting", place, "2025", str(tmp_path / "meeting")]) == 0


def test_a_return_goes_out_as_a_template_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, file = str(tmp_path / "desk.db"), tmp_path / "return.csv"
    assert (
        run(["reporting", "init", place, "--state", "TH", "--organisation", "IOM", "--cycle", "annual", "--json"]) == 0
    )
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == ["TH", "IOM"]
    assert run(["reporting", "export", place, "quarterly", "2025-Q4", str(file), "--as", "TH"]) == 0
    file.write_text(file.read_text().replace("1.1.1,Illegal entries,,,,,", "1.1.1,Illegal entries,,,,abc,"))
    capsys.readouterr()
    assert run(["reporting", "import", place, str(file), "--as", "TH"]) == 2
    assert capsys.readouterr().err == (
        "academy: return.csv line 2: value 'abc' is not a whole number; write digits alone, such as 1250\n"
    )
    file.write_text(file.read_text().replace("abc", "120"))
    assert run(["reporting", "import", place, str(file), "--as", "TH", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["vintage"] == 1
    assert run(["reporting", "search", place, "--state", "Siam"]) == 2
    assert "unknown state 'Siam'" in capsys.readouterr().err
    assert run(["reporting", "workshop", str(tmp_path / "workshop")]) == 0


def test_every_subcommand_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    from classroom.commands.reporting import command

    for name in command.commands:
        assert run(["reporting", name, "--help"]) == 0
        assert f"Example:  academy reporting {name}" in " ".join(capsys.readouterr().out.split("\n"))
