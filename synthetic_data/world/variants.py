"""The shapes a network can take: segmented stages joined by brokers, a chain, or a hub with one or two coordinators.

Segmented is what smuggling proper looks like (Campana 2018): about 15 % organise, ties within a stage are several
times likelier than ties across, members of one rank are tied less often, and nobody is a kingpin. The chain follows
the network that was measured beside ten illicit-market graphs for its few ties and long paths (N = 19, density .158,
average path 3.5, diameter 9). The hub is the centralised end of the ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

Tie = tuple[str, str, str, str]
# Share of the aides of a stage that a broker deals with: two brokers reach far, about equally, the others less. The
# heavy tail of degrees, with nobody alone at its end.
_REACH = (0.75, 0.7, 0.34, 0.28, 0.22)
# How often a broker deals with the organiser of a stage in which he has aides to deal with.
_TO_ORGANISER = 0.7
# Ties of aides of one route are likelier than of others.
_SAME_ROUTE, _OTHER_ROUTE = 1.5, 0.6
# The hub: share of all aides that each coordinator deals with, where there is one or where there are two.
_HUB_REACH = {1: (0.62,), 2: (0.52, 0.4)}
# The chain: most aides that an organiser directs, and the chance that two neighbours in it have a contact in common.
_CHAIN_DIRECTS, _CHAIN_TRIANGLE = 3, 0.3


@dataclass
class Crew:
    """The members of a network by stage, in order of business: organisers and aides; and everybody's route."""

    organisers: dict[str, list[str]]
    aides: dict[str, list[str]]
    route: dict[str, str]

    @property
    def stages(self) -> list[str]:
        """The stages in order of business."""
        return list(self.aides)


@dataclass
class Ties:
    """Ties under construction, each pair once."""

    found: dict[tuple[str, str], Tie] = field(default_factory=dict)

    def add(self, a: str, b: str, kind: str, stage: str) -> None:
        """Add a tie from a to b, unless the two have one."""
        pair = (min(a, b), max(a, b))
        if a != b and pair not in self.found:
            self.found[pair] = (a, b, kind, stage)

    def join(self, broker: str, other: str, stage: str) -> None:
        """Tie a broker to somebody of a stage; money runs from the finance stage to the broker, who pays it on."""
        if stage == "finance":
            self.add(other, broker, "pays", stage)
        else:
            self.add(broker, other, "works with", stage)

    def list(self) -> list[Tie]:
        """Return the ties in the order in which they were added."""
        return list(self.found.values())


def segmented(
    crew: Crew, brokers: Mapping[str, Sequence[str]], network: Mapping[str, Any], rng: np.random.Generator
) -> list[Tie]:
    """Return the ties of stages under their organisers, joined by brokers (broker -> own stage, then those joined)."""
    ties = Ties()
    for stage in crew.stages:
        _stage(crew, stage, ties, network["same_stage"], rng)
    reach = dict(zip(brokers, _REACH, strict=False))
    for broker, joined in brokers.items():
        for stage in joined[1:]:
            aides = _some(crew.aides[stage], reach.get(broker, _REACH[-1]), rng)
            if not aides or rng.random() < _TO_ORGANISER:
                ties.join(broker, _any(crew.organisers[stage], rng), stage)
            for aide in aides:
                ties.join(broker, aide, stage)
    plain = [(name, stage) for stage in crew.stages for name in crew.aides[stage] if name not in brokers]
    for position, (a, own) in enumerate(plain):
        for b, other in plain[position + 1 :]:
            if own != other and rng.random() < network["cross_stage"]:
                ties.add(a, b, "works with", own)
    return ties.list()


def hub(crew: Crew, coordinators: Sequence[str], network: Mapping[str, Any], rng: np.random.Generator) -> list[Tie]:
    """Return the ties of a network in which one or two coordinators hold most of them."""
    ties = Ties()
    for stage in crew.stages:
        _stage(crew, stage, ties, network["same_stage"] / 2, rng)
    for coordinator, share in zip(coordinators, _HUB_REACH[len(coordinators)], strict=True):
        for stage in crew.stages:
            aides = _some(crew.aides[stage], share, rng)
            for organiser in crew.organisers[stage]:
                if not aides or rng.random() < _TO_ORGANISER:
                    ties.join(coordinator, organiser, stage)
            for aide in aides:
                ties.join(coordinator, aide, stage)
    if len(coordinators) > 1:
        ties.add(coordinators[0], coordinators[1], "works with", crew.stages[0])
    return ties.list()


def chain(crew: Crew, joints: Mapping[tuple[str, str], tuple[str, str]], rng: np.random.Generator) -> list[Tie]:
    """Return the ties of stages in a row: people know their neighbours, and one person the next stage.

    `joints` maps two neighbouring stages to the two people by whom they are joined.
    """
    ties = Ties()
    for stage in crew.stages:
        organisers, aides = crew.organisers[stage], crew.aides[stage]
        line = [aides[position] for position in rng.permutation(len(aides))]
        for number, aide in enumerate(line):
            if number < _CHAIN_DIRECTS * len(organisers):
                ties.add(organisers[number % len(organisers)], aide, "directs", stage)
            else:
                ties.add(line[number - _CHAIN_DIRECTS], aide, "works with", stage)
            if number and rng.random() < _CHAIN_TRIANGLE:
                ties.add(line[number - 1], aide, "works with", stage)
        for one, other in pairwise(organisers):
            ties.add(one, other, "works with", stage)
    for (_, stage), (near, far) in joints.items():
        ties.join(near, far, stage)
        ties.join(near, _any(crew.aides[stage], rng), stage)
    return ties.list()


def _stage(crew: Crew, stage: str, ties: Ties, same_stage: float, rng: np.random.Generator) -> None:
    """An organiser directs each aide; two organisers share them two to one; some aides work with each other."""
    organisers, aides = crew.organisers[stage], crew.aides[stage]
    for number, aide in enumerate(aides):
        second = len(organisers) > 1 and number % 3 == 2
        ties.add(organisers[int(second)], aide, "directs", stage)
    if len(organisers) > 1 and rng.random() < 1 / 3:
        ties.add(organisers[0], organisers[1], "works with", stage)
    for position, a in enumerate(aides):
        for b in aides[position + 1 :]:
            likelier = _SAME_ROUTE if crew.route[a] == crew.route[b] else _OTHER_ROUTE
            if rng.random() < same_stage * likelier:
                ties.add(a, b, "works with", stage)


def _any(options: Sequence[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]


def _some(options: Sequence[str], share: float, rng: np.random.Generator) -> list[str]:
    return [one for one in options if rng.random() < share]
