"""From a form's declaration to fields on a page, and from what was posted back to plain values.

fields   declaration → fields
read     posted values → the plain values a form reads
"""
