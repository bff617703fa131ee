"""What a service task does when the token passes.

termijnen        starting, meeting and moving legal terms
kennisgevingen   asking for papers, and for corrected ones
bewaring         destroying the file
"""

from engine.operators import bewaring, kennisgevingen, termijnen  # noqa: F401 - importing declares them
