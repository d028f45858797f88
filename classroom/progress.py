"""Progress on the error stream: one bar that takes (step, done, total) from any long piece of work."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm


class Bar:
    """A progress bar on stderr; quiet where stderr is not a terminal, except for the steps' names at their end.

    Call it with the step's name, how much of it is done, and how much there is.
    """

    def __init__(self, title: str) -> None:
        self._bar = tqdm(total=0, desc=title, file=sys.stderr, leave=False, disable=None, dynamic_ncols=True)
        self._title = title

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show the state of a step."""
        self._bar.set_description(f"{self._title}: {step}", refresh=False)
        self._bar.total = max(total, 1)
        self._bar.n = done
        self._bar.refresh()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()
