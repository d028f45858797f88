# %% [markdown] name="title"
# # Day 7: finance, hawala and the price of a journey
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing: why we follow the money | 20 |
# | 2 Source and application, by hand | 30 |
# | 3 Exercise 1: one holder of accounts | 50 |
# | 4 Net worth, and exercise 2: two people | 65 |
# | 5 Hawala: trust, tokens, settlement | 35 |
# | 6 The path of the money, and exercise 3 | 85 |
# | 7 Structuring, and the price of a journey | 20 |
# | 8 Exercise 4: unknown funds in words | 40 |
# | 9 Check of understanding, and more for the quick | 15 |

# %% [markdown] name="how-to"
# **How to work here.** Run each cell with Shift + Enter, from top to bottom. Answers go into forms, which save themselves.
# When you have finished a form, run the cell below it that says `mark(...)`. The last time counts.
#
# Have paper and a calculator ready. Every technique is done once by hand before the toolkit does it.

# %% name="setup" role="given"
import pandas as pd
from IPython.display import Markdown, display

from toolkit import evaluation, finance, flows, forms, mark, open_case

pd.set_option("display.max_colwidth", None, "display.max_rows", 80)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file, and the drawing of this day. You need not read this cell, only run it.
desk = evaluation.desk(case)
read, about, find = desk.read, desk.about, desk.find


def listed(table):
    """Transfers as a short list: who, from which account, to whom, how much in the currency paid and in US$."""
    table = table.sort_values("sent_at")
    ends = {end: table[f"{end}_name"].astype("object").fillna("(no name)") + " " + table[f"{end}_account"].astype("object")
            for end in ("sender", "receiver")}
    paid = [f"{amount:,.0f} {unit}" for amount, unit in zip(table["amount"], table["currency"])]
    return pd.DataFrame({"transfer": table["transfer_id"], "sent (UTC)": table["sent_at"].dt.strftime("%Y-%m-%d %H:%M"),
                         **ends, "paid": paid, "amount_usd": [f"{one:,.0f}" for one in table["amount_usd"]]}).set_index("transfer")


def shown(table):
    """A table to be read: no line numbers, money with its thousands parted, no gaps."""
    table = table.copy()
    for column in table.columns:
        if pd.api.types.is_datetime64_any_dtype(table[column]):
            table[column] = table[column].dt.strftime("%Y-%m-%d")
        elif pd.api.types.is_numeric_dtype(table[column]):
            table[column] = [f"{one:,.2f}".removesuffix(".00") if one == one else "" for one in table[column]]
    table = table.rename(columns=lambda name: str(name).replace("_", " ")).astype("object").fillna("")
    looks = [{"selector": "td, th", "props": "text-align: left; white-space: nowrap"}]
    return table.style.hide(axis="index").set_table_styles(looks)


def transfers_of(*accounts):
    """Every transfer from or to these accounts, in order of time."""
    table = case.transfers
    return listed(table[table["sender_account"].isin(accounts) | table["receiver_account"].isin(accounts)])


def statement(person, worth=None):
    """One person's statement of means: first day, second day, and what came and went in between."""
    table = (worth or statements).statement(person).set_index(["side", "kind"])
    table.columns = ["first day", "second day", "in between"]
    return table.map(lambda value: f"{value:,.0f}" if value else "")


def drawn(rows):
    """Draw the payments that a form holds."""
    table = pd.DataFrame(list(rows), columns=["source", "target", "amount"])
    table["amount"] = pd.to_numeric(table["amount"], errors="coerce")
    table = table.dropna()
    if table.empty:
        return print("Nothing is entered yet. Fill in the form above, then run this cell again.")
    called = {one["id"]: one["name"] for one in paper["entities"]}
    title = "Who paid whom, in US$, by your form"
    return flows.commodity(table, "source", "target", amount="amount", names=called).chart(title=title)


def hawala_picture():
    """Who meets whom in one order by hawala."""
    import plotly.graph_objects as go

    from toolkit.style import MUTED, OKABE_ITO, WIDTH, template

    at = {"<b>Customer</b><br>pays in cash": (0, 0), "<b>First agent</b><br>takes in": (0, 1),
          "<b>Second agent</b><br>pays out": (1, 1), "<b>Receiver</b><br>gets the cash": (1, 0)}
    spots = list(at.values())
    steps = [(0, 1, "1  cash", "blue", "solid", (-0.03, 0.5), "right"),
             (1, 0, "2  token", "orange", "dash", (0.05, 0.5), "left"),
             (0, 3, "3  the customer tells the token", "orange", "dash", (0.5, -0.07), "center"),
             (1, 2, "4  message: sum and token", "orange", "dash", (0.5, 1.07), "center"),
             (3, 2, "5  shows the token", "orange", "dash", (0.95, 0.5), "right"),
             (2, 3, "6  cash", "blue", "solid", (1.03, 0.5), "left")]
    made = go.Figure()
    for start, end, words, colour, dash, (x, y), anchor in steps:
        (x0, y0), (x1, y1) = spots[start], spots[end]
        shift = {"1  cash": -0.02, "2  token": 0.02, "5  shows the token": -0.02, "6  cash": 0.02}.get(words, 0)
        near = 0.2 if y0 == y1 else 0.24
        start_at = (x0 + near * (x1 - x0) * 0.8 + shift, y0 + near * (y1 - y0))
        end_at = (x1 - near * (x1 - x0) * 0.8 + shift, y1 - near * (y1 - y0))
        made.add_scatter(x=[start_at[0], end_at[0]], y=[start_at[1], end_at[1]], mode="lines+markers", showlegend=False,
                         line={"color": OKABE_ITO[colour], "dash": dash, "width": 2}, hoverinfo="skip",
                         marker={"symbol": "arrow", "size": [0, 13], "angleref": "previous", "color": OKABE_ITO[colour]})
        made.add_annotation(x=x, y=y, text=words, showarrow=False, xanchor=anchor)
    made.add_annotation(x=0.5, y=0.6, text="7  later: the agents settle<br>what they owe each other", showarrow=False,
                        font={"color": MUTED})
    for words, (x, y) in at.items():
        made.add_annotation(x=x, y=y, text=words, showarrow=False, bgcolor="white", borderpad=7, width=120,
                            bordercolor=OKABE_ITO["blue"], borderwidth=1.5)
    made.update_layout(template=template(), width=WIDTH, height=400, title="One order by hawala", showlegend=False,
                       xaxis={"visible": False, "range": [-0.35, 1.35]}, yaxis={"visible": False, "range": [-0.2, 1.2]})
    return made


# %% [markdown] name="part-1"
# ## 1 Briefing: why we follow the money

# %% name="briefing" role="given" hidden=true
# What is on file today. Only run this cell.
money = case.transfers
display(
    Markdown(
        f"**{case.info['title']}**, file of **{case.info['as_of']}**. The bank records are in: {len(money):,} transfers "
        f"from {money['sent_at'].min():%Y-%m-%d} to {money['sent_at'].max():%Y-%m-%d}, in "
        f"{money['currency'].nunique()} currencies, and statements of means of {case.assets['nominal_id'].nunique()} "
        "people.\n\nYour team leader asks: *Who is paid in the end? Who lives beyond what we can explain? And what are we "
        "sure of?*"
    )
)

# %% [markdown] name="briefing-law"
# **The law.** Without a *financial or other material benefit* there is no smuggling of migrants (Protocol, Article 3(a)).
# The money is therefore not an extra: it is an **element of the offence**.
#
# The Convention against Transnational Organized Crime adds two more reasons: the proceeds may be confiscated (Article 12),
# and to move them in order to hide where they come from is an offence of its own, [[laundering]] (Article 6).

# %% [markdown] name="briefing-ethics"
# **Most of these people have nothing to do with the case.** The file holds wages sent home, rent, loans among friends.
#
# 1. **Necessity.** We ask for the accounts that a question needs, for the time that it needs. Never for a whole agent's
#    book "to see what is in it".
# 2. **Who pays a fee is not accused.** Migrants and their families pay. Under the Protocol they are not liable for it
#    (Article 5), and a debt may be the chain that holds them: [[debt bondage]].
# 3. **Unknown is not unlawful.** A figure says where to ask.

# %% name="briefing-table" role="given"
listed(money.head(6))

# %% [markdown] name="briefing-read"
# **How to read a line.** Money goes from the sender to the receiver. *Paid* is in the currency of the place; only `amount_usd`
# may be added up. The account number begins with its channel: `BK` bank, `RW` remittance shop, `HL` hawala
# agent's book. Names are as somebody wrote them; some are missing.

# %% [markdown] name="part-2"
# ## 2 Source and application of funds
#
# Two columns. Where did the money come from? What was it used for?
#
# > **sum of applications - sum of known sources = unknown sources**
#
# It is called [[source and application]]. It is used where somebody spends more than comes in.

# %% [markdown] name="funds-example"
# **Worked example, far from our case.** Dee rents a room and works in a laundry. She has a bank account, B1, and an account
# at a remittance shop, R1. Six transfers of one month:

# %% name="funds-data" role="given" hidden=true
# The six transfers of the example. Only run this cell.
dee = pd.DataFrame(
    [
        ("T1", "2031-05-02", "B7 (laundry)", "B1", 300, "wages"),
        ("T2", "2031-05-04", "R4 (sister)", "R1", 200, "from her sister"),
        ("T3", "2031-05-05", "B1", "R1", 80, "from her own bank account"),
        ("T4", "2031-05-06", "B1", "B9 (landlord)", 350, "rent"),
        ("T5", "2031-05-11", "R1", "R6 (mother)", 250, "sent home"),
        ("T6", "2031-05-20", "B1", "B8 (shop)", 100, "a telephone"),
    ],
    columns=["transfer_id", "sent_at", "sender_account", "receiver_account", "amount_usd", "note"],
)
dee["sent_at"] = pd.to_datetime(dee["sent_at"], utc=True)
shown(dee.assign(sent_at=dee["sent_at"].dt.strftime("%d %B")))

# %% [markdown] name="funds-paper"
# **On paper first.** Draw two columns. Which transfer belongs into neither?
#
# <details><summary>Step by step</summary>
#
# 1. *Whose accounts?* B1 and R1.
# 2. *Sources:* what comes into them. T1 300 + T2 200 = **500**.
# 3. *Applications:* what goes out of them. T4 350 + T5 250 + T6 100 = **700**.
# 4. T3 moves her own money from one pocket to the other. It is **neither**.
# 5. *Unknown:* 700 - 500 = **200**.
#
# </details>

# %% name="funds-chart" role="given" hidden=true
# The example as the tool sets it out. Only run this cell.
worked = finance.source_application(dee, ["B1", "R1"])
shown(worked.frame[["side", "item", "amount", "transfers"]])

# %% [markdown] name="funds-innocent"
# **Where did the 200 come from?** Dee is in a **savings club**: twelve colleagues pay in every month, and each month one of
# them gets the whole pot, in cash. In May it was her turn. The treasurer's notebook bears it out.
#
# Cash from a second job, lawful or not, would have looked the same. The table can't know: it knows accounts, and a club
# has none.

# %% [markdown] name="part-3"
# ## 3 Exercise 1: one holder of accounts
#
# **Together first.** The institutions told us which accounts one person holds. Here is who, and what is asked.

# %% name="source-paper" role="given" hidden=true
# The paper and the accounts. Only run this cell.
paper = case.handout("day07.source_application")
mine = paper["holder"]["accounts"]
asked = "\n".join(f"{place}. {one['text']}" for place, one in enumerate(paper["items"], start=1))
display(Markdown(f"> {paper['instructions']}\n\n**{paper['holder']['name']}:** {', '.join(mine)}\n\n{asked}"))

# %% [markdown] name="source-look"
# All their transfers. In which lines does the holder stand on the left, in which on the right? Is the name always written in
# the same way, and always there?

# %% name="source-lines" role="given"
transfers_of(*mine)

# %% [markdown] name="source-way"
# **Now you, with a calculator.** Go down the list: one of the accounts on the right is a *source*, on the left an
# *application*, on both sides *neither*. Two columns on paper, one line each; add them up. For question 4 keep the month of
# each line, for question 5 the first two letters of the account. In the form write figures without currency.

# %% [markdown] name="source-card"
# {exercise day07.source_application}

# %% name="source-answer" role="answer"
source = forms.table("day07.source_application", case)
### BEGIN SOLUTION
complete = case.transfers.dropna(subset=["sender_name", "receiver_name"])
into = complete[complete["receiver_account"].isin(mine) & ~complete["sender_account"].isin(mine)]
out = complete[complete["sender_account"].isin(mine) & ~complete["receiver_account"].isin(mine)]
rows = []
for item in case.handout("day07.source_application")["items"]:
    words = item["text"]
    if words.startswith("Known sources: everything"):
        value = into["amount_usd"].sum()
    elif words.startswith("Applications"):
        value = out["amount_usd"].sum()
    elif words.startswith("Sum of applications"):
        value = out["amount_usd"].sum() - into["amount_usd"].sum()
    elif "channel" in words:
        value = into["amount_usd"][into["channel"] == words.split("channel ")[1]].sum()
    elif words.startswith("Known sources in"):
        value = into["amount_usd"][into["sent_at"].dt.strftime("%Y-%m") == words[17:24]].sum()
    else:
        value = out.groupby("receiver_account")["amount_usd"].sum().max()
    rows.append(dict(item=item["id"], value=float(value)))
source.fill(rows)
### END SOLUTION
source

# %% name="source-mark" role="mark" exercise="day07.source_application"
mark("day07.source_application", source.values)

# %% [markdown] name="source-compare"
# **The tool, when you are done.** It sets the same transfers out. Where you differ, find the line: which of the two of you
# is right? Mend the form and mark it again.

# %% name="source-tool" role="given"
funds = finance.source_application(case.transfers, mine)
shown(funds.frame[["side", "item", "amount", "transfers"]])

# %% [markdown] name="source-more"
# `item` is the other account. Below, the same sums by channel, and by month as a picture.

# %% name="source-channel" role="given"
shown(funds.by("channel").reset_index())

# %% name="source-chart" role="given"
funds.chart()

# %% [markdown] name="part-4"
# ## 4 Net worth
#
# Source and application looks at what **moves**. [[Net worth|net worth]] looks at what **is there**: what somebody owns, less
# what somebody owes, on two days.
#
# | | |
# |---|---|
# | | net worth on the second day |
# | less | net worth on the first day |
# | = | **change** (may be below 0) |
# | plus | expenditure in between |
# | = | **to be explained** |
# | less | known sources (wages, trade) |
# | = | **unknown sources** |

# %% [markdown] name="worth-rules"
# - **Assets at cost.** A house that became dearer brought nobody any money.
# - **A loan is a known source**, and it needs no line of its own: what is owed goes up, so net worth goes down.
# - **Expenditure is often an estimate.** Then so is the result.

# %% [markdown] name="worth-example"
# **Worked example.** Fay keeps a stall. Gil drives a new car, and people talk.

# %% name="worth-data" role="given" hidden=true
# The statements of the example. Only run this cell.
stalls = pd.DataFrame(
    [
        ("Fay", "2031-01-01", "asset", "bank balance", 1000), ("Fay", "2031-01-01", "asset", "vehicle", 3000),
        ("Fay", "2031-01-01", "liability", "loan", 500), ("Fay", "2031-06-30", "asset", "bank balance", 1400),
        ("Fay", "2031-06-30", "asset", "vehicle", 5000), ("Fay", "2031-06-30", "liability", "loan", 900),
        ("Fay", "2031-06-30", "income", "trade", 3000), ("Fay", "2031-06-30", "expenditure", "living", 2400),
        ("Gil", "2031-01-01", "asset", "bank balance", 800), ("Gil", "2031-06-30", "asset", "bank balance", 200),
        ("Gil", "2031-06-30", "asset", "vehicle", 9000), ("Gil", "2031-06-30", "liability", "loan", 7800),
        ("Gil", "2031-06-30", "income", "wages", 2600), ("Gil", "2031-06-30", "expenditure", "living", 2000),
    ],
    columns=["nominal_id", "as_of", "side", "kind", "value_usd"],
)
means = finance.net_worth(stalls)
for name in ("Fay", "Gil"):
    display(Markdown(f"**{name}**, 1 January and 30 June 2031"), statement(name, means))

# %% [markdown] name="worth-paper"
# **On paper:** work both out.
#
# <details><summary>Fay and Gil, step by step</summary>
#
# | | Fay | Gil |
# |---|---|---|
# | first day | 4,000 - 500 = 3,500 | 800 |
# | second day | 6,400 - 900 = 5,500 | 9,200 - 7,800 = 1,400 |
# | change | + 2,000 | + 600 |
# | expenditure | + 2,400 | + 2,000 |
# | to be explained | 4,400 | 2,600 |
# | known sources | - 3,000 | - 2,600 |
# | **unknown sources** | **1,400** | **0** |
#
# Gil is the one with the new car. The loan and the wages explain all of it: a [[look-alike]]. Fay is asked about 1,400,
# and is accused of nothing.
#
# </details>

# %% name="worth-chart" role="given"
means.chart("Fay")

# %% [markdown] name="worth-guided"
# **Now our case.** The lines below are whole statements. Bank, registers and tax office stand behind most of them; what was
# spent on living is an estimate.

# %% name="worth-case" role="given" hidden=true
# The paper and the statements. Only run this cell.
paper = case.handout("day07.net_worth")
display(Markdown("> " + paper["instructions"]))
statements = finance.net_worth(case.assets)
for one in paper["people"]:
    head = f"**{one['name']}** [{one['id']}], {one['days'][0]} and {one['days'][1]}"
    display(Markdown(head), statement(one["id"]))

# %% [markdown] name="worth-card"
# {exercise day07.net_worth}

# %% name="worth-answer" role="answer"
worth = forms.table("day07.net_worth", case)
### BEGIN SOLUTION
frame = statements.to_frame()
rows = []
for item in case.handout("day07.net_worth")["items"]:
    words, person = item["text"], item["text"].split("[")[1].split("]")[0]
    one = frame.loc[person]
    if "unknown" in words:
        value = one["unknown_sources"]
    elif "explained" in words:
        value = one["change"] + one["expenditure"]
    else:
        first = words.endswith(f"{one['from']:%Y-%m-%d}")
        value = one["net_worth_before"] if first else one["net_worth_after"]
    rows.append(dict(item=item["id"], value=float(value)))
worth.fill(rows)
### END SOLUTION
worth

# %% name="worth-mark" role="mark" exercise="day07.net_worth"
mark("day07.net_worth", worth.values)

# %% [markdown] name="worth-after"
# **Two minutes, in pairs.** Which of the two looks richer at first sight? Which one has something left to explain? What
# would you ask for next, and of whom?

# %% [markdown] name="part-5"
# ## 5 Hawala: trust, tokens, settlement
#
# [[Hawala|hawala]] sends value without sending money. It is old, cheap, and reaches places without a bank. In many countries it is
# lawful, or lawful with a licence; in some it is not. Most customers send wages home.

# %% name="hawala-picture" role="given"
hawala_picture()

# %% [markdown] name="hawala-read"
# No money crosses the border at steps 1 to 6. Two agents ([[hawaladars|hawaladar]]) trust each other, and each keeps a **book**:
# token, sum, to whom. Blue is cash, orange is word.
#
# The **token** is what the analyst needs: the same token stands in both books.

# %% [markdown] name="ledger"
# **Worked example: three books.** Ana, Ben and Cal each keep a counter in another town. Six orders of one week, in US$:

# %% name="ledger-data" role="given" hidden=true
# The six orders of the example. Only run this cell.
orders = pd.DataFrame(
    [
        ("K-11", "Ana", "Ben", 200), ("K-12", "Ana", "Cal", 150), ("K-13", "Ben", "Ana", 120),
        ("K-14", "Cal", "Ben", 80), ("K-15", "Ana", "Ben", 100), ("K-16", "Ben", "Cal", 60),
    ],
    columns=["token", "taken_in_by", "paid_out_by", "amount_usd"],
)
shown(orders)

# %% [markdown] name="ledger-paper"
# **By hand.** Who takes in owes; who pays out is owed. For each agent: paid out less taken in.
#
# <details><summary>Working</summary>
#
# | agent | paid out | took in | net |
# |---|---|---|---|
# | Ana | 120 | 450 | **-330**: she holds the others' money |
# | Ben | 380 | 180 | **+200** |
# | Cal | 210 | 80 | **+130** |
#
# The net column adds up to 0. If yours does not, an order is counted once only.
#
# </details>

# %% name="ledger-settled" role="given"
settled = finance.settlement(orders)
settled.chart()

# %% [markdown] name="ledger-lesson"
# Six orders, 710 dollars: two payments of 330 dollars settle them. **This** is what a bank may show, or a parcel of gold, or a load
# of cloth with a false invoice. Whoever looks at it alone sees a trade between two shops.
#
# So an agent's large payment is the sum of many small orders of others. It is not the agent's income.

# %% [markdown] name="mirror"
# **Laying books side by side.** Ana's and Ben's books were seized. What fits?

# %% name="mirror-books" role="given" hidden=true
# Two books side by side. Only run this cell.
dates = pd.to_datetime(["2031-05-02", "2031-05-05", "2031-05-06"])
anas = pd.DataFrame({"token": ["K-11", "K-15", "K-17"], "amount": [200, 100, 90], "sent_at": dates})
bens = pd.DataFrame({"token": ["K-11", "K-15"], "amount": [200, 10], "sent_at": dates[:2]})
mirrored = finance.mirror(anas, bens)
shown(mirrored.frame.reset_index()[["token", "outcome", "first_amount", "second_amount", "difference"]])

# %% [markdown] name="mirror-lesson"
# K-15: a slip of the pen, or 90 dollars that went elsewhere? K-17: never paid out, or on a page that was not seized? Both
# questions stay **open** until somebody has asked.

# %% [markdown] name="part-6"
# ## 6 The path of the money
#
# A [[money path]] follows payments from holder to holder: from those who pay to those who are paid in the end.
#
# | sign | meaning |
# |---|---|
# | box | a **holder**, with all accounts of that person |
# | arrow | who paid whom, in the direction of the money |
# | label | sum of all transfers, and the day of the first |
#
# **Schools differ.** Some draw every account as a box, some net the two directions of a pair. Here holders, and each
# direction for itself.

# %% [markdown] name="path-example"
# **Worked example.** Four payments. Hal (an agent) gets 300 from Ivy on 2 May.

# %% name="path-data" role="given" hidden=true
# Draws the four payments of the example. Only run this cell.
steps = pd.DataFrame(
    [
        ("T1", "2031-05-02", "Ivy", "Hal", 300), ("T2", "2031-05-03", "Hal", "Jon", 285),
        ("T3", "2031-05-04", "Jon", "Kim", 260), ("T4", "2031-05-04", "Hal", "Lea", 280),
    ],
    columns=["transfer_id", "sent_at", "sender_account", "receiver_account", "amount_usd"],
)
steps["sent_at"] = pd.to_datetime(steps["sent_at"], utc=True)
finance.money_flow(steps).chart(title="Four payments (worked example)")

# %% [markdown] name="path-question"
# Did Ivy's money reach Kim? Or Lea? The tool lists every way that fits: paid on within seven days, less a cut.

# %% name="path-tool" role="given" hidden=true
# Every way that fits. Only run this cell.
shown(finance.paths(steps).frame[["path", "paid_in", "paid_out", "kept", "days", "other_readings"]])

# %% [markdown] name="path-lesson"
# **Money has no marks.** Both paths fit, so `other_readings` is not 0 and neither is a finding. What is *sure* is who paid
# whom, and how much. That is what you enter below. Where it came from is a hypothesis for day 8.

# %% [markdown] name="path-case"
# **Our case.** The institutions named the holders below. One holder, one account in each channel: money may come in by
# hawala and go out by bank. Some of the holders have nothing to do with the others.

# %% name="path-paper" role="given" hidden=true
# The paper and the holders. Only run this cell.
paper = case.handout("day07.path")
display(Markdown("> " + paper["instructions"]))
holders = {one["id"]: one["accounts"] for one in paper["entities"]}
owner = {account: one for one, accounts in holders.items() for account in accounts}
both = case.transfers.assign(source=case.transfers["sender_account"].map(owner),
                             target=case.transfers["receiver_account"].map(owner)).dropna(subset=["source", "target"])
both = both[both["source"] != both["target"]].sort_values(["source", "target", "sent_at"])
shown(pd.DataFrame([(one["id"], one["name"], ", ".join(one["accounts"])) for one in paper["entities"]],
                   columns=["holder", "name", "accounts"]))

# %% [markdown] name="path-guided"
# **Together first.** These are the first transfers of one holder of the list. Which have *both* ends on the list, and which
# go to or come from somebody else? For another holder write the number between quotation marks: `number = "H..."`.

# %% name="path-lines"
number = both["source"].iloc[0]
transfers_of(*holders[number]).head(12)

# %% [markdown] name="path-between"
# **Now you.** Below are all transfers with both ends on the list, pair by pair, whatever the channel. Add up each pair, each
# direction for itself, in US$. A calculator and a ruler; in pairs, one reads and one types. Which pairs have none?

# %% name="path-both" role="given" hidden=true
# The transfers with both ends on the list. Only run this cell.
print(f"{len(both)} transfers")
shown(both[["source", "target", "transfer_id", "sent_at", "channel", "amount_usd"]].rename(
    columns={"source": "from", "target": "to", "transfer_id": "transfer", "sent_at": "sent", "amount_usd": "US$"}))

# %% [markdown] name="path-card"
# {exercise day07.path}

# %% name="path-answer" role="answer"
path = forms.table("day07.path", case)
### BEGIN SOLUTION
flow = finance.money_flow(complete, paper["entities"]).to_frame()
path.fill(flow[["source", "target", "amount"]].to_dict("records"))
### END SOLUTION
path

# %% name="path-mark" role="mark" exercise="day07.path"
mark("day07.path", path.values)

# %% [markdown] name="path-look"
# **Look at your work.** Run the next cell again whenever you have changed the form. Where does money come in, through whose
# hands does it go, where does it end?

# %% name="path-chart" role="given"
drawn(path.values)

# %% [markdown] name="path-compare"
# **The tool, when you are done.** The sums of each pair by channel. Where you differ, find the transfer.

# %% name="path-sums" role="given" hidden=true
# The sums by pair and channel. Only run this cell.
sums = both.pivot_table(index=["source", "target"], columns="channel", values="amount_usd", aggfunc="sum", observed=True)
sums["in all"] = sums.sum(axis=1)
shown(sums.reset_index().rename(columns={"source": "from", "target": "to"}))

# %% [markdown] name="path-ethics"
# **Read it with care.** Who only pays, once, may be a migrant or a family. Who is paid often and small may be a driver, a
# landlord, a cook. A chart of money shows *that* somebody was paid, never *for what*.

# %% [markdown] name="part-7"
# ## 7 Structuring, and the price of a journey
#
# [[Structuring|structuring]]: a large sum is paid in small parts, each under the threshold above which a bank must report.

# %% name="structuring" role="given" hidden=true
# The payments of the example. Only run this cell.
deposits = pd.DataFrame({
    "transfer_id": [f"T{number}" for number in range(1, 10)],
    "sent_at": pd.to_datetime(["2031-05-02", "2031-05-02", "2031-05-03", "2031-05-04", "2031-05-01", "2031-05-02",
                               "2031-05-03", "2031-05-04", "2031-05-05"], utc=True),
    "sender_account": ["P1", "P2", "P1", "P3", "C1", "C2", "C3", "C4", "C5"],
    "receiver_account": ["Account X"] * 4 + ["Bakery"] * 5,
    "amount_usd": [980, 950, 990, 970, 440, 510, 380, 405, 260],
})
runs = finance.structuring(deposits, 1000, amount="amount_usd")
shown(runs.frame[["account", "payments", "total", "largest", "just_under"]])

# %% [markdown] name="structuring-read"
# The threshold is 1,000. Both accounts reach it within three days by smaller payments. Only one has payments **just under** the threshold. The bakery sells bread. *Many small
# payments are the nature of shops, agents and landlords.*

# %% name="structuring-chart" role="given"
runs.chart("Account X")

# %% [markdown] name="price"
# **The price of a journey** is what payers paid in all to whoever collects. Give a middle (the **median**) and a range, never one
# figure. Below: the holder of exercise 3 whom most accounts paid, large totals only.

# %% name="price-cell" role="given" hidden=true
# The price that was paid to one holder of exercise 3. Only run this cell.
arrivals = case.transfers.groupby("receiver_account")["sender_account"].nunique()
collector = max(holders, key=lambda one: sum(arrivals.get(account, 0) for account in holders[one]))
received = case.transfers[case.transfers["receiver_account"].isin(holders[collector])]
totals = received.groupby("sender_account")["amount_usd"].sum()
price = finance.journey_price(case.transfers, holders[collector], least=float(totals.quantile(0.5)))
name = next(one["name"] for one in paper["entities"] if one["id"] == collector)
display(Markdown(f"**{collector} {name}:** {price.sentence.replace('US$', 'US dollars')}"))
price.chart()

# %% [markdown] name="price-read"
# The *95 % interval* says how far the middle may be off by chance, had a few other payers been on file. Ask before you call
# it a price. Who has not paid in full looks cheap. One account may pay for a family. Cash is not on
# file. A hawala agent who is no member of anything has such a picture too.

# %% [markdown] name="part-8"
# ## 8 Exercise 4: unknown funds in words
#
# Back to the holder of exercise 1. Half a page for your team leader: **what the file shows, what may explain it, how to find
# out.**

# %% [markdown] name="unknown-table"
# Everyday explanations for unknown funds, and the record that would tell:
#
# | explanation | record |
# |---|---|
# | savings from before the period | opening balance |
# | savings club, gift, wedding, inheritance | the treasurer's notebook, the notary |
# | a lawful trade in cash; wages by hand | cash book, tax return, employer |
# | loan among relatives | lender's account, paper between them |
# | money of others: shop, hawala agent, head of a work team | agent's book, lists of the customers |
# | other accounts of the same person; an account lent to somebody | the institution |
# | transfers that nobody reported | coverage of the reporting |

# %% name="unknown-paper" role="given" hidden=true
# The paper. Only run this cell.
display(Markdown("> " + case.handout("day07.unknown_funds")["instructions"]))

# %% [markdown] name="unknown-card"
# {exercise day07.unknown_funds}

# %% [markdown] name="unknown-answer" role="written" exercise="day07.unknown_funds"
# *Double-click here and write half a page.*
#
# What the file shows:
#
# What may explain it (four or more, two of them innocent), each with the record that would tell:
#
# What I propose, and on which ground:
#
# ### BEGIN SOLUTION
# The model answer of this case, with its figures, stands beside your answer in the marking view. In form: the sums with
# their number of transfers and their gaps; four or more explanations, none assumed, each with the record that confirms or refutes it; a
# proposal limited to the accounts and the time that the question needs; and the sentence that unknown is not unlawful.
# ### END SOLUTION

# %% [markdown] name="part-9"
# ## 9 Check of understanding
#
# Answer aloud or on paper, then open the answer.

# %% [markdown] name="check-1"
# **1.** A moves 500 from his bank to his wallet. Source, application, or neither?
#
# <details><summary>Answer</summary>
# Neither. His own accounts are one pocket.
# </details>

# %% [markdown] name="check-2"
# **2.** B's house rose in price by 20,000. What does that do to the unknown sources?
#
# <details><summary>Answer</summary>
# Nothing. Assets stand at cost.
# </details>

# %% [markdown] name="check-3"
# **3.** An agent took in 900 for another agent's customers and paid out 1,000. Who owes whom?
#
# <details><summary>Answer</summary>
# The other owes 100. A single settlement payment of 100 is all that a bank may ever see.
# </details>

# %% [markdown] name="check-4"
# **4.** C has unknown funds of 1,400. May the report call them proceeds of crime?
#
# <details><summary>Answer</summary>
# No. It may say what is unknown, what may explain it, and which record would tell.
# </details>

# %% [markdown] name="check-5"
# **5.** Six relatives send C 50 dollars each in one week. Structuring?
#
# <details><summary>Answer</summary>
# Nothing points to it. Look for sums just under a threshold, several counters on a day, a change after the rule became known.
# </details>

# %% [markdown] name="stretch"
# ### For the quick
#
# Which paths through the holders of exercise 3 have **one reading only**? Change the number of days, and see how many paths you
# gain, and how many of them are sure.

# %% name="stretch-paths"
found = finance.paths(case.transfers, holders=paper["entities"], within="5D")
shown(found.frame.sort_values("other_readings")[["path", "paid_in", "paid_out", "kept", "days", "other_readings"]].head(10))

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow opens from an agreed file; what you missed today will not hurt
# you then.
