"""How fast the product is, measured on the machine it stands on, with the floor beside it.

figures    what was measured, as plain frozen data   places     the databases it is measured on
life       a case's life as it is played here        town       a database full of cases
copies     many cases out of a few                   floor      SpiffWorkflow without our engine
subject    what a subject is, and how much of it     stopwatch  how long something takes
run        every subject on every place              tell       the table, JSON and the page
machine    what was measured on

One module per subject, each with `SUBJECT`; `run.SUBJECTS` lists them:

step       completing a task, against its floor, over a case's life
spiff      what SpiffWorkflow alone costs, piece by piece
growth     completing a task, and opening pages (`pages`), among 1 000, 10 000, 100 000 cases
cijfers    (`figures`) the pages of figures and calendar among as many cases
claiming   finding the next hundred of a million due moments
firing     what falls due at once: cases a second, and how late the last is
papers     laying out, judging and signing papers, the court file, how many at a time
"""
