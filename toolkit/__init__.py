"""What an analyst types in a notebook: `open_case`, the rooms (`link`, `telephone`, `flows`, ...) and `mark`.

Everything loads on first use, so that `import toolkit` stays fast.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import toolkit.evaluation as evaluation
    import toolkit.finance as finance
    import toolkit.flows as flows
    import toolkit.forms as forms
    import toolkit.judgement as judgement
    import toolkit.link as link
    import toolkit.maps as maps
    import toolkit.progress as progress
    import toolkit.reporting as reporting
    import toolkit.resolution as resolution
    import toolkit.telephone as telephone
    import toolkit.trend as trend
    from toolkit.answers.emit import mark
    from toolkit.schema.store import read_case as open_case

__version__ = "0.1.0"
__all__ = [
    "evaluation",
    "finance",
    "flows",
    "forms",
    "judgement",
    "link",
    "maps",
    "mark",
    "open_case",
    "progress",
    "reporting",
    "resolution",
    "telephone",
    "trend",
]

_ROOMS = tuple(name for name in __all__ if name not in ("mark", "open_case"))
_FUNCTIONS = {"open_case": ("toolkit.schema.store", "read_case"), "mark": ("toolkit.answers.emit", "mark")}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return importlib.import_module(f"toolkit.{name}")
    if name in _FUNCTIONS:
        module, function = _FUNCTIONS[name]
        value = getattr(importlib.import_module(module), function)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
