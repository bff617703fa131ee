"""Which facts each paper needs, gathered from a case.

registry   which papers there are
common     what many papers need
oplegging, uitreiking, mededelingen, verlenging, intrekking, naleving, afsluiting
           the papers of each part of the process
"""

from engine.papers import (  # noqa: F401 - importing them declares their papers
    afsluiting,
    intrekking,
    mededelingen,
    naleving,
    oplegging,
    uitreiking,
    verlenging,
)
