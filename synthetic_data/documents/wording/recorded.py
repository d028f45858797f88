"""Templates of claims that a record or a desk bears out: telephones read, money traced, patrols, counters, calls."""

from __future__ import annotations

from synthetic_data.documents.marks import N_

READ: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("Messages between {a} and {b} share out passengers and days."),
        N_("A group chat of three has {a} and {b} agree who takes which travellers."),
        N_("Voice notes from {a} to {b} speak of work that the two do together."),
    ),
    "directs": (
        N_("In the messages {a} gives the orders: {b} is told day, place and number of people."),
        N_("{b} asks {a} by message what to do next and gets instructions within minutes."),
    ),
    "drives for": (
        N_("{b} sends {a} pins of places at which people wait, and {a} answers with times of arrival."),
        N_("Messages have {a} report to {b} when {a} has dropped the passengers."),
    ),
    "houses people for": (
        N_("{b} asks by message how many beds are free, and {a} gives a number for the night."),
        N_("Photographs of rooms went from {a} to {b} with the count of those staying."),
    ),
    "recruits for": (
        N_("{a} sends {b} names and villages of people who want to travel."),
        N_("A list of names that {a} typed was sent on to {b} with the words 'these are ready'."),
    ),
    "pays": (
        N_("{a} sends {b} pictures of receipts, and {b} writes 'received'."),
        N_("{b} reminds {a} by message of money due, and {a} sends it."),
    ),
    "client of": (
        N_("The messages of {a} to {b} are orders of a customer and nothing else."),
        N_("{a} asks {b} for prices and opening hours, as customers do."),
        N_("{b} stands in the handset of {a} as a shop or a service, with receipts and no more."),
    ),
    "family of": (
        N_("{a} and {b} call each other by words for relatives and write of family matters."),
        N_("Birthdays and school fees are what {a} and {b} write about, as relatives."),
    ),
}

TRACED: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("The deposits of passengers go in turn to an account of {a} and to one of {b}."),
        N_("{a} and {b} draw by two cards on one account into which passengers pay."),
    ),
    "pays": (
        N_("Sums go from {a} to {b} in step with arrivals."),
        N_("{b} is credited by {a} at regular intervals."),
    ),
    "belongs to": (
        N_("{a} may sign for the account of {b}."),
        N_("The bank's form names {a} as an officer of {b}."),
        N_("{a} pays the day's takings of {b} into the bank."),
        N_("Wages of {b} reach {a} month by month."),
    ),
    "client of": (
        N_("Payments of {a} to {b} match the price list of an ordinary business."),
        N_("{a} pays {b} small sums on market days, as customers do."),
    ),
    "family of": (
        N_("Transfers between {a} and {b} are marked as family support and fit that description."),
        N_("{a} and {b} have one family name on their forms and send each other household money."),
    ),
}

PATROLLED: dict[str, tuple[str, ...]] = {
    "drives for": (
        N_("A boat steered by {a} came alongside at dusk, and people brought by {b} went aboard."),
        N_("{b} stood on the jetty and called {a} in, whose boat took people aboard without lights."),
        N_("{a} had the tiller of a boat with people aboard; {b} was on the beach from which it came."),
    ),
    "works with": (
        N_("{a} and {b} carried fuel and water together to a boat that put out at night with people aboard."),
        N_("{a} and {b} were on the same landing on four nights and together pushed off a boat full of people."),
    ),
    "client of": (N_("{a} bought ice and fuel from {b} at the quay, like other crews."),),
    "family of": (N_("{a} and {b} mend nets in one yard and are relatives, as the harbour knows."),),
}

COUNTER: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("{a} and {b} came to the counter one after the other with passengers whose papers one hand had filled in."),
        N_("Tickets for strangers were bought by {a} and collected by {b}."),
        N_("{a} and {b} were seen to hand over passengers to each other before the desk."),
    ),
    "recruits for": (N_("Passengers say at the desk that {a} found them at home and gave them the name of {b}."),),
    "houses people for": (N_("Arrival cards of strangers give the house of {a} as address, written in by {b}."),),
    "drives for": (N_("{a} collects passengers at the exit whom {b} has described to the driver."),),
    "belongs to": (
        N_("{a} showed a staff card of {b} at the desk."),
        N_("{a} fetched parcels at the counter in the name of {b}, with a letter that names {a} as staff."),
        N_("On the form for a service pass {a} gives {b} as employer, and the firm bears it out."),
    ),
    "client of": (
        N_("{a} had a ticket bought over the counter of {b}, as any customer may."),
        N_("{a} is one of many whom {b} serves; the receipt was shown without being asked for."),
    ),
    "family of": (
        N_("{a} and {b} travelled on family papers that were in order."),
        N_("{a} came to the hall to meet {b}, a relative, and showed it by papers."),
    ),
}

CALLED: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("The caller says that {a} and {b} are in it together."),
        N_("According to the caller {a} and {b} bring people through the street at night."),
    ),
    "drives for": (
        N_("The caller says that {a} drives people whom {b} sends."),
        N_("{a} fetches strangers at night for {b}, the caller says."),
    ),
    "houses people for": (
        N_("The caller says that {a} lets people of {b} sleep behind the shop."),
        N_("In the caller's words {a} has a house full of people who wait for {b}."),
    ),
    "recruits for": (
        N_("The caller says that {a} goes from door to door and promises work by {b}."),
        N_("{a} asks the young of the street whether they want to go, and {b} sends them, the caller says."),
    ),
    "directs": (N_("The caller says that {b} is afraid of {a} and does what {a} orders."),),
    "pays": (N_("The caller has seen {a} give money to {b} more than once."),),
}

ADMITTED: dict[str, tuple[str, ...]] = {
    "works with": (
        N_("Asked with counsel present, {a} said that the work was shared with {b}."),
        N_("{a} named {b} as the one with whom the journeys were done."),
    ),
    "drives for": (
        N_("{a} said that {b} had ordered {a} to carry them and was to pay for it."),
        N_("{a} stated that {a} carried passengers of {b}."),
    ),
    "houses people for": (N_("{a} stated that {b} had sent the guests and would have paid for the beds."),),
    "recruits for": (
        N_("{a} admitted to having found passengers for {b}."),
        N_("{a} said that {b} had paid by the head for names."),
    ),
    "pays": (
        N_("{a} stated that wages had been handed to {b}."),
        N_("{a} said that {b} was owed money and had been given it."),
    ),
    "directs": (
        N_("{a} stated that {b} did what {a} had told {b} to do."),
        N_("{a} took it upon the record that {b} had acted on instructions of {a}."),
    ),
    "client of": (
        N_("{a} said that {b} was known from the shop alone, as a customer knows a shopkeeper."),
        N_("{a} stated that {b} had sold or done what {b} sells or does for all comers."),
        N_("Of {b} the interview says that {a} was a customer and paid for it."),
    ),
    "family of": (
        N_("{a} gave {b} as next of kin."),
        N_("{a} asked that {b}, a relative, be told of the arrest."),
    ),
}

# Where the one who carries people is at the helm and not at the wheel.
AFLOAT_REPORTED: tuple[str, ...] = (
    N_("{a} steers boats for {b}."),
    N_("{b} has people taken out to sea by {a}."),
    N_("When a boat has to go, {b} sends for {a} to steer it."),
    N_("{a} takes people of {b} over the water and is paid by the trip."),
)
AFLOAT_OBSERVED: tuple[str, ...] = (
    N_("{b} brought people to the landing, and {a} took them off in a boat."),
    N_("{a} started the engine of a boat when {b} gave a sign with a lamp; people sat low in it."),
)
AFLOAT_WITNESSED: tuple[str, ...] = (
    N_("{a} steered the boat, and {b} had told us to do what the helmsman said."),
    N_("{b} counted us on the beach; {a} was the one at the engine."),
)
AFLOAT_MESSAGES: tuple[str, ...] = (
    N_("{b} asks {a} by message about wind and fuel, and {a} answers when the boat can go."),
    N_("{a} reports to {b} by message when {a} has put those aboard ashore."),
)
