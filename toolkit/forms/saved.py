"""The values of a form on disk, in `form_values/<exercise>.json` beside the notebook."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from toolkit.errors import AnswerError

FOLDER = "form_values"


def place(folder: Path, exercise: str) -> Path:
    """The file that holds the values of one form.

    >>> place(Path("day01"), "day01.products").as_posix()
    'day01/form_values/day01.products.json'
    """
    return folder / FOLDER / f"{exercise}.json"


def load(file: Path) -> Any:
    """Return what was saved, or None where nothing was; AnswerError where the file is damaged."""
    if not file.is_file():
        return None
    try:
        return json.loads(file.read_text("utf-8"))
    except (ValueError, UnicodeDecodeError):
        raise AnswerError(
            f"{FOLDER}/{file.name} is damaged; delete it and run this cell again to start afresh"
        ) from None


def save(file: Path, values: Any) -> None:
    """Write the values whole or not at all: under a temporary name, then renamed. Raises OSError."""
    file.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.stem}.", suffix=".tmp", dir=file.parent)
    building = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            json.dump(values, out, ensure_ascii=False, indent=2)
            out.write("\n")
        building.replace(file)
    finally:
        building.unlink(missing_ok=True)
