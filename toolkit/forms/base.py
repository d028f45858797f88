"""What every form shares: load on start, save at every change, show itself, and never fail without a front-end."""

from __future__ import annotations

from typing import Any

from toolkit.forms import layout, saved
from toolkit.forms.paper import Paper
from toolkit.language import text


class SavedForm:
    """A form over widgets. Subclasses set `self.box`, and define `values`, `progress` and `_put`."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.file = saved.place(paper.folder, paper.exercise)
        self.box: Any = None
        self._status = layout.status_line()
        self._quiet = False
        self._trouble = ""

    @property
    def values(self) -> Any:
        """What `mark` takes: the answers given so far."""
        raise NotImplementedError

    @property
    def progress(self) -> str:
        """How far the form is filled in, in words."""
        raise NotImplementedError

    def fill(self, values: Any) -> None:
        """Set the answers from code and save them. AnswerError for an item or value that the form does not have."""
        self._quiet = True
        try:
            self._put(values)
        finally:
            self._quiet = False
        self._changed()

    def _put(self, values: Any) -> None:
        raise NotImplementedError

    def _restore(self) -> None:
        """Put back what was saved. Values that no longer fit the paper are left out, and the status line says so."""
        kept = saved.load(self.file)
        self._quiet = True
        try:
            dropped = self._put_what_fits(kept) if kept is not None else 0
        finally:
            self._quiet = False
        if dropped:
            self._trouble = text("saved answers that do not fit this paper, left out: {count}", count=dropped)
        self._show()

    def _put_what_fits(self, kept: Any) -> int:
        raise NotImplementedError

    def _changed(self, _change: Any = None) -> None:
        if self._quiet:
            return
        self._trouble = ""
        try:
            saved.save(self.file, self.values)
        except OSError as error:
            self._trouble = text("not saved: {reason}", reason=error.strerror or type(error).__name__)
        self._show()

    def _show(self) -> None:
        self._status.value = layout.status(self.progress, saved=self.file.is_file(), trouble=self._trouble)

    def _listing(self) -> str:
        raise NotImplementedError

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = self.box._repr_mimebundle_(**options)
        if isinstance(bundle, dict):
            bundle["text/plain"] = self._listing()
        return bundle

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.paper.exercise}: {self.progress}>"
