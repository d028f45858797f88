"""Forms for answers given without code: `forms.choices`, `forms.table`, `forms.matrix` and `forms.ach`."""

from __future__ import annotations

from toolkit.forms.ach import AchForm, ach
from toolkit.forms.choices import ChoicesForm, choices
from toolkit.forms.matrix import MatrixForm, matrix
from toolkit.forms.table import TableForm, table

__all__ = ["AchForm", "ChoicesForm", "MatrixForm", "TableForm", "ach", "choices", "matrix", "table"]
