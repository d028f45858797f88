"""Link analysis: from a table of records to a graph, its measures and its chart. What a notebook types as `link`.

Each method is one module; igraph and Plotly load inside the methods, when first used.
"""

from toolkit.link.approximate import approximate_betweenness
from toolkit.link.attributed import attributed
from toolkit.link.bridges import bridges
from toolkit.link.brokers import brokers
from toolkit.link.build import build
from toolkit.link.chart import chart
from toolkit.link.communities import communities
from toolkit.link.components import components
from toolkit.link.cut_points import cut_points
from toolkit.link.evidence import evidence
from toolkit.link.exchange import read_gexf, read_graphml, to_anx, to_csv, to_ftm, to_gexf, to_graphml
from toolkit.link.explore import explore
from toolkit.link.filters import around, at_least, people, subgraph
from toolkit.link.key_players import key_players
from toolkit.link.kinds import KINDS
from toolkit.link.matrix import matrix
from toolkit.link.multigraph import multigraph
from toolkit.link.on_file import on_file
from toolkit.link.over_time import over_time
from toolkit.link.path import path
from toolkit.link.rank import rank
from toolkit.link.removal import removal
from toolkit.link.status import STATUSES, status, two_codes
from toolkit.link.summary import summary

__all__ = [
    "KINDS",
    "STATUSES",
    "approximate_betweenness",
    "around",
    "at_least",
    "attributed",
    "bridges",
    "brokers",
    "build",
    "chart",
    "communities",
    "components",
    "cut_points",
    "evidence",
    "explore",
    "key_players",
    "matrix",
    "multigraph",
    "on_file",
    "over_time",
    "path",
    "people",
    "rank",
    "read_gexf",
    "read_graphml",
    "removal",
    "status",
    "subgraph",
    "summary",
    "to_anx",
    "to_csv",
    "to_ftm",
    "to_gexf",
    "to_graphml",
    "two_codes",
]
