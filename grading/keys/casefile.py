"""Keys of the final case: how statements stand on the whole file, who did what, which questions stay open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.keys import attributing, draw, levels, second
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.reader import file as reader
from grading.keys.setting import index_names
from grading.keys.statements import EVERYDAY, MEMBERSHIP, Pair, ordered, pairs, status_of
from synthetic_data.truth import Truth
from toolkit import evaluation, link
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
GRADED, TARGETS, OTHERS = 10, 8, 6
# Who organises or brokers was asked for on day 4; most targets of day 9 have another part.
LEADING, LEADERS = {"organiser", "broker"}, 2
FEWEST = 5
ITEMS = {"contradictory": 3, "answered": 4, "gap": 4}
STANDING = {
    "corroborated": "Corroborated: another source says the same of the two",
    "stands alone": "Stands alone: no other source says anything of the two",
    "contradicted": "Contradicted: another document says the opposite",
    "repeats": "Repeats: it only passes on what another document says",
}
OPEN = {
    "answered": "The file answers it on good grounds",
    "contradictory": "Documents of equal weight contradict each other",
    "gap": "Nothing on file answers it: a gap to be reported",
}
_ORDER = "key judgements, scope and sources, findings, inferences with likelihood, gaps, recommendations"
DRAFT = f"Draft the report of four pages: {_ORDER}. Cite documents. Then review the draft of another syndicate."
FINAL = (
    f"Write the final version of the report of four pages: {_ORDER}. Cite documents. Work in what the injects and the "
    "review of your draft changed, and list what you withdrew."
)
ROLES = {
    "drives for": "transporter",
    "houses people for": "safe-house keeper",
    "recruits for": "recruiter",
    "directs": "organiser",
}

# What a search for the role finds.
USUAL_WORDS = {
    "transporter": r"drives (?:for|people)|drove|driver was|the drivers|the wheel|collects passengers|driving groups",
    "safe-house keeper": r"takes in the passengers|keeps a house|puts people up|keeps the door|opened the gate",
    "recruiter": r"recruit|finds passengers|speaks to young people|collects names|our village|passes the names",
    "organiser": r"organises|decides when|has said so|gives the orders|instructions|who sets the day|as an employer",
    "broker": r"passes word|in touch|goes through",
}


def graded(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive how statements of documents stand on the whole file: corroborated, alone, contradicted, repeated.

    A statement whose standing the second solver reads otherwise, or could argue for two ways, is not asked.
    """
    rng = draw.stream(truth, f"{COURSE}/day09.graded")
    found = second.standings(reader.read(case), _standing(case, truth))
    by_code: dict[str, list[tuple[str, Pair]]] = {}
    for one, code in sorted(found.items()):
        by_code.setdefault(code, []).append(one)
    chosen: dict[str, tuple[Pair, str]] = {}
    waiting = {code: draw.sample(ones, len(ones), rng) for code, ones in sorted(by_code.items())}
    twice = _unlike_names(case, truth)
    hard = round(levels.share(case) * GRADED)
    while len(chosen) < GRADED and any(waiting.values()):
        for code, ones in waiting.items():
            # Statements that a pairing of names reads otherwise come as often as the level has them.
            ones.sort(key=lambda one: (one in twice) == (hard > 0))
            while ones:
                document, pair = ones.pop()
                if document not in chosen and (hard > 0 or (document, pair) not in twice):
                    chosen[document] = (pair, code)
                    hard -= (document, pair) in twice
                    break
    chosen = dict(list(chosen.items())[:GRADED])
    if len({code for _, code in chosen.values()}) < 2:
        raise GradingError("all statements of this case stand alike; generate another case")
    card = index_names(case)
    rows = [{"document": document, "standing": chosen[document][1]} for document in sorted(chosen)]
    asked: list[dict[str, Any]] = [
        {"document": document, "on": [{"id": one, "name": card[one]} for one in chosen[document][0]]}
        for document in sorted(chosen)
    ]
    return Derived(
        paper={
            "instructions": "Each of these documents makes a statement on two persons. How does it stand on the whole "
            "file? Look for every other document on the same two, and for its source.",
            "rows": [
                {
                    "id": row["document"],
                    "text": f"{row['document']}, on " + " and ".join(one["name"] for one in row["on"]),
                }
                for row in asked
            ],
            "statements": asked,
            "labels": STANDING,
        },
        key={"rows": {row["document"]: {"standing": {"best": [row["standing"]]}} for row in rows}},
        oracle=rows,
        model_answer="\n".join(
            f"- {row['document']}, on {' and '.join(f'{card[one]} ({one})' for one in chosen[row['document']][0])}: "
            f"{row['standing']}"
            for row in rows
        ),
    )


def targets(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive, for persons of whom the file speaks, the part that documents state, with status and documents.

    About half of the persons have no such part on file; to name them costs. Migrants with two sides are left out of
    account. For the level's share of persons no sentence says the part in the usual words, with the person named first.
    Few organise or broker, since day 4 asked for those; where few others have a part, there are fewer targets. Whom the
    second solver reads otherwise is not asked; a further role that it could argue for is accepted.
    """
    rng = draw.stream(truth, f"{COURSE}/day09.targets")
    parts = _parts(case, truth)
    people = truth.table("people")
    people = people[people["nominal_id"].astype("str") != ""]
    members = set(people["nominal_id"][people["kind"] == "member"].astype("str"))
    dual = set(people["nominal_id"][people["dual_role"].astype("str") == "True"].astype("str"))
    claims = truth.table("claims")
    named = {*claims["subject"].astype("str"), *claims["object"].astype("str")}
    named &= set(people["nominal_id"].astype("str"))
    named_first = _worded_plainly(case)
    plain: list[str] = []
    twice: list[str] = []
    file, reports = reader.read(case), case.table("reports")
    read = {one: second.profile(file, reports, one, parts[one]) for one in sorted(set(parts) & members)}
    profiles = {one: profile for one, profile in read.items() if profile is not None}
    for one in profiles:
        told = {(one, role, document) for role, documents in parts[one].items() for document in documents}
        (plain if told & named_first else twice).append(one)
    leaders = [one for one in plain if LEADING & set(parts[one])]
    plain = [one for one in plain if one not in leaders]
    plain += draw.sample(leaders, LEADERS, rng)
    asked_for = max(FEWEST, len(plain) + round(levels.share(case) * TARGETS))
    chosen = levels.mixed(case, plain, twice, min(TARGETS, asked_for, len(plain) + len(twice)), rng)
    if not chosen:
        raise GradingError("the documents of this case state nobody's part; generate another case")
    bare = [one for one in sorted(named - members - dual - set(parts)) if second.partless(file, one)]
    others = draw.sample(bare, OTHERS, rng)
    card = index_names(case)
    rows = []
    for nominal in sorted(chosen):
        status = status_of({one: None for ones in parts[nominal].values() for one in ones}, reports)
        roles, documents = [*parts[nominal], *profiles[nominal].argued], list(profiles[nominal].documents)
        rows.append({"nominal": nominal, "roles": roles, "status": status, "documents": documents})
    asked = draw.sample([*chosen, *others], len(chosen) + len(others), rng)
    return Derived(
        paper={
            "instructions": "Name those of these persons whose part in the business the documents state, each with "
            "role, status and one to five documents. Leave out the others, or give them as not established.",
            "nominals": asked,
            "persons": [{"id": one, "name": card[one]} for one in asked],
        },
        key={"actors": rows, "ignored": sorted(dual), "members": sorted(members - set(chosen))},
        oracle=[
            {
                "nominal": row["nominal"],
                "role": row["roles"][0],
                "status": row["status"],
                "documents": row["documents"][:1],
            }
            for row in rows
        ],
        model_answer="\n".join(_target_in_words(row, parts[str(row["nominal"])], card) for row in rows),
    )


def gaps(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive questions of a team leader that the file answers, contradicts itself on, or leaves open."""
    rng = draw.stream(truth, f"{COURSE}/day09.gaps")
    questions = _questions(case, truth)
    made = [
        (text, code)
        for code, most in ITEMS.items()
        for text in draw.sample([one for one, known in questions if known == code], most, rng)
    ]
    made = draw.sample(made, len(made), rng)
    names = draw.numbers("Q", len(made), rng)
    items = [
        {"id": name, "text": text, "detail": "", "codes": list(OPEN)}
        for name, (text, _) in zip(names, made, strict=True)
    ]
    key = {name: [code] for name, (_, code) in zip(names, made, strict=True)}
    return derived_choices("What does the whole file say to each question?", items, key, OPEN)


def report(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model report: who, what, where, when, how, on which documents; gaps and limits.

    `final` adds what the injects of the last day changed, and asks for the version after them.
    """
    card, parts = index_names(case), _parts(case, truth)
    people = truth.table("people")
    members = set(people["nominal_id"][people["kind"] == "member"].astype("str"))
    journeys = truth.table("journeys")
    journeys = journeys[journeys["provenance"].astype("str") != ""]
    routes = journeys["route"].astype("str").value_counts().sort_index(kind="stable")
    days = journeys["started_on"].astype("str").str[:10]
    by_role: dict[str, list[str]] = {}
    for nominal in sorted(set(parts) & members):
        for role, documents in parts[nominal].items():
            status = status_of(documents, case.table("reports"))
            by_role.setdefault(role, []).append(f"{card[nominal]} ({nominal}, {status}: {', '.join(documents[:3])})")
    held = len(case.table("arrests")) if "arrests" in case.tables else 0
    fees = journeys["fee_usd"].astype("float")
    lines = [
        f"**{case.info['title']}: file of {case.info['as_of']}.** Handling as the strictest document used.",
        "**Who.** " + " ".join(f"As {role}: {'; '.join(by_role[role])}." for role in sorted(by_role)),
        f"**What and how.** {len(journeys)} journeys left a trace in the records; the fee lay between US$ "
        f"{fees.quantile(0.1):,.0f} and {fees.quantile(0.9):,.0f} for most. Recruiters, drivers, guides and keepers of "
        "houses work in stages that few people join.",
        "**Where.** " + "; ".join(f"{route} ({count})" for route, count in routes.items()) + ".",
        f"**When.** From {days.min()} to {days.max()}." if len(days) else "**When.** Not established.",
        f"**Action so far.** {held} arrests on file, of innocent persons among others; see the outcomes.",
        "**Gaps and limits.** Numbers without attribution, transfers that nobody reported and statements of one source "
        "alone are named as such. People who travelled are not suspects; possible victims are referred. Nobody is "
        "named for nationality, family or trade.",
    ]
    final = bool(parameters.get("final"))
    if final:
        lines.append("**Changed by the injects of the last day.**")
        changed = truth.table("injects").sort_values("inject_id", kind="stable").itertuples()
        lines.append(
            "\n".join(
                f"- {row.title}: more probable {row.rises}; less probable {row.falls}. {row.action}" for row in changed
            )
        )
    return Derived(
        paper={"instructions": FINAL if final else DRAFT},
        key={},
        oracle=None,
        model_answer="\n\n".join(lines),
    )


def _standing(case: Case, truth: Truth) -> dict[tuple[str, Pair], str]:
    """(document, pair) -> how its statement stands; left out where everyday ties and others mix and one could argue."""
    claims = truth.table("claims")
    claims = claims[claims["relation"] != MEMBERSHIP]
    source = dict(
        zip(case.table("reports")["document_id"], case.table("reports")["source_ref"].astype("str"), strict=True)
    )
    about: dict[Pair, dict[str, set[str]]] = {}
    copied: dict[tuple[str, Pair], str] = {}
    for claim in claims.itertuples():
        pair, document = ordered(claim.subject, claim.object), str(claim.document_id)
        kind = "denied" if claim.polarity == "denied" else "everyday" if claim.relation in EVERYDAY else "work"
        about.setdefault(pair, {}).setdefault(document, set()).add(kind)
        if str(claim.copies) in source:
            copied[(document, pair)] = str(claim.copies)
    found: dict[tuple[str, Pair], str] = {}
    for pair, said in about.items():
        kinds = set().union(*said.values())
        if kinds >= {"work", "everyday"} or any(len(own) > 1 for own in said.values()):
            continue
        own = {document: next(iter(one)) for document, one in said.items() if (document, pair) not in copied}
        for document in said:
            if (document, pair) in copied:
                found[(document, pair)] = "repeats"
                continue
            rest = [one for one in own if one != document and source[one] != source[document]]
            same = any(own[one] == own[document] for one in rest)
            opposite = any(own[one] != own[document] for one in own)
            if (same and opposite) or (opposite and "everyday" in kinds):
                continue
            only = len(said) == 1
            if same or opposite or only:
                found[(document, pair)] = "corroborated" if same else "contradicted" if opposite else "stands alone"
    return found


def _unlike_names(case: Case, truth: Truth) -> set[tuple[str, Pair]]:
    """(document, pair) of whose pair the sentences with both names say something else than the documents' statements.

    A name may be hidden behind a spelling that no index has, and a sentence may name two without a tie.
    """
    read = evaluation.co_mentions(case.documents, case.nominals)
    shown: dict[Pair, dict[str, bool]] = {}
    for row in read.itertuples():
        said = shown.setdefault(ordered(row.a, row.b), {})
        said[str(row.document_id)] = bool(row.denied) or said.get(str(row.document_id), False)
    claims = truth.table("claims")
    stated: dict[Pair, dict[str, bool]] = {}
    for claim in claims.itertuples():
        said = stated.setdefault(ordered(claim.subject, claim.object), {})
        said[str(claim.document_id)] = claim.polarity == "denied" or said.get(str(claim.document_id), False)
    return {(document, pair) for pair, said in stated.items() if shown.get(pair, {}) != said for document in said}


def _parts(case: Case, truth: Truth) -> dict[str, dict[str, list[str]]]:
    """Nominal -> role -> documents that state it, repetitions left out."""
    claims = truth.table("claims")
    claims = claims[(claims["polarity"] == "asserted") & (claims["copies"].astype("str") == "")]
    claims = claims.sort_values(["document_id", "claim_id"], kind="stable")
    found: dict[str, dict[str, list[str]]] = {}
    for claim in claims.itertuples():
        role = "broker" if claim.part == "bridge" else ROLES.get(str(claim.relation), "")
        if claim.part == "directing":
            role = "organiser"
        if role:
            _add(found.setdefault(str(claim.subject), {}).setdefault(role, []), claim.document_id)
    # For whom others drive, house or recruit also gives orders, as on day 4; alone it makes nobody an organiser.
    for claim in claims[claims["relation"].str.endswith(" for")].itertuples():
        if "organiser" in found.get(str(claim.object), {}):
            _add(found[str(claim.object)]["organiser"], claim.document_id)
    return found


def _add(documents: list[str], document: Any) -> None:
    if str(document) not in documents:
        documents.append(str(document))


def _worded_plainly(case: Case) -> set[tuple[str, str, str]]:
    """(nominal, role, document) where a sentence names the person first and says the role in its usual words."""
    said = evaluation.mentions(case.documents, case.nominals).drop_duplicates(["document_id", "sentence"])
    found = set()
    for role, words in USUAL_WORDS.items():
        telling = said[said["sentence"].str.contains(words, regex=True)]
        found |= {(str(row.nominal_id), role, str(row.document_id)) for row in telling.itertuples()}
    return found


def _questions(case: Case, truth: Truth) -> list[tuple[str, str]]:
    """(question, how the file stands to it), each read off the evidence and the documents' statements."""
    card = index_names(case)
    found: list[tuple[str, str]] = []
    stated = pairs(truth.table("claims"), case.table("reports"))
    firms = set(case.table("nominals").query("kind == 'organisation'")["nominal_id"].astype("str"))
    for (a, b), said in stated.items():
        code = "contradictory" if said.outcome == "contradictory" else "answered" if said.status == "confirmed" else ""
        if code and not {a, b} & firms:
            found.append((f"Is there a tie between {card[a]} ({a}) and {card[b]} ({b})?", code))
    listed = case.table("attributions")
    held, resembling = attributing.reading(case)
    for row in listed.itertuples():
        if link.status([f"{row.source_grade}{row.information_grade}"]) == "confirmed":
            found.append((f"Who is held to use the number {row.number}?", "answered"))
    heard = set(case.table("calls")["callee"].unique()) - set(listed["number"]) - set(held) - resembling
    found += [(f"Who is held to use the number {number}?", "gap") for number in sorted(heard)[:200]]
    vehicles = case.table("vehicles")
    for plate, keeper in zip(vehicles["plate"], vehicles["keeper_name"], strict=True):
        found.append((f"Who is the registered keeper of {plate}?", "answered" if isinstance(keeper, str) else "gap"))
    subscribers = case.table("subscribers")
    for number, name in zip(subscribers["number"], subscribers["registered_name"], strict=True):
        if not isinstance(name, str):
            found.append((f"In whose name is the number {number} registered?", "gap"))
    return found


def _target_in_words(row: Mapping[str, Any], stated: Mapping[str, Sequence[str]], card: Mapping[str, str]) -> str:
    argued = [role for role in row["roles"] if role not in stated]
    roles = " and ".join(stated) + (f" (or, as may be argued, {' or '.join(argued)})" if argued else "")
    return f"- {card[row['nominal']]} ({row['nominal']}): {roles}, {row['status']}, {', '.join(row['documents'][:4])}"
