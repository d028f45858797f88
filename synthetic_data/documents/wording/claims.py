"""Templates that state one claim: `{a}` is the subject and `{b}` the object, both in the one sentence.

`REPORTED` is for kinds that pass on what they know or were told, `OBSERVED` for surveillance, `WITNESSED` for
statements in the first person. Only `OBSERVED` and `WITNESSED` relations can be seen or lived through.
"""

from __future__ import annotations

from synthetic_data.documents.marks import N_

REPORTED: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("{a} works with {b}."),
        N_("{a} and {b} are partners in the business and share out the work between them."),
        N_("Whoever deals with {a} sooner or later deals with {b} as well; the two work together."),
        N_("{a} has worked with {b} on several journeys."),
        N_("{a} and {b} split what a group brings in."),
        N_("{a} covers for {b} when {b} is away, and the other way round."),
        N_("Groups that {a} cannot take are taken by {b}."),
        N_("{a} and {b} have shared the risk of this trade for a good while."),
        N_("Where {a} is busy with passengers, {b} is seldom far."),
        N_("{a} brought {b} into the business, and the two have stayed together in it."),
        N_("The list of passengers is kept by {a} and {b} in turn."),
    ),
    "directs": (
        N_("{a} gives the orders and {b} carries them out."),
        N_("{b} works on the instructions of {a}."),
        N_("{a} decides when people move, and {b} is told by telephone what to do."),
        N_("{b} answers to {a}."),
        N_("{b} has to ask {a} before taking anybody along."),
        N_("It is {a} who sets the day for {b}."),
        N_("{b} was taken on by {a} and is told where to be."),
        N_("{a} scolds and pays {b}, as an employer does."),
        N_("What {b} does in the business follows the instructions of {a}."),
    ),
    "drives for": (
        N_("{a} drives for {b}."),
        N_("{a} is one of the drivers whom {b} calls when a group has to be moved."),
        N_("When passengers are waiting, {b} sends for {a} to fetch them by road."),
        N_("{a} takes passengers from one stop to the next on the word of {b}."),
        N_("The journeys that {b} arranges are driven by {a} as a rule."),
        N_("{a} is paid by the trip for driving groups of {b}."),
        N_("{a} has the wheel when people of {b} are on the road."),
    ),
    "houses people for": (
        N_("{a} puts people up overnight for {b}."),
        N_("{a} keeps a house where people who travel for {b} wait for the next stage."),
        N_("{b} rents beds from {a} for groups on their way."),
        N_("Groups of {b} sleep under the roof of {a}."),
        N_("{a} cooks and keeps the door for people whom {b} sends."),
        N_("Nobody of {b}'s passengers leaves the rooms of {a} before the vehicle is there."),
        N_("{a} takes in the passengers of {b} for a night or two."),
    ),
    "recruits for": (
        N_("{a} finds passengers for {b}."),
        N_("{a} goes round the villages to recruit for {b}."),
        N_("Families who want to send somebody abroad speak to {a}, who passes the names to {b}."),
        N_("{a} collects names and deposits for {b}."),
        N_("Whoever is persuaded by {a} is handed on to {b}."),
        N_("{a} speaks to young people without work and tells them of what {b} can arrange."),
        N_("{a} gets a share for every passenger found for {b}."),
    ),
    "pays": (
        N_("{a} pays {b}."),
        N_("{b} receives a share from {a} after each group."),
        N_("Money goes from {a} to {b} when a journey is finished."),
        N_("{a} settles with {b} at the end of the week."),
        N_("{b} has money to come from {a} for each passenger."),
        N_("The wages of {b} come out of the hands of {a}."),
        N_("{a} sends {b} what has been agreed, never by the same shop twice."),
    ),
    "belongs to": (
        N_("{a} belongs to {b}."),
        N_("{a} is on the staff list of {b}."),
        N_("{a} signs for {b}."),
        N_("{a} has a part in running {b}."),
        N_("{a} holds a key and a desk at {b}."),
        N_("The books of {b} carry {a} among its own people."),
    ),
    "family of": (
        N_("{a} and {b} are relatives."),
        N_("{a} is of the same family as {b}."),
        N_("{a} and {b} are kin by marriage or by blood."),
        N_("The families of {a} and {b} are one."),
        N_("{a} calls {b} a cousin, and rightly."),
    ),
    "client of": (
        N_("{a} is a customer of {b}."),
        N_("{a} uses the services of {b} and pays the ordinary price."),
        N_("Calls between {a} and {b} are those of a customer with a business open to everybody."),
        N_("{a} buys from {b} what others buy there too."),
        N_("{a} goes to {b} as a customer and is served like the rest."),
        N_("The dealings of {a} with {b} are those of a paying customer."),
    ),
}

BY_KIND: dict[str, dict[str, tuple[str, ...]]] = {
    "informant": {
        "works with": (
            N_("The source says that {a} and {b} have been in this together for a long time."),
            N_("The source has seen {a} and {b} count passengers off one sheet."),
            N_("In the source's account {a} and {b} run their part of the way as one."),
        ),
        "directs": (N_("In the words of the source, nothing happens with {b} before {a} has agreed to it."),),
        "drives for": (N_("The source has heard {b} order {a} to bring the vehicle."),),
        "pays": (N_("The source was in the room when {a} counted out money for {b}."),),
    },
    "open source": {
        "works with": (
            N_("A photograph with the item names {a} and {b} as business partners."),
            N_("A post thanks {a} and {b} together for a safe trip."),
            N_("A local paper mentions {a} and {b} as men and women of the same trade, working together."),
        ),
        "belongs to": (N_("The public company notice lists {a} as an officer of {b}."),),
        "family of": (N_("A wedding announcement names {a} and {b} as relatives."),),
        "recruits for": (N_("A post that has since been taken down gives {a} as the contact for work through {b}."),),
    },
    "officer": {
        "works with": (
            N_("Enquiries at several addresses show that {a} and {b} work together."),
            N_("A rented room was paid for by {a} and used by {b} for the same passengers."),
            N_("Receipts for passengers, found at one address, carry the hands of both {a} and {b}."),
        ),
        "directs": (N_("Messages read with the consent of the owner show {a} giving instructions to {b}."),),
        "belongs to": (N_("The business register enters {a} under {b}."),),
    },
    "partner": {
        "works with": (
            N_("The partner service holds {a} and {b} to be associates."),
            N_("In an enquiry of the partner service {a} and {b} appear side by side as partners in the trade."),
        ),
        "directs": (N_("On the assessment of the partner service {b} acts for {a}."),),
        "recruits for": (N_("The partner service names {a} as a recruiter who works for {b}."),),
    },
}

OBSERVED: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("{a} met {b}, and the two loaded bags and water into a vehicle together."),
        N_(
            "{a} was seen with {b} on three days running; on each of them both dealt with the same group of travellers."
        ),
        N_("{a} and {b} arrived together, spoke with a group of travellers and left together."),
        N_("{a} waited for {b}, and the two carried water and food to a group of travellers."),
        N_("{a} handed {b} a sheet of names, and both called out to travellers from it."),
        N_("{a} and {b} stood at two ends of the street and waved a group of travellers across."),
        N_("{b} held the gate while {a} counted travellers in."),
    ),
    "drives for": (
        N_("{a} drove off with a group of travellers after {b} had pointed them to the vehicle."),
        N_("{b} brought a group of travellers to {a}, who took them away by road."),
        N_("{b} signalled from the corner, and {a} drove up and let a group of travellers get in."),
        N_("{a} filled the tank while {b} seated the travellers; {a} then drove off with them."),
    ),
    "houses people for": (
        N_("{a} opened the gate and let in the group that {b} had sent."),
        N_("A group sent by {b} went into the house kept by {a} and stayed the night."),
        N_("{b} led travellers to the door of {a}, where they were let in and the light went out."),
    ),
    "recruits for": (
        N_("{a} led four people from the market to {b} and left without them."),
        N_("{a} talked to people outside the job office and walked two of them over to {b}."),
    ),
    "pays": (
        N_("{a} handed an envelope to {b}, who counted banknotes."),
        N_("{b} came out of the tea house with a bundle of notes that {a} had laid on the table."),
    ),
    "belongs to": (
        N_("{a} opened and locked the office of {b} with a key."),
        N_("{a} worked behind the counter of {b} during the whole watch."),
    ),
    "client of": (
        N_("{a} was served by {b} like the other customers and paid at once."),
        N_("{a} stood in the queue at the place of {b}, paid and left."),
    ),
}

WITNESSED: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("I saw {a} and {b} together each time, and they clearly did the work between them."),
        N_("{a} told me in front of {b} that the two of them work together."),
        N_("{a} and {b} took turns to sit with us, and each knew what the other had said."),
        N_("One evening {b} came in the place of {a} and said that it made no difference."),
    ),
    "directs": (
        N_("{a} told {b} where to take us, and {b} did as told."),
        N_("{b} rang {a} before every step and waited for the answer."),
    ),
    "drives for": (
        N_("The driver was {a}, who said that the work was for {b}."),
        N_("{b} told me to get in with {a}, who drove us to the next stop."),
        N_("{a} drove; {b} had told us which car to look for."),
    ),
    "houses people for": (
        N_("We slept at the house of {a}, who said that {b} was paying for it."),
        N_("{b} sent us to {a}, who kept us indoors until the evening."),
        N_("We were let in by {a}, and {b} came in the morning to fetch us."),
    ),
    "recruits for": (
        N_("It was {a} who came to our village and spoke to us about {b}."),
        N_("{a} wrote down my name and said that {b} would arrange the rest."),
        N_("{a} was the one I spoke to at home; the money was for {b}."),
    ),
    "pays": (N_("I saw {a} give money to {b}."), N_("{b} was paid by {a} while we stood there.")),
    "family of": (N_("I know that {a} and {b} are relatives; everybody there knows it."),),
    "client of": (N_("I have seen {a} in the shop of {b}, as a customer like anybody else."),),
}

# What a person's part in the business is, said together with one tie; `{from_stage}` and `{to_stage}` are stages.
BRIDGES: tuple[str, ...] = (
    N_("{a} is the one who puts {from_stage} in touch with {to_stage}; {b} gets work that way."),
    N_("Between {from_stage} and {to_stage} everything goes through {a}, and {b} is reached through nobody else."),
    N_("{a} passes word from {from_stage} to {to_stage} and deals with {b} directly."),
    N_("Left to themselves, {from_stage} and {to_stage} stay apart; {a} puts them in touch, {b} among them."),
    N_("Whatever {from_stage} want from {to_stage} goes through {a}, and so do their dealings with {b}."),
    N_("{a} passes word between {from_stage} and {to_stage}; so it was with {b}."),
)
BRIDGE_RELATION = "works with"
DIRECTING: tuple[str, ...] = (
    N_("{a} organises the whole: sets the days and the prices, and {b} takes orders from {a}."),
    N_("Nobody moves before {a} has said so; {b} is among those who are directed by {a}."),
    N_("{a} decides when groups move and who goes; {b} takes orders from {a}."),
    N_("{a} organises this part of the business, and {b} answers to {a}."),
)

# A payment that happened, with its day and amount.
PAID: tuple[str, ...] = (
    N_("On {day} {a} paid {b} about USD {amount}."),
    N_("{b} received about USD {amount} from {a} on {day}."),
    N_("About USD {amount} went from {a} to {b} on {day}."),
    N_("{a} sent {b} some USD {amount} on {day}."),
)

# An innocent tie to somebody who helps and takes nothing.
HELPED: tuple[str, ...] = (
    N_("{a} was given a meal and a bed by {b} and paid nothing for them."),
    N_("{b} helped {a} with food and clothes and asked nothing in return."),
)

# A check that knows of an innocent tie and finds nothing beyond it.
CLEARED: tuple[str, ...] = (
    N_("Beyond that nothing shows that {a} has a part in what {b} does."),
    N_("There is no sign that {a} works with {b} in the movement of people."),
    N_("Nothing that was found ties {a} to {b} in the movement of people."),
    N_("For a part of {a} in the trade of {b} there is no evidence."),
)

DENIED: dict[str, tuple[str, ...]] = {
    "surveillance": (
        N_("In nine days of surveillance no contact was seen between {a} and {b}."),
        N_("{a} and {b} were watched at the same time on four days; there was no contact between them."),
        N_("{a} passed {b} in the street twice, and there was no sign of any contact between them."),
    ),
    "officer": (
        N_("Enquiries found nothing that would make {a} a partner of {b}."),
        N_("There is no sign that {a} works with {b}."),
        N_("A search of the records shows no link between {a} and {b}."),
    ),
    "informant": (
        N_("The source is sure that {a} does not work with {b}."),
        N_("Asked about it, the source says that {a} has never worked with {b}."),
    ),
    "statement": (N_("It is not true that {a} works with {b}; they have nothing to do with each other."),),
    "partner": (N_("The partner service has found no link between {a} and {b}."),),
    "open source": (N_("The firm's public answer to the press says that {a} has no dealings with {b}."),),
}
