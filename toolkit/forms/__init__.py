"""Forms for answers given without code: `forms.choices` and `forms.table`."""

from __future__ import annotations

from toolkit.forms.choices import ChoicesForm, choices
from toolkit.forms.table import TableForm, table

__all__ = ["ChoicesForm", "TableForm", "choices", "table"]
