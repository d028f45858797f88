"""What an outside examiner would put into `submitted/`: files, fields and answers that mean two things at once."""

# ruff: noqa: E501  hostile code reads better unbroken

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from tests.attacks.hostile.attack import Attack, change, code
from tests.attacks.hostile.denial import KIND as DENIAL
from tests.attacks.hostile.files import KIND as LINKS
from tests.attacks.hostile.files import NAMES, _named, _time
from tests.attacks.hostile.forging import KIND as FORGING
from tests.attacks.hostile.forging import SEND
from tests.attacks.hostile.formats import WRONG, _beside, _written
from tests.attacks.hostile.notebooks import KIND as TAMPERING
from tests.attacks.hostile.outputs import KIND as PAGES
from tests.grading.small_day import DAY, EXERCISE, NOTEBOOK, RIGHT, answering, by_name, submit

_SENT = SEND + f"links = None\nRIGHT = {{'version': 1, 'exercise': {EXERCISE!r}, 'answer': []}}\n"
_JUDGE = "10 of 10 points. Judged by the instructor."
_EVERY_TYPE = (
    "text/plain text/html text/markdown text/latex image/svg+xml application/json application/javascript "
    "application/vnd.analysis-academy.verdict+json application/vnd.nbgrader.score+json "
    "application/vnd.jupyter.widget-view+json application/vnd.plotly.v1+json application/vnd.vegalite.v5+json"
)


def _id_twice(notebook: Any) -> None:
    """In front of the answer, a cell with its id that says by its nbgrader id to be the mark cell."""
    answering(RIGHT)(notebook)
    grader = {"grade_id": "links-mark", "grade": True, "solution": True, "points": 1e9, "schema_version": 3}
    false = nbformat.v4.new_code_cell(WRONG, id="links-answer", metadata={"nbgrader": grader})
    notebook.cells.insert(0, false)


def _ids_of_no_text(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(
                grade_id={"$ne": None}, points="1e9", cell_type=["code"], checksum=float("nan")
            )


def _escapes_in_id(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    name = "\x1b[2J\u202e=HYPERLINK()" + "x" * 10**5
    notebook.cells.append(nbformat.v4.new_code_cell("1", metadata={"nbgrader": {"grade_id": name}}))


def _kernel_command(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    command = ["sh", "-c", "touch /tmp/escaped"]
    notebook.metadata.kernelspec.update(argv=command, env={"PYTHONSTARTUP": "/tmp/x.py"}, resource_dir="/")


def _attachments(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    given = {f"{n}.svg": {"image/svg+xml": "<svg onload='window.ran=1'/>"} for n in range(5_000)}
    by_name(notebook, "why").attachments = given
    by_name(notebook, "why").source = "".join(f"![](attachment:{n}.svg)" for n in range(5_000))


def _page_in_markdown(notebook: Any) -> None:
    """Style sheets, formula macros that grow without end, and pages in links."""
    answering(RIGHT)(notebook)
    macros = (
        "$"
        + "".join(f"\\newcommand{{\\a{chr(97 + n)}}}{{\\a{chr(98 + n)}\\a{chr(98 + n)}}}" for n in range(20))
        + "\\aa$"
    )
    by_name(notebook, "why").source = (
        "<style>.score, td.points { display: none } body::after { content: '10 of 10' }</style>\n"
        "[press](data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=)\n"
        f"<img src='data:image/svg+xml,<svg onload=window.ran=1>'>\n<link rel=stylesheet href=//192.0.2.1/x>\n{macros}"
    )


def _versions(content: dict[str, Any]) -> str:
    return json.dumps({**content, "nbformat": "4.99", "nbformat_minor": 10**30, "orig_nbformat": [3]})


def _two_bodies(content: dict[str, Any]) -> str:
    """The cells of format 4, and the worksheets of format 3 with another answer."""
    other = {"cells": [{"cell_type": "code", "input": WRONG, "language": "python", "outputs": []}]}
    return json.dumps({"nbformat": 3, "worksheets": [other], **content})


def _many_lines(content: dict[str, Any]) -> str:
    for cell in content["cells"]:
        if cell.get("id") == "links-answer":
            cell["source"] = [RIGHT, *[""] * 150_000, *[None] * 100_000]
    return json.dumps(content)


def _no_text_in_ids(content: dict[str, Any]) -> str:
    for number, cell in enumerate(content["cells"]):
        cell["id"] = [number, -1, 1e308, "links-mark\n", "../x"][number % 5]
    return json.dumps(content)


def _sparse_notebook(root: Path, who: str) -> None:
    with (submit(root, who) / f"{NOTEBOOK}.ipynb").open("wb") as file:
        file.truncate(10 << 30)


def _day_is_link_to_own(root: Path, who: str) -> None:
    folder = submit(root, who, answering(RIGHT))
    folder.rename(folder.parent / "work")
    folder.symlink_to("work", target_is_directory=True)


def _own_sheet(folder: Path) -> None:
    """A sheet of exercises that is worth more, asks for less, and is of no form."""
    form = {"type": "choices", "codes": [], "most": 10**9}
    about = {"title": "x", "technique": "x", "points": 1e9, "minutes": 0, "hints": [], "form": form}
    (folder / "exercises.json").write_text(json.dumps({"course": "..", "day": DAY, "exercises": {EXERCISE: about}}))


def _folder_for_notebook(root: Path, who: str) -> None:
    file = submit(root, who, answering(RIGHT)) / f"{NOTEBOOK}.ipynb"
    content = file.read_bytes()
    file.unlink()
    file.mkdir()
    (file / file.name).write_bytes(content)


def _sent(what: str) -> str:
    return f"{_SENT}import json\nmark = lambda *a: {what}"


def _broken(make: Callable[[bytes], bytes]) -> Callable[[Path, str], object]:
    return _written(lambda content: make(json.dumps(content).encode()))


EXAMINER = (
    change(TAMPERING, "one cell id, two nbgrader ids", _id_twice, words="a second cell", score=10.0),
    change(TAMPERING, "nbgrader ids that are no texts", _ids_of_no_text, score=10.0),
    change(TAMPERING, "a grade id that steers the terminal", _escapes_in_id, words="?[2J", score=10.0),
    change(TAMPERING, "a kernel with a command of its own", _kernel_command, score=10.0),
    change(TAMPERING, "5,000 attachments that are drawings with scripts", _attachments, score=10.0),
    change(PAGES, "style sheets, macros and pages in Markdown", _page_in_markdown, score=10.0),
    Attack(TAMPERING, "versions of no known kind", _written(_versions), score=10.0),
    Attack(TAMPERING, "cells and worksheets in one file", _written(_two_bodies), score=10.0),
    Attack(DENIAL, "a source of 250,000 parts", _written(_many_lines), score=10.0),
    Attack(TAMPERING, "cell ids that are no ids", _written(_no_text_in_ids), score=10.0),
    Attack(TAMPERING, "UTF-8 with a byte order mark", _broken(lambda text: b"\xef\xbb\xbf" + text), score=10.0),
    Attack(TAMPERING, "packed by gzip", _broken(gzip.compress), words="cannot be read"),
    Attack(TAMPERING, "two notebooks in one file", _broken(lambda text: text + b"\n" + text), words="cannot be read"),
    Attack(DENIAL, "30 MB of blanks", _broken(lambda text: b" " * (30 << 20) + text), score=10.0),
    Attack(LINKS, "day's notebook of 10 GB without content", _sparse_notebook, words="larger than"),
    Attack(LINKS, "day is a link to a folder of one's own", _day_is_link_to_own, score=None, words="a link"),
    Attack(LINKS, "a folder in place of the notebook", _folder_for_notebook, words="a folder with the name of a file"),
    Attack(LINKS, "a sheet of exercises worth a billion points", _beside(_own_sheet), score=10.0),
    Attack(NAMES, "another's name with an accent set apart", _named("zz_ho\u0301nest"), score=10.0, words="looks like that of"),
    Attack(NAMES, "timestamp of two lines", _time("2020-01-01 00:00:00 UTC\n2030-01-01 00:00:00 UTC"), score=10.0, words="not a time"),
    code(FORGING, "one answer in two versions", _sent("display({MIME: {**RIGHT, 'version': 2}, MIME.replace('+', '.v2+'): RIGHT}, raw=True)"), words="of version"),
    code(FORGING, "an answer packed as text", _sent("display({MIME: json.dumps(RIGHT)}, raw=True)"), words="does not have the parts"),
    code(FORGING, "an exercise in look-alike letters", _sent("display({MIME: {**RIGHT, 'exercise': 'day04.l\u0456nks'}}, raw=True)"), words="names exercise"),
    code(PAGES, "the judge's words in every type", _sent(f"[display({{one: {_JUDGE!r}}}, raw=True) for one in {_EVERY_TYPE!r}.split()]")),
    code(DENIAL, "an answer of 300,000 numbers", _sent("display({MIME: {**RIGHT, 'answer': [1] * 300_000}}, raw=True)"), words="more than 262,144 entries"),
    code(DENIAL, "a table of a million rows", "import pandas as pd\nlinks = pd.DataFrame({'a': range(10**6), 'b': range(10**6), 'status': 'confirmed'})", words="1000000 rows"),
    code(DENIAL, "a row of a million columns", "links = [dict.fromkeys(map(str, range(10**6)), 'N001')]", words="column"),
)  # fmt: skip
