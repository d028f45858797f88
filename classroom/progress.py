"""Progress on the error stream: one bar that takes (step, share done) from any long piece of work."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm


class Bar:
    """A progress bar on stderr; quiet where stderr is not a terminal.

    Call it with the step's name and the share of the whole that is done, 0 to 1. `left`: also say how long the rest
    takes at that pace, where the steps are alike.
    """

    def __init__(self, title: str, *, left: bool = False) -> None:
        times = "{elapsed}, about {remaining} left" if left else "{elapsed}"
        self._bar = tqdm(
            total=100,
            desc=title,
            file=sys.stderr,
            leave=False,
            disable=None,
            smoothing=0,
            bar_format=f"{{l_bar}}{{bar}}| {times}",
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
