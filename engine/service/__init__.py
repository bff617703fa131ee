"""The front desk: every use case, one transaction each.

acts       what can be asked, as frozen data
road       the one road every change takes
case       a case in hand for the length of a transaction
followup   when a task ought to be done
modellen   which version of the models a case runs on
papieren   filing what was rendered
archief    handing a file or a paper to those outside
taken      claiming and releasing tasks
deadlines  finding what has fallen due
toegang    signing in
"""
