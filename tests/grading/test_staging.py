import json
import os
from pathlib import Path

import pytest

from grading.staging import FILE_LIMIT, Staged, clear_unfinished, stage, valid_trainee
from tests.grading.small_day import DAY, NOTEBOOK, RIGHT, answering, by_name, submit


def staged(workspace: Path, trainee: str = "anna") -> Staged:
    return stage(
        workspace / "submitted" / trainee / DAY, workspace / "release" / DAY, workspace / "staged" / trainee / DAY
    )


def names(result: Staged) -> set[str]:
    return {str(path.relative_to(result.folder)) for path in result.folder.rglob("*") if path.is_file()}


def test_an_ordinary_submission_is_taken_whole(workspace: Path) -> None:
    folder = submit(workspace, "anna", answering(RIGHT))
    (folder / "form_values").mkdir()
    (folder / "form_values" / "day04.form.json").write_text("{}")
    (folder / "timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
    os.utime(folder / f"{NOTEBOOK}.ipynb", (0, 1_772_359_000))  # a quarter of an hour before
    result = staged(workspace)
    assert names(result) == {f"{NOTEBOOK}.ipynb", "form_values/day04.form.json", "timestamp.txt"}
    assert result.incidents == ()
    assert by_name(result.notebooks[NOTEBOOK], "links-answer").source == RIGHT


def test_links_devices_and_sealed_files_are_left_out(workspace: Path) -> None:
    folder = submit(workspace, "anna")
    (folder / "key.json").symlink_to(workspace / "sealed" / "keys")
    (folder / "gradebook.db").symlink_to(workspace / "gradebook.db")
    os.mkfifo(folder / "pipe")
    (folder / "values.json").hardlink_to(next((workspace / "sealed").rglob("*.json")))
    (folder / "case").symlink_to("/etc")
    (folder / "huge.bin").write_bytes(b"0" * (FILE_LIMIT + 1))
    (folder / ".hidden").write_text("x")
    result = staged(workspace)
    assert names(result) == {f"{NOTEBOOK}.ipynb"}
    assert len(result.incidents) == 5


def test_the_notebook_itself_may_be_a_link(workspace: Path) -> None:
    folder = submit(workspace, "anna")
    (folder / f"{NOTEBOOK}.ipynb").unlink()
    (folder / f"{NOTEBOOK}.ipynb").symlink_to(workspace / "source" / DAY / f"{NOTEBOOK}.ipynb")
    result = staged(workspace)
    assert "SOLUTION" not in (result.folder / f"{NOTEBOOK}.ipynb").read_text()
    assert any("a link" in one for one in result.incidents)


@pytest.mark.parametrize("text", ["not JSON", "[1]", "[" * 50_000])
def test_a_broken_notebook_counts_as_blank(workspace: Path, text: str) -> None:
    folder = submit(workspace, "anna")
    (folder / f"{NOTEBOOK}.ipynb").write_text(text)
    result = staged(workspace)
    assert any("counts as blank" in one for one in result.incidents)
    assert json.loads((result.folder / f"{NOTEBOOK}.ipynb").read_text())["cells"]


def test_a_renamed_notebook_is_known_by_its_cells(workspace: Path) -> None:
    folder = submit(workspace, "anna", answering(RIGHT))
    (folder / f"{NOTEBOOK}.ipynb").rename(folder / f"{NOTEBOOK} (1).ipynb")
    result = staged(workspace)
    assert names(result) == {f"{NOTEBOOK}.ipynb"}
    assert by_name(result.notebooks[NOTEBOOK], "links-answer").source == RIGHT


def test_a_false_timestamp_stops_nothing(workspace: Path) -> None:
    folder = submit(workspace, "anna")
    (folder / "timestamp.txt").write_text("=cmd|' /C calc'!A0")
    assert names(staged(workspace)) == {f"{NOTEBOOK}.ipynb"}


def test_staging_again_replaces(workspace: Path) -> None:
    folder = submit(workspace, "anna")
    (folder / "notes.txt").write_text("x")
    staged(workspace)
    (folder / "notes.txt").unlink()
    assert names(staged(workspace)) == {f"{NOTEBOOK}.ipynb"}
    assert not list((workspace / "staged").glob(".staging*"))


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "a/b",
        "<b>",
        "",
        ".x",
        "a" * 65,
        "a ",
        " a",
        "a\nb",
        "a\u00a0b",
        "*",
        "[a]",
        "\U00020000" * 60,
        "\u0301a",
    ],
)
def test_names_that_no_trainee_has(name: str) -> None:
    assert not valid_trainee(name)


@pytest.mark.parametrize("name", ["Anna Kim", "วิชัย", "ស្រីនាង", "Nguyễn Thị Hoa", "นิดาเมียะ", "o.k@x+y-z_1", "7"])
def test_names_that_a_trainee_may_have(name: str) -> None:
    assert valid_trainee(name)


def test_a_timestamp_before_the_notebook_was_written_is_reported(workspace: Path) -> None:
    folder = submit(workspace, "anna", answering(RIGHT))
    (folder / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")
    assert any("was written after that" in one for one in staged(workspace).incidents)


def test_a_crowd_of_files_keeps_no_notebook_out(workspace: Path) -> None:
    folder = submit(workspace, "anna", answering(RIGHT))
    for number in range(1000):
        (folder / f"0{number:04d}.txt").write_text("x")
    for number in range(50):
        (folder / f"0{number}.ipynb").write_text('{"cells": []}')
    result = staged(workspace)
    assert by_name(result.notebooks[NOTEBOOK], "links-answer").source == RIGHT
    assert any("are not the day's" in one for one in result.incidents)
    assert any("more than the caps" in one for one in result.incidents)


def test_what_a_killed_run_left_is_cleared(workspace: Path) -> None:
    (workspace / "staged" / f".staging.{DAY}.abc").mkdir()
    (workspace / "staged" / ".staging.day05_other.abc").mkdir()
    clear_unfinished(workspace / "staged", DAY)
    assert [one.name for one in (workspace / "staged").iterdir()] == [".staging.day05_other.abc"]
