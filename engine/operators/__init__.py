"""What a service task does when the token passes.

termijnen        starting, meeting and moving legal terms
kennisgevingen   asking for papers
"""

from engine.operators import kennisgevingen, termijnen  # noqa: F401 - importing declares them
