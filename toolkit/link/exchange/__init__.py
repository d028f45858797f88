"""Exchange with other tools: one file format a module, each written whole or not at all."""

from toolkit.link.exchange.anx import to_anx
from toolkit.link.exchange.csv_import import to_csv
from toolkit.link.exchange.ftm import to_ftm
from toolkit.link.exchange.gexf import read_gexf, to_gexf
from toolkit.link.exchange.graphml import read_graphml, to_graphml

__all__ = ["read_gexf", "read_graphml", "to_anx", "to_csv", "to_ftm", "to_gexf", "to_graphml"]
