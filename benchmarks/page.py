"""The page of measurements, docs/benchmarks.md: each script writes its own table between two marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table.

    >>> print(table(("a",), [("1",)]))
    | a |
    |---|
    | 1 |
    """
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def rewrite(name: str, text: str) -> None:
    """Put a text between the page's two marks of that name."""
    page = PAGE.read_text("utf-8")
    begin, end = f"<!-- {name}: written by benchmarks/{name}.py -->\n", f"<!-- {name}: end -->"
    before, rest = page.split(begin)
    _, after = rest.split(end)
    PAGE.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", "utf-8", newline="\n")
