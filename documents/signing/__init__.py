"""Signing a decision, and telling whether a signature is genuine. The only place for pyHanko.

sign         a PDF with an empty field in, a signed PDF out
verify       anybody's bytes in, a verdict out; the judging itself is in examine
signatory    in whose name                             errors      what can go wrong
keyring      which key signs for whom, from a file     authority   keys for demo and tests
keys         what a source of keys promises            pkcs12, pkcs11, csc   the sources
proof        what goes in with a signature             levels      how long it can be judged
timestamps   who says what time it was                 trust       which certificates we believe
evidence     proof beside the file                     pades       writing it all into the PDF
appearance   what is seen of a signature               update      a PDF that grows
"""
