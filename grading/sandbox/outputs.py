"""Check what came out of a sandbox: plain notebook outputs, nothing else, before anything reads them."""

from __future__ import annotations

import math
import re
from typing import Any

DEPTH_LIMIT = 40
# JSON of so many lists and mappings, or of so many values, takes some 300 MB once it is read, whatever its length.
CONTAINER_LIMIT = 1_000_000
VALUE_LIMIT = 4_000_000
COUNT_LIMIT = 10**6
# Outputs of one cell, and of all cells of a notebook: each is checked, cleaned and shown one by one.
CELL_OUTPUTS = 1_000
NOTEBOOK_OUTPUTS = 10_000
_MIME = re.compile(r"[A-Za-z0-9][\w.+-]*/[A-Za-z0-9][\w.+-]*\Z", re.ASCII)
KINDS = {
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata", "execution_count"),
}


def clean_outputs(outputs: Any, most: int = CELL_OUTPUTS) -> list[dict[str, Any]]:
    """Return the well-formed outputs among the first `most` of one cell; the rest is left out, and a last one says so.

    >>> clean_outputs([{"output_type": "stream", "name": "stdout", "text": "a", "more": 1}, "b"])
    [{'output_type': 'stream', 'name': 'stdout', 'text': 'a'}]
    """
    given = outputs if isinstance(outputs, list) else []
    found = [one for one in map(_clean, given[:most]) if one]
    if len(given) > most:
        note = f"Outputs left out: more than {most:,}.\n"
        found.append({"output_type": "stream", "name": "stderr", "text": note})
    return found


def still(left: int) -> int:
    """Return how many outputs the next cell of a notebook may have, where its cells may have so many yet."""
    return max(0, min(CELL_OUTPUTS, left))


def is_bomb(content: bytes) -> bool:
    """Would this JSON text, once read, take far more memory than its length says?

    >>> is_bomb(b"[[], {}]"), is_bomb(b"[]," * 2_000_000)
    (False, True)
    """
    return content.count(b"[") + content.count(b"{") > CONTAINER_LIMIT or content.count(b",") > VALUE_LIMIT


def count_of(value: Any) -> int | None:
    """Return an execution count that a notebook may carry, or None.

    >>> count_of(3), count_of(-5), count_of(True)
    (3, None, None)
    """
    return value if type(value) is int and 0 <= value <= COUNT_LIMIT else None


def writable(text: str) -> str:
    """Return a text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def printable(text: str) -> str:
    """Return a text in which every character that steers a terminal or turns its direction is a question mark.

    >>> printable("a\\x1b[2Jb")
    'a?[2Jb'
    """
    return "".join(one if one.isprintable() else "?" for one in text)


def _clean(output: Any) -> dict[str, Any] | None:
    kind = output.get("output_type") if isinstance(output, dict) else None
    if not isinstance(kind, str) or kind not in KINDS or any(part not in output for part in KINDS[kind]):
        return None
    try:
        made = {"output_type": kind, **{part: _plain(output[part]) for part in KINDS[kind]}}
    except ValueError:
        return None
    if kind == "stream":
        good = made["name"] in ("stdout", "stderr") and isinstance(made["text"], str)
    elif kind == "error":
        good = all(isinstance(made[part], str) for part in ("ename", "evalue")) and _strings(made["traceback"])
    else:
        good = _bundle(made["data"]) and isinstance(made["metadata"], dict)
        if kind == "execute_result":
            made["execution_count"] = count_of(made["execution_count"])
    return made if good else None


def _bundle(data: Any) -> bool:
    """Is it a MIME bundle: text under every type, or JSON under a JSON type?"""
    return isinstance(data, dict) and all(
        _MIME.match(name)
        and (isinstance(value, str) or _strings(value) or name == "application/json" or name.endswith("+json"))
        for name, value in data.items()
    )


def _plain(value: Any, depth: int = DEPTH_LIMIT) -> Any:
    """Return JSON that any file and any reader can hold; raise ValueError where it is nested too deeply."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (list, dict)) and depth == 0:
        raise ValueError("nested too deeply")
    if isinstance(value, list):
        return [_plain(one, depth - 1) for one in value]
    if isinstance(value, dict):
        return {writable(name): _plain(one, depth - 1) for name, one in value.items()}
    return value


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
