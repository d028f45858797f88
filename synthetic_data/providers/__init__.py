"""Faker providers of this platform: each works alone on any Faker; `identities` binds them to one country's pack.

No Faker locale is read, so nothing can fall back to another country's data unseen. Country-dependent methods take a
pack's code and draw one where they are given none.

>>> from faker import Faker
>>> fake = Faker()
>>> add_providers(fake)
>>> fake.msisdn("KH").startswith("+85540")
True
"""

from __future__ import annotations

from typing import Any

from faker.generator import Generator

from synthetic_data.providers.address import AddressProvider
from synthetic_data.providers.alias import SmugglingAliasProvider
from synthetic_data.providers.bank import BankAccountProvider
from synthetic_data.providers.case_number import CaseNumberProvider
from synthetic_data.providers.country import CountryProvider, Pack
from synthetic_data.providers.firm import FirmProvider
from synthetic_data.providers.handle import OnlineHandleProvider
from synthetic_data.providers.handset import HandsetProvider
from synthetic_data.providers.hawala import HawalaProvider
from synthetic_data.providers.msisdn import MsisdnProvider
from synthetic_data.providers.names import NameProvider
from synthetic_data.providers.passport import PassportProvider
from synthetic_data.providers.plate import PlateProvider
from synthetic_data.providers.remittance import RemittanceProvider
from synthetic_data.providers.sim import SimProvider
from synthetic_data.providers.travel_document import TravelDocumentProvider
from synthetic_data.providers.vessel import VesselProvider

PROVIDERS = (
    AddressProvider,
    BankAccountProvider,
    CaseNumberProvider,
    FirmProvider,
    HandsetProvider,
    HawalaProvider,
    MsisdnProvider,
    NameProvider,
    OnlineHandleProvider,
    PassportProvider,
    PlateProvider,
    RemittanceProvider,
    SimProvider,
    SmugglingAliasProvider,
    TravelDocumentProvider,
    VesselProvider,
)

__all__ = ["PROVIDERS", "add_providers", "identities", *(provider.__name__ for provider in PROVIDERS)]


def add_providers(fake: Any) -> None:
    """Add every provider to a Faker or a generator.

    >>> fake = Generator()
    >>> add_providers(fake)
    >>> len(fake.imei())
    15
    """
    for provider in PROVIDERS:
        fake.add_provider(provider)


def identities(pack: Pack, seed: int) -> Generator:
    """Return a seeded generator bound to one country's pack, which may be one held in memory alone.

    >>> from synthetic_data.load import load_pack
    >>> faker = identities(load_pack("KH"), 7)
    >>> faker.msisdn().startswith("+85540")
    True
    """
    faker = Generator()
    faker.seed_instance(seed)
    for provider in PROVIDERS:
        faker.add_provider(provider(faker, pack) if issubclass(provider, CountryProvider) else provider)
    return faker
