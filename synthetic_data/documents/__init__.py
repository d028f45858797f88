"""Prose documents: what they claim, who reports it with what grade, and how it is worded."""
