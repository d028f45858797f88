# %% [markdown] name="title"
# # Day 6: telephone analysis and attribution
#
# **SYNTHETIC: every person, number and call in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing: what may be asked, and what a record is | 20 |
# | 2 Eight steps and their signs | 20 |
# | 3 Worked example: eleven lines | 35 |
# | 4 Exercise 1: a clean table | 70 |
# | 5 Exercise 2: whose number is it? | 75 |
# | 6 Exercises 3 and 4: contacts, who calls whom, and the telephone chart | 60 |
# | 7 Patterns: hours, handsets, places, silences | 30 |
# | 8 Exercise 5: one paragraph on a pattern | 35 |
# | 9 Check of understanding, and more for the quick | 15 |

# %% [markdown] name="how-to"
# **How to work here.** Run each cell with Shift + Enter, from top to bottom. Answers go into forms: choose or write, and
# the form saves itself. When you have finished a form, run the cell below it that says `mark(...)`. You may run it as
# often as you like; the last one counts.

# %% name="setup" role="given"
import pandas as pd
from IPython.display import Markdown, display

from toolkit import forms, link, mark, open_case, telephone
from toolkit.errors import ParameterError, unknown

pd.set_option("display.max_colwidth", None, "display.max_rows", 80)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the records. You need not read this cell, only run it.
names = case.nominals.set_index("nominal_id")["name"]
held = case.attributions
FORMS = {
    "year-month-day": "%Y-%m-%dT%H:%M:%SZ",
    "day.month.year": "%d.%m.%Y %H:%M:%S",
    "month/day/year": "%m/%d/%Y %I:%M:%S %p",
}


def day(moments):
    return pd.to_datetime(moments, utc=True).dt.strftime("%Y-%m-%d %H:%M")


def cleaned(raw, rules):
    """Read raw lines by rules: export -> clock, form of the date, code of numbers that begin with a single 0."""
    exports = {}
    for name, (clock, form, home) in rules.items():
        if "?" in (clock, form, home):
            return None
        if form not in FORMS:
            raise ParameterError(f"export {name}: {unknown('form of a date', form, FORMS)}")
        exports[name] = telephone.Export(clock, FORMS[form], home=home)
    return telephone.clean(raw, source="from", target="to", time="start", duration="length", exports=exports)


def rows_of(table):
    rows = table.to_frame().reset_index()
    rows["started"] = rows["started_at"].dt.strftime("%Y-%m-%d %H:%M:%S")
    return rows[["line", "caller", "callee", "started", "duration_s"]].to_dict("records")


def by_rules(rules):
    """Read the raw lines by rules and put them into the form; whatever stood there is replaced."""
    table = cleaned(raw, rules)
    if table is None:
        return print("There is still a question mark among the rules. Until then the form above is filled in by hand.")
    clean.fill(rows_of(table))
    return shown(table.steps)


def shown(table):
    """A table to be read: no line numbers, times to the minute, figures without a needless fraction, no gaps."""
    table = table.reset_index(drop=True).copy()
    for column in table.columns:
        if pd.api.types.is_datetime64_any_dtype(table[column]):
            table[column] = table[column].dt.strftime("%Y-%m-%d %H:%M")
        elif pd.api.types.is_float_dtype(table[column]):
            table[column] = [f"{one:g}" if one == one else "" for one in table[column].round(2)]
    table = table.rename(columns=lambda name: str(name).replace("_", " ")).astype("object").fillna("")
    looks = [{"selector": "td, th", "props": "text-align: left; vertical-align: top"}]
    return table.style.hide(axis="index").set_table_styles(looks)


def part(heading, rows):
    display(Markdown(f"**{heading}**" + ("" if len(rows) else ": no record")))
    if len(rows):
        display(shown(rows))


def look(which):
    """Show every record that may tie a number to somebody; `which` is its place in the form, or the number itself."""
    number = asked[which - 1] if isinstance(which, int) and 1 <= which <= len(asked) else str(which)
    display(Markdown(f"### {which}. {number}" if number != str(which) else f"### {number}"))
    on_list = held.assign(name=held["nominal_id"].map(names)).set_index("number")
    registered = case.subscribers[case.subscribers["number"] == number]
    part("Subscriber data", registered[["registered_name", "registered_on", "registered_at", "contract", "operator"]])
    part("Custody records", case.arrests[case.arrests["number"] == number][["arrest_id", "nominal_id", "name"]])
    saved = case.phone_contacts[case.phone_contacts["number"] == number]
    part("Contacts of seized telephones", saved[["contact_id", "nominal_id", "saved_as", "times_contacted"]])
    used = spans[spans["imei"].isin(set(spans.loc[spans["number"] == number, "imei"]))]
    used = used.assign(listed=used["number"].map(on_list["nominal_id"]), name=used["number"].map(on_list["name"]))
    used = used[["imei", "number", "first", "last", "records", "listed", "name"]].fillna({"listed": "", "name": ""})
    part("Its handsets, and all numbers seen in them", used)
    part("Attribution list", held[held["number"] == number])


def index(*words):
    """Show the persons of the index whose name, or other name, holds one of the words."""
    also = case.nominals["also_known_as"].fillna("")
    known = (case.nominals["name"] + "; " + also).str.lower()
    found = case.nominals[known.map(lambda name: any(word.lower() in name for word in words))]
    return shown(found) if len(found) else print("Nobody on the index bears such a name.")


def numbers_of(*people):
    """Show the numbers that the attribution list gives to persons."""
    rows = held[held["nominal_id"].isin(people)].sort_values(["nominal_id", "number"])
    return rows.assign(name=rows["nominal_id"].map(names)).reset_index(drop=True)


def clock_by_sun(number):
    """The clock of the meridian where a number was used most, such as UTC+7."""
    east = once.loc[once["caller"] == number, "cell_id"].dropna().map(case.cells.set_index("cell_id")["longitude"]).dropna()
    return f"UTC{round(east.median() / 15):+d}" if len(east) else "UTC"


used = case.calls.dropna(subset=["imei"]).groupby(["imei", "caller"])["started_at"]
spans = used.agg(first="min", last="max", records="size").reset_index().rename(columns={"caller": "number"})
spans["first"], spans["last"] = day(spans["first"]), day(spans["last"])

# %% [markdown] name="part-1"
# ## 1 Briefing

# %% name="briefing" role="given" hidden=true
# What is on file today. Only run this cell.
calls = case.calls
display(
    Markdown(
        f"**{case.info.get('title', 'The case')}.** The file stands as of **{case.info.get('as_of', '')}**. Operators have "
        f"handed over **{len(calls):,} records** of calls and messages, from {calls['started_at'].min():%Y-%m-%d} to "
        f"{calls['started_at'].max():%Y-%m-%d}. The attribution list names the user of **{len(held)} numbers**.\n\n"
        "Your team leader asks: *which numbers are whose, who calls whom, and what may we say of one number's pattern?*"
    )
)

# %% [markdown] name="briefing-record"
# **What a call record is.** One line of an operator's bookkeeping: this SIM, in this handset, rang that number, at this
# time, for so long, over this [[cell]].
#
# It does not say who held the telephone. It does not say what was said. It does not say where in the cell somebody stood.

# %% name="record-picture" role="given" hidden=true
# Draws the chain from a record to a person: three links that are records, and one that is a judgement.
import plotly.graph_objects as go

boxes = [("call record", "time, length, cell"), ("handset", "IMEI"), ("SIM", "number"), ("person", "nominal index")]
figure = go.Figure()
for at, (head, below) in enumerate(boxes):
    person = head == "person"
    figure.add_shape(
        type="circle" if person else "rect", x0=2.3 * at, x1=2.3 * at + 1.5, y0=0, y1=1,
        line={"color": "#0F5C8C", "width": 2, "dash": "dot" if person else "solid"}, fillcolor="#F3F8FB",
    )  # fmt: skip
    figure.add_annotation(x=2.3 * at + 0.75, y=0.5, text=f"<b>{head}</b><br>{below}", showarrow=False)
    if at:
        figure.add_annotation(
            x=2.3 * at, y=0.5, ax=2.3 * at - 0.8, ay=0.5, xref="x", yref="y", axref="x", ayref="y",
            showarrow=True, arrowhead=2, arrowwidth=2, arrowcolor="#B4500A" if person else "#0F5C8C", text="",
        )  # fmt: skip
for at, words in ((2.65, "the operator's records say so"), (6.5, "somebody must say on what ground:<br>attribution")):
    figure.add_annotation(x=at, y=-0.4, text=words, showarrow=False, font={"color": "#B4500A" if at > 5 else "#0F5C8C"})
figure.update_layout(
    width=820, height=190, margin={"l": 10, "r": 10, "t": 10, "b": 10}, plot_bgcolor="white",
    xaxis={"visible": False, "range": [-0.2, 8.7]}, yaxis={"visible": False, "range": [-0.75, 1.15]},
)  # fmt: skip
figure

# %% [markdown] name="briefing-rule"
# **The rule of the day:** call records link **handsets and SIMs, not people**. A person stands on a telephone chart only
# after an [[attribution]]: a written ground and a grade.

# %% [markdown] name="briefing-law"
# ### May we ask for it?
#
# Call data tell whom somebody loves, where somebody sleeps, which doctor somebody rings. They are asked for by law, not
# by habit. Before each request:
#
# | question | a bad answer |
# |---|---|
# | **Legal ground**: which law, whose order? | "the operator is helpful" |
# | **Necessity**: which question does it answer? | "to see what comes up" |
# | **Proportionality**: is there a milder way; how many bystanders? | "all numbers at that cell, six months" |
# | **Limits**: which numbers, which days, kept how long? | "everything, for ever" |
#
# Every number on file has another at its end: family, shops, doctors, lawyers. **Most people in this file have nothing
# to do with the case.** Calls with a lawyer, a doctor or a journalist may be protected: stop, and ask.

# %% [markdown] name="briefing-migrants"
# **Migrants call too.** They ring the person who moves them, and their families. Being a contact is no offence, and under
# Article 5 of the Protocol migrants are not liable for having been smuggled. A distress call from a vehicle or a boat
# is a reason to act today, not a datum for tomorrow.

# %% [markdown] name="part-2"
# ## 2 Eight steps and their signs
#
# 1. **Normalise**: one form for numbers, one clock, one unit of length.
# 2. **De-duplicate**: each call once, however many operators export it.
# 3. **Sort** by time.
# 4. **Frequency table**: each number, how often out, how often in.
# 5. **Attribute**: which number is whose, on what ground, how surely.
# 6. **From-to matrix**: a row is who calls, a column who is called.
# 7. **Chart**: arrows with the number of calls.
# 8. **Pattern**: hours, handsets, cells, silences; beside the events of the file.

# %% [markdown] name="signs"
# | sign | meaning |
# |---|---|
# | circle | person: a number with an attribution |
# | square | number of nobody known |
# | arrow and figure | who calls whom, how often |
#
# **Schools differ.** Some draw a telephone symbol for every number and a circle for its user beside it; some put steps 5
# and 6 the other way round. So every chart carries a legend, and says on which list of attributions it stands.

# %% [markdown] name="grounds"
# ### Four grounds for an attribution
#
# | ground | the record says | why it may mislead |
# |---|---|---|
# | **seized phone** | the number was on the person at arrest | it may have been borrowed that day |
# | **handset** | the number was, at another time, in the handset of a number whose user is known | handsets are sold; their number, the [[IMEI]], can be copied |
# | **subscriber** | it is registered in the person's name | a prepaid SIM is often in another's name |
# | **saved contact** | a seized telephone holds it under the person's name | nicknames; two people of one name |
#
# **A name that only resembles** one of the index is a lead, not a ground. Write it down, and look for a second record.

# %% [markdown] name="rule-status"
# ### The status rule
#
# | status | when |
# |---|---|
# | **confirmed** | the custody record gives the number, **or** two different grounds lead to the same person |
# | **suspected** | one other ground |
# | **[[not established]]** | no ground, or grounds that lead to different persons |
#
# A wrong attribution puts an innocent person on the chart. *Not established* costs nothing.

# %% [markdown] name="part-3"
# ## 3 Worked example: eleven lines
#
# A harbour town far from our case. Two operators have answered. Export P keeps UTC. Export Q keeps the clock of the
# town, UTC+3, and drops the country code +888 for a single 0.

# %% name="example-lines" role="given" hidden=true
# The eleven lines of the example. Only run this cell.
lines = pd.DataFrame(
    [
        ("1", "P", "+888 550 0101", "+888 550 0102", "2031-05-02T06:00:00Z", "65 s"),
        ("2", "P", "+888 550 0102", "+888 550 0101", "2031-05-02T06:05:00Z", "20 s"),
        ("3", "P", "+888 550 0101", "+888 550 0104", "2031-05-02T18:30:00Z", "90 s"),
        ("4", "P", "+888 550 0101", "+888 550 0102", "2031-05-03T22:10:00Z", "40 s"),
        ("5", "P", "+888 550 0105", "+888 550 0104", "2031-05-04T07:00:00Z", "15 s"),
        ("6", "Q", "0550 0101", "0550 0102", "02.05.2031 09:00:00", "1:05"),
        ("7", "Q", "0550 0102", "0550 0104", "02.05.2031 21:45:00", "0:30"),
        ("8", "Q", "0550 0101", "0550 0102", "04.05.2031 01:10:00", "0:40"),
        ("9", "Q", "0550 0103", "0550 0101", "06.05.2031 08:00:00", "2:00"),
        ("10", "Q", "0550 0101", "0550 0103", "06.05.2031 08:20:00", "0:10"),
        ("11", "Q", "0550 0103", "0550 0105", "06.05.2031 09:00:00", "0:45"),
    ],
    columns=["line", "export", "from", "to", "start", "length"],
).set_index("line")
lines

# %% [markdown] name="example-paper"
# **On paper first.** Bring lines 6 and 8 to the form of export P. Which lines are the same call?
#
# <details><summary>Answer</summary>
#
# Line 6 is +888 550 0101 to +888 550 0102 at 06:00:00 UTC, 65 seconds: the call of line 1. Line 8 started at 01:10 on the
# 4th by the town's clock: that is 22:10 on the **3rd** in UTC, the call of line 4. Eleven lines, nine calls.
#
# Lines 1 and 2 are five minutes apart and go the other way: two calls.
#
# </details>

# %% name="example-clean" role="given" hidden=true
# The clean table of the example. Only run this cell.
clean_example = cleaned(lines, {"P": ("UTC", "year-month-day", ""), "Q": ("UTC+3", "day.month.year", "888")})
calls_example = clean_example.to_frame()
shown(calls_example.reset_index().assign(started_at=calls_example["started_at"].dt.strftime("%Y-%m-%d %H:%M:%S").to_numpy()))

# %% [markdown] name="example-frequency"
# **Step 4, the frequency table.** Busy is not the same as important: who rings the harbour taxi?

# %% name="example-count" role="given" hidden=true
# The frequency table of the example. Only run this cell.
shown(telephone.frequency(calls_example).to_frame().reset_index()[["number", "out", "in", "total", "contacts"]])

# %% [markdown] name="example-attribution"
# **Step 5, attribution.** What the records say:
#
# | number | record |
# |---|---|
# | ...0101 | registered in the name of Ina Moor; a seized telephone holds it as "Ina Moor" |
# | ...0102 | found on Jon Reed at his arrest |
# | ...0103 | in the same handset as ...0102, from the day after ...0102 fell silent |
# | ...0104 | registered to the Harbour Taxi |
# | ...0105 | registered in the name of Lea More; the index has a Lea Moor |
#
# Before you go on: which status has each?

# %% [markdown] name="example-answer"
# - ...0101: two grounds, one person. **Ina Moor, confirmed.**
# - ...0102: the custody record. **Jon Reed, confirmed.**
# - ...0103: one ground, the handset. **Jon Reed, suspected.** He may have sold it.
# - ...0104: a firm. It stays a number: nobody can say who of the drivers held it.
# - ...0105: a name that resembles. **Not established**; the name is noted as a lead.

# %% name="example-chart" role="given" hidden=true
# Draws the harbour. Only run this cell.
example_list = pd.DataFrame(
    {
        "number": ["+8885500101", "+8885500102", "+8885500103"],
        "nominal_id": ["Ina Moor", "Jon Reed", "Jon Reed"],
        "source_grade": ["B", "A", "B"],
        "information_grade": ["3", "1", "4"],
    }
)
telephone.chart(calls_example, example_list, title="The harbour (worked example)", width=820, height=430)

# %% [markdown] name="example-lesson"
# Jon's two numbers are one circle now, and the change of SIM no longer hides him. The taxi and ...0105 stay squares.
# **The chart is as good as its attributions, and no better.**

# %% [markdown] name="part-4"
# ## 4 Exercise 1: a clean table from three exports
#
# Now our case. Three operators have answered a request about one number. Each writes in its own way.

# %% name="clean-paper" role="given" hidden=true
# The paper and its lines. Only run this cell.
paper = case.handout("day06.clean")
raw = pd.DataFrame(paper["raw"]).set_index("line")[["export", "from", "to", "start", "length"]]
display(Markdown(paper["instructions"] + "\n\n" + "\n".join(f"- {line}" for line in paper["legend"])))
raw

# %% [markdown] name="clean-by-hand"
# **By hand first.** Take one line of each export, those below. Write them on paper in the form of the clean table: both
# numbers, the start in UTC, the length in seconds. Compare with your neighbour.

# %% name="clean-three" role="given" hidden=true
# One line of each export. Only run this cell.
raw.groupby("export").head(1)

# %% [markdown] name="clean-rules"
# **Then by rule.** So many lines by hand are as many chances to err. Say how each export writes, and the toolkit reads all
# lines by your rules: three words for each export, in the order
#
# 1. the clock: such as `"UTC"`, `"UTC+3"`, `"UTC+4:30"`;
# 2. the date: `"year-month-day"`, `"day.month.year"` or `"month/day/year"`;
# 3. the country code that a **single** leading 0 stands for, such as `"888"`. Write `""` where the export has no such
#    numbers: with `+`, with `00`, or with the country code already there.
#
# For the harbour above the rules were `"P": ("UTC", "year-month-day", "")` and `"Q": ("UTC+3", "day.month.year", "888")`.
#
# Show the form, go on to the cell below it, put words in place of the question marks there, and run it. It fills in the
# whole form. Compare three lines with your paper. A form that is filled in by hand is worth as much.

# %% [markdown] name="clean-card"
# {exercise day06.clean}

# %% name="clean-answer" role="answer"
clean = forms.table("day06.clean", case)
### BEGIN SOLUTION
home = paper["raw"][0]["home"]
legend = {
    "A": ("UTC", "year-month-day", ""),
    "B": ("UTC+7", "day.month.year", home),
    "C": ("UTC+6:30", "month/day/year", ""),
}
clean.fill(rows_of(cleaned(raw, legend)))
### END SOLUTION
clean

# %% name="clean-yours"
rules = {
    "A": ("?", "?", "?"),
    "B": ("?", "?", "?"),
    "C": ("?", "?", "?"),
}
by_rules(rules)

# %% [markdown] name="clean-check"
# **Check before you mark.** Is the number of the request at one end of every line? Do lines of different exports interleave
# in time, or does one export stand a few hours apart? Is a number shorter or longer than its fellows? Each of these says
# that a rule is wrong. Mend the rule and run the cell again: it replaces what stands in the form.

# %% name="clean-mark" role="mark" exercise="day06.clean"
mark("day06.clean", clean.values)

# %% [markdown] name="clean-whole"
# **The whole file.** The big table of call records is in UTC and in one form already. Some records were entered twice all
# the same. From here on we count in `once`, the cleaned table.

# %% name="once" role="given"
whole = telephone.clean(case.calls)
once = whole.to_frame()
shown(whole.steps)

# %% [markdown] name="part-5"
# ## 5 Exercise 2: whose number is it?
#
# Some numbers of the file have no user yet. Look at each, in the four places where a ground may stand.

# %% name="attribution-paper" role="given" hidden=true
# The paper, and the numbers that are asked. Only run this cell.
paper = case.handout("day06.attributions")
asked = paper["numbers"]
display(Markdown(paper["instructions"] + "\n\n" + "\n".join(f"- {words}" for words in paper["labels"].values())))
display(Markdown("\n".join(f"{place}. {number}" for place, number in enumerate(asked, start=1))))

# %% [markdown] name="attribution-guided"
# **Together first.** `look(1)` shows every record on the first number of the list. Ask of each table:
#
# 1. Does it give a **person of the index**, or only a name?
# 2. Is the name written **as the index has it**, under its name or its other names? Does only **one** person bear it?
# 3. For a handset: do the two numbers lie **one after the other**, or do their spans overlap? One after the other is a
#    change of SIM. Overlapping: two people may share it, and it is no ground.
# 4. Do two grounds lead to the **same** person?

# %% name="attribution-look"
look(1)

# %% [markdown] name="attribution-index"
# `index("...")` shows who of the index bears a name. Put the name that a record gives, or a part of it, between the
# quotation marks: first the whole, then each part alone.

# %% name="attribution-name"
index("Maria")

# %% [markdown] name="attribution-next"
# **Now you.** The numbers stand in the form below in the same order. Run the cell for one after the other: change the 2
# into 3, 4 and so on. Write person, ground and status down before you go on.

# %% name="attribution-each"
look(2)

# %% [markdown] name="attribution-all"
# To check at the end: what the registers say of each number, all at once. Handsets are not in this table.

# %% name="attribution-registers" role="given" hidden=true
# What the registers say of the numbers. Only run this cell.
registered = case.subscribers.set_index("number")["registered_name"]
saved = case.phone_contacts.dropna(subset=["saved_as"]).groupby("number")["saved_as"].agg(
    lambda every: "; ".join(sorted(set(every)))
)
custody = case.arrests.dropna(subset=["number"]).groupby("number")["nominal_id"].first()
registers = {"registered name": registered, "saved as": saved, "custody record of": custody}
said = {head: pd.Series(asked).map(column) for head, column in registers.items()}
shown(pd.DataFrame({"": range(1, len(asked) + 1), "number": asked, **said}))

# %% [markdown] name="attribution-card"
# {exercise day06.attributions}

# %% name="attribution-answer" role="answer"
attributions = forms.table("day06.attributions", case)
### BEGIN SOLUTION
# The registers alone, under the first spelling of each name: no handset is read, no other name looked up.
registers = {name: case.table(name) for name in ("nominals", "subscribers", "arrests", "phone_contacts")}
registers["nominals"] = registers["nominals"].drop(columns="also_known_as")
found = telephone.attribute(registers, asked).to_frame().reset_index().rename(columns={"nominal_id": "nominal"})
rows = found[["number", "nominal", "ground", "status"]].to_dict("records")
attributions.fill([{name: value for name, value in row.items() if value} for row in rows])
### END SOLUTION
attributions

# %% name="attribution-mark" role="mark" exercise="day06.attributions"
mark("day06.attributions", attributions.values)

# %% [markdown] name="attribution-grade"
# **Ground and grade travel with the number.** On the attribution list each line has the grade of its source and of its
# information. An attribution of a poor grade is a dotted circle in your head: say so whenever you use it.

# %% [markdown] name="attribution-before"
# **Before a number becomes a person:** could a parent have registered the SIM for a child, a firm for its staff, a
# trafficker in a victim's name? The subscriber of a number is often the first to be arrested and the last to know why.

# %% [markdown] name="part-6"
# ## 6 Exercises 3 and 4: contacts, and who calls whom
#
# First the numbers, then the persons. A frequency table shows the busiest numbers; the busiest are often shops, taxis and
# services.

# %% name="frequency" role="given" hidden=true
# The ten busiest numbers of the file. Only run this cell.
busy = telephone.frequency(once).to_frame().head(10).reset_index()
busy["listed user"] = busy["number"].map(held.set_index("number")["nominal_id"]).fillna("nobody known")
shown(busy[["number", "listed user", "out", "in", "total", "contacts", "days"]])

# %% [markdown] name="contacts"
# ### Exercise 3: two numbers side by side
#
# With whom has one number most records? With whom have two numbers *both*? And were the two at one cell at one time? A
# contact that everybody rings, such as a taxi, says little; a shared contact whom few others know says more.

# %% name="contacts-paper" role="given" hidden=true
# The paper and the records of the two numbers. Only run this cell.
pair_paper = case.handout("day06.contacts")
first_day, last_day = pair_paper["window"]
in_weeks = case.calls[day(case.calls["started_at"]).str[:10].between(first_day, last_day)].sort_values("started_at")
display(Markdown("> " + pair_paper["instructions"]))
for number in pair_paper["numbers"]:
    lines_of = in_weeks[(in_weeks["caller"] == number) | (in_weeks["callee"] == number)]
    out = lines_of["caller"] == number
    listed = pd.DataFrame({
        "time (UTC)": lines_of["started_at"].dt.strftime("%Y-%m-%d %H:%M:%S"), "": out.map({True: "made to", False: "received from"}),
        "number": lines_of["callee"].where(out, lines_of["caller"]), "own cell": lines_of["cell_id"].where(out, None),
    })
    display(Markdown(f"**{number}**"), shown(listed))

# %% [markdown] name="contacts-how"
# **With a pencil.** One list of numbers for each of the two, a stroke for each record. Lines that were entered twice are still
# in these lists. For the last question look at the cells of both lists on the same day.

# %% [markdown] name="contacts-card"
# {exercise day06.contacts}

# %% name="contacts-answer" role="answer"
contacts = forms.table("day06.contacts", case)
### BEGIN SOLUTION
# A plain reading: any cell that both used on one day counts as one cell, however many hours lie between.
one, other = pair_paper["numbers"]
weeks = once[day(once["started_at"]).str[:10].between(first_day, last_day)]
best = telephone.top_contacts(weeks, one, n=1).to_frame().iloc[0]
theirs = set(telephone.top_contacts(weeks, other, n=None).to_frame().index) - {one, other}
partners = telephone.top_contacts(weeks, one, n=None).to_frame()
over = weeks.dropna(subset=["cell_id"]).assign(on=day(weeks["started_at"]).str[:10])
used_by = {number: {(row.on, row.cell_id) for row in over[over["caller"] == number].itertuples()} for number in (one, other)}
counted = [
    partners["total"].sum(), len(partners), best["total"], best["out"], len(set(partners.index) & theirs),
    len({on for on, _ in used_by[one] & used_by[other]}),
]
contacts.fill([dict(item=item["id"], value=float(value)) for item, value in zip(pair_paper["items"], counted)])
### END SOLUTION
contacts

# %% name="contacts-mark" role="mark" exercise="day06.contacts"
mark("day06.contacts", contacts.values)

# %% [markdown] name="contacts-tool"
# **The tool, when you are done:** the same weeks. `reach` is how many numbers a shared contact has in these weeks. Where you
# differ, find the line.

# %% name="contacts-show" role="given" hidden=true
# Top contacts and shared contacts in those weeks. Only run this cell.
same_weeks = once[day(once["started_at"]).str[:10].between(first_day, last_day)]
top = telephone.top_contacts(same_weeks, pair_paper["numbers"][0], n=8).to_frame().reset_index()
top["share"] = [f"{share:.0%}" for share in top["share"]]
display(Markdown(f"**{pair_paper['numbers'][0]}: most records with**"), shown(top[["number", "out", "in", "total", "share"]]))
common = telephone.common_contacts(same_weeks, pair_paper["numbers"]).to_frame().reset_index().head(8)
display(Markdown("**Contacts of both**"), shown(common))

# %% [markdown] name="matrix-intro"
# ### Exercise 4: who calls whom
#
# **Now the persons.** Whom the exercise asks about, and which numbers the list gives them:

# %% name="matrix-paper" role="given" hidden=true
# The paper, and the numbers of its persons. Only run this cell.
people = case.handout("day06.matrix")["nominals"]
made = link.attributed(once, held)
display(Markdown("> " + case.handout("day06.matrix")["instructions"]))
shown(numbers_of(*people)[["nominal_id", "name", "number", "ground", "source_grade", "information_grade"]])

# %% [markdown] name="matrix-number"
# Here is the matrix **of their numbers**: a row calls, a column is called. Empty is none. Your work is to make a matrix of
# **persons** of it: the numbers of one person are added up, in the row and in the column. Records between two numbers of
# one person are no line at all. (Repeats of a record are taken out of this matrix already.)

# %% name="matrix-numbers" role="given" hidden=true
# The matrix of their numbers. Only run this cell.
owned = numbers_of(*people)
owned = owned[owned["number"].isin(set(once["caller"]) | set(once["callee"]))]
label = owned["nominal_id"] + " " + owned["number"]
telephone.matrix(once, only=owned["number"], names=dict(zip(owned["number"], label, strict=True))).chart()

# %% [markdown] name="matrix-card"
# {exercise day06.matrix}

# %% name="matrix-answer" role="answer"
matrix = forms.table("day06.matrix", case)
### BEGIN SOLUTION
persons = telephone.matrix(made, only=people, source="from_nominal", target="to_nominal")
matrix.fill(persons.flows().to_dict("records"))
### END SOLUTION
matrix

# %% name="matrix-mark" role="mark" exercise="day06.matrix"
mark("day06.matrix", matrix.values)

# %% [markdown] name="matrix-look"
# **Direction says something.** Who rings and is never rung back? Who is rung by all and rings nobody? It may be one who
# gives orders, a shop, or a mother. The matrix does not say which.

# %% [markdown] name="chart"
# ### The telephone chart
#
# The same persons, with the numbers of nobody known that several of them ring. **Circles are persons, and only attributed
# numbers are circles.** A square waits for a ground.

# %% name="chart-show" role="given" hidden=true
# Draws the telephone chart. Only run this cell.
owners = set(held["number"])
ends = pd.concat(
    [
        made.loc[made["from_nominal"].isin(people) & ~made["callee"].isin(owners), ["from_nominal", "callee"]].set_axis(["who", "number"], axis=1),
        made.loc[made["to_nominal"].isin(people) & ~made["caller"].isin(owners), ["to_nominal", "caller"]].set_axis(["who", "number"], axis=1),
    ]
)  # fmt: skip
shared = ends.groupby("number")["who"].nunique().sort_values(ascending=False, kind="stable")
squares = list(shared[shared >= 2].index[:5])
active = set(made["from_nominal"]) | set(made["to_nominal"])
telephone.chart(
    once,
    held,
    nominals=case.nominals,
    only=[*(one for one in people if one in active), *squares],
    title=f"Telephone chart (file of {case.info.get('as_of', '')})",
    handling=case.reports["handling"].max(),
)

# %% [markdown] name="part-7"
# ## 7 Patterns: hours, handsets, places, silences
#
# One number now. This is the one of exercise 5; read the pictures with that paragraph in mind.
#
# A **[[pattern of life]]** is the most intrusive thing that this file can yield. It needs a purpose that you can name.

# %% name="pattern-number" role="given" hidden=true
# The number of exercise 5: whose it is held to be, and its contacts. Only run this cell.
number = case.handout("day06.pattern")["number"]
own_records = once[(once["caller"] == number) | (once["callee"] == number)]
every = telephone.top_contacts(once, number, n=None).to_frame()
display(Markdown(
    f"**{number}:** {len(own_records)} records with {len(every)} numbers, {int(every['out'].sum())} of them made by it, from "
    f"{own_records['started_at'].min():%Y-%m-%d} to {own_records['started_at'].max():%Y-%m-%d}."
))
display(shown(numbers_of(*held.loc[held["number"] == number, "nominal_id"])))
top = telephone.top_contacts(once, number, n=8).to_frame().reset_index()
top["share"] = [f"{share:.0%}" for share in top["share"]]
top["listed user"] = top["number"].map(held.set_index("number")["nominal_id"]).fillna("nobody known")
shown(top[["number", "listed user", "out", "in", "total", "share", "first", "last"]])

# %% [markdown] name="clock"
# **Whose clock?** The file is in UTC; people are not. The cell below reckons the clock from where the number was used
# most, by the sun. If you know the legal time of the place, write it between the quotation marks, such as `"UTC+5:30"`.

# %% name="clock-choose"
my_clock = ""
clock = my_clock or clock_by_sun(number)
print("hours are read by the clock", clock)

# %% [markdown] name="wheel"
# **The wheel**: a ring for each day of the week, a field for each hour; darker is more. Incoming calls follow the caller's
# hours, not the owner's, and a few weeks of records make any pattern.

# %% name="wheel-show" role="given"
telephone.wheel(once, number, clock).chart()

# %% [markdown] name="life"
# **Where.** Each mark is a record that the number made itself; hour downwards. The cell is the one that served the call:
# it covers a quarter or a valley.

# %% name="life-show" role="given"
life = telephone.life(once, number, clock, cells=case.cells, places=case.places)
display(Markdown(life.sentence))
life.chart()

# %% [markdown] name="handsets"
# **Changes of SIM and of handset.** A handset that carries one number after another: change of SIM. A number that moves
# into another handset: change of handset. Two at once: shared, or a telephone with two SIMs.
#
# A [[burner]] comes and goes with one purpose. So does the SIM of a traveller with little money.

# %% name="handsets-show" role="given" hidden=true
# Changes of SIM and of handset. Only run this cell.
held_in = telephone.handsets(once)
devices = held_in.to_frame()
changes = held_in.changes
own_changes = changes[changes["held"].isin({number, *devices.loc[devices["number"] == number, "imei"]})]
columns = ["kind", "held", "before", "after", "last_before", "first_after", "gap_days"]
if len(own_changes):
    display(Markdown("**Changes of this number**"), shown(own_changes[columns]))
else:
    display(Markdown("**This number stayed alone in one handset.** Changes of SIM of other numbers:"))
shown(changes.loc[changes["kind"] == "change of SIM", columns[1:]].head(8))

# %% [markdown] name="gaps"
# **Silences, beside events.** Below: stretches without any record of the number, with an arrest near the beginning of each.
# *Hours before* is how long before the last record the arrest was; below 0 it fell into the silence. *Ratio* is how many
# times longer than usual. A silence is one of *the file*: switched off, replaced, abroad, or left out of the request. "After the arrest" is not
# "because of the arrest".

# %% name="gaps-show" role="given" hidden=true
# Silences of two days and more, longest first, with the arrest next before each. Only run this cell.
arrests = pd.DataFrame({"time": case.arrests["arrested_at"], "event": case.arrests["arrest_id"]}).dropna()
silent = telephone.gaps(once, number, arrests if len(arrests) else None, at_least="2D").to_frame().head(8)
shown(silent.drop(columns=["number", "records_before", "records_after"], errors="ignore"))

# %% [markdown] name="colocation"
# **[[Co-location]].** Two numbers at one cell within half an hour, on several days. Neighbours meet every day, and so do
# people who share a market. So the tool asks how often *habit alone* would bring the two there: it moves the days of one
# against the other and counts again. A `ratio` near 1 is habit. Being served by one cell is no meeting.

# %% name="colocation-show" role="given" hidden=true
# At one cell with its contacts. Only run this cell.
partners = list(telephone.top_contacts(once, number, n=25).to_frame().index)
try:
    met = telephone.colocation(once, [number, *partners], within="30min").to_frame()
    met = met[(met["a"] == number) | (met["b"] == number)][["a", "b", "days", "places", "expected_days", "ratio"]].head(8)
except ParameterError as reason:
    met = print(reason)
if met is not None:
    display(shown(met) if len(met) else Markdown("The number was never at one cell with its contacts within half an hour."))

# %% [markdown] name="part-8"
# ## 8 Exercise 5: one paragraph on a pattern
#
# For your team leader, at most ten lines. In this order:
#
# 1. **whose** number it is held to be, on what ground, of what grade;
# 2. from when to when, how many records, **with whom** most;
# 3. **when** and **where**, by which clock;
# 4. **what changed**: handset, SIM, silence, and beside which event;
# 5. **what the records do not show**.
#
# Write *the number*, or *the telephone attributed to*, where you know the number; write a name as the doer only where a
# witness saw the person do it.

# %% name="pattern-paper" role="given" hidden=true
# The paper. Only run this cell.
display(Markdown("> " + case.handout("day06.pattern")["instructions"]))

# %% [markdown] name="pattern-card"
# {exercise day06.pattern}

# %% [markdown] name="pattern-answer" role="written" exercise="day06.pattern"
# *Double-click here and write.*
#
# Attribution, with ground and grade:
#
# With whom, when, where:
#
# What changed, and beside which event:
#
# What the records do not show:
#
# ### BEGIN SOLUTION
# The model answer of this case stands beside your answer in the marking view. In form: "The number is attributed to N000
# on the ground of surveillance, graded B2. From ... to ... the file holds ... records with ... numbers. Most contacts: ...
# (N000, ... records), ... (not attributed). Most records fall between ... and ... h by the clock ... . It used above all
# the cells of ... . From ... it was silent for ... days, after the arrest ...; whether it was switched off, replaced or
# left out of the request is not known. The records link SIMs, not people: they do not show who held the telephone nor
# what was said."
# ### END SOLUTION

# %% [markdown] name="part-9"
# ## 9 Check of understanding
#
# Answer aloud or on paper, then open the answer.

# %% [markdown] name="check-1"
# **1.** A SIM is registered in the name of P. It rings the suspect Q every day. What may you write of P?
#
# <details><summary>Answer</summary>
# That a number registered in P's name has daily records with a number attributed to Q, *suspected*. Not that P rings Q.
# </details>

# %% [markdown] name="check-2"
# **2.** Two exports show a call of one pair at 10:00:00 and at 13:00:00, both of 65 seconds. One call or two?
#
# <details><summary>Answer</summary>
# Read the clocks first. If the second export keeps UTC+3, it is one call.
# </details>

# %% [markdown] name="check-3"
# **3.** Two numbers ran in one handset in the same week, by turns. Change of SIM?
#
# <details><summary>Answer</summary>
# No. Their spans overlap: a telephone with two SIMs, or a shared one. It is a question, not a ground.
# </details>

# %% [markdown] name="check-4"
# **4.** A number falls silent on the day after an arrest. What follows?
#
# <details><summary>Answer</summary>
# That the file has no records from that day. Ask whether the request covers it, whether the SIM went on in another
# handset, whether the person was the one arrested.
# </details>

# %% [markdown] name="check-5"
# **5.** The operator offers "all numbers at the border cell, six months". It would be easy. Do you take it?
#
# <details><summary>Answer</summary>
# Not as it stands. It is the life of thousands of people for one question. Name the question, the hours, the few numbers,
# the legal ground; look for a milder way.
# </details>

# %% [markdown] name="stretch"
# ### For the quick
#
# **Words passed on.** A rings B, and within minutes B rings C: an order on its way, or chance. The tool compares with what
# chance gives. Which ways stand out, and who of them has an everyday explanation, such as a switchboard or a taxi?

# %% name="stretch-chains" role="given"
circle = once[once["caller"].isin(owned["number"]) | once["callee"].isin(owned["number"])]
telephone.chains(circle, "10min").to_frame().head(10)

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow follows the money, and opens from an agreed attribution
# list, so nothing that you missed today will hurt you then.
