"""What pages and the command line show, read-only: frozen rows, never tables.

zaak   one case
"""
