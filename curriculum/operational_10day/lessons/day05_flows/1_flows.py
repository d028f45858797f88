# %% [markdown] name="title"
# # Day 5: what happened in which order, what moves, and how it is done
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing | 10 |
# | 2 Four charts of time and movement | 25 |
# | 3 Worked example: one night at a lake | 30 |
# | 4 Exercise 1: the events of one journey | 70 |
# | 5 Exercise 2: what moves, from where to where | 60 |
# | 6 The geography of the route | 20 |
# | 7 Exercise 3: do the documents agree? | 60 |
# | 8 Exercise 4: how it is done, without names | 60 |
# | 9 Check of understanding, and more for the quick | 25 |

# %% name="setup" role="given"
import pandas as pd
from IPython.display import Markdown, display

from toolkit import evaluation, flows, forms, maps, mark, open_case

pd.set_option("display.max_colwidth", None, "display.max_rows", 120)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file, and the drawings of this day. You need not read this cell, only run it.
desk = evaluation.desk(case)
read, about, find = desk.read, desk.about, desk.find
names = case.nominals.set_index("nominal_id")["name"]
towns = case.places.set_index("place_id")["name"].to_dict()
strictest = case.reports["handling"].max()
SHOWN = {
    "transfers": ["transfer_id", "sent_at", "sender_name", "receiver_name", "amount", "currency", "place_id"],
    "sightings": ["sighting_id", "seen_at", "plate", "place_id", "heading", "source"],
    "crossings": ["crossing_id", "detected_at", "place_id", "direction", "outcome", "traveller_name", "plate"],
    "arrests": ["arrest_id", "arrested_at", "place_id", "name", "suspicion", "outcome"],
}


def shown(table, columns=None):
    """A table to be read: times to the minute, the name of each place beside its number, no gaps."""
    table = (table[columns] if columns else table).copy()
    for column in table.columns:
        if pd.api.types.is_datetime64_any_dtype(table[column]):
            table[column] = table[column].dt.strftime("%Y-%m-%d %H:%M")
    if "place_id" in table.columns:
        table["place_id"] = [f"{towns.get(one, '')} ({one})" if isinstance(one, str) else "" for one in table["place_id"]]
    heads = {"place_id": "place", **{one: "time (UTC)" for one in table.columns if one.endswith("_at")}}
    heads |= {one: "record" for one in ("transfer_id", "sighting_id", "crossing_id", "arrest_id")}
    if "amount" in table.columns:
        table["amount"] = [f"{one:,.0f}" for one in table["amount"]]
    table = table.rename(columns=heads).rename(columns=lambda name: name.replace("_", " ")).astype("object").fillna("")
    return readable(table)


def readable(table):
    """A table without its index, its words at the left."""
    looks = [{"selector": "td, th", "props": "text-align: left; white-space: nowrap"}]
    return table.style.hide(axis="index").set_table_styles(looks)


def records(stream, numbers):
    """The records of one stream that bear one of some numbers, as they stand on file."""
    if stream not in case.tables:
        return pd.DataFrame(columns=SHOWN[stream])
    table = case.table(stream)
    return table[table[SHOWN[stream][0]].isin(list(numbers))][SHOWN[stream]]


def look(*numbers):
    """Show records in full: look("F0001", "S0001")."""
    known = False
    for stream in SHOWN:
        rows = records(stream, numbers)
        if len(rows):
            known = True
            display(Markdown(f"**{stream}**"), shown(rows))
    if not known:
        print("No such record among transfers, sightings, crossings and arrests. Numbers look like S0001.")


def both(number):
    """Show the two documents of one pair of exercise 3, by its number in the form."""
    pairs = case.handout("day05.contradictions")["items"]
    if not 1 <= number <= len(pairs):
        return print(f"Pairs run from 1 to {len(pairs)}.")
    display(Markdown(f"**Pair {number}: {pairs[number - 1]['text']}**"))
    read(*pairs[number - 1]["text"].split(" and "))


def my_events(rows):
    """The chart of the events that a form puts in order, and where the order turns the times round."""
    items = pd.DataFrame(case.handout("day05.events")["items"]).set_index("id")
    chosen = items.loc[[row["item"] for row in rows]]
    if chosen.empty:
        return print("Nothing is in order yet. Fill in the form above, then run this cell again.")
    filed = flows.on_file(case).set_index("record").loc[chosen["record"]]
    words = [f"{event}, {towns.get(place, 'place not known')}" for event, place in zip(filed["event"], filed["place_id"])]
    table = pd.DataFrame({"event": words, "time": filed["time"].dt.floor("min").to_numpy()}, index=chosen["record"])
    turned = flows.order([], items=list(table.index), times=table["time"]).check(table.index)
    if len(turned):
        print(f"{len(turned)} pairs stand against their times; the first: {turned['why'].iloc[0]}. The chart is by time.")
    return flows.events(table).event_chart(title="One journey", handling=strictest)


def my_ways(rows):
    """The ways that a form holds, as a table ready for the charts; None where there is none yet."""
    table = pd.DataFrame(list(rows), columns=["source", "target", "count"]).dropna()
    table["count"] = pd.to_numeric(table["count"], errors="coerce")
    table = table[table["count"].notna() & table["source"].isin(towns) & table["target"].isin(towns)]
    if table.empty:
        print("Nothing is entered yet. Fill in the form above, then run this cell again.")
        return None
    return table


def on_map(places, legs=None, title=""):
    """One map for each region; a place far from all others, and ways between regions, are named below."""
    parts = maps.regions(places)
    drawn = [part for part in parts if len(part) > 1] or parts[:1]
    legs = pd.DataFrame(columns=["source", "target"]) if legs is None else legs
    shown = set()
    for number, part in enumerate(drawn, start=1):
        inside = legs["source"].isin(part["place_id"]) & legs["target"].isin(part["place_id"])
        shown |= set(legs.index[inside])
        head = f"{title} ({number} of {len(drawn)})" if len(drawn) > 1 else title
        display(maps.route(part, legs[inside] if inside.any() else None, title=head))
    alone = [name for part in parts for name in part["name"] if not any(part is one for one in drawn)]
    if alone:
        print("Far from all others, on no map: " + "; ".join(alone))
    between = legs.loc[[one for one in legs.index if one not in shown]]
    if len(between):
        print("Too far for one map: " + "; ".join(f"{towns[a]} to {towns[b]}" for a, b in zip(between["source"], between["target"])))


def my_activity(lines, handling=strictest):
    """The activity flow chart of lines such as `step | status | on what it rests`; `aside` and `care` mark ways out."""
    rows = [[part.strip() for part in line.split("|")] for line in lines.strip().splitlines() if line.strip()]
    rows = [(row + ["", "", ""])[:4] for row in rows]
    table = pd.DataFrame(rows, columns=["step", "status", "rests_on", "kind"])
    table["kind"] = table["kind"].replace("", "step")
    main = list(table.index[~table["kind"].isin(["aside", "care"])])
    arrows = list(zip(main, main[1:]))
    for out in table.index[table["kind"].isin(["aside", "care"])]:
        before = [one for one in main if one < out]
        arrows += [(before[-1], out)] if before else []
    return flows.activity(table, arrows, names=case.nominals["name"]).chart(handling=handling)


# %% [markdown] name="part-1"
# ## 1 Briefing

# %% name="briefing" role="given" hidden=true
# The agreed key actors of yesterday. Only run this cell.
links = pd.DataFrame(case.handout("agreed/day04.links")["agreed"])
actors = pd.DataFrame(case.handout("agreed/day04.key_actors")["agreed"])
actors.insert(1, "name", actors["nominal"].map(names))
display(
    Markdown(
        f"**{case.info['title']}**, the file as it stands on **{case.info['as_of']}**. Agreed since yesterday: "
        f"{len(links)} links of document set B, and these key actors. Today's question: *not who, but when, where and how*."
    )
)
readable(actors[["nominal", "name", "role", "status"]])

# %% [markdown] name="briefing-questions"
# Your client asks: *Take one group that was met. What happened to it, hour by hour? Which ways do the vehicles use? Where
# do our reports disagree? And how does the business work, whoever does it?*

# %% [markdown] name="briefing-care"
# **Three rules of the day**
#
# 1. **People are not goods.** A flow chart counts vehicles, passages and money. The people who are moved have rights on
#    every leg of the way (Protocol, Articles 5 and 16).
# 2. **A vehicle is not its driver.** A plate was read by a camera. Who drove is another question, and another record.
# 3. **Places are personal data.** Where a vehicle was each day is a [[pattern of life]]. Ask for the days that you need,
#    and no more.

# %% [markdown] name="part-2"
# ## 2 Four charts of time and movement
#
# | chart | question | on it |
# |---|---|---|
# | **[[event chart]]** | what came before what? | boxes of three or four words with a time, arrows in order |
# | **time-event chart, timeline** | when, and how long between? | signs along an axis; one **[[theme line]]** for each person or matter |
# | **[[commodity flow]]** | what moves, from where to where, how much? | boxes for places or people, arrows with amount and date |
# | **[[activity flow]]** | how is it done, whoever does it? | generic steps, no names |
#
# *Schools differ* on the shapes. In all of them **dotted means not verified**, and each chart carries its legend.

# %% name="conventions-events" role="given" hidden=true
# Draws the two examples. Only run this cell.
signs = pd.DataFrame(
    {
        "event": ["van hired", "fuel bought", "van stopped", "van returned"],
        "time": ["2031-05-02 08:10", "2031-05-02 11:40", "2031-05-02 15:05", "2031-05-03 09:30"],
        "kind": ["start", "event", "noteworthy", "end"],
        "status": ["confirmed", "suspected", "confirmed", "confirmed"],
    }
)
signs = flows.events(signs, kind="kind", status="status")
signs.event_chart(title="Event chart: four words, one time, in order").show()
signs.time_event_chart(title="The same as a time-event chart")

# %% [markdown] name="conventions-read"
# **Read them.** In the first the gaps between boxes mean nothing; in the second they are true to time. Which one would
# you show to a client? Which one shows that the van stood still for a night?

# %% [markdown] name="part-3"
# ## 3 Worked example: one night at a lake
#
# Far from our case: a green lorry, a bridge, a lake. Seven lines.

# %% name="example-lines" role="given" hidden=true
# The seven lines of the example. Only run this cell.
lines = pd.DataFrame(
    [
        ("R1", "camera", "A1", "18:40 the green lorry leaves the Mill."),
        ("R2", "open post", "X4", "They pay before the boat leaves, everybody knows that."),
        ("R3", "camera", "A1", "20:05 the green lorry passes the Bridge."),
        ("R4", "informant 2", "C3", "The boat was away before the lorry came over the Bridge."),
        ("R5", "lake patrol", "A1", "23:10 a boat with nine people is met on the lake."),
        ("R6", "one of the nine", "B2", "The lorry brought us over the Bridge to a shed. Then the boat left."),
        ("R7", "camera", "A1", "20:07 a white lorry passes the Bridge."),
    ],
    columns=["line", "source", "grade", "what it says"],
)
readable(lines)

# %% [markdown] name="example-by-hand"
# **Paper first.** Five minutes: draw the event chart of this night. Which line does not belong? Which two cannot both be
# true? Where do you not know the order?

# %% [markdown] name="example-steps"
# **Step by step**
#
# 1. **Belongs it?** R7 is another vehicle two minutes later. *Near in time is not part of it.* Off the chart.
# 2. **Times.** R1, R3, R5 have one. They are in order at once.
# 3. **Words of order.** R6: Bridge, then boat. R4: boat, then Bridge. R2: payment, then boat.
# 4. **Contradiction.** R4 and R6 go in a circle. R6 was there (B2); R4 was told (C3). *R6 stands; R4 is kept on the list of
#    open points, not thrown away.*
# 5. **Open.** Nobody says whether the payment came before or after the Bridge. The chart must not pretend.

# %% name="example-order" role="given" hidden=true
# Lays the words of order beside the times. Only run this cell.
told = pd.DataFrame(
    [("Bridge", "boat leaves", "R6"), ("boat leaves", "Bridge", "R4"), ("payment", "boat leaves", "R2"), ("boat leaves", "boat met", "R5")],
    columns=["before", "after", "source"],
)
times = pd.to_datetime(pd.Series({"leaves Mill": "2031-05-02 18:40", "Bridge": "2031-05-02 20:05", "boat met": "2031-05-02 23:10"}))
readable(flows.order(told, times=times).contradictions)

# %% [markdown] name="example-order-read"
# The tool finds the circle and names its sources. It cannot weigh them. You did.

# %% name="example-chart" role="given" hidden=true
# Draws the night at the lake. Only run this cell.
night = pd.DataFrame(
    {
        "event": ["lorry leaves Mill", "lorry passes Bridge", "fee is paid", "boat leaves", "boat met, nine people"],
        "time": pd.to_datetime(["2031-05-02 18:40", "2031-05-02 20:05", None, None, "2031-05-02 23:10"]),
        "kind": ["start", "event", "event", "event", "end"],
        "status": ["confirmed", "confirmed", "suspected", "confirmed", "confirmed"],
    },
    index=["leaves Mill", "Bridge", "payment", "boat leaves", "boat met"],
)
before = [("leaves Mill", "Bridge"), ("Bridge", "boat leaves"), ("payment", "boat leaves"), ("boat leaves", "boat met")]
flows.events(night, kind="kind", status="status", order=before).event_chart(title="One night at a lake")

# %% [markdown] name="example-partial"
# The payment stands beside the line, dotted, with one arrow: before the boat. That is all we know, so that is all we draw.
# An order with open places is a **partial order**.

# %% [markdown] name="part-4"
# ## 4 Exercise 1: the events of one journey
#
# One group of our case was met on its way. Read the paper twice: it says what belongs.

# %% name="events-paper" role="given"
paper = case.handout("day05.events")
display(Markdown("> " + paper["instructions"]))

# %% [markdown] name="events-met-text"
# **First: who was met?** These are the border records *detected* at that place on that day. Which of them are of the hour?
# Note the names: a payer among them belongs to the journey.

# %% name="events-met" role="given" hidden=true
# Who was met at that place on that day. Only run this cell.
met = case.crossings[(case.crossings["outcome"] == "detected") & (case.crossings["place_id"] == paper["met"]["place"])]
shown(met[met["detected_at"].dt.strftime("%Y-%m-%d") == paper["met"]["at"][:10]], SHOWN["crossings"])

# %% [markdown] name="events-guided"
# **Together first.** The first three records of the paper. For each: does the rule of the paper let it in? Which words of
# the rule decide?

# %% name="events-look" role="given"
look(*[item["record"] for item in paper["items"][:3]])

# %% [markdown] name="events-own"
# **Now you.** All the records of the paper, stream by stream, as they stand on file. Write the time of each on a slip of
# paper, put aside what does not belong, then lay the slips in order.

# %% name="events-sheet" role="given"
look(*[item["record"] for item in paper["items"]])

# %% [markdown] name="events-traps"
# **Five traps**
#
# - the right vehicle on another day: another journey;
# - another vehicle on the right day: another journey, unless somebody who was met named it;
# - a name spelt in another way: compare part by part, in any order, before you put it aside;
# - two records of one minute: either may come first, and they may stand under one number;
# - an arrest can be some minutes older than the border record of the group: the rule says *within two hours of it*, before
#   or after.

# %% [markdown] name="events-card"
# {exercise day05.events}

# %% name="events-answer" role="answer"
events = forms.order("day05.events", case)
### BEGIN SOLUTION
filed = flows.on_file(case).set_index("record")
sheet = pd.DataFrame(paper["items"]).join(filed, on="record").sort_values("time", kind="stable")
at, left = (pd.Timestamp(paper["met"][one], tz="UTC") for one in ("at", "left"))
soon = at + pd.Timedelta(minutes=60)
here = sheet["place_id"] == paper["met"]["place"]
hour = met[met["detected_at"].between(at, soon)]
payers = {" ".join(sorted(str(name).lower().split())) for name in hour["traveller_name"].dropna()}
paid = sheet["about"].map(lambda one: " ".join(sorted(one.split("; ")[0].lower().split())) in payers)
belongs = (
    (sheet["stream"].eq("transfers") & paid & sheet["time"].between(left - pd.Timedelta(days=30), soon))
    | (sheet["stream"].eq("sightings") & sheet["about"].isin(paper["vehicles"]) & sheet["time"].between(left, soon))
    | (sheet["stream"].eq("crossings") & here & sheet["time"].between(at, soon))
    | (sheet["stream"].eq("arrests") & here & sheet["time"].between(at - pd.Timedelta(hours=2), at + pd.Timedelta(hours=2)))
)
events.fill(list(sheet.loc[belongs, "id"]))
### END SOLUTION
events

# %% name="events-mark" role="mark" exercise="day05.events"
mark("day05.events", events.values)

# %% [markdown] name="events-chart-text"
# **Look at your work.** Your events as a chart. Run the cell again whenever you have changed the form.

# %% name="events-chart" role="given"
my_events(events.values)

# %% [markdown] name="events-think"
# **Three minutes, in pairs.** Where is the longest gap? What could have happened in it, and which record would show it?
# That is an [[intelligence gap]]; it belongs beside the chart.

# %% [markdown] name="part-5"
# ## 5 Exercise 2: what moves, from where to where
#
# A commodity flow chart adds up. What may be added?
#
# - One thing at a time: passages, or money, or documents. Never dollars to another currency, never people to vehicles.
# - Each direction for itself: there and back are two arrows.
# - Each arrow with amount and date.

# %% [markdown] name="flows-example-text"
# **Worked example.** Two lorries far from our case. A *passage* is two sightings of one plate in turn, at different places,
# at most 12 hours apart. Count before you read on.

# %% name="flows-example" role="given" hidden=true
# The sightings of the example. Only run this cell.
seen = pd.DataFrame(
    [
        ("AA-1", "Mill", "2031-05-02 18:40"),
        ("AA-1", "Bridge", "2031-05-02 20:05"),
        ("AA-1", "Bridge", "2031-05-02 23:50"),
        ("AA-1", "Mill", "2031-05-03 01:20"),
        ("AA-1", "Shed", "2031-05-04 09:00"),
        ("BB-2", "Mill", "2031-05-02 19:00"),
        ("BB-2", "Bridge", "2031-05-02 20:30"),
        ("BB-2", "Shed", "2031-05-02 21:10"),
    ],
    columns=["plate", "place", "seen"],
)
readable(seen)

# %% [markdown] name="flows-example-answer"
# <details><summary>Count first, then open</summary>
#
# - Mill to Bridge: **2** (one of each lorry).
# - Bridge to Bridge is no change of place.
# - Bridge to Mill: **1**. Back is another arrow.
# - AA-1, Mill to Shed: **31 hours**. Nobody knows what lay between. No passage.
# - Bridge to Shed: **1**. BB-2 from Mill to Shed is *not* one more: the Bridge came between.
#
# </details>

# %% name="flows-example-chart" role="given" hidden=true
# Draws the passages of the example. Only run this cell.
example = flows.passages(seen.assign(seen=pd.to_datetime(seen["seen"], utc=True)), place="place", time="seen")
example.chart(title="Two lorries: passages, and the first of each")

# %% [markdown] name="flows-own"
# **Now our case.** The rule and the vehicles:

# %% name="flows-paper" role="given" hidden=true
# The paper, and the sightings of its vehicles. Only run this cell.
ways_paper = case.handout("day05.flows")
display(Markdown("> " + ways_paper["instructions"]))
mine = case.sightings[case.sightings["plate"].isin(ways_paper["vehicles"])].sort_values(["plate", "seen_at"])
shown(mine, ["plate", "seen_at", "place_id"])

# %% [markdown] name="flows-how"
# Go down the list with a ruler. Same plate? Other place? Near enough in time? Then make a stroke for that way. A way has one
# line in the form, with all its strokes. Type the number of a place, or part of its name, and choose from the list; what the
# form could not place is named below it.

# %% [markdown] name="flows-card"
# {exercise day05.flows}

# %% name="flows-answer" role="answer"
ways = forms.table("day05.flows", case)
### BEGIN SOLUTION
counted = flows.passages(case.sightings, ways_paper["vehicles"], within=f"{ways_paper['hours']}h").to_frame()
ways.fill(counted[["source", "target", "count"]].to_dict("records"))
### END SOLUTION
ways

# %% name="flows-mark" role="mark" exercise="day05.flows"
mark("day05.flows", ways.values)

# %% [markdown] name="flows-look"
# **Look at your work:** the ways of your form, wider for more.

# %% name="flows-chart" role="given" hidden=true
# Draws the ways of your form. Run it again after each change.
drawn = my_ways(ways.values)
if drawn is not None:
    display(flows.commodity(drawn, amount="count", names=towns).chart(title="Passages of the vehicles", handling=strictest))

# %% [markdown] name="flows-innocent"
# Some of these vehicles are of the case, and some carry vegetables, or children to school. **A flow chart accuses nobody.**
# What record would tell the one from the other?

# %% [markdown] name="part-6"
# ## 6 The geography of the route
#
# Put the same ways on a map. A chart shows *how often*; a map shows *what lies between*.

# %% name="route-map" role="given" hidden=true
# Puts the ways of your form on a map. Run it again after each change.
drawn = my_ways(ways.values)
if drawn is not None:
    ends = case.places[case.places["place_id"].isin([*drawn["source"], *drawn["target"]])]
    on_map(ends, drawn.rename(columns={"count": "strength"}), title="Passages of the vehicles on the map")

# %% [markdown] name="route-met-text"
# Where were people met? The number in brackets is how many border records *detected* somebody there.

# %% name="route-met" role="given" hidden=true
# Where people were met. Only run this cell.
caught = case.crossings[case.crossings["outcome"] == "detected"]["place_id"].value_counts()
spots = case.places[case.places["place_id"].isin(caught.index)].copy()
spots["name"] = [f"{name} ({caught[one]})" for one, name in zip(spots["place_id"], spots["name"])]
on_map(spots, title="Where people were met on the way")

# %% [markdown] name="route-questions"
# **Four questions to any route map.** Talk them over in your group.
#
# 1. **Narrow places.** Where must all ways pass: a bridge, a pass, a ferry, an airport?
# 2. **Changes.** Where does road turn into water, foot or air? There people wait, and somebody houses them.
# 3. **Blind places.** Where does nobody look? *A way without a count may be a way without a camera.*
# 4. **Danger.** Where can people die: open water, a river at night, a locked container, desert, cold?

# %% [markdown] name="route-duty"
# **The fourth comes first.** A leg that may cost lives is reported *today*, to those who rescue, before any chart is
# finished. Lives or safety endangered is to make the offence aggravated (Protocol, Article 6(3)); it never makes the person
# in danger an offender. Nobody may be sent back to persecution: [[non-refoulement]].
#
# Points on a map do not tell why. More people were met where more officers stood.

# %% [markdown] name="part-7"
# ## 7 Exercise 3: do the documents agree?
#
# Two documents on the same two people can be to each other
#
# | relation | sign | worth |
# |---|---|---|
# | **contradicts** | one states the tie, the other denies it | an open point: weigh grades, ask again |
# | **bears out** | two *different sources* say the same, each in its own way | [[corroboration]] |
# | **repeats** | the same odd detail stands in both | nothing new: [[circular reporting]] |
# | **apart** | they share a name, and speak of different ties | nothing for or against |

# %% [markdown] name="pairs-example"
# **Worked example**
#
# | | one document | the other | relation |
# |---|---|---|---|
# | 1 | *Ana drives for Ben.* (informant 1) | *Ben told Ana to take the van.* (a team) | bears out |
# | 2 | *Cal and Dee are partners.* | *Checks found no sign that Cal works with Dee.* | contradicts |
# | 3 | *Eli works with Fay; a man with a goose under his arm stood by.* | *Press: Eli and Fay are in it together. A man with a goose under his arm stood by.* | repeats |
# | 4 | *Ana drives for Ben.* | *Ben buys his bread from Gil.* | apart |

# %% [markdown] name="pairs-traps"
# **Four traps**
#
# - Two people may be tied in more than one way. Where both documents say that the *same two* deal with each other, be it by
#   pay, orders or work, they bear each other out.
# - "No contact between A and B" does not deny that B is A's *customer* or *cousin*. Only joint work is denied.
# - Two documents of **one** source can contradict each other too. People change their story.
# - A list of names is no tie: "was shown the names of A and B".

# %% [markdown] name="pairs-guided"
# **Together first.** Pair 1 of the form. Underline in both the sentences with the *same two* names. Then look for an odd
# detail that has no business in a report.

# %% name="pairs-first" role="given"
both(1)

# %% [markdown] name="pairs-own"
# **Now you.** Change the number for the next pair.

# %% name="pairs-look"
both(2)

# %% [markdown] name="contradictions-card"
# {exercise day05.contradictions}

# %% name="contradictions-answer" role="answer"
agree = forms.choices("day05.contradictions", case)
### BEGIN SOLUTION
together = evaluation.co_mentions(case.documents, case.nominals)
together["pair"] = [frozenset(one) for one in zip(together["a"], together["b"])]
denials = {name: set(rows["pair"]) for name, rows in together[together["denied"]].groupby("document_id")}
states = {name: set(rows["pair"]) for name, rows in together[~together["denied"]].groupby("document_id")}
told_by = case.reports.set_index("document_id")["source_ref"]
chosen = {}
for item in case.handout("day05.contradictions")["items"]:
    one, other = item["text"].split(" and ")
    stated = states.get(one, set()) & states.get(other, set())
    against = (denials.get(one, set()) & states.get(other, set())) | (denials.get(other, set()) & states.get(one, set()))
    agreed = stated | (denials.get(one, set()) & denials.get(other, set()))
    if against:
        chosen[item["id"]] = "contradicts"
    elif agreed:
        chosen[item["id"]] = "repeats" if told_by[one] == told_by[other] else "bears out"
    else:
        chosen[item["id"]] = "apart"
agree.fill(chosen)
### END SOLUTION
agree

# %% name="contradictions-mark" role="mark" exercise="day05.contradictions"
mark("day05.contradictions", agree.values)

# %% [markdown] name="contradictions-after"
# **What becomes of a contradiction?** Not a vote. Grades first, then nearness: who was there? Then the question that would
# settle it, and whom to ask. Until then it stands on the list of open points, with both documents.

# %% [markdown] name="part-8"
# ## 8 Exercise 4: how it is done, without names
#
# An activity flow chart shows the **steps**. The test: *would it be done in the same way if all the people were others?*
#
# It is what the client needs to stop a business that replaces its drivers overnight.

# %% name="activity-example" role="given" hidden=true
# Draws the activity flow of the example. Only run this cell.
my_activity(
    """
People ask for passage | suspected | R2
Fee is paid | suspected | R2
Lorry brings them near | confirmed | R1, R3
They wait in shed | confirmed | R6
Boat leaves at night | confirmed | R6
Lives in danger: rescue | confirmed | R5 | care
Boat met by patrol | confirmed | R5 | aside
""",
    handling="",
)

# %% [markdown] name="activity-read"
# **Read the example.** Dotted: nobody first hand states the step. Below each box: on what it rests. Beside the line: the
# ways out, with one for protection and **[[referral]]**.

# %% [markdown] name="activity-find"
# **Find the steps in the documents.** Each stage has its words. Change them, and look for what the documents say is *done*:
# approaching people, giving orders, driving, housing, paying, falsifying papers.

# %% name="activity-search"
find("village", "passengers")

# %% name="activity-search-2"
find("beds", "waited", "papers", "wheel")

# %% [markdown] name="activity-draw"
# **Draw.** One line below is one box: *step in three or four words* `|` *confirmed or suspected* `|` *documents or records*.
# A fourth part `aside` makes a way out of it, `care` a place where somebody must be protected. Write your own lines between
# the two rows of quotation marks, and run the cell. A step that names somebody is refused.

# %% name="activity-own"
my_steps = """
People are approached | suspected | D001
(next step) | suspected |
Group is met | confirmed | border records | aside
Refer, protect | confirmed | law | care
"""
my_activity(my_steps)

# %% [markdown] name="activity-paper"
# **Before you write:** how sure is each step? One document graded A1 to B2, or two sources of B3 to C2 and better:
# confirmed. Anything less is dotted. Records count too: transfers show that fees are paid, sightings that vehicles run.

# %% [markdown] name="activity-card"
# {exercise day05.activity}

# %% [markdown] name="activity-answer" role="written" exercise="day05.activity"
# *Double-click here and write. Your chart is handed in with the cell above, or on paper: do not copy its steps.*
#
# Steps of whose status I am least sure, and why:
#
# Ways out (detection, giving up, rescue, protection and referral):
#
# Where could the business be stopped with least harm to the people moved, and why there?
#
# What the chart cannot show:
#
# ### BEGIN SOLUTION
# The model answer of this case, drawn from what its documents and records state, stands beside your answer in the marking
# view. In form: five to eight generic steps in order, each with its status by the rule and the documents or records on
# which it rests; ways out beside the line, one of them protection and referral; one point where the business can be
# stopped, with the reason; what nobody has stated yet.
# ### END SOLUTION

# %% [markdown] name="part-9"
# ## 9 Check of understanding
#
# Answer aloud or on paper, then open the answer.

# %% [markdown] name="check-1"
# **1.** A van is seen at 08:00 in the north and at 09:00 two days later in the south. What do you draw?
#
# <details><summary>Answer</summary>
#
# Two sightings, no arrow. Nobody knows what lay between.
#
# </details>

# %% [markdown] name="check-2"
# **2.** An informant says "they paid before they left". No other record. Where does the payment stand on the event chart?
#
# <details><summary>Answer</summary>
#
# Dotted, with one arrow to the departure. Not in a place of its own among the timed events.
#
# </details>

# %% [markdown] name="check-3"
# **3.** Two reports of one informant, two weeks apart, say the same. Corroboration?
#
# <details><summary>Answer</summary>
#
# No. One source. It would be corroboration if a *different* source said so from its own knowledge.
#
# </details>

# %% [markdown] name="check-4"
# **4.** "Step 3: Ben drives them to the river." What is wrong with this box?
#
# <details><summary>Answer</summary>
#
# It names somebody. Ben may be replaced tomorrow, the step stays: *people are driven to the river*.
#
# </details>

# %% [markdown] name="check-5"
# **5.** Your map shows many people met at one crossing. Is it the most used one?
#
# <details><summary>Answer</summary>
#
# Nobody knows. It may be the one most watched.
#
# </details>

# %% [markdown] name="stretch"
# ### For the quick
#
# The tool counts for all vehicles at once. Which ways are passed most? Which of them does nobody explain? Then one theme
# line for each vehicle of exercise 2: where do two lines come close?

# %% name="stretch-ways" role="given" hidden=true
# Counts the passages of all other vehicles. Only run this cell.
others = case.sightings[~case.sightings["plate"].isin(ways_paper["vehicles"])]
try:
    most = flows.passages(others, within="12h").to_frame().head(10)
    display(shown(most.assign(source=most["source"].map(towns), target=most["target"].map(towns)), ["source", "target", "count", "vehicles"]))
except Exception as nothing:
    print(nothing)

# %% name="stretch-timeline" role="given" hidden=true
# Draws a theme line for each vehicle. Only run this cell.
lines_of = mine.assign(event=mine["place_id"].map(towns).fillna("place not known")).rename(columns={"seen_at": "time"})
lately = lines_of[lines_of["time"] >= lines_of["time"].max() - pd.Timedelta(days=30)]
flows.events(lately, lane="plate", by="sighting_id").timeline(title="The last 30 days of the vehicles", handling=strictest)

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow: the telephones.
