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
    "phone": N_("Note on a telephone that was read"),
    "custody": N_("Arrest record"),
    "finance": N_("Note on money transfers"),
    "patrol": N_("Patrol log, coast and river"),
    "liaison": N_("Port or airport liaison message"),
    "hotline": N_("Hotline call"),
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
    "phone": (N_("Telephone read, {place}"), N_("Extract from a handset, {place}")),
    "custody": (N_("Arrest record, {place}"), N_("Record of custody and interview, {place}")),
    "finance": (N_("Transfers looked at, {place}"), N_("Money note, {place}")),
    "patrol": (N_("Patrol log, {place}"), N_("Log of the watch on the water, {place}")),
    "liaison": (N_("Message from the counter, {place}"), N_("Liaison message, {place}")),
    "hotline": (N_("Call to the hotline, {place}"), N_("Anonymous call, {place}")),
}
CLEARING_TITLE = N_("Check of a contact, {place}")
PROTECTION_TITLE = N_("Statement and referral, {place}")

OPENINGS: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("{source} was met on {day} and reported the following."),
        N_("On {day} the handler spoke with {source}. The substance is given here."),
        N_("{source} rang on {day} and asked to be heard. What follows is the handler's note."),
        N_("Meeting with {source}, {day}; the words are the handler's, the facts are the source's."),
        N_("{source} answered questions put on {day}."),
    ),
    "surveillance": (
        N_("A team kept watch at {place} until {day}. What the team saw is set down here."),
        N_("Extract from the log of {source}, closed on {day}; area: {place}."),
        N_("{source}: log of several watches around {place}, written up on {day}."),
        N_("Two teams took turns at {place}; this is the log that {source} closed on {day}."),
    ),
    "open source": (
        N_("Collected on {day} from material that anybody can read; area: {place}."),
        N_("Summary of public postings and local news about {place}, read on {day}."),
        N_("Seen on public pages on {day}; copied without any contact with those who posted."),
        N_("News and posts from {place}, put together on {day}."),
    ),
    "statement": (
        N_("Statement of a person known to the file as {source}, taken on {day} with an interpreter."),
        N_("{source} was interviewed on {day}, was told of the right to say nothing, and agreed to speak."),
        N_("{source} came on {day} without having been called, and asked that this be written down."),
        N_("Interview of {source} on {day}, at a place and a time that the person chose."),
    ),
    "officer": (
        N_("I made enquiries in the area of {place} and report as follows on {day}."),
        N_("Report of the officer in charge, {place}, written on {day}."),
        N_("I spoke with neighbours, read registers at {place}, and wrote this on {day}."),
        N_("Result of enquiries asked for by the case officer; {place}, {day}."),
    ),
    "partner": (
        N_("A partner service sent the following, which reached us on {day}."),
        N_("Received through liaison on {day}. It concerns the area of {place}."),
        N_("A partner agency asks for what we hold on the following, and gives its own view; received on {day}."),
        N_("Answer of a partner service to our request, dated {day}; translated here."),
    ),
    "phone": (
        N_("Laboratory {source} copied a handset under a court's order; the note was closed on {day}."),
        N_("{source} reports on {day} what a handset holds that bears on this case. The rest was not read."),
    ),
    "custody": (
        N_(
            "Record {source}. The person was told of the reasons, of the right to silence and to counsel. Closed {day}."
        ),
        N_("{source}: custody record with notes of the interview, counsel present, written up on {day}."),
    ),
    "finance": (
        N_("{source} looked at transfers reported under the law on money laundering; note of {day}."),
        N_("Note of {source}, {day}, from accounts and remittance counters. Sums are rounded."),
    ),
    "patrol": (
        N_("Log of {source}, closed on {day}; sea and weather fair. Area: {place}."),
        N_("{source} was on patrol off {place} until {day} and notes the following."),
    ),
    "liaison": (
        N_("{source} sent this from the port and airport desk on {day}."),
        N_("Message of {source}, {day}: seen at the counter and passed on for information."),
    ),
    "hotline": (
        N_("Call taken on {day} and registered as {source}. The caller gave no name."),
        N_("{source}, {day}: the caller spoke quickly, gave no name and could not be rung back."),
    ),
}

# How the source knows; the grade of the information follows from it.
ACCESS: dict[str, tuple[str, ...]] = {
    "own watch": (
        N_("All of this was seen by the team itself and noted at the time."),
        N_("Nothing here was passed on by others; those on watch saw it."),
        N_("Each line was written when it was seen."),
    ),
    "own enquiry": (
        N_("I checked this myself against records and at the spot."),
        N_("What is set down here I have seen in the books or with my own eyes."),
        N_("Each point was checked by me before I wrote it."),
    ),
    "own knowledge": (
        N_("The source knows this at first hand, having been present."),
        N_("The source was present and is not repeating others."),
        N_("It was seen and heard by the source itself."),
        N_("Asked how this is known, the source says that it stood beside them."),
    ),
    "own account": (
        N_("I was there myself and tell only what I saw and heard."),
        N_("Nobody told me this; it happened in front of me."),
        N_("I have left out what I know from others alone."),
    ),
    "corroborated": (
        N_("The source was told this by others; the file already holds the same in {document}."),
        N_("This is second hand, but it agrees with {document}."),
    ),
    "hearsay": (
        N_("The source was told this by others, whom it will not name; nothing on file bears out the whole of it."),
        N_("This is second hand; no other document holds all of it."),
        N_("The source was not there; who told it is not said, and nothing else on file says all of this."),
    ),
    "unsourced": (
        N_("It is not said where this comes from, and nothing independent bears it out."),
        N_("No origin is given, and there is nothing independent that says the same."),
    ),
    "read": (
        N_("The messages were read in the original and copied in full."),
        N_("A second officer compared the copy with the handset."),
    ),
    "traced": (
        N_("The entries were compared with the books of both sides."),
        N_("All of it stands in records that two officers have checked."),
    ),
    "own words": (
        N_("The person spoke of own doing and own knowledge."),
        N_("What the person had from others was left out of the record."),
    ),
    "anonymous": (
        N_("How the caller knows was not said."),
        N_("Asked how this was known, the caller rang off."),
    ),
}

# What the file shows of the source; the grade of the source follows from it.
HISTORY: dict[str, tuple[str, ...]] = {
    "team": (
        N_("{source} is a trained team whose logs have stood up in every case."),
        N_("No log of {source} has ever had to be corrected."),
    ),
    "officer": (
        N_("The reporting officer is known to the unit; past reports have stood up without exception."),
        N_("Past reports of this officer have been borne out one and all."),
    ),
    "counted": (N_("Of {count} earlier reports from {source} that could be checked, {right} proved accurate."),),
    "first": (N_("This is the first report from {source}; its reliability cannot be assessed."),),
    "public": (N_("The outlet has not been assessed; its reliability is not known."),),
    "laboratory": (N_("{source} is the unit's own desk; what it copies has always stood up."),),
    "counter": (N_("{source} is a desk whose notes have stood up in every case."),),
    "caller": (N_("Nothing is known of the caller; reliability cannot be assessed."),),
    "held": (N_("Nothing was known of this person as a source before; reliability cannot be assessed."),),
}

COLOUR: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("The meeting was short and nothing was written down in it."),
        N_("The source asked for no payment for this report."),
        N_("The source seemed at ease."),
        N_("Another meeting is fixed."),
        N_("The source was told once more not to take risks."),
    ),
    "surveillance": (
        N_("The view was clear for most of the watch."),
        N_("No photographs were taken."),
        N_("The watch was broken off once for rain."),
        N_("The team was not noticed."),
    ),
    "open source": (
        N_("Copies of the pages are kept with this report."),
        N_("The page had few readers when it was copied."),
        N_("Comments under the item were not taken into account."),
    ),
    "statement": (
        N_("The interpreter read the statement back and nothing was changed."),
        N_("There was a pause for tea, and the talk went on."),
        N_("Every page is signed."),
    ),
    "officer": (
        N_("No coercive measure was used."),
        N_("The enquiries go on."),
        N_("The registers may be consulted again at any time."),
        N_("Neighbours were asked in general terms alone."),
    ),
    "partner": (
        N_("The partner service asks to be told of the outcome."),
        N_("The message is to be kept apart from court files."),
        N_("A meeting is offered for next month."),
    ),
    "phone": (N_("Private messages were left out."), N_("The handset stays in the evidence room.")),
    "custody": (
        N_("A meal and water were given."),
        N_("The interview was recorded."),
        N_("Counsel signed the record."),
    ),
    "finance": (N_("The banks were told nothing of the case."), N_("More entries can be asked for within a week.")),
    "patrol": (N_("Nobody was in danger."), N_("The boat was not stopped."), N_("Photographs are with the log.")),
    "liaison": (N_("Nobody was held up at the counter."), N_("The desk asks whether it should look out for more.")),
    "hotline": (N_("The call took two minutes."), N_("The caller was thanked and told of the protection service.")),
}
# Two names in one sentence that states no tie between them.
ASIDES: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("The source asked in turn what we know of {a} and of {b}."),
        N_("The handler put no question about {a} or about {b}."),
        N_("The source was shown a list with the names of {a} and of {b} and knew how to say both."),
        N_("Of {a} the source would say more another time, and so of {b}."),
    ),
    "surveillance": (
        N_("Neither {a} nor {b} was there when the watch closed."),
        N_("Pictures of {a} and of {b} had been given to the team beforehand."),
    ),
    "open source": (N_("A list of sixty names on the same page has {a} and, further down, {b}."),),
    "statement": (N_("I was shown photographs of {a} and of {b} and knew both faces."),),
    "officer": (
        N_("Questions about {a} and, in another matter, about {b} are still open."),
        N_("The spelling of the names of {a} and {b} was checked against the index."),
        N_("The addresses of {a} and of {b} were entered afresh."),
    ),
    "partner": (
        N_("The partner service also asks what we hold on {a} and on {b}."),
        N_("The partner service can send cards on {a} and on {b} if asked."),
    ),
    "phone": (N_("The address book has {a} under one letter and {b} under another."),),
    "custody": (N_("Photographs of {a} and of {b} were shown in the interview; nothing was said to them."),),
    "finance": (
        N_("Other entries of {a} and of {b} were left unread."),
        N_("Statements for {a} and, from another bank, for {b} are still to come."),
    ),
    "patrol": (N_("Crews in harbour know the names of {a} and of {b}."),),
    "liaison": (N_("The desk has been asked before about {a} and, by others, about {b}."),),
    "hotline": (N_("The caller was asked about {a} and about {b} and said no more."),),
}
HOME = (
    N_("{a} is known at {place}."),
    N_("{a} lives in the area of {place}."),
    N_("{a} can be found at {place} most weeks."),
    N_("The address on file for {a} is at {place}."),
    N_("{a} has a room or a house at {place}."),
)

# What a record adds of itself, by what the world holds of it.
CONTEXT: dict[str, tuple[str, ...]] = {
    "phone": (
        N_("The handset was taken from {a}, who was held at {place} on {day}."),
        N_("It belongs to {a}, held on {day} at {place}."),
    ),
    "custody": (
        N_("{a} was held at {place} on {day}; suspicion: {suspicion}."),
        N_("Held: {a}, on {day}, at {place}. Suspicion: {suspicion}."),
    ),
    "patrol": (
        N_("The boat concerned is the {vessel}, {registration}."),
        N_("Name and mark read on the bow: {vessel}, {registration}."),
    ),
    "liaison": (
        N_("{a} stands on the passenger list of {flight} of {day}."),
        N_("The list of {flight}, {day}, has {a}."),
    ),
    "surveillance": (
        N_("The watch at {place} on {day} is set down in full."),
        N_("What matters was seen at {place} on {day}."),
    ),
}
SUSPICIONS = {
    "facilitation": N_("facilitation"),
    "irregular entry": N_("irregular entry"),
    "forged document": N_("forged document"),
    "unlicensed money service": N_("unlicensed money service"),
}

# A detail so particular that a second report with it is probably the same report again.
DETAILS: tuple[str, ...] = (
    N_("It was settled beside the old ice factory, under an umbrella with a missing rib."),
    N_("One of them kept a plastic bag of green limes on the table the whole time."),
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
    N_("The car would not start and was pushed by four passers-by."),
    N_("One of them had a birdcage on the back seat with the safety belt around it."),
    N_("The meeting was put off once because one of them had locked the keys in a freezer."),
    N_("It was said over a plate of food that neither of them touched."),
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
