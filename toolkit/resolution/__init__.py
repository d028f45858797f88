"""Identity resolution: which records stand for one person, number, vehicle or document. Typed as `resolution`.

Normalise, compare, propose, decide: nothing is merged without a decision. Splink loads when a large table asks for it.
"""

from toolkit.resolution.candidates import Candidates, candidates
from toolkit.resolution.clusters import Clusters, clusters
from toolkit.resolution.decisions import merge
from toolkit.resolution.large import large
from toolkit.resolution.measure import Agreement, bcubed
from toolkit.resolution.mrz import Zone, check_digit, read_mrz
from toolkit.resolution.names import NameComparison, compare_names, fold, normalise_name
from toolkit.resolution.plates import compare_plates, normalise_plate

__all__ = [
    "Agreement",
    "Candidates",
    "Clusters",
    "NameComparison",
    "Zone",
    "bcubed",
    "candidates",
    "check_digit",
    "clusters",
    "compare_names",
    "compare_plates",
    "fold",
    "large",
    "merge",
    "normalise_name",
    "normalise_plate",
    "read_mrz",
]
