"""Forms for answers given without code: `forms.choices`, `forms.table` and `forms.matrix`."""

from __future__ import annotations

from toolkit.forms.choices import ChoicesForm, choices
from toolkit.forms.matrix import MatrixForm, matrix
from toolkit.forms.table import TableForm, table

__all__ = ["ChoicesForm", "MatrixForm", "TableForm", "choices", "matrix", "table"]
