"""The knot that a document set is about: one broker, two stages around him, a front organisation, a look-alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from synthetic_data.documents.facts import Fact
from synthetic_data.world.model import World

PERSONS = 9
MOST = 13


def choose_knot(
    world: World,
    known: Sequence[Fact],
    on_file: Mapping[str, str],
    rng: np.random.Generator,
    *,
    apart: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the world ids of 10 to 13 entities whose ties are dense enough for a matrix made by hand.

    The broker is drawn among those who join most stages, so that another seed tells of another part of the network.
    Those `apart`, of another knot, come in only where nobody else is left near by. Fewer come back only where the
    world has fewer on file.
    """
    people = world.table("people").set_index("person_id")
    stage = people["stage"].astype("str").to_dict()
    ties: dict[str, set[str]] = {}
    for fact in known:
        if fact.is_criminal and fact.relation != "belongs to":
            ties.setdefault(fact.subject, set()).add(fact.object)
            ties.setdefault(fact.object, set()).add(fact.subject)
    if not ties:
        return tuple(sorted(on_file)[:MOST])
    brokers = [person for person in people.index[people["is_broker"].astype(bool)] if person in ties] or sorted(ties)
    brokers = [one for one in brokers if one not in apart] or brokers
    brokers.sort(key=lambda one: (-len({stage[other] for other in ties[one]}), -len(ties[one]), one))
    chosen = [brokers[int(rng.integers(min(3, len(brokers))))]]
    two = [name for name, _ in Counter(sorted(stage[other] for other in ties[chosen[0]])).most_common(2)]
    while len(chosen) < PERSONS:
        inside = set(chosen)
        near = [one for one in sorted(ties) if one not in inside and ties[one] & inside]
        if not near:
            break
        near.sort(key=lambda one: (one in apart, stage[one] not in two, -len(ties[one] & inside), one))
        chosen.append(near[0])
    chosen += _front(world, known, chosen)
    chosen += _lookalikes(world, known, chosen, apart)
    return tuple(chosen[:MOST])


def _front(world: World, known: Sequence[Fact], chosen: Sequence[str]) -> list[str]:
    """The front with most members in the knot; one outside member of it where the knot has none."""
    firms = world.table("organisations")
    fronts = set(firms["organisation_id"][firms["is_front"].astype(bool)])
    inside: Counter[str] = Counter()
    outside: dict[str, str] = {}
    for fact in known:
        if fact.relation == "belongs to" and fact.object in fronts:
            if fact.subject in chosen:
                inside[fact.object] += 1
            else:
                outside.setdefault(fact.object, fact.subject)
    if inside:
        return [min(inside, key=lambda firm: (-inside[firm], firm))]
    return [part for firm in sorted(outside)[:1] for part in (firm, outside[firm])]


def _lookalikes(world: World, known: Sequence[Fact], chosen: Sequence[str], apart: Collection[str]) -> list[str]:
    """Up to two innocent contacts of the knot who may look guilty."""
    people = world.table("people")
    suspects = set(people["person_id"][people["reason"].astype("str") != ""])
    contacts: Counter[str] = Counter()
    for fact in known:
        for one, other in ((fact.subject, fact.object), (fact.object, fact.subject)):
            if one in suspects and other in chosen:
                contacts[one] += 1
    return sorted(contacts, key=lambda one: (one in apart, -contacts[one], one))[:2]
