"""The command line: help with examples, one clear line and exit 2 for what is wrong."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from classroom.cli import COMMANDS, academy, run
from toolkit.errors import AcademyError


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_help_has_an_example(name: str) -> None:
    result = CliRunner().invoke(academy, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert re.search(rf"Examples?:\s+academy {name}\b", result.output), result.output


def test_top_help_lists_every_command() -> None:
    result = CliRunner().invoke(academy, ["--help"])
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["generat"], "did you mean 'generate'"),
        (["generate", "--out", "x"], "name --sealed DIR"),
        (["generate", "--scenario", "gms-thailan", "--out", "x", "--sealed", "y"], "did you mean 'gms-thailand'"),
        (["generate", "--level", "expertt", "--out", "x", "--sealed", "y"], "did you mean 'expert'"),
        (["generate", "--seed", "-1", "--out", "x", "--sealed", "y"], "seed"),
        (["generate", "--out", "x", "--sealed", "x/y"], "inside one another"),
        (["generate", "--out", "full", "--sealed", "y"], "not empty"),
        (["release", "operational", "day04", "--workspace", "none"], "--case and --sealed"),
        (["release", "nautical", "day04", "--workspace", "none"], "unknown course"),
        (["grade", "operational", "day04", "--workspace", "none"], "no workspace"),
        (["report", "operational", "--workspace", "none"], "no workspace"),
        (["report", "operational", "--workspace", "none", "--out", "x"], "no workspace"),
        (["release", "operational", "day04", "--workspace", "none", "--due", "soon"], "YYYY-MM-DD HH:MM"),
        (["moderate", "operational", "day04", "--workspace", "none"], "name one of --sheet"),
        (["appeal", "operational", "day04", "--workspace", "none"], "no workspace"),
        (["resit", "operational", "ann", "day04", "--workspace", "none", "--from", "none"], "no workspace"),
        (["attendance", "operational", "--workspace", "none"], "no workspace"),
        (["syndicates", "operational", "--workspace", "none"], "no workspace"),
        (["audit", "operational", "--workspace", "none"], "no workspace"),
        (["certificates", "operational"], "name --workspace DIR"),
        (["certificates", "verify", "none.json"], "no file none.json"),
        (["practice", "--home", "none"], "academy start"),
        (["gates", "none", "--sealed", "none"], "no case at none"),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").touch()
    assert run(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    lines = [line for line in shown.err.splitlines() if not line.startswith("Help: ")]
    assert len(lines) == 1, shown.err
    assert lines[0].startswith("academy: ")
    assert said in lines[0]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["full", "kept"]


def test_ctrl_c_exits_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(academy, "main", interrupted)
    assert run(["build"]) == 130
    assert capsys.readouterr().err.startswith("academy: stopped")


def test_every_line_of_a_long_error_is_marked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise AcademyError("one\ntwo")

    monkeypatch.setattr(academy, "main", failing)
    assert run(["build"]) == 2
    assert capsys.readouterr().err == "academy: one\nacademy: two\n"


def test_a_gradebook_that_cannot_be_reached_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sqlalchemy.exc import OperationalError

    def failing(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("connection refused\nis the server running?"))

    monkeypatch.setattr(academy, "main", failing)
    assert run(["report"]) == 2
    assert capsys.readouterr().err == "academy: the gradebook cannot be used: connection refused\n"


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "make room"), (errno.EROFS, "nothing can be written"), (errno.EACCES, "ask for the right")],
)
def test_a_disk_that_refuses_is_one_line(
    number: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "cohort1/x")

    monkeypatch.setattr(academy, "main", failing)
    assert run(["grade"]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("academy: cohort1/x: ")
    assert said in shown
    assert len(shown.splitlines()) == 1


def test_a_fault_of_ours_is_not_taken_for_one_of_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "no such file", "x")

    monkeypatch.setattr(academy, "main", failing)
    with pytest.raises(FileNotFoundError):
        run(["grade"])
