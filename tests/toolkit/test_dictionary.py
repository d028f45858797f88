"""The data dictionary: made from the record types, and current."""

from __future__ import annotations

from pathlib import Path

from toolkit.schema import STREAMS
from toolkit.schema.dictionary import to_markdown

PAGE = Path(__file__).parents[2] / "docs" / "data_dictionary.md"


def test_the_page_is_what_the_record_types_say():
    assert PAGE.read_text("utf-8") == to_markdown(), (
        "run: python -m toolkit.schema.dictionary > docs/data_dictionary.md"
    )


def test_every_stream_and_column_is_there_once():
    text = to_markdown()
    for record in STREAMS.values():
        assert text.count(f"\n## {record.name}\n") == 1
        section = text.split(f"\n## {record.name}\n")[1].split("\n## ")[0]
        for column in record.columns:
            assert section.count(f"\n| `{column.name}` |") == 1
