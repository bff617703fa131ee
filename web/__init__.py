"""What people touch: pages, the command line, and the front door that builds every room.

cli        the command line              bootstrap   builds and connects every room
settings   read once, from the environment
app        the Flask application         pages       one module per thing a person does
forms      declarations to fields, and back
session    who is signed in              errors      from refusal to page
logs       what of an error goes into the log
"""
