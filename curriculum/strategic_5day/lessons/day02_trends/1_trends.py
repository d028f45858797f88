# %% [markdown] name="title"
# # Day 2: trends
#
# **SYNTHETIC: every figure in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing | 15 |
# | 2 What a detection is, and what it is not | 25 |
# | 3 Worked example: cleaning one return | 30 |
# | 4 Exercise 1: a clean series | 40 |
# | 5 Seasons and changes of level: a worked example | 30 |
# | 6 Exercise 2: changes of level on the routes | 60 |
# | 7 Exercise 3: did movement shift? | 40 |
# | 8 Exercise 4: the late state | 45 |
# | 9 Exercise 5: what the data cannot say | 40 |
# | 10 Check of understanding, and more for the quick | 35 |

# %% [markdown] name="how-to"
# **How to work here.** Run each cell with Shift + Enter, from top to bottom. Where you write code, change the line with
# the question marks. Forms save themselves. Then run the cell that says `mark(...)`: as often as you like, the last one
# counts.

# %% name="setup" role="given"
import numpy as np
import pandas as pd
from IPython.display import Markdown, display

from toolkit import forms, maps, mark, open_case, trend
from toolkit.trend import charts

pd.set_option("display.max_colwidth", None, "display.max_rows", 80, "display.precision", 2)
case = open_case("case")
returns = case.returns[case.returns["cycle"] == "monthly"]  # other cycles hold the same detections again
TOTAL, BREAKDOWN = sorted(set(returns["indicator"]))

# %% name="helpers" role="given" hidden=true
# Pictures and small tables for this day. You need not read this cell, only run it.
LINE = ["state", "indicator", "route", "citizenship"]


def filed(state, route, citizenship="ZZ", indicator=BREAKDOWN, table=None):
    """Every row filed for one line, in the order in which it was filed."""
    rows = returns if table is None else table
    for column, value in zip(LINE, (state, indicator, route, citizenship)):
        rows = rows[rows[column] == value]
    return rows.sort_values(["period", "reported_on"])[["period", "value", "reported_on", "vintage", "note"]]


def level_changes(series):
    """Changes of level found on the logarithm, so that a season and a change are factors: month and factor."""
    regimes = trend.changepoints(np.log(series.astype("float"))).to_frame().iloc[1:]
    return pd.DataFrame({"month": regimes["start"].dt.strftime("%Y-%m"), "factor": np.exp(regimes["change"]).round(2)})


def picture(series, months=(), title=""):
    """The series with gaps shown as gaps, and the given months marked."""
    series = series.asfreq("MS")
    made = charts.figure(title, y="detections")
    charts.unreported(made, series.astype("float"))
    charts.line(made, series, "reported")
    charts.dates(made, [pd.Timestamp(month) for month in months], list(months))
    return made


def years(series):
    """One line for each year, so that the same months stand above one another."""
    made = charts.figure("The same months of each year", y="detections")
    table = series.astype("float").groupby([series.index.month, series.index.year]).sum(min_count=1).unstack()
    table.index = [pd.Timestamp(2000, month, 1) for month in table.index]
    table.columns = [str(year) for year in table.columns]
    charts.many(made, table)
    made.update_xaxes(tickformat="%b")
    return made


def first_and_latest(state, route, citizenship):
    """The figures as first filed, and as they stand now."""
    rows = filed(state, route, citizenship).dropna(subset=["value"])
    made = charts.figure(f"{state}, {route}, citizenship {citizenship}: first figure and latest figure", y="detections")
    month = lambda kept: rows.drop_duplicates("period", keep=kept).set_index("period")["value"].asfreq("MS")
    charts.line(made, month("last"), "as it stands now")
    charts.line(made, month("first"), "as first filed", colour=charts.VERMILLION, dash="dot")
    return made


def by_citizenship(start, end, fall, rise, side="destination"):
    """Mean of the 12 months before and after the fall (first route) and the rise (second route), by citizenship."""
    columns = {}
    for letter, month in ((start, fall), (end, rise)):
        one = routes.loc[letter]
        rows = returns[(returns["route"] == one["name"]) & (returns["state"] == one[side])]
        for code in sorted(set(rows["citizenship"]) - {"ZZ"}):
            line = trend.series(returns, state=one[side], route=one["name"], citizenship=code).astype("float")
            at = pd.Timestamp(month)
            before = line[(line.index < at) & (line.index >= at - pd.DateOffset(years=1))].mean()
            after = line[(line.index >= at) & (line.index < at + pd.DateOffset(years=1))].mean()
            columns.setdefault(code, {})[f"{letter}: change"] = after - before
    return pd.DataFrame(columns).T.reindex(columns=[f"{start}: change", f"{end}: change"]).round(1)


def carried(changes):
    """Share of the second route's rise that is of citizenships that fell on the first route."""
    fell = changes[changes.iloc[:, 0] < 0]
    rose = changes.iloc[:, 1].clip(lower=0)
    return float(rose[fell.index].sum() / rose.sum()) if rose.sum() else 0.0


def table_of(side):
    """The total of every route, as that side reports it: "destination" or "neighbour"."""
    named = {letter: trend.series(returns, state=one[side], route=one["name"]) for letter, one in routes.iterrows()}
    return pd.DataFrame(named).astype("float")


# %% [markdown] name="part-1"
# ## 1 Briefing

# %% name="briefing" role="given"
info = case.info
months = returns["period"].dt.strftime("%Y-%m")
display(
    Markdown(
        f"**{info.get('title', 'The case')}.** The voluntary reporting system holds the returns of "
        f"{returns['state'].nunique()} states on {returns['route'].nunique()} routes, {months.min()} to {months.max()}: "
        f"{len(returns):,} figures. The file closes on **{info.get('as_of', '')}**.\n\n"
        "The head of the regional office asks: *what has changed on our routes, did movement shift, and what must I "
        "not conclude from these figures?*"
    )
)

# %% [markdown] name="briefing-product"
# **The product** is half a page for the head of office: two or three findings, each with its date and its size, and a
# paragraph on what the data cannot say. You will need the last part most.

# %% [markdown] name="briefing-fairness"
# **Nationality is not a risk score.** Returns are broken down by citizenship so that states can protect and plan. A
# citizenship that is detected more often is not a suspect group.

# %% [markdown] name="codes"
# **Codes.** States and citizenships are two-letter codes (ISO 3166): BD Bangladesh, CN China, KH Cambodia, LA Lao PDR,
# MM Myanmar, MY Malaysia, TH Thailand, VN Viet Nam. ZZ means all citizenships together.
#
# | indicator | what it is |
# |---|---|
# | 1.1.1 | illegal entries detected, total of the route |
# | 1.1.2 | the same, by citizenship |
# | 6.1.1, 6.1.2 | in a case about goods: quantity seized, total and by country of origin |
#
# Never add a total to its breakdown: the total already holds it. Quarters and years of the same table (`cycle`) hold the
# same detections once more; today we read the months alone.

# %% name="routes" role="given"
routes = pd.DataFrame(case.handout("day02.breaks")["routes"]).set_index("id")
routes

# %% [markdown] name="routes-words"
# Each route is reported by two states: the state of **destination**, and the **neighbour** from which people come. The
# neighbour's return on the same route is a **mirror return** ([[mirror statistics]]).
#
# On the map, all routes between two states are drawn as one straight line between two cities. It shows no real path.

# %% name="routes-map" role="given"
where = {
    "AU": (-33.87, 151.21), "BD": (23.81, 90.41), "CA": (49.28, -123.12), "CN": (39.90, 116.40), "CZ": (50.08, 14.44),
    "FR": (48.86, 2.35), "GB": (51.51, -0.13), "ID": (-6.20, 106.82), "IT": (41.90, 12.50), "JP": (35.68, 139.69),
    "KH": (11.55, 104.92), "KR": (37.57, 126.98), "LA": (17.97, 102.60), "LK": (6.93, 79.86), "MM": (16.84, 96.17),
    "MX": (19.43, -99.13), "MY": (3.14, 101.69), "NL": (52.37, 4.90), "PH": (14.60, 120.98), "PK": (24.86, 67.01),
    "PL": (52.23, 21.01), "RS": (44.79, 20.45), "SG": (1.35, 103.82), "TH": (13.75, 100.50), "US": (40.71, -74.01),
    "VN": (21.03, 105.85),
}  # fmt: skip
states = sorted({*routes["destination"], *routes["neighbour"]} & set(where))
points = pd.DataFrame([(code, *where[code]) for code in states], columns=["name", "latitude", "longitude"])
year = returns[(returns["indicator"] == TOTAL) & (returns["period"] > returns["period"].max() - pd.DateOffset(years=1))]
sums = year.groupby(["state", "route"])["value"].sum()
legs = pd.DataFrame(
    [(one.neighbour, one.destination, float(sums.get((one.destination, one.name), 0))) for one in routes.itertuples()],
    columns=["source", "target", "strength"],
).groupby(["source", "target"], as_index=False)["strength"].sum()  # fmt: skip
legs = legs[legs["source"].isin(states) & legs["target"].isin(states)]
drawn = maps.route(points, legs=legs, title="Detections reported by the destination, last 12 months: width of the line")
drawn.update_layout(showlegend=False)

# %% [markdown] name="part-2"
# ## 2 What a detection is, and what it is not
#
# A [[detection]] is a record made when an officer finds a person. It is not a person, and it is not the flow.

# %% [markdown] name="detections-persons"
# **Detections are not persons.** One person may be detected twice, on two borders or on two days. In 2015 Frontex
# counted 1.82 million detections at the EU's borders; they were about 1.0 million people.

# %% [markdown] name="detections-flows"
# **Detections are not flows.** Detections = movement x effort x luck. If twice as many officers stand on a road,
# detections rise though nobody moved differently. A fall may mean fewer people, or another road.

# %% [markdown] name="not-zero"
# **Not reported is not 0.** An empty cell means that nobody told you. Never fill it with 0, never drop the month. In a
# picture it is a **gap**, and here a grey band.

# %% [markdown] name="vintages-words"
# **Figures change.** A state files a first figure, and a better one months later. Each is a **vintage**. The question
# is always: *what stood on file on which day?* A report of last June is not wrong because of a revision in August.

# %% name="vintages-picture" role="given"
revised = returns[(returns["vintage"] > 1) & (returns["citizenship"] != "ZZ") & returns["value"].notna()]
example = revised.sort_values("value").iloc[-1]
first_and_latest(example["state"], example["route"], example["citizenship"])

# %% [markdown] name="vintages-question"
# **Look.** For which months do the two lines differ? What would a reader have thought, had the first figures been the
# last months of the series?

# %% [markdown] name="part-3"
# ## 3 Worked example: cleaning one return
#
# A state that isn't in our case: **Northland (NL)**, on the Hill Road, citizenship QQ. Eleven rows were filed.

# %% name="example-data" role="given"
hill = pd.DataFrame(
    [
        ("2024-01-01", 40, "2024-02-15", 1, None),
        ("2024-02-01", 44, "2024-03-14", 1, None),
        ("2024-03-01", 38, "2024-04-16", 1, "provisional"),
        ("2024-04-01", 52, "2024-05-13", 1, None),
        ("2024-04-01", 52, "2024-05-20", 1, None),
        ("2024-05-01", None, "2024-06-12", 1, "not reported"),
        ("2024-06-01", 480, "2024-07-15", 1, None),
        ("2024-07-01", 45, "2024-08-14", 1, "provisional"),
        ("2024-03-01", 49, "2024-09-02", 2, "revised"),
        ("2024-06-01", 48, "2024-09-02", 2, "corrected"),
        ("2024-07-01", 57, "2024-11-20", 2, "revised"),
    ],
    columns=["period", "value", "reported_on", "vintage", "note"],
).assign(state="NL", indicator="1.1.2", route="Hill Road", citizenship="QQ")
for column in ("period", "reported_on"):
    hill[column] = pd.to_datetime(hill[column])
hill["value"] = hill["value"].astype("Int64")
hill[["period", "value", "reported_on", "vintage", "note"]]

# %% [markdown] name="example-task"
# **Asked:** the series January to August 2024, *as the file stood on 2024-09-30*. Take paper: which figure stands for
# each month? Then read on.

# %% [markdown] name="example-rules"
# | month | on file by 30 September | stands | why |
# |---|---|---|---|
# | 2024-01, 2024-02 | one figure | 40, 44 | plain |
# | 2024-03 | 38, later 49 | **49** | the later figure replaces the earlier |
# | 2024-04 | 52 and 52 | **52** | filed twice: count once, never 104 |
# | 2024-05 | "not reported" | **no figure** | not 0 |
# | 2024-06 | 480, later 48 | **48** | a slip of the pen, corrected |
# | 2024-07 | 45 | **45** | the 57 came on 20 November: nobody could know it in September |
# | 2024-08 | nothing | **no figure** | not filed yet: the month stays |

# %% [markdown] name="example-tool-words"
# The toolkit does the same: `trend.series(..., as_of=...)`. It begins and ends with the months that were filed, so
# August is missing. `reindex` puts it back, without a figure.

# %% name="example-tool" role="given"
clean = trend.series(hill, state="NL", route="Hill Road", citizenship="QQ", indicator="1.1.2", as_of="2024-09-30")
clean.reindex(pd.date_range("2024-01", "2024-08", freq="MS")).to_frame()

# %% name="example-caveats" role="given"
trend.caveats(clean)

# %% [markdown] name="part-4"
# ## 4 Exercise 1: a clean series
#
# Now one line of our case. Here is what is asked.

# %% name="series-paper" role="given"
asked = case.handout("day02.series")
display(Markdown(f"> {asked['instructions']}"))

# %% [markdown] name="series-guided"
# **Together first.** All rows filed for this line with more than one figure, without a figure, or with a note:

# %% name="series-rows" role="given"
rows = filed(asked["state"], asked["route"], asked["citizenship"], asked["indicator"])
rows[rows.duplicated("period", keep=False) | rows["value"].isna() | rows["note"].notna()]

# %% [markdown] name="series-questions"
# Ask of each row: was it on file on the day asked? Is it the last one by that day? Which months have no row at all?

# %% [markdown] name="series-now"
# **Now you.** Make `clean`: a series with every month asked. Put the right words in place of the question marks, and
# take away the `#`.

# %% [markdown] name="series-card"
# {exercise day02.series}

# %% name="series-answer" role="answer"
clean = None
# clean = trend.series(returns, state="??", route=asked["route"], citizenship="??", indicator="??", as_of="??")
# clean = clean.reindex(pd.date_range("??", "??", freq="MS"))
### BEGIN SOLUTION
line = {name: asked[name] for name in ("state", "route", "citizenship", "indicator", "as_of")}
clean = trend.series(returns, **line)
clean = clean.reindex(pd.date_range(asked["first"], asked["last"], freq="MS"))
### END SOLUTION
if clean is not None:
    display(picture(clean, title="Your series"))

# %% name="series-mark" role="mark" exercise="day02.series"
mark("day02.series", clean)

# %% [markdown] name="part-5"
# ## 5 Seasons and changes of level: a worked example
#
# The **Lake Ferry**, again not in our case. It has a yearly rhythm: the same months are high each year. In July 2023
# something else happens.

# %% name="lake-data" role="given"
rhythm = [1.25, 1.30, 1.20, 1.10, 0.95, 0.80, 0.75, 0.75, 0.85, 0.95, 1.05, 1.05]
wobble = [3, -4, 2, 0, -3, 4, -1, 2, -2, 1, -4, 3, 1]
dates = pd.date_range("2021-01", periods=60, freq="MS")
lake = pd.Series(
    [round((200 if n < 30 else 110) * rhythm[n % 12] + wobble[n % 13]) for n in range(60)], index=dates, dtype="Int64"
)
picture(lake, title="Lake Ferry: detections a month")

# %% [markdown] name="lake-question"
# **Look first.** Where is a season, and where is a change? Cover the right half of the picture: would you have called
# the summer of 2022 a fall?

# %% name="lake-years" role="given"
years(lake)

# %% [markdown] name="lake-years-words"
# One line a year, the same months above one another. The rhythm is the same in every year; from July 2023 on the lines
# lie lower. **Compare a month with the same month, never with the month before.**

# %% [markdown] name="lake-factor"
# **A season is a factor.** In a year of level 200 the peak is 60 above the level, in a year of level 110 only 33. A
# method that takes away the same *number* each year is wrong twice. On the **logarithm** a factor becomes a number, so
# we look for changes there. `level_changes` does that.

# %% name="lake-changes" role="given"
display(level_changes(lake))
picture(lake, level_changes(lake)["month"], title="Lake Ferry with its change of level")

# %% [markdown] name="lake-reading"
# Factor 0.55: from July 2023 on the level is 55 % of what it was. The **first month at the new level** is the date of
# the change.
#
# **What is no change of level:** a yearly peak; a drift of a few percent a year (the method may cut it into small
# steps); one or two odd months at the end, which may be a surge. Six months are the least we call a level.

# %% [markdown] name="part-6"
# ## 6 Exercise 2: changes of level on the routes

# %% name="breaks-paper" role="given"
display(Markdown(f"> {case.handout('day02.breaks')['instructions']}"))

# %% [markdown] name="breaks-rules"
# **What counts.** Each change: full marks in the right month, 80 % one month away, 50 % two months away. A change that
# isn't there takes back half of one that is. A route may have none.

# %% [markdown] name="breaks-guided"
# **Together first:** route A.

# %% name="breaks-route-a" role="given"
route_a = trend.series(returns, state=routes.loc["A", "destination"], route=routes.loc["A", "name"])
display(picture(route_a, title=f"A: {routes.loc['A', 'name']}"))
display(years(route_a))
level_changes(route_a)

# %% [markdown] name="breaks-questions"
# Which of the months in the table are changes of a quarter up or a fifth down? Do the yearly lines bear them out? Is the
# last one a level, or only the last months?

# %% name="breaks-others" role="given"
for letter, one in routes.drop(index="A").iterrows():
    series = trend.series(returns, state=one["destination"], route=one["name"])
    display(picture(series, title=f"{letter}: {one['name']} (reported by {one['destination']})"))
    display(level_changes(series))

# %% [markdown] name="breaks-now"
# **Now you.** Enter the lasting changes: route, first month at the new level, direction.

# %% [markdown] name="breaks-card"
# {exercise day02.breaks}

# %% name="breaks-answer" role="answer"
breaks = forms.table("day02.breaks", case)
### BEGIN SOLUTION
found = []
for letter, one in routes.iterrows():
    changes = level_changes(trend.series(returns, state=one["destination"], route=one["name"]))
    for row in changes.itertuples():
        if row.factor >= 1.25 or row.factor <= 0.8:
            found.append({"route": letter, "month": row.month, "direction": "rise" if row.factor > 1 else "fall"})
breaks.fill(found)
### END SOLUTION
breaks

# %% name="breaks-mark" role="mark" exercise="day02.breaks"
mark("day02.breaks", breaks.values)

# %% [markdown] name="part-7"
# ## 7 Exercise 3: did movement shift?
#
# When one route falls and another rises, people *may* have moved from one to the other. That is [[displacement]]. It is
# a judgement about cause, made from a coincidence in time.

# %% [markdown] name="displacement-legend"
# | status, in this exercise | when |
# |---|---|
# | **confirmed** | a lasting fall and a lasting rise (as in exercise 2), not the rise first, half a year apart at most, most of the rise of **the same citizenships** that fell, in **both** sides' returns |
# | **suspected** | the same, in the returns of one side alone: the other files no more, or shows no change |
# | **not established** | anything else: a drift, a rise that came first, a rise of other citizenships, one route that didn't change |
#
# *Schools differ.* Some would never write *confirmed* on figures alone, and ask for a report that says why. In this
# exercise the word is about the pattern in the returns, not about its cause. Say so in your product.

# %% [markdown] name="displacement-example"
# **Example.** The Lake Ferry fell by 90 a month in July 2023. The Hill Road rose by 70 in August. Northland and its
# neighbour both report it: *confirmed*, from 2023-07. The Coast Road rose by 80 in **January**: *not established*, the
# rise came before the fall. And Hill Road -> Lake Ferry? *Not established*: a direction is part of the claim.

# %% name="displacement-paper" role="given"
paper = case.handout("day02.displacement")
display(Markdown(f"> {paper['instructions']}"))
pd.DataFrame(paper["items"])[["id", "text"]]

# %% [markdown] name="displacement-tool"
# The toolkit looks for a fall of one route and a rise of another within six months, either one first, and flags a pair
# where the rise makes good at least a quarter of the fall. It takes a small drift for a fall as well: **check each flag
# against your exercise 2**. `lag` is in months; below 0 the rise came first. It knows nothing of citizenships: that part
# is yours. First the returns of the destinations:

# %% name="displacement-destination" role="given"
wanted = ["route_from", "route_to", "fall_date", "rise_date", "lag", "fall", "rise", "flag"]
by_destination = trend.displacement(table_of("destination"))
by_destination.chart()

# %% name="displacement-table" role="given"
by_destination.to_frame()[wanted]

# %% [markdown] name="displacement-mirror"
# Then the mirror returns. A table shows no gaps and no late months: think of them.

# %% name="displacement-neighbour" role="given"
by_neighbour = trend.displacement(table_of("neighbour"))
by_neighbour.to_frame()[wanted]

# %% [markdown] name="displacement-citizenship"
# Who fell, and who rose? If people moved, those missing on the first route appear on the second. `by_citizenship` gives
# the change of the mean of a year, for each route at its own month; `carried` the share of the rise that is of
# citizenships that fell. Here for the first pair that was flagged:

# %% name="displacement-who" role="given"
flags = by_destination.to_frame().loc[lambda pairs: pairs["flag"].astype(bool) & (pairs["lag"] >= 0)]
if len(flags):
    top = flags.iloc[0]
    changed = by_citizenship(top["route_from"], top["route_to"], top["fall_date"], top["rise_date"])
    display(changed)
    print(f"share of the rise that is of citizenships that fell: {carried(changed):.0%}")

# %% [markdown] name="displacement-now"
# **Now you.** Judge each pair. Give the first month of the fall where you claim a shift.

# %% [markdown] name="displacement-card"
# {exercise day02.displacement}

# %% name="displacement-answer" role="answer"
shifts = forms.table("day02.displacement", case)
### BEGIN SOLUTION
flagged = []
for result in (by_destination, by_neighbour):
    pairs = result.to_frame()
    pairs = pairs[pairs["flag"].astype(bool) & (pairs["lag"] >= 0)]
    flagged.append({(row.route_from, row.route_to): row for row in pairs.itertuples()})
judged = []
for item in paper["items"]:
    pair = (item["from"], item["to"])
    rows = [found[pair] for found in flagged if pair in found]
    same = rows and carried(by_citizenship(*pair, rows[0].fall_date, rows[0].rise_date)) > 0.5
    seen = [f"{row.fall_date:%Y-%m}" for row in rows] if same else []
    status = ("not established", "suspected", "confirmed")[len(seen)]
    judged.append({"item": item["id"], "status": status} | ({"month": seen[0]} if seen else {}))
shifts.fill(judged)
### END SOLUTION
shifts

# %% name="displacement-mark" role="mark" exercise="day02.displacement"
mark("day02.displacement", shifts.values)

# %% [markdown] name="part-8"
# ## 8 Exercise 4: the late state
#
# A state has not filed its last months. The head of office needs a figure now. That is a [[nowcast]]: an estimate of
# what is already past and not yet reported.

# %% [markdown] name="nowcast-example"
# **Worked example.** Northland and Southland both report on the Hill Road. Northland is late with May.
#
# | month | Southland | Northland | share |
# |---|---|---|---|
# | January | 200 | 62 | 0.31 |
# | February | 180 | 50 | 0.28 |
# | March | 220 | 77 | 0.35 |
# | April | 210 | 63 | 0.30 |
# | May | 190 | *late* | ? |
#
# The share lies between 0.28 and 0.35, mostly near 0.305. So May: **best 190 x 0.305 = 58, low 53, high 67**. The range
# is what the share did in the past, not a feeling.

# %% name="nowcast-paper" role="given"
late = case.handout("day02.nowcast")
display(Markdown(f"> {late['instructions']}"))

# %% name="nowcast-shares" role="given"
same = {"route": late["route"], "citizenship": late["citizenship"], "indicator": late["indicator"]}
both = pd.DataFrame(
    {state: trend.series(returns, state=state, **same).astype("float") for state in (late["state"], late["other"])}
)
both["share"] = both[late["state"]] / both[late["other"]]
both.tail(18)

# %% name="nowcast-picture" role="given"
picture(both["share"], title=f"{late['state']} as a share of {late['other']}").update_yaxes(title="share")

# %% [markdown] name="nowcast-assumption"
# **What you assume:** that the late state saw the same share as before. Is the share steady? Has it changed with a change
# of level? Write the assumption down; you will need it in exercise 5.

# %% [markdown] name="nowcast-now"
# **Now you.** Low, best and high for each month. Half the mark is for the best figure, half for a range that holds the
# truth without being everything.

# %% [markdown] name="nowcast-card"
# {exercise day02.nowcast}

# %% name="nowcast-answer" role="answer"
nowcast = forms.table("day02.nowcast", case)
### BEGIN SOLUTION
share = both["share"].dropna().tail(12)
estimates = []
for item in late["items"]:
    other = both.loc[pd.Timestamp(item["id"]), late["other"]]
    low, best, high = (round(other * share.quantile(level)) for level in (0.1, 0.5, 0.9))
    estimates.append({"item": item["id"], "low": low, "best": best, "high": high})
nowcast.fill(estimates)
### END SOLUTION
nowcast

# %% name="nowcast-mark" role="mark" exercise="day02.nowcast"
mark("day02.nowcast", nowcast.values)

# %% [markdown] name="part-9"
# ## 9 Exercise 5: what the data cannot say
#
# Half a page for the head of office. It will be read before your findings.

# %% name="limits-material" role="given"
asked_of = returns.assign(missing=returns["value"].isna(), revised=returns["vintage"] > 1)
last = returns.groupby("state")["period"].max().dt.strftime("%Y-%m").rename("last month filed")
gaps = asked_of[asked_of["missing"]].groupby("state")["period"].apply(lambda p: ", ".join(sorted({f"{x:%Y-%m}" for x in p})))
late_figures = asked_of[asked_of["revised"]].groupby("state")["period"].agg(["min", "max"]).apply(lambda c: c.dt.strftime("%Y-%m"))
pd.concat([last, gaps.rename("not reported"), late_figures.add_prefix("revised, ")], axis=1).fillna("")

# %% [markdown] name="limits-marked"
# **How it is marked** (10 points, by your instructor): limits that follow from *this* file, with state and months (4);
# what each means for the reader (3); detections, flows and persons kept apart (2); no cause claimed, no citizenship made
# a risk (1).

# %% [markdown] name="limits-card"
# {exercise day02.limits}

# %% [markdown] name="limits-answer" role="written" exercise="day02.limits"
# *Double-click here and write: one sentence for one limit, with its place and months, and what it means for the reader.*
#
# ### BEGIN SOLUTION
# The model answer of this case, drawn from what went wrong in its reporting, stands beside your answer in the marking
# view. In form: "STATE has filed nothing since MONTH; its last months are unknown, not 0, so the picture can't be compared
# with last year." Then detections against flows, revisions still to come, the part year, a surge too short to be a level,
# and why two changes at one time don't prove a shift.
# ### END SOLUTION

# %% [markdown] name="part-10"
# ## 10 Check of understanding
#
# Answer aloud or on paper, then open the answer.

# %% [markdown] name="check-1"
# **1.** Detections on a road doubled in March. Name three explanations.
#
# <details><summary>Answer</summary>
# More people; more officers or checks; better counting or a late batch of returns. Also: the same people detected twice,
# and the season.
# </details>

# %% [markdown] name="check-2"
# **2.** A state's cell for May is empty. A colleague writes 0 "so that the chart has no hole". What do you say?
#
# <details><summary>Answer</summary>
# Nobody told us. The hole is the finding. A 0 would draw a fall that nobody reported.
# </details>

# %% [markdown] name="check-3"
# **3.** Your report of June gave 100 for April. In August the state revises April to 120. Was your report wrong?
#
# <details><summary>Answer</summary>
# No: it gave the figure on file in June. Say in each report on which day the file was read.
# </details>

# %% [markdown] name="check-4"
# **4.** This year so far: 900 detections, January to March. Last year: 3,000. "Down by 70 %." What is wrong?
#
# <details><summary>Answer</summary>
# A part year against a whole one. Compare January to March with January to March.
# </details>

# %% [markdown] name="stretch"
# ### More for the quick
#
# 1. Run the change method on the plain figures, without the logarithm: `trend.changepoints(route_a)`. Which changes
#    appear now, and why?
# 2. One citizenship rose on one route in the last months. Find it: `trend.alarms(trend.series(returns, state=...,
#    route=..., citizenship=..., indicator="1.1.2"))`. What would you write about it, and what would you not?
# 3. Do the quarterly figures of one state (`case.returns`, cycle `quarterly`) agree with the sum of its months? Which of
#    the two would you trust, and whom would you ask?
