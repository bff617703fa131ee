"""The only room that speaks SQL.

work       connections and transactions
schema     the tables                      migrations  how they change
zaken      a case as a whole               facts       what is on its file
audit      the chained record              outbox      what must be done after a commit
deadlines  what falls due                  models      versions of the models
papers     documents on file               users       users, mandates, sessions
gemeenten  municipalities
reading    one module per page that shows or lists
"""
