"""What each letter needs, typed and strict; the engine gives plain data that must fit.

common   what many letters share
oplegging, uitreiking, mededelingen, verlenging, afsluiting   the letters of each part
"""
