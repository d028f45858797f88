"""What the judge found, in full, under a mark cell of formgrader's page: for the instructor, who may see the key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LONGEST = 1_000


def detail_text(root: Path, day: str, trainee: str, notebook: str, exercise: str) -> str:
    """Return the Markdown of one verdict in full, from `runs/<day>/detail/`; "" where there is none.

    What a trainee wrote may stand in it, so every line is indented code.
    """
    file = root / "runs" / day / "detail" / trainee / f"{notebook}.json"
    try:
        found = json.loads(file.read_text("utf-8"))[exercise]
        lines = [f"{name}: {_short(value)}" for name, value in _parts(found).items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    return "#### For the instructor\n\n" + "\n".join(f"    {line}" for line in lines)


def _parts(found: Mapping[str, Any]) -> dict[str, Any]:
    parts = {"score": f"{found['score']:.3f}", **found["detail"]}
    return parts | {"incident": found["incident"]} if found.get("incident") else parts


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ... ({len(text):,} characters; in full in runs/)"
