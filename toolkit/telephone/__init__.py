"""Telephone analysis: from raw exports to a clean table, counts, patterns, attributions and the chart.

What a notebook types as `telephone`. Call records link handsets and SIMs; a person comes in by attribution alone.
"""

from toolkit.telephone.around import around
from toolkit.telephone.attribution import GROUNDS, attribute
from toolkit.telephone.chains import chains
from toolkit.telephone.chart import chart, graph
from toolkit.telephone.clean import clean
from toolkit.telephone.colocation import colocation
from toolkit.telephone.contacts import common_contacts, frequency, top_contacts
from toolkit.telephone.exports import Export
from toolkit.telephone.gaps import gaps
from toolkit.telephone.handsets import handsets
from toolkit.telephone.life import life
from toolkit.telephone.matrix import matrix
from toolkit.telephone.numbers import number, numbers
from toolkit.telephone.wheel import wheel

__all__ = [
    "GROUNDS",
    "Export",
    "around",
    "attribute",
    "chains",
    "chart",
    "clean",
    "colocation",
    "common_contacts",
    "frequency",
    "gaps",
    "graph",
    "handsets",
    "life",
    "matrix",
    "number",
    "numbers",
    "top_contacts",
    "wheel",
]
