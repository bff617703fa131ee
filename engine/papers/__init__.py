"""Which facts each paper needs, gathered from a case.

registry   which papers there are
"""
