"""Random streams: one frozen number for each name, so that adding a stream never shifts another."""

from __future__ import annotations

import secrets

import numpy as np

# Frozen: append, never renumber or reuse.
REGISTRY: dict[str, int] = {
    "world.people": 1,
    "world.network": 2,
    "world.journeys": 3,
    "world.payments": 4,
    "world.calls": 5,
    "world.adaptation": 6,
    "world.bystanders": 7,
    "world.papers": 8,
    "world.vessels": 9,
    "world.meetings": 10,
    "world.crowd": 11,
    "world.variant": 12,
    "world.exploitation": 13,
    "world.custody": 14,
    "sensors.calls": 20,
    "sensors.subscribers": 21,
    "sensors.crossings": 22,
    "sensors.transfers": 23,
    "sensors.sightings": 24,
    "sensors.reports": 25,
    "sensors.returns": 26,
    "sensors.nominals": 27,
    "sensors.attributions": 28,
    "sensors.papers": 29,
    "sensors.vessels": 30,
    "sensors.handsets": 31,
    "sensors.phones": 32,
    "sensors.arrests": 33,
    "sensors.surveillance": 34,
    "sensors.prices": 35,
    "sensors.catalogue": 36,
    "sensors.bibliography": 37,
    "sensors.market": 38,
    "sensors.places": 39,
    "noise.names": 40,
    "noise.records": 41,
    "noise.reports": 42,
    "noise.returns": 43,
    "noise.crowd": 44,
    "noise.prices": 45,
    "noise.catalogue": 46,
    "noise.questionnaire": 47,
    "documents.wording": 60,
    "documents.casefile": 61,
    "documents.injects": 62,
    "documents.transcripts": 63,
    "documents.questionnaire": 64,
    "identities": 80,
    "geography": 81,
    "flows": 90,
    "keys": 100,
}
LIMIT = 1 << 128


def draw_seed() -> int:
    """Return a fresh 128-bit master seed from the system's secret source."""
    return secrets.randbits(128)


def generator(master: int, name: str, index: int = 0) -> np.random.Generator:
    """Return the random stream of that registered name; KeyError for a name not in the registry.

    >>> float(generator(1, "keys").random()) == float(generator(1, "keys").random())
    True
    """
    sequence = np.random.SeedSequence(master, spawn_key=(REGISTRY[name], index))
    return np.random.Generator(np.random.PCG64(sequence))


def child_seed(master: int, name: str, index: int = 0) -> int:
    """Return a 64-bit seed for a library that wants an integer, such as one Faker instance."""
    sequence = np.random.SeedSequence(master, spawn_key=(REGISTRY[name], index))
    return int(sequence.generate_state(1, np.uint64)[0])
