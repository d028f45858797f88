"""A workspace and the way to a trainee and back: what goes out gives nothing away, and nothing of theirs is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from classroom import trainee, workspace
from classroom.courses import Course, courses
from classroom.workspace import Workspace
from toolkit.errors import CaseError, ParameterError, WorkspaceError

SEED = 20260417
MadeCase = Callable[[int], tuple[Path, Path]]
TELLING = re.compile(rb'BEGIN SOLUTION|"oracle"|"half_for_status"|import grading|from grading|import synthetic_data')
pytestmark = pytest.mark.skipif(os.name == "nt", reason="nbgrader's exchange does not run on Windows")


@pytest.fixture(scope="module")
def course() -> Course:
    return next(one for one in courses() if one.built_days())


@pytest.fixture(scope="module")
def place(course: Course, made_case: MadeCase, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with its first built day released."""
    case, sealed = made_case(SEED)
    made = workspace.create(tmp_path_factory.mktemp("course") / "ws", course, case, sealed)
    workspace.release(made, course.built_days()[0])
    return made


@pytest.fixture
def day(course: Course) -> str:
    return course.built_days()[0]


def make_home(place: Workspace, folder: Path, name: str) -> trainee.Home:
    return trainee.make_home(folder / name, place.course.name, name, place.exchange)


def test_a_released_day_gives_nothing_away(place: Workspace, day: str, tmp_path: Path) -> None:
    home = make_home(place, tmp_path, "ann")
    trainee.fetch(home, day)
    for folder in (place.released(day), place.exchange, home.folder):
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert any(path.suffix == ".ipynb" for path in files)
        assert [path for path in files if TELLING.search(path.read_bytes())] == []
        assert [path for path in files if str(SEED).encode() in path.read_bytes()] == []
        assert not [path for path in folder.rglob("*") if path.name in ("truth", "keys", "sealed", "sealed.json")]


def test_solutions_are_gone_and_the_rest_stands(place: Workspace, course: Course, day: str) -> None:
    for file in sorted(place.released(day).glob("*.ipynb")):
        released = {cell.id: cell for cell in nbformat.read(file, as_version=4).cells}
        source = {cell.id: cell for cell in nbformat.read(course.source / day / file.name, as_version=4).cells}
        assert list(released) == list(source)
        for name, cell in source.items():
            role = cell.metadata.get("academy", {}).get("role", "")
            assert (released[name].source == cell.source) == (role not in ("answer", "written"))
            assert not released[name].get("outputs")
    assert (place.released(day) / "case" / "case.json").is_file()


def test_a_submission_leaves_the_case_out_and_keeps_the_form_values(place: Workspace, day: str, tmp_path: Path) -> None:
    home = make_home(place, tmp_path, "bea")
    folder = trainee.fetch(home, day)
    (folder / "form_values").mkdir()
    (folder / "form_values" / "x.json").write_text("{}", "utf-8")
    trainee.submit(home, day)
    assert "bea" in workspace.collect(place, day)
    submitted = place.folder / "submitted" / "bea" / day
    assert (submitted / "form_values" / "x.json").is_file()
    assert not (submitted / "case").exists()
    assert (home.day(day) / "case").is_dir()


def test_the_newest_submission_is_collected(place: Workspace, day: str, tmp_path: Path) -> None:
    home = make_home(place, tmp_path, "cam")
    folder = trainee.fetch(home, day)
    for text in ("first", "second"):
        (folder / "note.txt").write_text(text, "utf-8")
        trainee.submit(home, day)
        workspace.collect(place, day)
        assert (place.folder / "submitted" / "cam" / day / "note.txt").read_text("utf-8") == text


def test_collect_follows_no_link_and_one_fault_stops_nobody(place: Workspace, day: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text("sealed", "utf-8")
    for name in ("dan", "eve", "fay"):
        trainee.fetch(make_home(place, tmp_path, name), day)
        trainee.submit(make_home(place, tmp_path, name), day)
    inbound = place.exchange / place.course.name / "inbound"
    (dan,), (eve,), (fay,) = (list(inbound.glob(f"{name}+*")) for name in ("dan", "eve", "fay"))
    (dan / "key.json").symlink_to(secret)
    os.mkfifo(dan / "pipe")
    shutil.rmtree(eve)
    eve.symlink_to(secret.parent, target_is_directory=True)
    (fay / "deep").symlink_to(secret.parent, target_is_directory=True)
    found = workspace.collect(place, day)
    assert {"dan", "fay"} <= set(found)
    assert "eve" not in found
    assert [line for line in workspace.left_out(place, day) if "eve+" in line]
    kept = [path for path in (place.folder / "submitted").rglob("*") if path.is_file() and not path.is_symlink()]
    assert not [path for path in kept if path.read_bytes() == b"sealed"]
    assert not (place.folder / "submitted" / "dan" / day / "pipe").exists()
    eve.unlink()


def test_a_time_set_back_is_corrected_to_that_of_arrival(place: Workspace, day: str, tmp_path: Path) -> None:
    trainee.fetch(make_home(place, tmp_path, "hal"), day)
    trainee.submit(make_home(place, tmp_path, "hal"), day)
    trainee.fetch(make_home(place, tmp_path, "ida"), day)
    trainee.submit(make_home(place, tmp_path, "ida"), day)
    (folder,) = (place.exchange / place.course.name / "inbound").glob("hal+*")
    (folder / "timestamp.txt").write_text("2001-01-01 08:00:00.000000 UTC", "utf-8")
    workspace.collect(place, day)
    stamps = {name: (place.folder / "submitted" / name / day / "timestamp.txt").read_text() for name in ("hal", "ida")}
    assert not stamps["hal"].startswith("2001")
    corrected = workspace.times_corrected(place, day)
    assert [line for line in corrected if "hal" in line and "2001-01-01 08:00" in line]
    assert not [line for line in corrected if "ida" in line]


def test_work_is_never_fetched_over(place: Workspace, day: str, tmp_path: Path) -> None:
    home = make_home(place, tmp_path, "gus")
    notebook = next(trainee.fetch(home, day).glob("*.ipynb"))
    notebook.write_text("mine", "utf-8")
    trainee.fetch(make_home(place, tmp_path, "gus"), day)
    assert notebook.read_text("utf-8") == "mine"


def test_a_day_is_released_once_unless_asked(place: Workspace, day: str) -> None:
    with pytest.raises(WorkspaceError, match="--again"):
        workspace.release(place, day)
    workspace.release(place, day, again=True)
    assert workspace.released_days(place) == [day]


def test_a_workspace_is_made_of_one_case_and_its_own_keys(
    course: Course, made_case: MadeCase, place: Workspace, tmp_path: Path
) -> None:
    case, sealed = made_case(SEED)
    with pytest.raises(CaseError, match="another case"):
        workspace.create(tmp_path / "ws", course, made_case(SEED + 1)[0], sealed)
    with pytest.raises(WorkspaceError, match="not empty"):
        workspace.create(place.folder, course, case, sealed)
    shutil.copytree(sealed, tmp_path / "sealed")
    shutil.rmtree(tmp_path / "sealed" / "keys" / course.name)
    with pytest.raises(WorkspaceError, match="no keys of this course"):
        workspace.create(tmp_path / "ws", course, case, tmp_path / "sealed")
    assert not (tmp_path / "ws").exists()
    assert json.loads((sealed / "sealed.json").read_text("utf-8"))["case_sha256"]


def test_a_workspace_of_another_course_is_refused(place: Workspace) -> None:
    other = next(one for one in courses() if one.name != place.course.name)
    with pytest.raises(WorkspaceError, match="not of"):
        workspace.open_workspace(place.folder, other.name)


@pytest.mark.parametrize("name", ["", "a+b", "a/b", "ann lee", "*"])
def test_a_name_that_nbgrader_cannot_carry_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="trainee name"):
        trainee.make_home(tmp_path / "home", "operational_10day", name, tmp_path)
