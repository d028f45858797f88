"""Forms for answers given without code: `choices`, `table`, `order`, `matrix` and `ach`, as `forms.choices`."""

from __future__ import annotations

from toolkit.forms.ach import AchForm, ach
from toolkit.forms.choices import ChoicesForm, choices
from toolkit.forms.matrix import MatrixForm, matrix
from toolkit.forms.order import OrderForm, order
from toolkit.forms.table import TableForm, table

__all__ = [
    "AchForm",
    "ChoicesForm",
    "MatrixForm",
    "OrderForm",
    "TableForm",
    "ach",
    "choices",
    "matrix",
    "order",
    "table",
]
