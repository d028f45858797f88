"""Financial analysis of a case: funds, net worth, money paths, structuring, hawala, prices. Typed as `finance`.

Amounts of several currencies are never added up; every figure names its unit.
"""

from toolkit.finance.accounts import accounts
from toolkit.finance.benford import benford
from toolkit.finance.hawala import mirror, settlement
from toolkit.finance.money_flow import money_flow
from toolkit.finance.net_worth import net_worth
from toolkit.finance.paths import paths
from toolkit.finance.price import journey_price
from toolkit.finance.source_application import source_application
from toolkit.finance.structuring import structuring

__all__ = [
    "accounts",
    "benford",
    "journey_price",
    "mirror",
    "money_flow",
    "net_worth",
    "paths",
    "settlement",
    "source_application",
    "structuring",
]
