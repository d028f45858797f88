"""A table in parts: Parquet files in order, read whole, part by part, or through a pyarrow dataset."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from toolkit.errors import CaseError
from toolkit.schema.column import Column, Record
from toolkit.schema.validate import conform

# A table longer than this stands in several files, and whoever can goes through it part by part.
LONG = 1_000_000
_TYPES = {
    "text": pa.string(),
    "code": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "time": pa.timestamp("us", tz="UTC"),
    "date": pa.timestamp("us"),
    "flag": pa.bool_(),
}


@dataclass(frozen=True)
class PartFile:
    """One Parquet file: its rows, and the digest of its rows (`rows_digest`)."""

    path: Path
    rows: int
    sha256: str


@dataclass(frozen=True)
class Parts:
    """The files of one table, in order of its records. `held` keeps alive whatever removes the files when it goes."""

    record: Record
    files: tuple[PartFile, ...]
    held: object = None

    @property
    def rows(self) -> int:
        """Number of records."""
        return sum(file.rows for file in self.files)

    def __call__(self) -> pd.DataFrame:
        """Return the whole table, validated."""
        return conform(plain(self.dataset().to_table()).to_pandas(), self.record, f"{self.record.name} table")

    def frames(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield the table part by part, validated; with `columns`, those columns alone, as they are stored."""
        for path in self._paths():
            table = pq.read_table(path, columns=None if columns is None else list(columns))
            frame = plain(table).to_pandas()
            yield frame if columns is not None else conform(frame, self.record, path.name)

    def dataset(self) -> ds.Dataset:
        """Return the files as one pyarrow dataset; CaseError where one is missing."""
        return ds.dataset([str(path) for path in self._paths()], format="parquet")

    def _paths(self) -> list[Path]:
        paths = [file.path for file in self.files]
        for path in paths:
            if not path.is_file():
                raise CaseError(f"{path} is missing although case.json lists it; fetch the case again")
        return paths


def part_name(number: int) -> str:
    """Return the file name of a part.

    >>> part_name(3)
    'part-00003.parquet'
    """
    return f"part-{number:05d}.parquet"


def write_part(table: pd.DataFrame, record: Record, path: Path) -> PartFile:
    """Write a validated table as one Parquet file."""
    arrow = pa.Table.from_pandas(table, schema=arrow_schema(record), preserve_index=False).replace_schema_metadata()
    pq.write_table(arrow, path, compression="zstd")
    return PartFile(path, arrow.num_rows, rows_digest(arrow, record.key))


def arrow_schema(record: Record) -> pa.Schema:
    """Return the Arrow types in which a record type is stored."""
    return pa.schema([(column.name, arrow_type(column)) for column in record.columns])


def arrow_type(column: Column) -> pa.DataType:
    """Return the Arrow type of one column."""
    return _TYPES[column.dtype]


def plain(table: pa.Table) -> pa.Table:
    """Return the table with dictionary columns spelt out, so that equal rows are equal however they were stored."""
    for at, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(at, field.name, pc.cast(table.column(at), field.type.value_type))
    return table


def rows_digest(table: pa.Table, key: str) -> str:
    """Return the SHA-256 of the rows of a table, whatever file, compression or library they are kept in.

    Column by column: the name and the number of rows; which values are empty; then times and whole numbers as
    little-endian integers (empty: 0), numbers as 64-bit floats (empty: 0), the texts of the key as their lengths in
    bytes and their bytes, and other texts as the distinct ones, sorted, in the same way, and for each row the position
    among them (empty: 0). Integers, lengths and positions take the fewest of 1, 2, 4 or 8 bytes that hold them all.

    >>> plainly = pa.array(["x", None])
    >>> ids = pa.array(["1", "2"])
    >>> one, other = pa.table({"id": ids, "a": plainly}), pa.table({"id": ids, "a": plainly.dictionary_encode()})
    >>> rows_digest(one, "id") == rows_digest(other, "id")
    True
    """
    digest = hashlib.sha256()
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        digest.update(name.encode() + b"\0" + len(column).to_bytes(8, "little"))
        empty = column.is_null().to_numpy(zero_copy_only=False) if column.null_count else None
        if empty is not None:
            digest.update(np.packbits(empty).data)
        dictionary = pa.types.is_dictionary(column.type)
        if name != key and (dictionary or pa.types.is_string(column.type)):
            texts, position = _distinct(column if dictionary else column.dictionary_encode(), empty)
            _add_texts(digest, texts)
            digest.update(position.data)
        elif dictionary or pa.types.is_string(column.type):
            _add_texts(digest, column.cast(pa.string()).fill_null("") if dictionary or column.null_count else column)
        else:
            digest.update(_fixed(column).data)
    return digest.hexdigest()


def _add_texts(digest: hashlib._Hash, texts: pa.StringArray) -> None:
    digest.update(_narrowed(pc.binary_length(texts).to_numpy()).data)
    digest.update(_bytes_of(texts))


def _distinct(column: pa.DictionaryArray, empty: np.ndarray | None) -> tuple[pa.StringArray, np.ndarray]:
    """The texts that occur, sorted, and each row's position among them, 0 where it is empty."""
    if not len(column.dictionary):  # every row is empty
        return column.dictionary, np.zeros(len(column), dtype="<i1")
    indices = column.indices if empty is None else column.indices.fill_null(0)
    codes = indices.to_numpy(zero_copy_only=False).astype(np.intp)
    there: np.ndarray = np.zeros(len(column.dictionary), dtype=bool)
    there[codes] = True
    if empty is not None:  # filled in with the first
        there[:1] = len(codes) - np.count_nonzero(codes) > column.null_count
    texts = column.dictionary
    ascending = pc.all(pc.less(texts[:-1], texts[1:]), min_count=0).as_py()
    order = np.flatnonzero(there) if ascending else pc.sort_indices(texts).to_numpy()
    order = order[there[order]]
    place: np.ndarray = np.zeros(len(there), dtype=np.int32)
    place[order] = np.arange(len(order))
    position: np.ndarray = _narrowed(place).take(codes)
    if empty is not None:
        np.multiply(position, ~empty, out=position, casting="unsafe")
    return texts.take(pa.array(order)), position


def _narrowed(whole: np.ndarray) -> np.ndarray:
    """The same integers in the fewest bytes that hold them all."""
    low, high = int(whole.min(initial=0)), int(whole.max(initial=0))
    for kind in ("<i1", "<i2", "<i4"):
        bounds = np.iinfo(kind)
        if bounds.min <= low and high <= bounds.max:
            return np.ascontiguousarray(whole, dtype=kind)
    return np.ascontiguousarray(whole, dtype="<i8")


def _bytes_of(text: pa.Array) -> memoryview:
    _, offsets, data = text.buffers()
    if data is None:
        return memoryview(b"")
    bounds = np.frombuffer(offsets, dtype=np.int32)
    return memoryview(data)[int(bounds[text.offset]) : int(bounds[text.offset + len(text)])]


def _fixed(column: pa.Array) -> np.ndarray:
    if pa.types.is_floating(column.type):
        return np.ascontiguousarray(column.fill_null(0).to_numpy(zero_copy_only=False), dtype="<f8")
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", tz=column.type.tz))
    column = column.cast(pa.int64())
    return _narrowed((column.fill_null(0) if column.null_count else column).to_numpy(zero_copy_only=False))
