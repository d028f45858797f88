"""`academy.py`, which a fresh machine runs: standard library only, every stage runs, the first fault counts."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "academy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TOOLS", tmp_path / ".tools")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    before = Path.cwd()
    yield module
    assert Path.cwd() == before or Path.cwd() == ROOT


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "academy.py").read_text("utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert imported <= set(sys.stdlib_module_names)


def test_every_stage_runs_and_the_first_fault_is_the_exit_code(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[tuple[str, ...]] = []

    def run(words: tuple[str, ...]) -> int:
        ran.append(words)
        return {"lint-imports": 3, "mypy": 1}.get(words[0], 0)

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap.os, "chdir", lambda _: None)
    assert bootstrap.run_tests(["-k", "word"]) == 3
    assert [words[0] for words in ran] == ["ruff", "ruff", "codespell", "lint-imports", "mypy", "academy", "pytest"]
    assert ran[-1][-2:] == ("-k", "word")
    shown = capsys.readouterr().out
    assert "FAILED (3)" in shown
    assert shown.count("=== ") == len(ran) + 1  # each stage, and the summary


def test_set_up_installs_once_and_keeps_the_test_tools(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    class Done:
        stdout = f"uv {bootstrap.UV}"

    def run(words: tuple[str, ...], **_: object) -> Done:
        calls.append(list(words))
        place = bootstrap.TOOLS / "bin" / ("uv.exe" if bootstrap.WINDOWS else "uv")
        if "pip" in words:
            place.parent.mkdir(parents=True)
            place.touch()
        if "sync" in words:
            bootstrap.program("academy").parent.mkdir(parents=True, exist_ok=True)
            bootstrap.program("academy").touch()
        return Done()

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    bootstrap.set_up(development=False)
    assert any("pip" in words and f"uv=={bootstrap.UV}" in words for words in calls)
    assert any("sync" in words and "--locked" in words and "--no-dev" in words for words in calls)
    calls.clear()
    bootstrap.set_up(development=False)
    assert calls == []
    bootstrap.set_up(development=True)
    assert any("--dev" in words for words in calls)
    calls.clear()
    bootstrap.set_up(development=False)
    assert calls == []


def test_other_words_go_to_academy(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "set_up", lambda development: None)
    monkeypatch.setattr(bootstrap, "run", lambda words: ran.append(words) or 7)
    assert bootstrap.main(["generate", "--help"]) == 7
    assert ran == [("academy", "generate", "--help")]


def test_a_failing_set_up_is_one_line(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(**_: object) -> None:
        raise bootstrap.subprocess.CalledProcessError(1, ["pip"])

    monkeypatch.setattr(bootstrap, "set_up", offline)
    assert bootstrap.main(["start"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
