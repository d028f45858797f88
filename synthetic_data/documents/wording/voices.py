"""Templates around the claims: titles, openings, how the knowledge came about, source history, colour, closings."""

from __future__ import annotations

from synthetic_data.documents.marks import N_

SYNTHETIC = N_("SYNTHETIC - made for training. Every person, firm and event in this document is invented.")
LABELS = {
    "document": N_("Document"),
    "dated": N_("Dated"),
    "kind": N_("Kind"),
    "source": N_("Source"),
    "grade": N_("Grade (4x4)"),
    "handling": N_("Handling"),
}
KINDS = {
    "informant": N_("Informant report"),
    "surveillance": N_("Surveillance log"),
    "open source": N_("Open-source report"),
    "statement": N_("Interview statement"),
    "officer": N_("Officer's report"),
    "partner": N_("Partner service report"),
}
HANDLING = {
    "H0": N_("H0: for preventing and combating crime only"),
    "H1": N_("H1: not to be used in judicial proceedings without the provider's permission"),
    "H2": N_("H2: not to be passed on without the provider's permission"),
    "H3": N_("H3: other restrictions; ask the provider before any use"),
}

TITLES: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("Contact report, {place}"),
        N_("Who works with whom: word from {place}"),
        N_("Debrief of {source}"),
    ),
    "surveillance": (N_("Observation at {place}"), N_("Log of the watch, {place}")),
    "open source": (N_("Press and social media, {place}"), N_("Public sources on {place}")),
    "statement": (N_("Statement taken at {place}"), N_("Interview at {place}")),
    "officer": (N_("Enquiries at {place}"), N_("Report to file, {place}")),
    "partner": (N_("Liaison report on {place}"), N_("Answer to a request, {place}")),
}
CLEARING_TITLE = N_("Check of a contact, {place}")
PROTECTION_TITLE = N_("Statement and referral, {place}")

OPENINGS: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("{source} was met on {day} and reported the following."),
        N_("On {day} the handler spoke with {source}. The substance is given here."),
    ),
    "surveillance": (
        N_("A team kept watch at {place} until {day}. What the team saw is set down here."),
        N_("Extract from the log of {source}, closed on {day}; area: {place}."),
    ),
    "open source": (
        N_("Collected on {day} from material that anybody can read; area: {place}."),
        N_("Summary of public postings and local news about {place}, read on {day}."),
    ),
    "statement": (
        N_("Statement of a person known to the file as {source}, taken on {day} with an interpreter."),
        N_("{source} was interviewed on {day}, was told of the right to say nothing, and agreed to speak."),
    ),
    "officer": (
        N_("I made enquiries in the area of {place} and report as follows on {day}."),
        N_("Report of the officer in charge, {place}, written on {day}."),
    ),
    "partner": (
        N_("A partner service sent the following, which reached us on {day}."),
        N_("Received through liaison on {day}. It concerns the area of {place}."),
    ),
}

# How the source knows; the grade of the information follows from it.
ACCESS: dict[str, tuple[str, ...]] = {
    "own watch": (N_("All of this was seen by the team itself and noted at the time."),),
    "own enquiry": (N_("I checked this myself against records and at the spot."),),
    "own knowledge": (
        N_("The source knows this at first hand, having been present."),
        N_("The source was present and is not repeating others."),
    ),
    "own account": (N_("I was there myself and tell only what I saw and heard."),),
    "corroborated": (
        N_("The source was told this by others; the file already holds the same in {document}."),
        N_("This is second hand, but it agrees with {document}."),
    ),
    "hearsay": (
        N_("The source was told this by others, whom it will not name; nothing on file bears it out."),
        N_("This is second hand and stands alone in the file."),
    ),
    "unsourced": (N_("It is not said where this comes from, and nothing independent bears it out."),),
}

# What the file shows of the source; the grade of the source follows from it.
HISTORY: dict[str, tuple[str, ...]] = {
    "team": (N_("{source} is a trained team whose logs have stood up in every case."),),
    "officer": (N_("The reporting officer is known to the unit; past reports have stood up without exception."),),
    "counted": (N_("Of {count} earlier reports from {source} that could be checked, {right} proved accurate."),),
    "first": (N_("This is the first report from {source}; its reliability cannot be assessed."),),
    "public": (N_("The outlet has not been assessed; its reliability is not known."),),
}

COLOUR: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("The meeting was short and nothing was written down in it."),
        N_("The source asked for no payment for this report."),
    ),
    "surveillance": (N_("The view was clear for most of the watch."), N_("No photographs were taken.")),
    "open source": (N_("Copies of the pages are kept with this report."),),
    "statement": (N_("The interpreter read the statement back and nothing was changed."),),
    "officer": (N_("No coercive measure was used."), N_("The enquiries go on.")),
    "partner": (N_("The partner service asks to be told of the outcome."),),
}
# Two names in one sentence that states no tie between them.
ASIDES: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("The source asked in turn what we know of {a} and of {b}."),
        N_("The handler put no question about {a} or about {b}."),
    ),
    "surveillance": (N_("Neither {a} nor {b} was there when the watch closed."),),
    "open source": (N_("A list of sixty names on the same page has {a} and, further down, {b}."),),
    "statement": (N_("I was shown photographs of {a} and of {b} and knew both faces."),),
    "officer": (
        N_("Questions about {a} and, in another matter, about {b} are still open."),
        N_("The spelling of the names of {a} and {b} was checked against their papers."),
    ),
    "partner": (N_("The partner service also asks what we hold on {a} and on {b}."),),
}
HOME = (N_("{a} is known at {place}."), N_("{a} lives in the area of {place}."))

# A detail so particular that a second report with it is probably the same report again.
DETAILS: tuple[str, ...] = (
    N_("It was settled beside the old ice factory, under an umbrella with a missing rib."),
    N_("One of them kept a plastic bag of green mangoes on the table the whole time."),
    N_("The talk stopped when a man with a parrot on his shoulder sat down near by."),
    N_("A wall clock that was forty minutes slow made them leave late."),
    N_("One of them wore a football shirt with the number 88 and a torn sleeve."),
    N_("They sat on the two good chairs; the third had a leg bound with blue fishing line."),
    N_("A radio in the next room gave the lottery numbers, and one of them wrote them on a sleeve."),
    N_("The tea came in glasses printed with last year's calendar."),
    N_("A white dog with one brown ear lay across the door and had to be stepped over."),
    N_("One of them paid for the coffee in coins out of a sock."),
    N_("There was a power cut, and the talk went on by the light of a birthday candle."),
    N_("Somebody had left a wedding cake box on the counter, and a hen slept in it."),
    N_("One of them had a plaster cast on the left arm with a bus timetable drawn on it."),
    N_("The signboard above them hung upside down and nobody had put it right."),
    N_("They met at the barber's, where one of them was shaved on the left side alone."),
    N_("A boy sold them a kite in the shape of a catfish, and they took it along."),
    N_("The car would not start and was pushed by four monks."),
    N_("One of them had a birdcage on the back seat with the safety belt around it."),
    N_("The meeting was put off once because one of them had locked the keys in a freezer."),
    N_("It was said over a plate of fried crickets that neither of them touched."),
    N_("One of them carried a suitcase tied with the cord of a hair dryer."),
    N_("A ladder stood in the middle of the room, and both talked around it."),
    N_("The calendar on the wall still showed a month of three years ago."),
    N_("One of them counted on a toy abacus with a bead missing."),
)

# Why a contact is innocent, by a word of the reason that the world gives.
REASONS: dict[str, str] = {
    "taxi": N_("{a} drives a licensed taxi, takes whoever calls, and charges the usual fare."),
    "call shop": N_("{a} keeps a call shop; hundreds of customers a month use its line, and it keeps the proper book."),
    "family": N_("The contacts of {a} are those of a relative; no payment or journey goes with them."),
    "recruit": N_("{a} places workers under a valid licence; those placed held passports and permits."),
    "hawala": N_("{a} runs a registered money service and files its reports on time."),
    "money": N_("{a} runs a registered money service and files its reports on time."),
    "remittance": N_("{a} runs a registered money service and files its reports on time."),
    "humanitarian": N_("{a} gives food and shelter to people in need and takes nothing for it."),
    "shop": N_("{a} keeps a shop open to everybody, and its trade explains the contacts."),
    "guest": N_("{a} keeps a guest house, registers its guests, and has been checked twice this year."),
    "landlord": N_("{a} lets rooms by contract and had no part in what tenants did there."),
    "bus": N_("{a} works on a scheduled line that anybody can board with a ticket."),
}
REASON = N_("The contacts of {a} have an everyday explanation, and the check bears it out.")

PROTECTION: tuple[str, ...] = (
    N_("The work was not what had been promised. My passport was kept from me and I was told that I owed money."),
    N_("I was not allowed to leave the place without somebody from there."),
    N_(
        "Note of the interviewer: indicators of trafficking in persons are present. The person was referred to the "
        "protection service on the same day, and is treated as a possible victim and not as a suspect."
    ),
)
JOURNEY = (N_("I wanted work, and had borrowed the money for the journey."), N_("We were a small group."))
