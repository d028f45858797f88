"""A class run that is killed at any instant: the next one goes on, and no grade is lost, doubled or changed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from grading.classrun import grade, incidents
from grading.runlog import alone
from grading.sandbox import Limits
from tests.attacks.hostile import ATTACKS
from tests.grading.small_day import COURSE, DAY, LINKS, NOTEBOOK, RIGHT, answering, by_name, submit
from toolkit.errors import WorkspaceError

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("sandbox")]
ANSWERS = [RIGHT, f"links = {LINKS[:1]!r}", f"links = {LINKS[:2]!r}", "1/0", RIGHT]
RUN = (
    "import sys; from pathlib import Path; from grading.classrun import grade; from grading.sandbox import Limits; "
    "short = Limits(cell_s=2, notebook_s=4, total_s=8, resident=400 << 20, files=5_000); "
    "limits = short if 'hostile' in sys.argv else None; "
    f"grade({COURSE!r}, {DAY!r}, Path(sys.argv[1]), jobs=2, again='again' in sys.argv, limits=limits)"
)


def class_of_five(workspace: Path) -> None:
    for number, answer in enumerate(ANSWERS):

        def change(notebook: Any, answer: str = answer) -> None:
            answering(answer)(notebook)
            by_name(notebook, "why").source = "Because of the grades."

        submit(workspace, f"t{number}", change)


def entered(workspace: Path) -> list[tuple[Any, ...]]:
    """Every grade in the gradebook, as it stands in the file."""
    with sqlite3.connect(workspace / "gradebook.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return sorted(
            database.execute(
                "SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score,"
                " grade.needs_manual_grade FROM grade JOIN base_cell ON grade.cell_id = base_cell.id"
                " JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id JOIN submitted_assignment"
                " ON submitted_notebook.assignment_id = submitted_assignment.id"
            ),
            key=str,
        )


def interrupted(workspace: Path, after: float, how: signal.Signals, *more: str, begun: Path | None = None) -> bool:
    """Start a run, end it so many seconds later, counted from when `begun` is there; was it still at work?"""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(workspace), *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    patience = time.monotonic() + 120
    while begun and not begun.exists():
        assert process.poll() is None, "the run ended before it began to grade"
        assert time.monotonic() < patience, f"the run did not begin: no {begun}"
        time.sleep(0.1)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(how)
        process.wait(60)
        return True


def check(workspace: Path, kills: int, seed: int) -> None:
    class_of_five(workspace)
    draw = random.Random(seed)
    grade(COURSE, DAY, workspace, jobs=2)
    # A person's mark must live through all of it.
    with sqlite3.connect(workspace / "gradebook.db") as database:
        database.execute("UPDATE grade SET manual_score = 4 WHERE needs_manual_grade = 1")
    begun = time.monotonic()
    wanted = grade(COURSE, DAY, workspace, again=True, jobs=2)
    takes = time.monotonic() - begun + 2.0  # a process of its own starts first
    grades = entered(workspace)
    assert len(grades) == 2 * len(ANSWERS)
    assert [row[3] for row in grades if row[1] == "why"] == [4.0] * len(ANSWERS)
    at_work = 0
    for number in range(kills):
        how = signal.SIGINT if number % 3 == 2 else signal.SIGKILL
        at_work += interrupted(workspace, draw.uniform(0.3, takes), how, "again")
        if number % 3 == 0:  # sometimes nothing was finished before the next blow
            continue
        assert grade(COURSE, DAY, workspace, jobs=2) == wanted
        assert entered(workspace) == grades
    assert grade(COURSE, DAY, workspace, jobs=2) == wanted
    assert entered(workspace) == grades
    assert at_work > kills / 3
    assert not list((workspace / "staged").glob(".staging.*"))
    assert {one.name for one in (workspace / "autograded").iterdir()} == {f"t{n}" for n in range(len(ANSWERS))}
    log = (workspace / "runs" / DAY / "run.txt").read_text().splitlines()
    assert sum(" begins: " in line for line in log) >= sum(" ends: " in line for line in log) > 0


def test_a_run_killed_at_random_instants_is_resumed_without_a_loss(workspace: Path) -> None:
    check(workspace, 5, 7)


@pytest.mark.deep
def test_a_run_killed_at_fifty_instants_is_resumed_without_a_loss(workspace: Path) -> None:
    check(workspace, 50, 11)


HOSTILE = (
    "stops itself",
    "a process left behind",
    "kills everything it may",
    "very many small outputs",
    "mark patched to give two answers",
    "lines of its own in the notebook's report",
    "notebook is a pipe",
    "day is a link to the source",
    "memory shared by many processes",
    "takes its deadline away",
)


def test_a_hostile_class_is_resumed_after_every_kill_and_leaves_no_process(workspace: Path) -> None:
    """Killed while hostile submissions run, and sometimes before anything was finished: the same marks come out."""
    for number, attack in enumerate(one for one in ATTACKS if one.name in HOSTILE):
        attack.put(workspace, f"h{number}")
    for name in ("aa_honest", "zz_honest"):
        submit(workspace, name, answering(RIGHT))
    limits = Limits(cell_s=2, notebook_s=4, total_s=8, resident=400 << 20, files=5_000)
    wanted = grade(COURSE, DAY, workspace, limits=limits, jobs=4)
    assert len(wanted) == 2 * (len(HOSTILE) + 2)
    grades = entered(workspace)
    told = incidents(workspace, DAY)
    for after in (2.5, 6.0, 4.0):
        assert interrupted(workspace, after, signal.SIGKILL, "again", "hostile")
        time.sleep(1.0)
        left = [
            words
            for words in (read_words(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit())
            if str(workspace) in words and "bwrap" in words
        ]
        assert left == []
    assert grade(COURSE, DAY, workspace, limits=limits, jobs=4) == wanted
    assert entered(workspace) == grades
    assert incidents(workspace, DAY) == told


def read_words(process: Path) -> str:
    try:
        return (process / "cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""


def test_ctrl_c_ends_a_run_at_once_and_leaves_no_sandbox(workspace: Path) -> None:
    submit(workspace, "slow", answering("import time\nwhile True: time.sleep(1)"))
    # The slow cell would go on for ever: what ends the run is the interrupt.
    assert interrupted(workspace, 2.0, signal.SIGINT, begun=workspace / "runs" / DAY / "run.txt")
    assert not list((workspace / "runs" / DAY).glob("*.json"))
    assert "interrupted after 0 submissions" in (workspace / "runs" / DAY / "run.txt").read_text()
    assert not (workspace / "autograded" / "slow" / DAY / f"{NOTEBOOK}.ipynb").exists()


def test_two_runs_do_not_grade_one_day_together(workspace: Path) -> None:
    submit(workspace, "anna")
    with alone(workspace / "runs" / DAY), pytest.raises(WorkspaceError, match="another academy grade is at work"):
        grade(COURSE, DAY, workspace)
