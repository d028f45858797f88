"""Noise on evidence: every operation names the record that it touched, so that the sealed ledger knows it."""
