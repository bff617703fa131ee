"""The only place that speaks WeasyPrint.

fonts    our own fonts and nothing else, for every machine the same
assets   what a letter may fetch: nothing
render   HTML to PDF, the same bytes for the same letter
readback the text of a PDF, read back
"""
