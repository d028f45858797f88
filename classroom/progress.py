"""Progress on the error stream: one bar that takes (step, share done) from any long piece of work."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm


class Bar:
    """A progress bar on stderr; quiet where stderr is not a terminal.

    Call it with the step's name and the share of the whole that is done, 0 to 1.
    """

    def __init__(self, title: str) -> None:
        self._bar = tqdm(
            total=100, desc=title, file=sys.stderr, leave=False, disable=None, bar_format="{l_bar}{bar}| {elapsed}"
        )
        self._title = title

    def __call__(self, step: str, share: float) -> None:
        """Show how far a step has brought the whole."""
        self._bar.set_description(f"{self._title}: {step}", refresh=False)
        self._bar.n = round(100 * share)
        self._bar.refresh()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()
