# %% [markdown] name="title"
# # Day 1: products and tasking
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing: two kinds of analysis | 30 |
# | 2 The law in plain words | 30 |
# | 3 Products, and Exercise 1 | 70 |
# | 4 Grades and estimative words, and Exercise 2 | 85 |
# | 5 Tasking, and Exercise 3 | 80 |
# | 6 Exercise 4: one tasking rewritten | 40 |
# | 7 Check of understanding | 25 |

# %% [markdown] name="how-to"
# **How to work here.** Press **Shift + Enter** to go from part to part, or choose *Run > Run All Cells* once at the start.
# You choose answers in forms; each choice is saved at once. After each form, run the line that begins with `mark`. You may
# change your choices and run it again: the last one counts.

# %% name="setup" role="given" hidden=true
import pandas as pd
from IPython.display import Markdown, display

from toolkit import evaluation, forms, judgement, maps, mark, open_case, trend

pd.set_option("display.max_colwidth", None)
case = open_case("case")

# %% [markdown] name="part-1"
# ## 1 Briefing: two kinds of analysis

# %% name="briefing" role="given" hidden=true
info = case.info
display(
    Markdown(
        f"**{info.get('title', 'The case')}.** On your desk, as of **{info.get('as_of', '')}**: {len(case.documents)} graded "
        f"documents on persons and firms, and the returns of {case.returns['state'].nunique()} states on "
        f"{case.returns['route'].nunique()} routes. The same business, seen from near and from far."
    )
)

# %% [markdown] name="two-kinds"
# | | operational analysis | strategic analysis |
# |---|---|---|
# | asks | who, where, when, with whom? | how much, why, what next? |
# | about | persons, groups, incidents | routes, methods, markets |
# | serves | an investigation, a rescue | priorities, budgets, law, partners |
# | looks | at now | ahead |
# | typical product | network profile | strategic assessment |

# %% [markdown] name="near-words"
# **From near.** The places of the case, as the operational analyst sees them. Each has records behind it.

# %% name="near-map" role="given" hidden=true
shown = case.places[case.places["kind"].isin(["border point", "landing", "road point"])]
maps.route(shown[["name", "latitude", "longitude", "kind"]], title="Border points, landings and road points of the case")

# %% [markdown] name="far-words"
# **From far.** The same region in the returns of states: detections a month on the largest route, and where its level
# changed. A grey band, where there is one, is a month that was not reported. That is not 0.

# %% name="far-chart" role="given" hidden=true
totals = case.returns[(case.returns["indicator"] == "1.1.1") & (case.returns["cycle"] == "monthly")]
largest = totals.groupby(["state", "route"])["value"].sum().idxmax()
monthly = trend.series(case.returns, state=largest[0], route=largest[1])
figure = trend.changepoints(monthly).chart()
figure.update_layout(title=f"{largest[1]}, as {largest[0]} reports it: detections a month")

# %% [markdown] name="far-question"
# **Talk about it, two minutes.** Which decision could you take from the map? Which from the chart? Which from neither?

# %% [markdown] name="part-2"
# ## 2 The law in plain words

# %% [markdown] name="law-smuggling"
# **Smuggling of migrants** (Protocol, Article 3(a)): getting somebody into a state illegally, *in order to obtain a financial
# or other material benefit*. Two things must be there: the **illegal entry** of another person, and the **benefit**.

# %% [markdown] name="law-offence"
# **Who offends** (Article 6): who procures it intentionally and for benefit; who makes or supplies documents for it; who
# enables illegal stay for benefit; also attempts, helping, organising, directing. It is worse where lives are endangered or
# people treated in an inhuman or degrading way.

# %% [markdown] name="law-migrants"
# **Who does not** (Article 5): migrants are not liable *under the Protocol* for having been smuggled. A state may still
# have other laws. Family members and helpers without profit are outside the Protocol's aim.

# %% [markdown] name="law-trafficking"
# **Trafficking in persons** is another offence: an **act** (such as transport), by a **means** (force, deceit, abuse of a
# weak position), for **exploitation**. For children no means is needed. Consent counts for nothing where a means was used.
#
# A border is not what divides the two, and neither is consent at the start. A smuggled person may become a trafficked one
# on the way.

# %% [markdown] name="law-duty"
# **Duties beside the offence** (Articles 16 and 19): protect life and safety; send nobody back to persecution; treat nobody
# worse for where they come from. So a tasking has a **referral** line: what happens if a person in need is found?

# %% [markdown] name="law-legend"
# *Laws differ.* Not every state of the region is a party, and some domestic offences need no profit. On this course, items
# say *under the Protocol* where it matters. At home, your legal adviser has the last word.

# %% [markdown] name="part-3"
# ## 3 Products
#
# A product serves a decision. If no decision depends on it, don't ask for it.

# %% [markdown] name="products-legend"
# | product | answers | looks |
# |---|---|---|
# | **target profile** | one person or group: who are they, how do they work, where to act? | now |
# | **network profile** | who works with whom, in which role? where can it be cut? | now |
# | **comparative case analysis** | are several incidents the work of the same people? | back |
# | **problem profile** | one recurring problem at one place: what, when, how, why there? | now |
# | **situation report** | what has happened up to now? | back |
# | **strategic assessment** | how will the threat develop? what comes first? | ahead |
# | **estimate** | how probable is one named event by a date? | ahead |
# | **early warning** | which indicators tell us that a change begins? | watching |
#
# *Agencies' names differ.* Some call a strategic assessment a threat assessment, and a network profile an offender group
# profile. Print a legend.

# %% [markdown] name="products-example"
# **Worked example** (not from our case). *A governor asks: "Each rainy season people drown at the same ford. What makes them
# cross there?"*
#
# One place, it recurs, and the question is why: a **problem profile**. Not a situation report, which would count the
# drowned; not a target profile, since nobody is named.

# %% [markdown] name="products-guided"
# **Together.** *"Police in two districts hold one file each on groups left at the roadside. Should one team take both?"*
# What will be decided? What must be known for it?
#
# <details><summary>Answer</summary>
# Whether the incidents belong together decides it: comparative case analysis. A network profile comes after, if they do.
# </details>

# %% [markdown] name="products-now"
# ### Exercise 1
#
# Ten situations from our case. Choose the product that serves the decision best.

# %% [markdown] name="products-card"
# {exercise day01.products}

# %% name="products-answer" role="answer" hidden=true
products = forms.choices("day01.products", case)
### BEGIN SOLUTION
signs = {
    "comparative case analysis": ["same people", "incidents"],
    "early warning": ["indicators", "a change", "next change"],
    "estimate": ["probab", "likely"],
    "strategic assessment": ["threat", "priorities", "budget"],
    "situation report": ["up to now", "has happened"],
    "network profile": ["who works with whom", "role", "cut the network"],
    "problem profile": ["recur", "why there", "why at that place"],
    "target profile": ["one person", "one group", "where to act"],
}
chosen = {}
for item in case.handout("senior_2day/day01.products")["items"]:
    said = item["detail"].lower()
    counts = {product: sum(word in said for word in words) for product, words in signs.items()}
    chosen[item["id"]] = max(counts, key=counts.get)
products.fill(chosen)
### END SOLUTION
products

# %% name="products-mark" role="mark" exercise="day01.products"
mark("day01.products", products.values)

# %% [markdown] name="part-4"
# ## 4 Grades and estimative words
#
# Each document carries two characters, such as **B2**. The first is about the **source**, the second about **this piece of
# information**.

# %% name="grades-legend" role="given" hidden=true
evaluation.FOUR_BY_FOUR

# %% [markdown] name="grades-schools"
# *Schools differ.* This is the [[4x4]] system of the Europol Regulation. In the Admiralty system ([[6x6]]) B2 means *usually
# reliable, probably true*: the same two characters, another meaning. Ask which system a document uses.

# %% [markdown] name="grades-misread"
# **Three misreadings**
#
# 1. *"B2, so it is true."* No: a grade says how far you can rely on it. A good source can be deceived.
# 2. *"X, so the source is bad."* No: nobody can say yet.
# 3. *"Three reports say it, so it is certain."* Not if all three come from one source: circular reporting.

# %% [markdown] name="grades-document-words"
# **Look at one.** Here is the head and body of a document from our case. Which grade, which handling code? What may you do with
# it, and what must you ask first?

# %% name="grades-document" role="given" hidden=true
chosen_document = case.reports[case.reports["kind"] == "informant"].iloc[0]["document_id"]
display(Markdown(case.document(chosen_document).replace("\n# ", "\n### ")))

# %% [markdown] name="words-legend"
# **Words of estimative probability** (ICD 203). The same word means the same range for every reader.

# %% name="words-table" role="given" hidden=true
scale = judgement.scale()
span = [f"{100 * low:.0f} to {100 * high:.0f} %" for low, high in zip(scale["low"], scale["high"], strict=True)]
pd.DataFrame({"term": scale["term"], "or": scale["synonym"], "chance": span}).style.hide(axis="index")

# %% [markdown] name="words-boundary"
# Where two ranges meet, at 20 % or 80 % for example, either term is right.

# %% [markdown] name="words-confidence"
# **[[Likelihood|likelihood]] is not [[confidence]].** Likelihood is about the *event*: "it is likely that the route shifts". Confidence is about
# the *basis* of the judgement: "our confidence is low, since one source alone reports it". They stand in two sentences, never
# in one.

# %% [markdown] name="words-example"
# **Worked example.** *"We assess with high confidence that it is likely that the ferry is used again."* Both in one
# sentence: how sure is the event, how good the basis? Better: *"It is likely that the ferry is used again. Our confidence is
# high: three independent sources agree."*
#
# *"The ferry may be used again."* Better? No: *may* has no range. 5 %? 60 %?

# %% [markdown] name="grades-now"
# ### Exercise 2
#
# Documents and judgements from our case. What do they tell you, and what not?

# %% [markdown] name="grades-card"
# {exercise day01.grades}

# %% name="grades-answer" role="answer" hidden=true
grades = forms.choices("day01.grades", case)
### BEGIN SOLUTION
import re

told = {
    "proved reliable in most": "B",
    "proved unreliable in most": "C",
    "cannot be assessed": "X",
    "at first hand": "12",
    "nothing on file bears": "4",
    "not in doubt": "1",
    "corroborated by what": "3",
    "permission": "",
}
read = {}
for item in case.handout("senior_2day/day01.grades")["items"]:
    asked, detail, codes = item["text"].lower(), item["detail"], item["codes"]
    grade = re.search(r"grade ([ABCX])([1-4])", detail)
    if "first character" in asked and grade:
        read[item["id"]] = f"source {grade[1]}"
    elif "second character" in asked and grade:
        read[item["id"]] = f"information {grade[2]}"
    elif "does this hold" in asked:
        wanted = next((marks for words, marks in reversed(told.items()) if words in asked), "")
        allowed = "if the provider permits" in asked or "once the provider permits" in asked
        held = allowed or bool(grade and set(wanted) & {grade[1], grade[2]})
        read[item["id"]] = "holds" if held else "does not hold"
    elif "which chance" in asked:
        term = max((one for one in judgement.TERMS if one in detail), key=len)
        read[item["id"]] = f"range {term}"
    elif "which term" in asked:
        chance = int(re.search(r"(\d+) %", detail)[1]) / 100
        read[item["id"]] = judgement.likelihood(chance)
    else:
        rules = {one.rule for one in judgement.check(detail)}
        words = any(term in detail for term in judgement.TERMS)
        vague = any("vague" in rule for rule in rules)
        mixed = "likelihood with confidence" in rules
        read[item["id"]] = "mixed" if mixed else "vague" if vague else "sound" if words else "bare"
    if read[item["id"]] not in codes:
        read[item["id"]] = codes[0]
grades.fill(read)
### END SOLUTION
grades

# %% name="grades-mark" role="mark" exercise="day01.grades"
mark("day01.grades", grades.values)

# %% [markdown] name="part-5"
# ## 5 Tasking
#
# A tasking is an order for knowledge. Five parts, in any order:
#
# | part | asks |
# |---|---|
# | **question** | What do I want to know? Can it be answered? |
# | **decision** | What will I do differently, depending on the answer? |
# | **scope** | Which place, time, persons or routes? What not? |
# | **sources** | From what? Lawful, and who approves new collection? |
# | **deadline** | By which day is the answer of use? |

# %% [markdown] name="tasking-lines"
# **Three lines that no tasking crosses**
#
# 1. **No selection by nationality.** People are looked at for what they do.
# 2. **Migrants are not offenders** for having been smuggled, and not a target list.
# 3. **No unlawful source.** What is found unlawfully harms people, and often the case.

# %% [markdown] name="tasking-example"
# **Worked example** (not from our case). *"Please look into the ferry. Cover everything since the beginning. As soon as you
# can."*
#
# No question, too broad, no deadline, no decision. Better: *"Which of the two ferries carries groups at night, and how sure
# are you? The northern landing alone, the last three months. Use the file and the harbour's own log. With it I decide which
# landing the patrol watches. By the tenth."*

# %% [markdown] name="tasking-guided"
# **Together.** *"Who rents the house at the ferry? Start with the foreigners. Use the file. I decide with it whether to ask
# for a search. By Friday."* What must be mended?
#
# <details><summary>Answer</summary>
# One thing: it selects by nationality. The rest is sound.
# </details>

# %% [markdown] name="tasking-now"
# ### Exercise 3
#
# Eight taskings about our case. Tick what must be mended; several ticks are possible. Ticking what isn't there costs as
# much as finding what is.

# %% [markdown] name="taskings-card"
# {exercise day01.taskings}

# %% name="taskings-answer" role="answer" hidden=true
taskings = forms.choices("day01.taskings", case)
### BEGIN SOLUTION
flaws = {
    "nationality": r"nationals|nationality",
    "migrants as offenders": r"migrants",
    "unlawful source": r"without a court order|without a request",
    "too broad": r"everything|\ball (?:routes|years)",
}
needed = {
    "no question": r"\?",
    "no decision": r"decide|settles|depends|I will set|we arrest",
    "no deadline": r"Friday|tenth|ten days|Monday",
}
ticked = {}
for item in case.handout("senior_2day/day01.taskings")["items"]:
    found = [code for code, words in flaws.items() if re.search(words, item["detail"])]
    found += [code for code, words in needed.items() if not re.search(words, item["detail"])]
    ticked[item["id"]] = found or ["sound"]
taskings.fill(ticked)
### END SOLUTION
taskings

# %% name="taskings-mark" role="mark" exercise="day01.taskings"
mark("day01.taskings", taskings.values)

# %% [markdown] name="part-6"
# ## 6 Exercise 4: one tasking rewritten
#
# This tasking lies on your desk.

# %% name="rewrite-paper" role="given" hidden=true
paper = case.handout("senior_2day/day01.rewrite")
display(Markdown(f"> {paper['tasking']}\n\n{paper['instructions']}"))

# %% [markdown] name="rewrite-marked"
# **How it is marked** (10 points, by your instructor): the five parts (5); a question that one analyst can answer in the
# time (2); lawful, fair to persons, with a referral line where people may be in need (2); short enough to be read aloud (1).

# %% [markdown] name="rewrite-card"
# {exercise day01.rewrite}

# %% [markdown] name="rewrite-answer" role="written" exercise="day01.rewrite"
# *Double-click here and write: question, scope, sources, decision, deadline.*
#
# ### BEGIN SOLUTION
# The model answer of this case stands beside your answer in the marking view. In form: "Which of ... , and how sure are
# you? Keep to ... and the last six months. Use what is on file. With it I decide whether ... . By the tenth. If you come
# upon a person in need, tell the referral officer the same day."
# ### END SOLUTION

# %% [markdown] name="part-7"
# ## 7 Check of understanding
#
# Answer aloud, then open the answer.

# %% [markdown] name="check-1"
# **1.** You receive a network profile and must decide next year's budget. What do you say to the analyst?
#
# <details><summary>Answer</summary>
# Thank you, and I asked the wrong question: for priorities and money I need a strategic assessment.
# </details>

# %% [markdown] name="check-2"
# **2.** "A1: so we know that it is true." What do you ask?
#
# <details><summary>Answer</summary>
# Who saw it, and what does somebody independent say? A grade is about reliance, not truth, and it may change.
# </details>

# %% [markdown] name="check-3"
# **3.** "We are highly confident that it is unlikely." Mend the sentence.
#
# <details><summary>Answer</summary>
# "It is unlikely. Our confidence is high, because ..." Two sentences, two things.
# </details>

# %% [markdown] name="check-4"
# **4.** A woman in a stopped van says that she was told of a job in a shop and must now work off a debt in a locked house. Which
# product do you ask for?
#
# <details><summary>Answer</summary>
# None first. She is referred and protected today; the possible trafficking is reported. Analysis comes after.
# </details>

# %% [markdown] name="stretch"
# ### More for the quick
#
# Take the tasking that you rewrote. Name two other products that could have answered it, and say what each would have cost
# you: time, people, and what you would not have learnt.
