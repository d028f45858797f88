"""Identity pools: one seeded Faker generator for one country pack, with our own providers and nothing else.

No Faker locale is loaded, so nothing can fall back to another country's data unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faker.generator import Generator

from synthetic_data.providers.handset import HandsetProvider
from synthetic_data.providers.msisdn import MsisdnProvider
from synthetic_data.providers.names import NameProvider
from synthetic_data.providers.passport import PassportProvider
from synthetic_data.providers.plate import PlateProvider

__all__ = [
    "HandsetProvider",
    "MsisdnProvider",
    "NameProvider",
    "PassportProvider",
    "PlateProvider",
    "identities",
]


def identities(pack: Mapping[str, Any], seed: int) -> Generator:
    """Return a seeded generator of one country's names, numbers, plates, documents and handsets.

    >>> from synthetic_data.load import load_pack
    >>> faker = identities(load_pack("KH"), 7)
    >>> faker.msisdn().startswith("+85540")
    True
    """
    faker = Generator()
    faker.seed_instance(seed)
    for provider in (NameProvider, MsisdnProvider, PlateProvider, PassportProvider, HandsetProvider):
        faker.add_provider(provider(faker, pack))
    return faker
