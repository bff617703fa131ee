"""What people answer: one typed form per user task and message, read by everything that asks.

form       the base of all forms, their field types and their errors
registry   which answers exist
labels     what choices are called
melding, beoordeling, oplegging, uitreiking, mededelingen, hulpaanbod, verlenging, afsluiting
           the forms of each part of the process
"""

from engine.tasks import (  # noqa: F401 - importing them declares their forms
    afsluiting,
    beoordeling,
    hulpaanbod,
    intrekking,
    mededelingen,
    melding,
    naleving,
    oplegging,
    uitreiking,
    verlenging,
)
