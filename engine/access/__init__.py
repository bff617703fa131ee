"""Who may what.

policy   roles × gemeente × part of a case, deny by default
"""
