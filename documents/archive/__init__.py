"""Papers for whoever keeps them or works on with them: the archive and the chain partners.

canonical   the data of a paper as one row of bytes, and its hash
schemas     what those data look like, for machines
"""
