"""Sealing what is kept: nothing in here knows tables, cases or the law.

root    the key everything hangs from: in a file, in the environment, or in a token
cell    one value, sealed so that it fits in its own place only
token   a root that never leaves its hardware (PKCS#11)
"""
