"""Which facts each paper needs, gathered from a case.

registry   which papers there are
common     what many papers need
oplegging, aanvulling, uitreiking, mededelingen, verlenging, intrekking, naleving,
rechtsbescherming, afsluiting, bewaring
           the papers of each part of the process
"""

from engine.papers import (  # noqa: F401 - importing them declares their papers
    aanvulling,
    afsluiting,
    bewaring,
    intrekking,
    mededelingen,
    naleving,
    oplegging,
    rechtsbescherming,
    uitreiking,
    verlenging,
)
