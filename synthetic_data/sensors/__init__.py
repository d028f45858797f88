"""Sensors: each evidence stream sees the hidden world with its own coverage; `noise` spoils some of it afterwards."""
