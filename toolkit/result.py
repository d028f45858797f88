"""What results of `toolkit.trend` and `toolkit.judgement` share: sentence, caveats, table, look in a notebook."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text

_SHOWN = 24


class Result:
    """Base of results. Subclasses are frozen dataclasses with `caveats`, `sentence`, `to_frame` and mostly `chart`."""

    caveats: tuple[str, ...]
    _ranked = False  # a ranked table shows its first rows in a notebook, a series its last

    @property
    def sentence(self) -> str:
        """The finding in one sentence, worded as an estimate."""
        raise NotImplementedError

    def to_frame(self) -> pd.DataFrame:
        """The result as a table."""
        raise NotImplementedError

    def chart(self) -> Any:
        """The result as a Plotly figure; ParameterError where it is a table alone."""
        raise ParameterError(f"a result of kind {type(self).__name__} has no chart; use .to_frame()")

    def __repr__(self) -> str:
        lines = [self.sentence, *(f"- {one}" for one in self.caveats)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{escape(self.sentence)}</b></p>"]
        if self.caveats:
            items = "".join(f"<li>{escape(one)}</li>" for one in self.caveats)
            parts.append(f"<p>{escape(text('Caveats'))}</p><ul>{items}</ul>")
        table = self.to_frame()
        shown = table.head(_SHOWN) if self._ranked else table.tail(_SHOWN)
        parts.append(shown.to_html(border=0, float_format=lambda value: f"{value:,.2f}"))
        if len(table) > _SHOWN:
            which = text("first {shown} of {count} rows") if self._ranked else text("last {shown} of {count} rows")
            parts.append(f"<p>{escape(which.format(shown=_SHOWN, count=len(table)))}</p>")
        return "".join(parts)


def number(value: float) -> str:
    """A figure as it is written in a sentence: whole from 100 up, else up to three significant digits.

    >>> number(1234.56), number(12.345), number(-0.1234)
    ('1,235', '12.3', '-0.123')
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
