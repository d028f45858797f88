import copy
import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

from grading.notebooks import SubmissionError, read_submitted
from grading.rebuild import Rebuilt, rebuild
from tests.grading.small_day import DAY, NOTEBOOK, by_name


@pytest.fixture
def blank(released: Path) -> NotebookNode:
    return nbformat.read(released / "release" / DAY / f"{NOTEBOOK}.ipynb", as_version=4)


@pytest.fixture
def rebuilt(blank: NotebookNode, tmp_path: Path) -> Callable[[Callable[[NotebookNode], None]], Rebuilt]:
    def run(change: Callable[[NotebookNode], None]) -> Rebuilt:
        changed = copy.deepcopy(blank)
        change(changed)
        (tmp_path / "submitted.ipynb").write_text(json.dumps(changed))
        made = rebuild(blank, read_submitted(tmp_path / "submitted.ipynb"))
        nbformat.validate(made.notebook)
        # Whatever was done, what grading rests on is the released notebook's.
        for cell in blank.cells:
            same = by_name(made.notebook, cell.id)
            assert same.metadata == cell.metadata
            assert same.cell_type == cell.cell_type
            if not cell.metadata.get("nbgrader", {}).get("solution") and cell.metadata.get("nbgrader"):
                assert same.source == cell.source
        return made

    return run


def test_answers_and_own_cells_are_kept(rebuilt: Callable[..., Rebuilt]) -> None:
    def change(notebook: NotebookNode) -> None:
        by_name(notebook, "links-answer").source = "links = []"
        by_name(notebook, "why").source = "Because."
        notebook.cells.insert(2, nbformat.v4.new_code_cell("mine = 1"))

    made = rebuilt(change)
    assert by_name(made.notebook, "links-answer").source == "links = []"
    assert by_name(made.notebook, "why").source == "Because."
    assert [cell.id for cell in made.notebook.cells][1:4] == ["setup", "own-1", "links-answer"]
    assert made.incidents == ()


def test_an_edited_mark_cell_is_replaced(rebuilt: Callable[..., Rebuilt]) -> None:
    def change(notebook: NotebookNode) -> None:
        by_name(notebook, "links-mark").source = "print('full marks')"

    assert rebuilt(change).incidents == ("locked cell links-mark was changed; the released one is used",)


def test_deleted_cells_come_back(rebuilt: Callable[..., Rebuilt], blank: NotebookNode) -> None:
    def change(notebook: NotebookNode) -> None:
        notebook.cells = [cell for cell in notebook.cells if cell.id not in ("links-mark", "links-answer")]

    made = rebuilt(change)
    assert len(made.incidents) == 2
    assert by_name(made.notebook, "links-answer").source == by_name(blank, "links-answer").source


def test_everything_deleted_is_a_blank(rebuilt: Callable[..., Rebuilt], blank: NotebookNode) -> None:
    made = rebuilt(lambda notebook: notebook.update(cells=[]))
    assert [cell.source for cell in made.notebook.cells] == [cell.source for cell in blank.cells]


def test_moved_cells_are_put_in_order(rebuilt: Callable[..., Rebuilt]) -> None:
    made = rebuilt(lambda notebook: notebook.cells.reverse())
    assert [cell.id for cell in made.notebook.cells] == ["briefing", "setup", "links-answer", "links-mark", "why"]
    assert any("moved" in one for one in made.incidents)


def test_retyped_cells_are_turned_back(rebuilt: Callable[..., Rebuilt]) -> None:
    def change(notebook: NotebookNode) -> None:
        for name in ("links-answer", "links-mark"):
            by_name(notebook, name).cell_type = "markdown"
        by_name(notebook, "why").cell_type = "code"

    assert sum("turned into" in one for one in rebuilt(change).incidents) == 3


def test_a_copied_cell_is_an_own_cell(rebuilt: Callable[..., Rebuilt]) -> None:
    def change(notebook: NotebookNode) -> None:
        twin = copy.deepcopy(by_name(notebook, "links-mark"))
        twin.id, twin.source = "twin", "print('me too')"
        notebook.cells.insert(0, twin)

    made = rebuilt(change)
    own = [cell for cell in made.notebook.cells if cell.id.startswith("own-")]
    assert [cell.metadata for cell in own] == [{}]
    assert any("second cell" in one for one in made.incidents)


def test_ids_may_be_lost_or_swapped(rebuilt: Callable[..., Rebuilt]) -> None:
    def lost(notebook: NotebookNode) -> None:
        by_name(notebook, "links-answer").source = "links = []"
        for cell in notebook.cells:
            del cell["id"]

    def swapped(notebook: NotebookNode) -> None:
        answer, mark = by_name(notebook, "links-answer"), by_name(notebook, "links-mark")
        answer.source = "links = []"
        answer.id, mark.id = mark.id, answer.id

    for change in (lost, swapped):
        assert by_name(rebuilt(change).notebook, "links-answer").source == "links = []"


def test_forged_metadata_and_kernels_do_not_stay(rebuilt: Callable[..., Rebuilt]) -> None:
    def change(notebook: NotebookNode) -> None:
        notebook.metadata.kernelspec = {"name": "evil", "display_name": "Evil", "language": "bash"}
        forged = nbformat.v4.new_code_cell("1", metadata={"academy": {"role": "mark", "exercise": "day04.links"}})
        notebook.cells.append(forged)
        by_name(notebook, "links-mark").metadata.nbgrader.points = 1000
        by_name(notebook, "links-mark").metadata.nbgrader.schema_version = 99

    made = rebuilt(change)
    assert made.notebook.metadata.kernelspec.name == "python3"
    assert made.notebook.cells[-1].metadata == {}
    assert any("another kernel" in one for one in made.incidents)


def test_raw_cells_do_not_reach_a_page_as_html(rebuilt: Callable[..., Rebuilt]) -> None:
    made = rebuilt(lambda notebook: notebook.cells.append(nbformat.v4.new_raw_cell("<script>x</script>")))
    assert made.notebook.cells[-1].cell_type == "markdown"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "3",
        "null",
        '{"cells": 3}',
        '{"worksheets": []}',
        "[" * 100_000,
        b"\xff\xfe\x00",
        json.dumps({"cells": [{}] * 2000}),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str | bytes) -> None:
    (tmp_path / "x.ipynb").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SubmissionError):
        read_submitted(tmp_path / "x.ipynb")


def test_odd_cells_are_read_as_far_as_they_go(tmp_path: Path, blank: NotebookNode) -> None:
    odd = [3, None, {}, {"cell_type": "evil", "source": {"a": 1}, "metadata": 3, "outputs": "x"}]
    odd += [{"cell_type": "code", "source": ["a", 3, "b"], "id": "x" * 99, "outputs": [{"output_type": "error"}]}]
    odd += [{"cell_type": "markdown", "source": "\ud800", "metadata": {"nbgrader": {"grade_id": ["links-mark"]}}}]
    (tmp_path / "x.ipynb").write_text(json.dumps({"cells": odd, "metadata": [], "nbformat": 99}))
    made = rebuild(blank, read_submitted(tmp_path / "x.ipynb"))
    nbformat.validate(made.notebook)
    assert nbformat.writes(made.notebook).encode()
