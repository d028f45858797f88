# %% [markdown] name="title"
# # Before day 1: your first notebook
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Cells: read, run, read on | 10 |
# | 2 The file: documents and a search | 10 |
# | 3 A first chart | 15 |
# | 4 What to do when something looks wrong | 10 |
#
# You need no programming in this course. You need to know how to run a cell and how to change a word between quotation
# marks. This page practises both.

# %% [markdown] name="part-1"
# ## 1 Cells
#
# A notebook is a page made of **cells**. Some hold text, like this one. Some hold instructions for the computer; they
# have a grey ground and square brackets `[ ]` on their left.
#
# Click into the cell below and press **Shift + Enter**. The brackets show `[*]` while the computer works, then a number.

# %% name="first-cell" role="given"
print("You have run your first cell.")

# %% [markdown] name="first-cell-again"
# You can run a cell as often as you like. Nothing breaks. Cells build on one another, so run them **from top to bottom**.
#
# Run the next one too. It opens the case file. Every lesson has one like it near its top.

# %% name="setup" role="given"
import pandas as pd

from toolkit import evaluation, link, open_case

pd.set_option("display.max_colwidth", None, "display.max_rows", 60)
case = open_case("case")
desk = evaluation.desk(case)
print(f"{case.info['title']}: {len(case.documents)} documents on file on {case.info['as_of']}")

# %% [markdown] name="part-2"
# ## 2 The file
#
# The case file holds **documents**, numbered from D001, and an index of **[[nominals|nominal]]**: people and organisations,
# numbered from N001. Being on the index accuses nobody.

# %% name="index" role="given"
case.documents[["document_id", "dated", "title"]].head(5)

# %% [markdown] name="read-one"
# **Read a document.** Run the cell. Then put another number between the quotation marks, and run it again.

# %% name="read-cell"
desk.read("D001")

# %% [markdown] name="find-word"
# **Search the file.** The next cell shows every sentence with a word that begins with one of these. Change the words: leave
# the quotation marks and the comma where they are.

# %% name="find-cell"
desk.find("paid", "drives")

# %% [markdown] name="find-none"
# Try a word that stands nowhere, such as `"parrot"`. An empty table is an answer too: nobody on file uses that word.

# %% [markdown] name="part-3"
# ## 3 A first chart
#
# Here is a small story that has nothing to do with the case.
#
# > Ana and Ben loaded a van together: two officers saw it. A post without a name says that Ben does business with Cal.
# > Cal keeps the desk of the Blue Gate guest house.
#
# Two links between people. The first was seen by officers, so it is **confirmed**. The second is only said: **suspected**.
# And one box: Cal stands inside the Blue Gate.

# %% name="chart-data"
story = [
    ("Ana", "Ben", "confirmed"),
    ("Ben", "Cal", "suspected"),
]

# %% name="chart-cell" role="given"
table = pd.DataFrame(story, columns=["a", "b", "status"])
graph = link.build(table, source="a", target="b", nodes=["Blue Gate"])
link.chart(graph, kinds={"Blue Gate": "organisation"}, members={"Blue Gate": ["Cal"]}, title="A first chart", height=430)

# %% [markdown] name="chart-yourself"
# **Your turn.** Two cells up, add a line to the story: Ana's sister Dee is suspected of driving for Ben.
#
# 1. Click behind `("Ben", "Cal", "suspected"),` and press Enter.
# 2. Write `("Dee", "Ben", "suspected"),` with every quotation mark, comma and bracket.
# 3. Run that cell, then run the chart cell again.
#
# <details><summary>It does not work. What now?</summary>
#
# Compare your line with the one above it, sign by sign. Most often a quotation mark or the comma at the end is missing.
#
# </details>

# %% [markdown] name="part-4"
# ## 4 When something looks wrong
#
# | you see | what it means | what to do |
# |---|---|---|
# | `[*]` for more than a minute | the computer is still at work, or stuck | menu *Kernel*, *Restart Kernel*, then run from the top |
# | `NameError: name '...' is not defined` | a cell above has not been run | menu *Run*, *Run All Above Selected Cell* |
# | `SyntaxError` | a quotation mark, comma or bracket is missing | compare with the line as it was |
# | a red line that begins with `AnswerError` | your answer lacks something | read the line: it says what and where |
# | the page looks old after a pause | the connection was lost | reload the page in the browser; your work is saved every 20 seconds |
#
# **Forms** appear below a cell when you run it. Nothing is typed into the cell itself: leave its line `# Write your answer
# here.` as it is. Choose in the form, and it saves itself; after a pause or a restart, run its cell again and your choices
# are there. When a form is done, run the cell below it that says `mark(...)`. It tells you what was recorded. Only your
# **last** record counts.
#
# **Written answers** stand in a text cell: double-click it, write, and press Shift + Enter.

# %% [markdown] name="submit"
# ### Handing in
#
# At the end of a day: save (Ctrl + S), open the menu **Nbgrader**, *Assignment List*, and press **Submit** beside the day.
# You may submit again; the last time counts. Feedback comes back by the same page.
#
# Words that you do not know: each is linked where it first stands. All of them are in the
# [glossary](../glossary.ipynb).
#
# That is all the computing of this course.
