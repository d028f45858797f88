"""Outputs that steer, break or run where they are shown."""

from __future__ import annotations

from pathlib import Path

import nbformat

from tests.attacks.hostile.attack import Attack, code
from tests.attacks.hostile.pages import LINKS, SCRIPTS, SHOWN
from tests.grading.small_day import RIGHT, by_name, submit

KIND = "outputs and pages"
_SHOW = "from IPython.display import display\nlinks = None\n"


def _scripts(root: Path, who: str) -> None:
    def edit(notebook: object) -> None:
        by_name(notebook, "links-answer").source = f"{SHOWN}\nprint({SCRIPTS!r})\nraise ValueError({SCRIPTS!r})"
        by_name(notebook, "why").source = SCRIPTS + LINKS

    submit(root, who, edit)


def _slow_to_lay_out(root: Path, who: str) -> None:
    """Texts on which a page's own programs would work for minutes: formulas, brackets, dotted names, colours."""

    def edit(notebook: nbformat.NotebookNode) -> None:
        by_name(notebook, "links-answer").source = f"{RIGHT}\nprint('\\x1b[31m\\x1b[1mx' * 60_000)"
        by_name(notebook, "why").source = "\\begin{x}" * 10_000
        notebook.cells.append(nbformat.v4.new_markdown_cell("[" * 100_000, id="brackets"))
        notebook.cells.append(nbformat.v4.new_code_cell(f"def f(): {'a.' * 60_000}a", id="dots"))

    submit(root, who, edit)


OUTPUTS = (
    code(KIND, "surrogates in text", "links = None\nprint('\\ud800')"),
    code(KIND, "surrogates in HTML", _SHOW + "display({'text/html': '<b>\\udfff</b>'}, raw=True)"),
    code(KIND, "surrogates in an error", "links = None\nraise ValueError('\\ud800')"),
    code(KIND, "surrogates in the answer", "links = [{'a': '\\ud800', 'b': 'N001', 'status': 'confirmed'}]"),
    code(
        KIND,
        "terminal escapes in an error",
        "links = None\ndef mark(*_): raise ValueError('\\x1b]0;x\\x07\\u202eseen')",
        words="?]0;x??seen",
    ),
    code(
        KIND, "nested JSON", _SHOW + "v = []\nfor _ in range(400): v = [v]\ndisplay({'application/json': v}, raw=True)"
    ),
    code(
        KIND, "JSON that is not finite", _SHOW + "display({'application/json': [float('nan'), float('inf')]}, raw=True)"
    ),
    code(KIND, "a bomb of lists", _SHOW + "display({'application/json': [[]] * 2_000_000}, raw=True)"),
    code(KIND, "odd MIME types", _SHOW + "display({'': 'x', 'a b/<script>': 'y', 'a/b+json': [None]}, raw=True)"),
    code(KIND, "a count below 0", "links = None\nget_ipython().execution_count = -5"),
    Attack(KIND, "scripts in Markdown and every kind of output", _scripts),
    Attack(KIND, "texts that take long to lay out", _slow_to_lay_out, score=10.0),
)
