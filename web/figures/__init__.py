"""Figures for policy: what is counted, what is hidden, and the tables that leave the house.

indicators   what each figure means, and of which whole it is a part
suppression  which cells are hidden so that no small group can be worked out
tables       counts made into tables, with totals and shares
durations    how long it took: median and nine in ten
export       the same as CSV and ODS
"""
