"""The only place that speaks WeasyPrint, and that looks into PDFs.

fonts     our own fonts and nothing else, for every machine the same
assets    what a letter may fetch: its own pictures, nothing else
render    HTML to PDF/A and PDF/UA, the same bytes for the same letter

lines     which line of text the layout put where
finisher  the tags put right that WeasyPrint leaves wrong
content   the content of pages put right: headers and footers, what brackets mean
overleaf  what goes on overleaf made one again
meaning   each glyph stands for its own character
fields    signature fields where the template wants them
xmp       what a file says about itself
writing   a file as bytes

check     the judge of a finished file
textlayer whether its text is the text of the letter
source    the text of the letter before it was laid out
signed    what a signature does that is no fault
verapdf   the reference judge, when it is there

tags      the tag tree
glyphs    what the glyphs on a page say
reading   a file read aloud, in the order of its tags

bundle    several papers as one
outline   bookmarks and links, and where they lead in a bundle
numbering page numbers of a bundle
flatten   signatures as pictures
stamp     the visible part of a signature
readback  the text of a file, read back by another engine
pages     single pages as pictures and as text
pdfium    that engine, one thread at a time
"""
