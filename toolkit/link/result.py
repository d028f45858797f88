"""What a link method gives back: a table that states its own caveats and reads well in a notebook."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import pandas as pd

_SHOWN = 25


@dataclass(frozen=True, eq=False)
class Table:
    """A result table. `caveats` says how to read it and when it misleads.

    >>> result = Table("Example", pd.DataFrame({"degree": [2]}, index=["a"]), ("read with care",))
    >>> len(result), result.caveats
    (1, ('read with care',))
    """

    title: str
    frame: pd.DataFrame
    caveats: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return the table as a DataFrame that may be changed freely."""
        return self.frame.copy()

    def __len__(self) -> int:
        return len(self.frame)

    if not TYPE_CHECKING:  # only for those who type a name that a DataFrame has

        def __getattr__(self, name: str) -> Any:
            mend = f"; a DataFrame has it: .to_frame().{name}" if hasattr(pd.DataFrame, name) else ""
            raise AttributeError(f"{type(self).__name__} has no {name!r}{mend}")

    def __repr__(self) -> str:
        table = [self.frame.head(_SHOWN).to_string(float_format=_number, na_rep="")] if len(self.frame) else []
        return "\n".join([self.title, *table, *_more(self.frame), *(f"- {caveat}" for caveat in self.caveats)])

    def _repr_html_(self) -> str:
        head = self.frame.head(_SHOWN)
        shown = head.to_html(float_format=_number, border=0, na_rep="") if len(head) else ""
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in (*_more(self.frame), *self.caveats))
        return f"<div><b>{html.escape(self.title)}</b>{shown}<ul>{lines}</ul></div>"


@dataclass(frozen=True, eq=False, repr=False)
class Listing(Table, Sequence[Any]):
    """A result that is first of all a list: iterate it, index it, ask `in`; `to_frame()` tells more of each item.

    >>> listing = Listing("Cut points", pd.DataFrame(index=["b"]), (), ("b",))
    >>> list(listing), "b" in listing
    (['b'], True)
    """

    items: tuple[Any, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...

    def __getitem__(self, index: int | slice) -> Any:
        return self.items[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if value == value else ""


def _more(frame: pd.DataFrame) -> tuple[str, ...]:
    rest = len(frame) - _SHOWN
    return (f"{rest} more rows; see .to_frame()",) if rest > 0 else ()
