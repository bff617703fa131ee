"""Papers for whoever keeps them or works on with them: the archive and the chain partners.

canonical   the data of a paper as one row of bytes, and its hash
schemas     what those data look like, for machines
dossier     what is asked of a file that is handed over      formats  what a file is, by PRONOM
mdto        metadata for the archive, and their grammar      package  the whole file as a ZIP
exchange    a decision with its data inside it
"""
