"""What lies on a strategic analyst's desk beside the returns: prices, catalogue, bibliography, interviews, a survey."""

from __future__ import annotations

from synthetic_data.desk.lay_out import Desk, lay_out
from synthetic_data.desk.setting import Setting, setting_of

__all__ = ["Desk", "Setting", "lay_out", "setting_of"]
