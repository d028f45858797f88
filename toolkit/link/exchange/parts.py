"""What every exchange format needs: who is who, plain values, days, and a file that appears whole or not at all."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.link.engine import check
from toolkit.link.kinds import KINDS
from toolkit.link.subject import identities

# XML 1.0 has no way to write these, escaped or not.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def who(graph: Any, method: str, nominals: Any, names: Any, kinds: Any) -> tuple[dict[Any, str], dict[Any, str]]:
    """Check the graph and return entity -> name and entity -> kind; two entities that print alike are refused.

    >>> import networkx as nx
    >>> who(nx.Graph([("a", "b")]), "to_anx", None, {"a": "Sok Dara"}, None)[0]
    {'a': 'Sok Dara', 'b': 'b'}
    """
    check(graph, method)
    seen: dict[str, Any] = {}
    for entity in graph:
        if str(entity) in seen:
            raise ParameterError(
                f"link.{method}: {seen[str(entity)]!r} and {entity!r} are both written {str(entity)!r}; "
                "give entities of one type to link.build"
            )
        seen[str(entity)] = entity
    return identities(graph, nominals, names, kinds, KINDS, method)


def clean(words: Any) -> str:
    """Return text that XML can hold; what it can't is written as the replacement sign.

    >>> clean("a\\x00b")
    'a\ufffdb'
    """
    return _UNWRITABLE.sub("\ufffd", str(words))


def plain(value: Any) -> str | int | float | bool | None:
    """Return a value that every format holds: numbers as they are, times as ISO 8601, lists and mappings as JSON text.

    None for a missing value, which is left out of the file.

    >>> plain(("D1", "D2")), plain(pd.Timestamp("2026-01-02")), plain(None)
    ('["D1", "D2"]', '2026-01-02T00:00:00', None)
    """
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NaT or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, (bool, int, float)):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        listed = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return clean(json.dumps(listed, ensure_ascii=False, default=str))
    return clean(value)


def attributes(data: Mapping[Any, Any], without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the attributes of an entity or a link as plain values, missing ones left out.

    >>> attributes({"records": (1, 2), "first": None})
    {'records': '[1, 2]'}
    """
    found = {str(name): plain(value) for name, value in data.items() if str(name) not in without}
    return {name: value for name, value in found.items() if value is not None}


def days(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return a link's first and last day as ISO text, or None.

    >>> days({"first": pd.Timestamp("2026-01-02 10:00"), "last": pd.Timestamp("2026-01-03")})
    ('2026-01-02', '2026-01-03')
    """
    ends = [data.get("first"), data.get("last")]
    if any(end is None or pd.isna(end) for end in ends):
        return None
    first, last = (f"{pd.Timestamp(end):%Y-%m-%d}" for end in ends)
    return first, last


@contextmanager
def written(path: str | Path, endings: tuple[str, ...], method: str) -> Iterator[Path]:
    """Give a path beside the wanted one to write to, and put the file in place only when it is whole.

    Raises ParameterError for another ending or a folder that does not exist.
    """
    target = Path(path)
    if target.suffix.lower() not in endings:
        raise ParameterError(f"link.{method}: {target.name}: the file's name must end in {' or '.join(endings)}")
    if not target.parent.is_dir():
        raise ParameterError(f"link.{method}: no folder {str(target.parent)!r}; make it first")
    building = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield building
        building.replace(target)
    finally:
        building.unlink(missing_ok=True)
