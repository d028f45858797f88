"""The data dictionary, as `python -m toolkit.schema.dictionary > docs/data_dictionary.md` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from toolkit.schema.column import Column, Record
from toolkit.schema.registry import STREAMS

_HEAD = """# Data dictionary

The evidence of a case: one table for each stream, opened by `open_case(folder)` and read as `case.<stream>`. Made from
the record types in `toolkit/schema/streams/` by `python -m toolkit.schema.dictionary`; edit those, never this page.

Every case has every operational table; one that a scenario has no use for (vessels where nobody goes to sea) is there
and empty. Times are UTC. An empty value means: not on file."""
_MANY = 12


def to_markdown(records: Iterable[Record] = tuple(STREAMS.values())) -> str:
    """Return the dictionary as Markdown: a list of streams, then a section with a table of columns for each."""
    records = list(records)
    lines = [_HEAD, "", "| stream | holds |", "|---|---|"]
    lines += [f"| [`{record.name}`](#{record.name}) | {record.title} |" for record in records]
    for record in records:
        lines += ["", f"## {record.name}", "", f"**{record.title}.** {record.doc}", "", *_roles(record), ""]
        lines += ["| column | type | empty | identity | meaning |", "|---|---|---|---|---|"]
        lines += [_row(column) for column in record.columns]
    return "\n".join(lines) + "\n"


def _roles(record: Record) -> list[str]:
    found = [f"Key: `{record.key}`."]
    if record.time:
        found.append(f"Time: `{record.time}`.")
    if record.source and record.target:
        found.append(f"Ends of a link: `{record.source}` and `{record.target}`.")
    if record.references:
        found.append("Refers to: " + ", ".join(f"`{a}` to `{b}`" for a, b in record.references.items()) + ".")
    return [" ".join(found)]


def _row(column: Column) -> str:
    kind = f"{column.dtype}, {column.unit}" if column.unit else column.dtype
    meaning = column.doc
    if column.codes:
        shown = ", ".join(f"`{code}`" for code in column.codes[:_MANY])
        meaning += f": {shown}" + (f" and {len(column.codes) - _MANY} more" if len(column.codes) > _MANY else "")
    if column.minimum is not None or column.maximum is not None:
        low = "" if column.minimum is None else f"{column.minimum:g}"
        high = "" if column.maximum is None else f"{column.maximum:g}"
        meaning += f" (at least {low})" if not high else f" ({low} to {high})"
    empty = "may be" if column.nullable else "never"
    return f"| `{column.name}` | {kind} | {empty} | {column.identity or ''} | {meaning} |"


if __name__ == "__main__":
    sys.stdout.write(to_markdown())
