"""From facts to paper. Knows neither database nor engine.

workshop    papers made by children, within limits     workbench   where a child makes them
desk        the one door: papers made, signed, judged and read
templating  from typed facts to HTML, municipalities' own templates included
sandbox     what a municipality's own template may ask of what it is handed
archive     data, metadata and copies for who keeps papers or works on with them
reading     facts as they come in, read strictly
catalogue   document id → facts, template, title
facts       what each letter needs, strictly typed
pdf         the only place that speaks WeasyPrint
signing     the only place that speaks pyHanko
house_style a municipality's image and colour, made safe   qr  the code of a decision, drawn
drawing     whether a drawing has a size, and an end
samples     facts of an invented case, for every document
text        text that people typed, made safe     dutch   how things are written
leaflets    the texts of the leaflets      languages   their languages
errors      what can be wrong with a document
"""
