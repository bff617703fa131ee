"""What is done after the commit.

worker   works the outbox off
"""
