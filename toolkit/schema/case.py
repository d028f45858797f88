"""A case as an analyst holds it: evidence tables, prose documents and handouts. Nothing sealed is here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import CaseError, unknown


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
