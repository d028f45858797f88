"""A case folder on disk: read it validated, write it whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import CaseError, unknown
from toolkit.schema.case import Case
from toolkit.schema.column import Record
from toolkit.schema.registry import STREAMS
from toolkit.schema.validate import conform

FORMAT = 1


def read_case(path: str | Path) -> Case:
    """Open a case folder. Tables load and are validated on first use.

    Raises CaseError where the folder, `case.json` or a listed file is missing or of another format.
    """
    folder = Path(path)
    index = folder / "case.json"
    if not index.is_file():
        raise CaseError(f"no case at {folder}: {index.name} is missing; run `academy generate` or name another folder")
    try:
        info = json.loads(index.read_text("utf-8"))
        names = list(info["tables"])
    except (ValueError, KeyError, TypeError) as error:
        raise CaseError(f"{index}: damaged ({type(error).__name__}: {error}); fetch the case again") from None
    if info.get("format") != FORMAT:
        raise CaseError(f"{index}: case format {info.get('format')!r}; this toolkit reads format {FORMAT}")
    for name in names:
        if name not in STREAMS:
            raise CaseError(f"{index}: {unknown('evidence table', name, STREAMS)}")
    texts = {path.stem: path.read_text("utf-8") for path in sorted((folder / "documents").glob("*.md"))}
    handouts = {
        str(path.relative_to(folder / "handouts").with_suffix("")).replace(os.sep, "/"): json.loads(
            path.read_text("utf-8")
        )
        for path in sorted((folder / "handouts").rglob("*.json"))
    }
    loaders = {name: _loader(folder / info["tables"][name]["file"], STREAMS[name]) for name in names}
    return Case(info=info, loaders=loaders, texts=texts, handouts=handouts, path=folder)


def write_case(case: Case, folder: Path) -> None:
    """Write a case into a new folder: built under a temporary name, then renamed.

    Raises CaseError where the folder exists and is not empty: nothing is ever overwritten.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise CaseError(f"{folder} exists and is not empty; name a new folder (nothing was written)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        (building / "evidence").mkdir()
        (building / "documents").mkdir()
        tables: dict[str, Any] = {}
        for name in case.tables:
            table = conform(case.table(name), STREAMS[name])
            target = building / "evidence" / f"{name}.csv"
            _write_csv(table, STREAMS[name], target)
            tables[name] = {"file": f"evidence/{name}.csv", "rows": len(table), "sha256": _digest([target])}
        for document_id, text in case.texts.items():
            (building / "documents" / f"{document_id}.md").write_text(text, "utf-8", newline="\n")
        for name, paper in case.handouts.items():
            target = building / "handouts" / f"{name}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(to_json(paper), "utf-8", newline="\n")
        info = {
            **case.info,
            "format": FORMAT,
            "tables": tables,
            "documents": {
                "count": len(case.texts),
                "sha256": _digest(sorted((building / "documents").iterdir())),
            },
        }
        (building / "case.json").write_text(to_json(info), "utf-8", newline="\n")
        building.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def to_json(value: Any) -> str:
    """Return canonical JSON text: sorted keys, two spaces, one newline at the end.

    >>> to_json({"b": 1, "a": "é"})
    '{\\n  "a": "é",\\n  "b": 1\\n}\\n'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _loader(file: Path, record: Record) -> Callable[[], pd.DataFrame]:
    def load() -> pd.DataFrame:
        if not file.is_file():
            raise CaseError(f"{file} is missing although case.json lists it; fetch the case again")
        if file.suffix == ".parquet":
            return conform(pd.read_parquet(file), record, file.name)
        text = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8")
        return conform(text, record, file.name)

    return load


def _write_csv(table: pd.DataFrame, record: Record, target: Path) -> None:
    out = table.copy()
    for column in record.columns:
        if column.dtype == "time":
            out[column.name] = out[column.name].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif column.dtype == "date":
            out[column.name] = out[column.name].dt.strftime("%Y-%m-%d")
    out.to_csv(target, index=False, lineterminator="\n", encoding="utf-8")


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
