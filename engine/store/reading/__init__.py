"""What pages and the command line show, read-only: frozen rows, never tables.

zaak        one case                       takenlijst   what is to be done, which cases run
agenda      terms over all cases           gebruikers   who has an account
health      whether everything fits        keten        whether the record still is what it was
logboek     who looked at what             patronen     what is unusual in that
"""
