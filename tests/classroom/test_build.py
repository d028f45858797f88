"""Lessons become nbgrader notebooks: same bytes twice, every problem found and placed."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from classroom.build import build, build_day
from classroom.courses import read_course
from toolkit.answers.sheet import read_sheet
from toolkit.errors import LessonError

COURSE = """title = "A course"
days = 1
minutes = 360
[weights]
exercises = 40
tests = 10
report = 30
briefing = 20
[pass]
overall = 60
auto = 50
rubric = 50
"""
EXERCISES = """[[exercise]]
id = "day01.links"
title = "Links"
technique = "link chart"
points = 10
minutes = 40
family = "edges"
parameters = { half_for_status = true }
key = "links.status"
hints = ["Read D001."]
[exercise.form]
type = "choices"
codes = ["yes", "no"]

[[exercise]]
id = "day01.paragraph"
title = "Paragraph"
technique = "writing"
points = 5
minutes = 20
family = "rubric"
key = "links.paragraph"
"""
LESSON = """# %% [markdown] name="briefing"
# # Links

# %% name="setup" role="given" hidden=true
from toolkit import mark

# %% name="links-answer" role="answer" exercise="day01.links"
links = None
### BEGIN SOLUTION
links = {"a": "yes"}
### END SOLUTION

# %% name="links-mark" role="mark" exercise="day01.links"
mark("day01.links", links)

# %% [markdown] name="paragraph" role="written" exercise="day01.paragraph"
# Write.
#
# ### BEGIN SOLUTION
# A model.
# ### END SOLUTION
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    course = tmp_path / "curriculum" / "tiny_1day"
    day = course / "lessons" / "day01_links"
    day.mkdir(parents=True)
    (course / "course.toml").write_text(COURSE, "utf-8")
    (day / "exercises.toml").write_text(EXERCISES, "utf-8")
    (day / "1_links.py").write_text(LESSON, "utf-8")
    return tmp_path


def lesson(root: Path) -> Path:
    return root / "curriculum/tiny_1day/lessons/day01_links/1_links.py"


def built(root: Path) -> Path:
    return root / "curriculum/tiny_1day/source/day01_links"


def test_two_builds_are_byte_identical(root: Path) -> None:
    build(root)
    first = {path.name: path.read_bytes() for path in built(root).iterdir()}
    for path in built(root).iterdir():
        path.unlink()
    build(root)
    assert {path.name: path.read_bytes() for path in built(root).iterdir()} == first
    assert sorted(first) == ["1_links.ipynb", "exercises.json"]


def test_check_writes_nothing_and_lists_drift_and_orphans(root: Path) -> None:
    build(root)
    assert build(root, check=True).clean
    lesson(root).write_text(LESSON.replace("# Links", "# Ties"), "utf-8")
    orphan = built(root) / "2_gone.ipynb"
    orphan.write_text("{}", "utf-8")
    found = build(root, check=True)
    assert [path.name for path in found.drifted] == ["1_links.ipynb"]
    assert found.orphans == (orphan,)
    assert orphan.exists()
    build(root)
    assert not orphan.exists()
    assert build(root, check=True).clean


def test_roles_become_nbgrader_metadata(root: Path) -> None:
    build(root)
    made = nbformat.read(built(root) / "1_links.ipynb", as_version=4)
    nbformat.validate(made)
    cells = {cell.id: cell for cell in made.cells}
    assert list(cells) == ["briefing", "setup", "links-answer", "links-mark", "paragraph"]
    assert "jupytext" not in made.metadata
    assert "nbgrader" not in cells["briefing"].metadata
    assert cells["setup"].metadata.jupyter.source_hidden
    flags = {
        name: (
            cell.metadata.nbgrader.grade,
            cell.metadata.nbgrader.solution,
            cell.metadata.nbgrader.locked,
            cell.metadata.nbgrader.get("points"),
        )
        for name, cell in cells.items()
        if "nbgrader" in cell.metadata
    }
    assert flags == {
        "setup": (False, False, True, None),
        "links-answer": (False, True, False, None),
        "links-mark": (True, False, True, 10),
        "paragraph": (True, True, False, 5),
    }
    assert cells["links-mark"].metadata.academy == {"role": "mark", "exercise": "day01.links"}


def test_the_public_sheet_is_read_by_mark_and_holds_no_key_query(root: Path) -> None:
    build(root)
    sheet = read_sheet(built(root))
    assert sheet.exercise("day01.links").form.codes == ("yes", "no")
    text = (built(root) / "exercises.json").read_text("utf-8")
    assert "links.status" not in text
    assert "half_for_status" not in text
    assert json.loads(text)["written"]["day01.paragraph"]["points"] == 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (' name="briefing"', "", "name every cell"),
        ('name="setup"', 'name="briefing"', "two cells have this name"),
        ('role="given"', 'role="givn"', "did you mean 'given'"),
        ("hidden=true", "hiden=true", "did you mean 'hidden'"),
        ("### END SOLUTION\n\n# %% name", "\n# %% name", "without '### END SOLUTION'"),
        ('mark("day01.links", links)', 'mark("day01.links", links); print(1)', "must be exactly mark"),
        ('mark("day01.links", links)', 'mark("day01.paragraph", links)', "must be exactly mark"),
        ('role="mark" exercise="day01.links"', 'role="mark" exercise="day01.link"', "did you mean 'day01.links'"),
        ('role="written" exercise="day01.paragraph"', "", "solution outside an answer cell"),
        ("links = None\n", "", "no value before it is solved"),
        ("# # Links", "# ### BEGIN SOLUTION\n# x\n# ### END SOLUTION", "solution outside an answer cell"),
        (
            '# # Links\n\n# %% name="setup" role="given" hidden=true',
            '# # Links\n#\n# Change what stands between the\n# quotation marks.\n\n# %% name="setup" role="given"',
            "setup: the text above asks",
        ),
    ],
)
def test_each_problem_names_file_and_cell(root: Path, old: str, new: str, said: str) -> None:
    assert old in LESSON
    lesson(root).write_text(LESSON.replace(old, new, 1), "utf-8")
    with pytest.raises(LessonError) as error:
        build(root)
    line = next(line for line in str(error.value).splitlines() if said in line)
    assert line.startswith("curriculum/tiny_1day/lessons/day01_links/1_links.py:")
    assert not built(root).exists()


def test_an_exercise_without_its_cell_is_found(root: Path) -> None:
    with lesson(root).open("a", encoding="utf-8") as file:
        file.write('\n# %% name="links-mark-2" role="mark" exercise="day01.links"\nmark("day01.links", links)\n')
    with pytest.raises(LessonError, match="has 2 mark cells"):
        build(root)


def test_markdown_is_translated_on_request(root: Path) -> None:
    course = read_course("tiny_1day", root / "curriculum")
    made = build_day(course, "day01_links", lambda source: source.replace("Links", "Liens"))
    assert "# Liens" in made["1_links.ipynb"]
