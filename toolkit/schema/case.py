"""A case as an analyst holds it: evidence tables, prose documents and handouts. Nothing sealed is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from toolkit.errors import CaseError, unknown
from toolkit.schema.parts import Parts


@dataclass
class Case:
    """Evidence tables as attributes (`case.calls`), `documents` with their text, and `handouts`.

    Tables load on first use. `info` is the content of `case.json`: scenario, level, window, `as_of`, versions.
    """

    info: dict[str, Any]
    loaders: Mapping[str, Callable[[], pd.DataFrame]]
    texts: Mapping[str, str]
    handouts: dict[str, dict[str, Any]] = field(default_factory=dict)
    path: Path | None = None
    _loaded: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the evidence tables."""
        return tuple(self.loaders)

    def table(self, name: str) -> pd.DataFrame:
        """Return one evidence table, validated; CaseError for a name that the case does not hold."""
        if name not in self._loaded:
            if name not in self.loaders:
                raise CaseError(unknown("evidence table", name, self.loaders))
            self._loaded[name] = self.loaders[name]()
        return self._loaded[name]

    def rows(self, name: str) -> int:
        """Return how many records a table holds, without loading one that comes in parts."""
        parts = self._parts(name)
        return len(self.table(name)) if parts is None else parts.rows

    def frames(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield a table part by part, in order, so that a large one need not fit into memory; at least one part.

        With `columns`, those columns alone.
        """
        parts = self._parts(name)
        if parts is not None and name not in self._loaded:
            yield from parts.frames(columns)
        else:
            yield self.table(name) if columns is None else self.table(name)[list(columns)]

    def scan(self, name: str) -> ds.Dataset:
        """Return a table as a pyarrow dataset, for filters and aggregates over more records than memory holds.

        >>> calls = pd.DataFrame({"caller": ["+1", "+2"], "callee": ["+2", "+3"]})
        >>> case = Case({}, {"calls": lambda: calls}, {})
        >>> case.scan("calls").to_table(filter=ds.field("caller") == "+1").num_rows
        1
        """
        parts = self._parts(name)
        return ds.dataset(pa.Table.from_pandas(self.table(name))) if parts is None else parts.dataset()

    def _parts(self, name: str) -> Parts | None:
        if name not in self.loaders:
            raise CaseError(unknown("evidence table", name, self.loaders))
        loader = self.loaders[name]
        return loader if isinstance(loader, Parts) else None

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or "loaders" not in self.__dict__:
            raise AttributeError(name)
        if name in self.loaders:
            return self.table(name)
        raise AttributeError(unknown("evidence table", name, self.loaders))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.loaders]

    @property
    def documents(self) -> pd.DataFrame:
        """The report index with one more column, `text`: the whole text of each document."""
        reports = self.table("reports")
        return reports.assign(text=[self.texts[name] for name in reports["document_id"]])

    def document(self, document_id: str) -> str:
        """Return the text of one document; CaseError if the file holds no such number."""
        if document_id not in self.texts:
            raise CaseError(unknown("document", document_id, self.texts))
        return self.texts[document_id]

    def handout(self, exercise: str) -> dict[str, Any]:
        """Return the paper of one exercise (what is asked, never the answer), by its full id.

        The id is `<course>/<exercise>`, or the exercise alone where only one course has it.
        """
        found = [name for name in self.handouts if name == exercise or name.endswith("/" + exercise)]
        if len(found) != 1:
            raise CaseError(unknown("handout", exercise, self.handouts))
        return self.handouts[found[0]]

    def __repr__(self) -> str:
        rows = ", ".join(self.tables)
        title, day = self.info.get("title", ""), self.info.get("as_of", "?")
        return f"<Case {title!r} at {day}: {rows}; {len(self.texts)} documents>"
