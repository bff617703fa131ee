"""What people answer: one typed form per user task and message, read by everything that asks.

form       the base of all forms, their field types and their errors
registry   which answers exist
labels     what choices are called
melding, beoordeling, oplegging, aanvulling, uitreiking, mededelingen, hulpaanbod, verlenging,
intrekking, naleving, rechtsbescherming, afsluiting, bewaring
           the forms of each part of the process
correctie  putting a recorded moment right
"""

from engine.tasks import (  # noqa: F401 - importing them declares their forms
    aanvulling,
    afsluiting,
    beoordeling,
    bewaring,
    correctie,
    hulpaanbod,
    intrekking,
    mededelingen,
    melding,
    naleving,
    oplegging,
    rechtsbescherming,
    uitreiking,
    verlenging,
)
