"""How worlds measure beside real networks, calls and payments; `python -m synthetic_data.realism` reports it."""
