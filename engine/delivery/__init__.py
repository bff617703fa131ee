"""What is done after the commit.

worker      works the outbox off
background  does so in a thread beside the pages
bode        tells people what waits for them
smtp        mail; notifynl: text messages
"""
