"""Signing a decision, and telling whether a signature is genuine. The only place for pyHanko.

sign         a PDF with an empty field in, a signed PDF out
verify       anybody's bytes in, a verdict out         verdict     what can be said
examine      the judging itself, in another process    errors      what can go wrong
signatory    in whose name                             authority   keys for demo and tests
keyring      which key signs for whom; keyring_file is how an administrator writes it down
keys         what a source of keys promises            pkcs12, pkcs11, csc   the sources
proof        what goes in with a signature             levels      how long it can be judged
timestamps   who says what time it was                 trust       which certificates we believe
stamping     a time stamp beside any file
evidence     proof beside the file                     pades       writing it all into the PDF
appearance   what is seen of a signature               update      a PDF that grows
"""
