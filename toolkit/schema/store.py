"""A case folder on disk: read it validated, write it whole or not at all.

Tables are CSV at class size. Parquet holds what comes in parts (`evidence/<stream>/part-00000.parquet`), and
everything else too where it is asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit import style
from toolkit.errors import CaseError, ParameterError, unknown
from toolkit.schema.case import Case
from toolkit.schema.column import Record
from toolkit.schema.parts import PartFile, Parts, part_name, write_part
from toolkit.schema.registry import STREAMS
from toolkit.schema.validate import conform

FORMAT = 1
FORMS = ("csv", "parquet")


def read_case(path: str | Path) -> Case:
    """Open a case folder. Tables load and are validated on first use.

    Charts made after an invented case was opened carry the mark SYNTHETIC (`toolkit.style.synthetic`).

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
    loaders = {name: _loader(folder, info["tables"][name], STREAMS[name]) for name in names}
    if info.get("synthetic"):
        style.synthetic()
    return Case(info=info, loaders=loaders, texts=texts, handouts=handouts, path=folder)


def write_case(case: Case, folder: Path, form: str | None = None, ready: Callable[[Path], None] | None = None) -> None:
    """Write a case into a new folder: built under a temporary name, then renamed.

    Parameters
    ----------
    form : "csv", "parquet", or None for Parquet where a table comes in several parts and CSV otherwise
    ready : called with the temporary folder when it is complete, just before it gets its name

    Raises CaseError where the folder exists and is not empty: nothing is ever overwritten.
    Raises ParameterError for another form.
    """
    if form not in (None, *FORMS):
        raise ParameterError(unknown("format", form, FORMS))
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise CaseError(f"{folder} exists and is not empty; name a new folder (nothing was written)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = start_building(folder)
    try:
        (building / "evidence").mkdir()
        (building / "documents").mkdir()
        tables: dict[str, Any] = {}
        for name in case.tables:
            tables[name] = _write_table(case, name, building / "evidence", form)
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
        if ready:
            ready(building)
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def unfinished(folder: Path) -> Path:
    """Return the temporary name under which a folder is built.

    >>> unfinished(Path("cases/case")).as_posix()
    'cases/.case.unfinished'
    """
    return folder.parent / f".{folder.name}.unfinished"


def start_building(folder: Path) -> Path:
    """Make the temporary folder, open to its owner alone; what a killed run left under that name goes."""
    building = unfinished(folder)
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700, parents=True)
    return building


def to_json(value: Any) -> str:
    """Return canonical JSON text: sorted keys, two spaces, one newline at the end.

    >>> to_json({"b": 1, "a": "é"})
    '{\\n  "a": "é",\\n  "b": 1\\n}\\n'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _loader(folder: Path, entry: Mapping[str, Any], record: Record) -> Callable[[], pd.DataFrame]:
    file = folder / entry["file"]
    if "parts" in entry:
        return Parts(record, tuple(PartFile(file / one["file"], one["rows"], one["sha256"]) for one in entry["parts"]))

    def load() -> pd.DataFrame:
        if not file.is_file():
            raise CaseError(f"{file} is missing although case.json lists it; fetch the case again")
        text = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8")
        return conform(text, record, file.name)

    return load


def _write_table(case: Case, name: str, evidence: Path, form: str | None) -> dict[str, Any]:
    """Write one table; return what `case.json` says of it."""
    loader, record = case.loaders[name], STREAMS[name]
    parts = loader if isinstance(loader, Parts) else None
    if form == "csv" or (form is None and (parts is None or len(parts.files) == 1)):
        target, rows = evidence / f"{name}.csv", 0
        for frame in case.frames(name):
            _write_csv(conform(frame, record), record, target, first=not rows)
            rows += len(frame)
        return {"file": f"evidence/{name}.csv", "rows": rows, "sha256": _digest([target])}
    folder = evidence / name
    folder.mkdir()
    if parts is None:
        files: tuple[PartFile, ...] = (write_part(case.table(name), record, folder / part_name(0)),)
    else:
        files = tuple(replace(one, path=_link(one.path, folder / part_name(at))) for at, one in enumerate(parts.files))
    listed = [{"file": one.path.name, "rows": one.rows, "sha256": one.sha256} for one in files]
    return {"file": f"evidence/{name}", "rows": sum(one.rows for one in files), "parts": listed}


def _link(source: Path, target: Path) -> Path:
    """Give a file a second name, or copy it where the two folders are on different disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _write_csv(table: pd.DataFrame, record: Record, target: Path, *, first: bool) -> None:
    out = table.copy()
    for column in record.columns:
        if column.dtype in ("time", "date"):
            # many times faster than strftime
            times = out[column.name]
            instants = (times.dt.tz_convert(None) if times.dt.tz else times).to_numpy(dtype="datetime64[us]")
            shown = np.datetime_as_string(
                instants.astype("datetime64[s]" if column.dtype == "time" else "datetime64[D]")
            )
            shown = np.char.add(shown, "Z" if column.dtype == "time" else "")
            out[column.name] = pd.Series(shown, out.index, dtype="str").mask(np.isnat(instants))
    out.to_csv(target, index=False, lineterminator="\n", encoding="utf-8", mode="w" if first else "a", header=first)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
