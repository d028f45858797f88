"""Charts of a report as pictures, drawn with the shipped fonts, each once however many formats are written."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from toolkit import fonts

_SCALE = 2.0


def png(figure: Any) -> bytes:
    """Return a Plotly figure as PNG at twice its size in pixels."""
    return _drawn(figure.to_json())


@lru_cache(maxsize=32)
def _drawn(state: str) -> bytes:
    import plotly.io

    fonts.use_for_export()
    return plotly.io.from_json(state).to_image(format="png", scale=_SCALE)
