"""Marking families: pure functions from an answer and a key to a verdict."""
