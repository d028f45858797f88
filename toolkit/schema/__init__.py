"""Record types, declared once: the generator writes them, the toolkit reads them, the docs print them."""

from __future__ import annotations

from toolkit.schema.case import Case
from toolkit.schema.column import Column, Record
from toolkit.schema.registry import STREAMS
from toolkit.schema.store import FORMAT, read_case, write_case
from toolkit.schema.validate import conform, empty, validate

__all__ = ["FORMAT", "STREAMS", "Case", "Column", "Record", "conform", "empty", "read_case", "validate", "write_case"]
