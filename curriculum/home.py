# %% [markdown] name="title"
# # Your course
#
# **SYNTHETIC: every person, firm and event in the case is invented. It is made for training.**
#
# Run the cell below (Shift + Enter) whenever you want to see where you stand. An answer counts as recorded once its notebook
# is saved. In a class, points stand here once feedback has been fetched from the page *Assignment List* of the menu
# *Nbgrader*. Where you practise alone, the cell `mark(...)` tells them at once.

# %% name="overview"
from toolkit import progress

progress.course()

# %% [markdown] name="glossary"
# **Words.** Terms are linked where they first stand; all of them are in the [glossary](glossary.ipynb).

# %% [markdown] name="file"
# ## The case file
#
# The file grows from day to day. Put the number of your day behind `day =`, and run the cell: it lists the documents that
# are on file on that morning.

# %% name="documents"
day = 1

from pathlib import Path

import pandas as pd

from toolkit import evaluation, open_case

pd.set_option("display.max_rows", 200, "display.max_colwidth", None)
fetched = sorted(Path().glob(f"day{day:02d}*/case"))
case = open_case(fetched[0]) if fetched else None
case.documents[["document_id", "dated", "title"]] if case else f"Day {day} is not here yet: menu Nbgrader, Assignment List."

# %% [markdown] name="read-how"
# To read a document, put its number between the quotation marks and run the cell.

# %% name="read"
number = "D001"

if case:
    evaluation.desk(case).read(number)
