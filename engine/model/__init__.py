"""What the statute names, as frozen data: no clock, no database, no framework.

feit           what every recorded fact has in common
zaak           a case and its status                    personen    people and addresses
gebruikers     roles, actors, mandates                  gemeente    a municipality
termijnen      a case's due moments
melding, beoordeling, oplegging, aanvulling, uitreiking, mededelingen, hulpaanbod, verlenging,
intrekking, naleving, rechtsbescherming, afsluiting, bewaring
               the facts of each part of the process
correctie      a recorded moment put right
"""
