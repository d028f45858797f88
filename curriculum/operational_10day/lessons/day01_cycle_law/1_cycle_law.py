# %% [markdown] name="title"
# # Day 1: the intelligence cycle, the law, and what we may do
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 The tasking | 20 |
# | 2 Test before the course | 30 |
# | 3 The intelligence cycle | 30 |
# | 4 Smuggling and trafficking: the elements | 40 |
# | 5 Exercise: smuggling, trafficking, both or neither | 70 |
# | 6 People and data: what may be done | 20 |
# | 7 Exercise: who is it, and what may be done | 45 |
# | 8 Exercise: a collection plan | 60 |
#
# The first 45 minutes of the day belong to the page *Before day 1: your first notebook*, which is also sent ahead.

# %% name="setup" role="given"
import pandas as pd
from IPython.display import HTML, Markdown, display

from toolkit import evaluation, forms, mark, open_case
from toolkit.schema import STREAMS

pd.set_option("display.max_colwidth", None, "display.max_rows", 80)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file, and the drawings of this day. You need not read this cell, only run it.
desk = evaluation.desk(case)
read, about, find = desk.read, desk.about, desk.find


def law_picture():
    """The elements of the two Protocols, side by side."""
    box = '<div style="border:1.5px solid {colour};border-radius:6px;padding:8px 12px;{ground}">{words}</div>'
    arrow = '<div style="text-align:center;font-size:18px;line-height:24px">{sign}</div>'
    columns = {
        "#0072B2": (
            ["<b>Illegal entry</b> procured for somebody, into another state", "<b>Benefit:</b> financial or other material, "
             "for whoever procured it"],
            "<b>Smuggling of migrants</b><br>entry + benefit",
        ),
        "#D55E00": (
            ["<b>Act:</b> recruited, transported, transferred, harboured, received", "<b>Means:</b> threat, force, "
             "deception, abuse of power or of vulnerability. <i>For a child none is needed</i>", "<b>Purpose:</b> exploitation"],
            "<b>Trafficking in persons</b><br>act + means + purpose",
        ),
    }
    drawn = []
    for colour, (elements, verdict) in columns.items():
        shown = arrow.format(sign="+").join(box.format(colour=colour, ground="", words=words) for words in elements)
        end = box.format(colour=colour, ground="background:var(--jp-layout-color2,#f0f0f0)", words=verdict)
        drawn.append(f'<div style="flex:1">{shown}{arrow.format(sign="&#8595;")}{end}</div>')
    note = '<div style="text-align:center;margin-top:10px">Both can be true of one journey. Neither can be true too.</div>'
    return HTML(f'<div style="max-width:780px;margin:6px auto"><div style="display:flex;gap:40px">{"".join(drawn)}</div>{note}</div>')


def cycle_picture():
    """The seven steps of the intelligence cycle, as a ring."""
    import math

    import plotly.graph_objects as go

    from toolkit.style import OKABE_ITO, WIDTH, template

    steps = ["Direction", "Collection", "Evaluation", "Collation", "Analysis", "Dissemination", "Feedback"]
    asks = ["what is to<br>be decided?", "who could<br>know?", "how good<br>is it?", "where is it<br>found again?",
            "what does<br>it mean?", "who needs it,<br>and may have it?", "did it<br>help?"]
    at = [(math.sin(2 * math.pi * k / 7) * 1.5, math.cos(2 * math.pi * k / 7)) for k in range(7)]
    made = go.Figure()
    for (x, y), (to_x, to_y) in zip(at, at[1:] + at[:1]):
        # from the edge of one box to that of the next
        free = min(0.42 / abs(to_x - x), 0.29 / abs(to_y - y) if abs(to_y - y) > 0.01 else 1)
        made.add_annotation(x=to_x - free * (to_x - x), y=to_y - free * (to_y - y), ax=x + free * (to_x - x),
                            ay=y + free * (to_y - y), xref="x", yref="y", axref="x", ayref="y", arrowhead=2, arrowwidth=1.6,
                            text="")
    for (x, y), step, ask in zip(at, steps, asks):
        made.add_annotation(x=x, y=y, showarrow=False, text=f"<b>{step}</b><br>{ask}", bgcolor="white", borderpad=6,
                            bordercolor=OKABE_ITO["blue"], borderwidth=1.5, width=118)
    made.update_layout(template=template(), width=WIDTH, height=470, title="The intelligence cycle (seven-step variant)",
                       xaxis={"visible": False, "range": [-2.1, 2.1]}, yaxis={"visible": False, "range": [-1.35, 1.3]})
    return made


# %% [markdown] name="part-1"
# ## 1 The tasking

# %% name="briefing" role="given" hidden=true
# The briefing. Run this cell and read what it says.
info = case.info
index = case.nominals["kind"].value_counts()
display(
    Markdown(
        f"**{info['title']}** begins today. This is the file as it stands on **{info['as_of']}**: {len(case.documents)} "
        f"documents, {index.get('person', 0)} people and {index.get('organisation', 0)} organisations on the nominal "
        f"index, {len(case.crossings):,} border crossings. Nobody has asked for call records or bank records yet."
    )
)

# %% [markdown] name="client"
# Your client is the head of investigations. The tasking:
#
# > *People are brought over the border for money. Vans were stopped, drivers were arrested, and the next night the vans
# > ran again. I want to know who runs this, how it works and where it can be stopped, so that the prosecutor can act in
# > ten working days. Protect the people who are moved. If anybody is in danger, I want to know at once.*
#
# **Ten days, one investigation.** Each morning opens from an agreed case file, so what you miss today does not hurt you
# tomorrow.

# %% name="latest" role="given"
case.documents.sort_values("dated")[["document_id", "dated", "source_grade", "information_grade", "title"]].tail(6)

# %% [markdown] name="client-questions"
# **Two minutes, in pairs.** Which decision will the client take? What must be known for it? What would you ask the
# client back?

# %% [markdown] name="part-2"
# ## 2 Test before the course
#
# It shows what the course should dwell on for you. It covers all ten days: much of it you cannot know yet. Leave out what
# you do not know. On day 10 you meet the same topics again, with other questions.

# %% [markdown] name="pretest-card"
# {exercise day01.pretest}

# %% name="pretest-answer" role="answer"
pretest = forms.choices("day01.pretest", case)
### BEGIN SOLUTION
known = [
    "collation: it is entered", "collection: what is needed", "a financial or other material benefit",
    "no smuggling: there is no", "is irrelevant", "no means is needed", "is not liable for having been smuggled",
    "describe both roles", "bears out nothing", "one at most", "stated evidence that he used", "handsets and sims",
    "what documents state", "between the groups", "cannot betray the source", "removing identifiers from the text",
    "inconsistent with some hypotheses", "not diagnostic", "high confidence that it is likely", "with moderate confidence",
]
from toolkit import judgement

grades = evaluation.FOUR_BY_FOUR
chosen = {}
for item in case.handout("day01.pretest")["items"]:
    lines = dict(line.split(") ", 1) for line in item["detail"].splitlines())
    hits = [code for code, words in lines.items() if any(word in words.lower() for word in known)]
    if not hits and "a chance of" in item["text"]:
        terms = judgement.accepted(int(item["text"].split("a chance of ")[1].split()[0]) / 100)
        hits = [code for code, words in lines.items() if words in terms]
    if not hits and "4x4 grade" in item["text"]:
        letter = item["text"].split("4x4 grade ")[1][0]
        hits = [code for code, words in lines.items() if words == grades.source[letter]]
    if hits:
        chosen[item["id"]] = hits[0]
pretest.fill(chosen)
### END SOLUTION
pretest

# %% name="pretest-mark" role="mark" exercise="day01.pretest"
mark("day01.pretest", pretest.values)

# %% [markdown] name="part-3"
# ## 3 The intelligence cycle
#
# **Information** is what somebody tells. **[[Intelligence|intelligence cycle]]** is what it means, for somebody who has to
# decide. Between them lie seven steps.

# %% name="cycle-picture" role="given"
cycle_picture()

# %% [markdown] name="cycle-schools"
# *Schools differ.* Some count five steps, some put evaluation and [[collation]] into one, some leave feedback out. Say which
# variant you use. In this course it is the one above.

# %% [markdown] name="cycle-days"
# | step | question | in this course |
# |---|---|---|
# | Direction | what is to be decided, and by when? | day 1 |
# | Collection | who could know, and on which ground may we ask? | day 1 |
# | Evaluation | how good is the source, how good is what it says? | day 2 |
# | Collation | can it be found again, and compared? | days 2 and 3 |
# | Analysis | what does it mean? | days 3 to 8 |
# | [[Dissemination|dissemination]] | who needs it and may have it? | days 9 and 10 |
# | Feedback | did it help? | every day, and day 10 |

# %% [markdown] name="cycle-example"
# **Worked example.** A patrol reports: *a white van without rear windows waited an hour at the ferry, and left when we
# came nearer.*
#
# - *Direction:* the client wants to know where groups change vehicles.
# - *Collection:* the ferry keeps a camera for 72 hours. Ask today; tomorrow it is gone.
# - *Evaluation:* the patrol saw it itself. That a van waits is seen; that it waited for a group is the patrol's guess.
# - *Collation:* entered under place, vehicle and hour, so that the next white van finds it.
# - *Analysis:* third such van this month, each on the night before a group was found. Now it means something.
# - *Dissemination:* to the border unit, with its handling code. Not to the ferry company.
# - *Feedback:* the unit stopped the fourth van. It brought newspapers.

# %% [markdown] name="cycle-guided"
# **Together.** Which step went wrong?
#
# 1. A brilliant chart is handed to the client a week after the raid.
# 2. The same number stands in three reports under three spellings, and nobody notices.
# 3. An analyst asks for all call records of a town "because they may be useful".
# 4. A rumour is charted as a fact, since a colleague told it.
#
# <details><summary>Answers</summary>
#
# 1. Dissemination: too late. Perhaps direction: nobody asked by when.
# 2. Collation.
# 3. Direction and collection: no question, so no necessity.
# 4. Evaluation.
#
# </details>

# %% [markdown] name="part-4"
# ## 4 Smuggling and trafficking: the elements
#
# **[[Smuggling of migrants|smuggling of migrants]]**, Protocol, Article 3(a):
#
# > *the procurement, in order to obtain, directly or indirectly, a financial or other material benefit, of the illegal
# > entry of a person into a State Party of which the person is not a national or a permanent resident*
#
# **[[Trafficking in persons|trafficking in persons]]**, Protocol, Article 3, has three elements: an **act** (recruiting,
# transporting, transferring, harbouring or receiving people), a **means** (threat, force, deception, abuse of power or of
# a position of vulnerability, and others) and a **purpose**: exploitation.

# %% name="law-picture" role="given"
law_picture()

# %% [markdown] name="law-four"
# **What does not decide it**
#
# | often said | but |
# |---|---|
# | "A border was crossed, so it is smuggling." | Trafficking happens inside one country, and people cross borders lawfully and are trafficked. |
# | "They agreed, so it is not trafficking." | Consent is irrelevant where a means was used. |
# | "She is fifteen and nobody forced her." | For children no means is needed. |
# | "He helped his sister over the river." | Without a financial or other material benefit it is not smuggling under the Protocol. |

# %% [markdown] name="law-migrants"
# **Migrants are not liable under the Protocol for having been smuggled** (Article 5). Other offences in national law stay as
# they are (Article 6(4)). Somebody who travels *and* steers the boat has a **[[dual role]]**: describe what was done, do not
# label.
#
# **Attempts count.** Article 6(2) covers the attempt, taking part as an accomplice, and organising or directing others: a group
# that is stopped before the line was on the way to be smuggled all the same.
#
# **Worse cases.** Article 6(3): lives or safety endangered, or inhuman or degrading treatment, are to make an offence
# aggravated. Article 6(1) also names documents made or supplied for it, and **[[enabling illegal stay]]**.
#
# *National law comes first in your office. Not every state is a party, and some domestic offences need no profit. In this
# course every item says "under the Protocol".*

# %% [markdown] name="law-example"
# **Worked example.** *For 300 dollars a man is led over a hill at night. In town his guide's cousin takes his passport, says
# that the price is now 3,000, and sends him to a brick kiln until it is paid. The two had planned it so.*
#
# | element | here | because |
# |---|---|---|
# | act | both | illegal entry was procured; he was transported and received |
# | means | used | deception about the price, passport taken |
# | purpose | yes | work until a made-up debt is paid, planned from the start |
# | benefit | yes | 300, and the work |
# | border | crossed | |
# | **verdict** | **both** | entry for benefit; act + means + purpose |
#
# The first column is taken at its word. Whoever is led, driven or lodged was *handled*, by a smuggler too: one act alone makes
# neither offence, so a journey for money over the hill is *both* in that column and *smuggling* in the last.
#
# And the first thing to do with this account is none of it: **[[referral]]**. He may still be there.

# %% [markdown] name="part-5"
# ## 5 Exercise: smuggling, trafficking, both or neither
#
# Eight accounts with names and prices of our region. One row each. Use what stands there and nothing else.

# %% name="elements-paper" role="given"
paper = case.handout("day01.elements")
columns = ["act", "means", "purpose", "benefit", "border", "verdict"]
pd.DataFrame([{"column": name, "question": paper["asked"][name]} for name in columns]).set_index("column").rename_axis(None)

# %% [markdown] name="elements-guided"
# **Do the first one together.** Fill its row from left to right: act, means, purpose, benefit, border. Decide last. If you
# quarrel about a column, the words of the account decide; what they leave open is *not* there.

# %% [markdown] name="elements-card"
# {exercise day01.elements}

# %% name="elements-answer" role="answer"
elements = forms.table("day01.elements", case)
### BEGIN SOLUTION
rows = []
for item in paper["items"]:
    words = item["text"].lower()
    has = lambda *signs: any(sign in words for sign in signs)
    child = has("fifteen", "fourteen", "boy of", "girl of")
    held = has("threat", "guarded", "taken away", "was kept", "locked", "hold him", "did not exist", "pretence")
    entry = has("past ", "over near", "brought over", "over a forest", "walked him over", "taken over", "way across", "over unseen")
    paid = has("us dollars", "fee", "tickets", "paid for her", "all that he is given", "unpaid", "without pay")
    free = has("nothing for it", "took and was promised nothing", "asked for nothing", "no money from", "paid nobody", "nobody had")
    lawful = has("visas", "their passports", "own passport", "proper visas")
    alone = has("by himself, without", "two friends rowed")
    line = not has("before the line", "in its own country", "same country", "of the district", "same province", "own country", "barn")
    trafficked = held or child
    smuggled = entry and paid and not free and not lawful and not alone
    act = "neither" if alone else "both" if entry and not lawful and not (trafficked and not smuggled) else "handling of people"
    verdict = "both" if smuggled and held else "trafficking" if trafficked else "smuggling" if smuggled else "neither"
    rows.append(
        dict(
            vignette=item["id"],
            act=act,
            means="not needed" if child else "used" if held else "none",
            purpose="yes" if trafficked else "no",
            benefit="no" if free or alone else "yes",
            border="crossed" if line else "not crossed",
            verdict=verdict,
        )
    )
elements.fill(rows)
### END SOLUTION
elements

# %% name="elements-mark" role="mark" exercise="day01.elements"
mark("day01.elements", elements.values)

# %% [markdown] name="part-6"
# ## 6 People and data: what may be done
#
# **Four statuses, kept apart on every list and chart**
#
# | status | when | first duty |
# |---|---|---|
# | suspect | a ground on file points to a part in the offence | ground stated, reviewed |
# | witness | saw or knows something, took no part | protect what was told |
# | victim, or possible victim | signs of exploitation or danger | refer first, analyse later |
# | contact | in touch with somebody, nothing more is known | no more than that |
#
# A person may move from one to another. The move is a decision, with date and ground.

# %% [markdown] name="data-questions"
# **Five questions to ask of a record before it is used**
#
# 1. **Purpose.** Was it collected for this, or may it lawfully be used for this?
# 2. **Necessity.** Does the question need it?
# 3. **Quality.** Is it right, graded, dated?
# 4. **Retention.** Is its time over?
# 5. **Transfer.** Who decides that it leaves the house, under which handling code? Is the decision on record?
#
# **Nationality and ethnicity are never a risk score.** "People of that country" is not a ground. What somebody did is.

# %% [markdown] name="data-example"
# **Worked example.** *A camera at a ferry was read to find a van. The insurer of the ferry asks for the plates of all that
# crossed that week.*
#
# They were read to find one van. The insurer's claims are another purpose: **must not**, unless the law opens that way and
# somebody entitled decides it on record. And all plates but one belong to people of whom nothing is known: had the van been
# found on the first day, the rest were *not needed* for the question at all.

# %% [markdown] name="data-intelligence"
# **Intelligence is not evidence.** A report may be true and useless in court, or given on the word that it never gets
# there. Disclosure is a decision, taken by whoever answers for it, and written down. So is referral.

# %% [markdown] name="part-7"
# ## 7 Exercise: who is it, and what may be done
#
# Some items ask who a person is to the case on what is known **today**. Others ask what may be done with a record.

# %% [markdown] name="lawful-card"
# {exercise day01.lawful}

# %% name="lawful-answer" role="answer"
lawful = forms.choices("day01.lawful", case)
### BEGIN SOLUTION
signs = {
    "suspect": ["takes the fees", "false papers", "drivers their orders"],
    "witness": ["ticket seller", "tells who took", "noted the plates of vans"],
    "victim": ["not free to leave", "girl of sixteen", "is beaten"],
    "contact": ["nothing else is on file", "calls him every", "contact list of a seized", "bus stop"],
    "may": ["compare the plates", "surveillance log", "search the nominal index"],
    "decision": ["partner state asks", "to the prosecutor", "charity asks", "have not asked for"],
    "purpose": ["tax office", "mother travel", "send them home"],
    "necessity": ["medical note", "religion", "school records"],
    "retention": ["ever since", "after the case was closed", "kept for 90 days"],
}
chosen = {}
for item in case.handout("day01.lawful")["items"]:
    words = " ".join(item["detail"].lower().split())
    counts = {code: sum(sign in words for sign in signs[code]) for code in item["codes"]}
    if any(counts.values()):  # words that it does not know stay without an answer
        chosen[item["id"]] = max(counts, key=counts.get)
lawful.fill(chosen)
### END SOLUTION
lawful

# %% name="lawful-mark" role="mark" exercise="day01.lawful"
mark("day01.lawful", lawful.values)

# %% [markdown] name="part-8"
# ## 8 Exercise: a collection plan
#
# A **[[collection plan]]** turns the client's question into requests that somebody can answer.
#
# | question | gap | who could know | ground | by when | if nothing comes |
# |---|---|---|---|---|---|
# | Where do groups change vehicles? | nobody has seen a change | ferry company: camera, 72 hours | consent of the company, recorded | today | patrol at the ferry on the next two market days |
#
# What is already on file is not collected again. Here is what you have.

# %% name="plan-paper" role="given" hidden=true
# What is asked, and what is on file. Run this cell and read what it says.
plan = case.handout("day01.plan")
display(Markdown(f"**{plan['instructions']}**"))
pd.DataFrame(
    [
        {"evidence": name, "records on file": count, "what it holds": STREAMS[name].doc.split(". ")[0].rstrip(".")}
        for name, count in plan["on_file"].items()
    ]
).set_index("evidence").rename_axis(None)

# %% [markdown] name="plan-hint"
# Three to five requests are a good plan; twenty are none. Put first what is cheap and open, last what intrudes most. Ask
# by place and by role, never by nationality. Before any interview with somebody who may be a victim: who is called first?

# %% [markdown] name="plan-card"
# {exercise day01.plan}

# %% [markdown] name="plan-answer" role="written" exercise="day01.plan"
# *Double-click here and write. A row stands between upright bars; for another request copy the empty row. Shift + Enter shows
# the table.*
#
# | question | gap | who could know | ground | by when | if nothing comes |
# |---|---|---|---|---|---|
# | | | | | | |
#
# Referral, before any interview:
#
# ### BEGIN SOLUTION
# The model answer of this case, counted from what its file lacks, stands beside your answer in the marking view. In form:
# three to five rows, each with a question that serves the client's decision, a gap that the file really has, a holder, a
# ground with its limit in time, a date, and what is done if nothing comes; then one line on referral.
# ### END SOLUTION

# %% [markdown] name="check"
# ### Check of understanding
#
# Answer aloud or on paper, then open the answer.

# %% [markdown] name="check-1"
# **1.** A guide takes a family over a river for 200 dollars; they are free on the other side. Smuggling, trafficking, both?
#
# <details><summary>Answer</summary>
#
# Smuggling: illegal entry, procured for a benefit. No means, no exploitation. The family is not liable under the Protocol.
#
# </details>

# %% [markdown] name="check-2"
# **2.** "Everybody from that village is in it." What do you write on the index?
#
# <details><summary>Answer</summary>
#
# Nothing. A village is no ground. Enter what a named person was seen or stated to do, with source and grade.
#
# </details>

# %% [markdown] name="check-3"
# **3.** Why does a plan say what is done if nothing comes?
#
# <details><summary>Answer</summary>
#
# Because most requests bring nothing in time, and the client decides all the same.
#
# </details>

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow the first reports come in ungraded, and grading them is your
# task.
