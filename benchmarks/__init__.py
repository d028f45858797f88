"""Measurements beside peers, in one run each; nothing here is tested against the clock."""
