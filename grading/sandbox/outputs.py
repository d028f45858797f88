"""Check what came out of a sandbox: plain notebook outputs, nothing else, before anything reads them."""

from __future__ import annotations

from typing import Any

KINDS = {
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata", "execution_count"),
}


def clean_outputs(outputs: Any) -> list[dict[str, Any]]:
    """Return the well-formed outputs among those of one cell; the rest is left out.

    >>> clean_outputs([{"output_type": "stream", "name": "stdout", "text": "a", "more": 1}, "b"])
    [{'output_type': 'stream', 'name': 'stdout', 'text': 'a'}]
    """
    return [one for one in map(_clean, outputs if isinstance(outputs, list) else []) if one]


def _clean(output: Any) -> dict[str, Any] | None:
    kind = output.get("output_type") if isinstance(output, dict) else None
    if not isinstance(kind, str) or kind not in KINDS or any(part not in output for part in KINDS[kind]):
        return None
    made = {"output_type": kind, **{part: output[part] for part in KINDS[kind]}}
    if kind == "stream":
        good = made["name"] in ("stdout", "stderr") and isinstance(made["text"], str)
    elif kind == "error":
        good = all(isinstance(made[part], str) for part in ("ename", "evalue")) and _strings(made["traceback"])
    else:
        good = _bundle(made["data"]) and isinstance(made["metadata"], dict)
        if kind == "execute_result" and not isinstance(made["execution_count"], int):
            made["execution_count"] = None
    return made if good else None


def _bundle(data: Any) -> bool:
    """Is it a MIME bundle: text under every type, or JSON under a JSON type?"""
    return isinstance(data, dict) and all(
        isinstance(value, str) or _strings(value) or name == "application/json" or name.endswith("+json")
        for name, value in data.items()
    )


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
