"""From facts to paper. Knows neither database nor engine.

desk        the one door: render
catalogue   document id → facts, template, title
facts       what each letter needs, strictly typed
pdf         the only place that speaks WeasyPrint
signing     the only place that speaks pyHanko
text        text that people typed, made safe     dutch   how things are written
errors      what can be wrong with a document
"""
