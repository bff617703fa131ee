"""What is done after the commit.

worker      works the outbox off
background  does so in a thread beside the pages
"""
