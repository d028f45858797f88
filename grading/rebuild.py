"""Rebuild a submitted notebook from the released one: locked cells are ours, answers and added cells the trainee's."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

KERNEL = "python3"


@dataclass(frozen=True)
class Rebuilt:
    """A notebook fit to run and to mark, and what was odd about the submitted one, in words for the instructor."""

    notebook: NotebookNode
    incidents: tuple[str, ...]


def rebuild(released: NotebookNode, submitted: NotebookNode, *, keep_outputs: bool = False) -> Rebuilt:
    """Return the released notebook with the trainee's answers and own cells in it.

    Parameters
    ----------
    released : the notebook that was given out, which is trusted
    submitted : as `notebooks.read_submitted` gives it, or as staged
    keep_outputs : keep the outputs of cells that were found again; otherwise all are cleared

    Cells are found by their id, or else by their nbgrader id, wherever they stand. A locked cell comes from the
    release, an unlocked one takes the submitted source, a deleted one comes back as it was released. Own cells stay
    behind the cell that they follow.
    """
    found = _match(released, submitted)
    odd = submitted.metadata.get("academy", {}).get("odd", ())
    incidents = [*_kernel(submitted), *odd, *_order(released, submitted, found)]
    taken = {position: name for name, position in found.items()}
    own: dict[str, list[NotebookNode]] = {}
    before = ""
    for position, cell in enumerate(submitted.cells):
        if position in taken:
            before = taken[position]
            continue
        if _grade_id(cell):
            incidents.append(f"a second cell calls itself {_grade_id(cell)}; it is kept as the trainee's own cell")
        own.setdefault(before, []).append(cell)
    made = copy.deepcopy(released)
    names = {cell.id for cell in made.cells}
    cells: list[NotebookNode] = _own_cells(own.get("", []), names, keep_outputs)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if cell.id in found:
            given = submitted.cells[found[cell.id]]
            incidents.extend(_fill(cell, given))
            if keep_outputs and cell.cell_type == given.cell_type == "code":
                cell.outputs = copy.deepcopy(given.outputs)
        elif _is_graded(cell):
            kind = "put back; its answer counts as blank" if _is_open(cell) else "put back"
            incidents.append(f"cell {cell.id} was deleted; {kind}")
        cells += [cell, *_own_cells(own.get(cell.id, []), names, keep_outputs)]
    made.cells = cells
    return Rebuilt(made, tuple(incidents))


def _match(released: NotebookNode, submitted: NotebookNode) -> dict[str, int]:
    """Released cell id -> position in the submitted notebook, by that id or else by the nbgrader id."""
    by_id: dict[str, int] = {}
    by_grade_id: dict[str, int] = {}
    for number, cell in enumerate(submitted.cells):
        by_id.setdefault(cell.get("id", ""), number)
        by_grade_id.setdefault(_grade_id(cell), number)
    found: dict[str, int] = {}
    used: set[int] = set()
    for cell in released.cells:
        name = _grade_id(cell)
        places = [by_id.get(cell.id), by_grade_id.get(name) if name else None]
        for position in places:
            if position is None or position in used:
                continue
            claimed = _grade_id(submitted.cells[position])
            if position == places[0] and claimed and claimed != name:
                continue  # it has this cell's id but calls itself another
            found[cell.id] = position
            used.add(position)
            break
    return found


def _fill(cell: NotebookNode, given: NotebookNode) -> list[str]:
    """Put the submitted source into an open cell; report what was changed about a locked one."""
    incidents = []
    if given.cell_type != cell.cell_type:
        incidents.append(
            f"cell {cell.id} was turned into a {given.cell_type} cell; it is a {cell.cell_type} cell again"
        )
    if _is_open(cell):
        cell.source = given.source
    elif _same(given.source) != _same(cell.source):
        incidents.append(f"locked cell {cell.id} was changed; the released one is used")
    return incidents


def _own_cells(given: list[NotebookNode], names: set[str], keep_outputs: bool) -> list[NotebookNode]:
    cells = []
    for cell in given:
        number = 1 + sum(name.startswith("own-") for name in names)
        name = f"own-{number}"
        names.add(name)
        # A raw cell would reach the grader's page as raw HTML.
        kind = "markdown" if cell.cell_type == "raw" else cell.cell_type
        made = NotebookNode(cell_type=kind, id=name, metadata=NotebookNode(), source=cell.source)
        if kind == "code":
            made.outputs = copy.deepcopy(cell.outputs) if keep_outputs else []
            made.execution_count = None
        cells.append(made)
    return cells


def _order(released: NotebookNode, submitted: NotebookNode, found: dict[str, int]) -> list[str]:
    places = [found[cell.id] for cell in released.cells if cell.id in found]
    return ["cells were moved; they are back in the released order"] if places != sorted(places) else []


def _kernel(submitted: NotebookNode) -> list[str]:
    name = submitted.metadata.get("academy", {}).get("kernel", "")
    return [f"the notebook names another kernel ({name}); {KERNEL} is used"] if name not in ("", KERNEL) else []


def _grade_id(cell: NotebookNode) -> str:
    """The nbgrader id of a cell, of a released one or of one as `read_submitted` gives it."""
    metadata = cell.metadata
    return str(metadata.get("nbgrader", {}).get("grade_id", "") or metadata.get("grade_id", ""))


def _is_graded(cell: NotebookNode) -> bool:
    grader = cell.metadata.get("nbgrader", {})
    return bool(grader.get("grade") or grader.get("solution"))


def _is_open(cell: NotebookNode) -> bool:
    """May the trainee write in it? Answer and written cells, and those that nbgrader knows nothing of."""
    grader = cell.metadata.get("nbgrader", {})
    return bool(grader.get("solution")) or not (grader.get("locked") or grader.get("grade"))


def _same(source: str) -> str:
    """A source without what editors change by themselves."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
