"""What a record type is made of: columns with type, unit, range and identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Dtype = Literal["text", "code", "integer", "number", "time", "date", "flag"]
Identity = Literal["nominal", "number", "handset", "plate", "document", "place", "cell", "account", "vessel"]


@dataclass(frozen=True)
class Column:
    """One column: its type, its unit, whether it may be empty, and what identity it carries.

    `time` is an instant in UTC; `date` is a calendar day; `code` takes one of `codes`.
    """

    name: str
    dtype: Dtype
    doc: str
    unit: str = ""
    nullable: bool = False
    identity: Identity | None = None
    codes: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Record:
    """One evidence stream: its columns, its key, the two ends of its edges and its time.

    `time` is when a thing happened; `filed`, where it is another column, when its record came on file.
    `source` and `target` name the columns that are the two ends of a link, where the stream has links;
    `references` says which column must exist in which other stream: {"cell_id": "cells.cell_id"}.
    """

    name: str
    title: str
    doc: str
    columns: tuple[Column, ...]
    key: str
    time: str | None = None
    filed: str | None = None
    source: str | None = None
    target: str | None = None
    references: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names, in the order in which they are written."""
        return tuple(column.name for column in self.columns)

    @property
    def on_file(self) -> str | None:
        """The column that says when a record came on file, None where records have no date."""
        return self.filed or self.time

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError if there is none."""
        return {column.name: column for column in self.columns}[name]
