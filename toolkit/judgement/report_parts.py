"""What a report consists of: its heads and its blocks, as every writer of a format takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Block:
    """One piece of a document: a `heading`, a numbered `paragraph`, a `line`, a `table` or a `figure`."""

    kind: str
    text: str = ""
    number: int = 0
    content: Any = None


@dataclass(frozen=True)
class Sheets:
    """The content of a report: what stands on its first page and on every page, and its blocks in order."""

    title: str
    date: str
    author: str
    reference: str
    mark: str
    handling: tuple[str, ...]
    blocks: tuple[Block, ...]
