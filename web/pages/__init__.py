"""One module per thing a person does; pages do not know each other.

aanmelden  signing in and out          taken    what is to be done
melden     starting a report           taak     doing a task
bericht    saying something about a case
zaak       one case                    papier   opening a paper
archief    fetching a file for the archive, and the data of a decision
logboek    who looked at what              gezondheid whether the product runs
"""
