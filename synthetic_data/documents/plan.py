"""What the file's documents will say: facts, checks of look-alikes, denials, false and circular reports, with dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from synthetic_data.documents.asides import add_asides
from synthetic_data.documents.draft import BRIDGE, CLEARING, DIRECTING, PAYMENT, Draft, Statement
from synthetic_data.documents.facts import Fact, facts
from synthetic_data.documents.falsehood import circular, denials, fabrications
from synthetic_data.documents.kinds import choose_kind
from synthetic_data.documents.knot import choose_knot
from synthetic_data.world.model import World

# Overridden by the `reports` section of a level.
DEFAULTS: dict[str, float] = {
    "documents": 56,
    "circular": 3,
    "fabricated": 2,
    "denied": 3,
    "clearances": 7,
    "second_source": 0.35,
    "innocent": 6,
    "asides": 0.3,
    "weak_roles": 0.0,
}
SET_A_STATEMENTS, SET_A_MAIN = 26, 7
# Relations in which a broker's part shows.
BRIDGED = ("works with", "directs", "drives for", "houses people for", "recruits for")
# Shares of the window in which set A and the rest of the file are dated.
EARLY, LATER = (0.25, 0.45), (0.30, 0.98)


def plan(world: World, on_file: Mapping[str, str], rng: np.random.Generator, noise: np.random.Generator) -> list[Draft]:
    """Return the drafts of a file in order of date, numbered, sources not yet assessed.

    `rng` draws what is reported; `noise` draws what is false, denied or repeated.
    """
    settings = DEFAULTS | dict(world.level.get("reports", {}))
    known = facts(world, on_file)
    chosen = choose_knot(world, known, on_file, rng)
    drafts = _set_a(world, known, chosen, rng, noise)
    drafts += _key_actors(world, known, drafts, float(settings["weak_roles"]), rng, noise)
    drafts += _clearances(world, known, on_file, drafts, int(settings["clearances"]), rng)
    drafts += fabrications(world, tuple(on_file), int(settings["fabricated"]), noise)
    drafts += denials(world, known, tuple(on_file), int(settings["denied"]), noise)
    drafts.append(_victim(known, rng))
    room = int(settings["documents"]) - len(drafts) - int(settings["circular"])
    drafts += _rest(world, known, _covered(drafts), room, settings, rng)
    for draft in drafts:
        if pd.isna(draft.dated):
            draft.dated = _date(world, LATER, draft.statements, rng)
    drafts += circular(world, drafts, int(settings["circular"]), noise)
    add_asides(drafts, float(settings["asides"]), noise)
    drafts.sort(key=lambda draft: draft.dated)
    for number, draft in enumerate(drafts, start=1):
        draft.document_id = f"D{number:03d}"
    return drafts


def state(fact: Fact, style: str = "plain") -> Statement:
    """Return the claim that states a fact."""
    if fact.amount and style == "plain":
        style = PAYMENT
    return Statement(
        fact.subject, fact.relation, fact.object, fact.known_from, style=style, day=fact.day, amount=fact.amount
    )


def _set_a(
    world: World,
    known: Sequence[Fact],
    chosen: Sequence[str],
    rng: np.random.Generator,
    noise: np.random.Generator,
) -> list[Draft]:
    """Eight to twelve early documents that speak of the knot alone, with one repeat, one denial, one false report."""
    limit = pd.Timestamp(world.start) + (pd.Timestamp(world.end) - pd.Timestamp(world.start)) * EARLY[1]
    inside = [fact for fact in known if fact.subject in chosen and fact.object in chosen and fact.known_from <= limit]
    people = world.table("people").set_index("person_id")
    reasons = people["reason"].astype("str").to_dict()
    plain = [fact for fact in inside if not (reasons.get(fact.subject) or reasons.get(fact.object))]
    order = [plain[i] for i in rng.permutation(len(plain))][:SET_A_STATEMENTS]
    again = [fact for fact in order if rng.random() < 0.35]
    again += [fact for fact in order if fact not in again][: max(0, 18 - len(order) - len(again))]
    broker = chosen[0]
    first = next((fact for fact in order if broker in fact.ends and fact.relation in ("works with", "directs")), None)
    drafts = _bundle([state(fact) for fact in order], rng) + _bundle([state(fact) for fact in again], rng)
    while len(drafts) > SET_A_MAIN:
        _merge_smallest(drafts, rng)
    if first is not None:
        # An informant, so that set A always holds something that another document can repeat.
        drafts.append(replace(_role_draft(first, broker, BRIDGE, rng), kind="informant"))
    for person in [one for one in chosen if reasons.get(one)][:1]:
        ties = [fact for fact in inside if person in fact.ends]
        drafts.append(_clearance(person, ties, rng))
    drafts += denials(world, known, tuple(chosen), 1, noise, honest_only=True)
    for draft in drafts:
        draft.dated = _date(world, EARLY, draft.statements, rng)
    return drafts + circular(world, drafts, 1, noise)


def _key_actors(
    world: World,
    known: Sequence[Fact],
    drafts: Sequence[Draft],
    weak: float,
    rng: np.random.Generator,
    noise: np.random.Generator,
) -> list[Draft]:
    """One document for each broker and each organiser on file who does not have one yet.

    First-hand and from a proved source, save for the share `weak`, whose source makes the part no more than suspected.
    """
    told = {s.subject for draft in drafts for s in draft.statements if s.style in (BRIDGE, DIRECTING)}
    covered = _covered(drafts)
    result: list[Draft] = []
    for row in world.table("people").itertuples():
        if not row.is_member or row.person_id in told:
            continue
        bridges = [f for f in known if f.is_criminal and row.person_id in f.ends and f.relation in BRIDGED]
        directed = _directed_by(row.person_id, known)
        if row.is_broker and bridges:
            draft = _role_draft(bridges[int(rng.integers(len(bridges)))], row.person_id, BRIDGE, rng)
        elif len(directed) >= 2:
            draft = _role_draft(directed[int(rng.integers(len(directed)))], row.person_id, DIRECTING, rng)
        else:
            continue
        if weak and noise.random() < weak:
            kind = choose_kind(draft.statements, noise, ("informant", "partner"))
            draft = replace(draft, kind=kind, decent=False, weak=True)
        more = [f for f in known if f.is_criminal and row.person_id in f.ends and (f.ends, f.relation) not in covered]
        more = [f for f in more if f.ends != draft.statements[0].ends]
        draft.statements += [state(more[i]) for i in rng.permutation(len(more))[:2]]
        covered |= _covered([draft])
        result.append(draft)
    return result


def _directed_by(person: str, known: Sequence[Fact]) -> list[Fact]:
    """Facts in which the person directs: as `directs`, or as the one for whom another works."""
    return [
        fact
        for fact in known
        if fact.is_criminal
        and (
            (fact.subject == person and fact.relation == "directs")
            or (fact.object == person and fact.relation.endswith(" for"))
        )
    ]


def _role_draft(fact: Fact, actor: str, style: str, rng: np.random.Generator) -> Draft:
    """A document that says what part the actor has, and the tie by which it shows."""
    other = fact.object if fact.subject == actor else fact.subject
    relation = "works with" if style == BRIDGE else "directs"
    said = Statement(actor, relation, other, fact.known_from, style=style)
    kind = choose_kind([said], rng, ("informant", "officer", "partner"))
    return Draft(kind, [said], pd.NaT, decent=True)


def _clearances(
    world: World,
    known: Sequence[Fact],
    on_file: Mapping[str, str],
    drafts: Sequence[Draft],
    most: int,
    rng: np.random.Generator,
) -> list[Draft]:
    """Checks of persons on file whose innocent contacts look guilty, those with most contacts to members first."""
    people = world.table("people")
    members = set(people["person_id"][people["is_member"].astype(bool)])
    done = {draft.clears for draft in drafts}
    found: list[tuple[int, str, list[Fact]]] = []
    for row in people.itertuples():
        if row.person_id in on_file and str(row.reason) and not row.is_member and row.person_id not in done:
            ties = [fact for fact in known if row.person_id in fact.ends and members & set(fact.ends)]
            if ties:
                found.append((-len(ties), row.person_id, ties))
    found.sort(key=lambda one: one[:2])
    return [_clearance(person, ties, rng) for _, person, ties in found[:most]]


def _clearance(person: str, ties: Sequence[Fact], rng: np.random.Generator) -> Draft:
    """A check that states the innocent tie and denies that the person is a partner in the business."""
    statements = [state(fact) for fact in ties[:2]]
    if statements:
        other = statements[0].object if statements[0].subject == person else statements[0].subject
        since = statements[0].known_from
        statements.append(Statement(person, "works with", other, since, polarity="denied", style=CLEARING))
    kind = choose_kind(statements, rng, ("officer", "surveillance", "partner"))
    return Draft(kind, statements, pd.NaT, decent=True, clears=person, about=[person])


def _victim(known: Sequence[Fact], rng: np.random.Generator) -> Draft:
    """A statement with indicators of trafficking; who speaks is not named, only whom the person dealt with."""
    able = [f for f in known if f.is_criminal and f.relation in ("drives for", "houses people for", "recruits for")]
    able = able or [fact for fact in known if fact.is_criminal and fact.relation == "works with"] or list(known)
    return Draft("statement", [state(able[int(rng.integers(len(able)))])], pd.NaT, protects=True)


def _rest(
    world: World,
    known: Sequence[Fact],
    covered: set[tuple[tuple[str, str], str]],
    room: int,
    settings: Mapping[str, float],
    rng: np.random.Generator,
) -> list[Draft]:
    """Documents on what no other has said yet, some innocent ties of members, then second sources, up to the room."""
    people = world.table("people")
    members = set(people["person_id"][people["is_member"].astype(bool)])
    order = [known[i] for i in rng.permutation(len(known))]
    fresh = [fact for fact in order if (fact.ends, fact.relation) not in covered]
    # Ties that nobody has told of at all come before a further relation between the same two.
    told = {ends for ends, _ in covered}
    fresh.sort(key=lambda fact: (fact.ends in told, fact.relation == "pays"))
    innocent = [fact for fact in fresh if not fact.is_criminal and members & set(fact.ends)]
    again = [fact for fact in order if fact.is_criminal and rng.random() < settings["second_source"]]
    first = _bundle([state(fact) for fact in fresh if fact.is_criminal], rng)
    first += _bundle([state(fact) for fact in innocent[: int(settings["innocent"])]], rng)
    second = _bundle([state(fact) for fact in again], rng)
    return [*first, *second][: max(room, 0)]


def _covered(drafts: Sequence[Draft]) -> set[tuple[tuple[str, str], str]]:
    """Ties and relations that some document states independently."""
    return {(s.ends, s.relation) for draft in drafts for s in draft.statements if s.origin == "independent"}


def _bundle(statements: Sequence[Statement], rng: np.random.Generator) -> list[Draft]:
    """Gather claims that share a person into documents of one to four claims."""
    left = list(statements)
    drafts = []
    while left:
        size = int(rng.choice([1, 2, 3, 4], p=[0.1, 0.35, 0.35, 0.2]))
        group = [left.pop(0)]
        while len(group) < size:
            ends = {end for statement in group for end in statement.ends}
            near = next((i for i, statement in enumerate(left) if ends & set(statement.ends)), None)
            if near is None:
                break
            candidate = left.pop(near)
            group.append(candidate)
        drafts.append(Draft(choose_kind(group, rng), group, pd.NaT))
    return drafts


def _merge_smallest(drafts: list[Draft], rng: np.random.Generator) -> None:
    """Join the two shortest drafts into one, of a kind that can state all of it."""
    drafts.sort(key=lambda draft: len(draft.statements))
    one, two = drafts.pop(0), drafts.pop(0)
    said = {(s.ends, s.relation) for s in one.statements}
    joined = one.statements + [s for s in two.statements if (s.ends, s.relation) not in said]
    drafts.append(replace(one, kind=choose_kind(joined, rng), statements=joined))


def _date(
    world: World, share: tuple[float, float], statements: Sequence[Statement], rng: np.random.Generator
) -> pd.Timestamp:
    """Draw a day in that share of the window, not before its claims could be known nor after the file closes."""
    start, end = pd.Timestamp(world.start), pd.Timestamp(world.end)
    drawn = start + pd.Timedelta(days=int((end - start).days * rng.uniform(*share)))
    earliest = max((s.known_from for s in statements), default=start) + pd.Timedelta(days=2)
    return min(max(drawn, earliest), end)
