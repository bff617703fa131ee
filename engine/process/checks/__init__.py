"""What is wrong with a set of models, before it runs: SpiffWorkflow accepts what cannot work.

check       everything at once
findings    one trouble                       names       what the program offers
reading     files as they are read            drawings    processes, nodes, flows
tables      decision tables as written        markup      the XML underneath
schema      the standards' own rules; ids     constructs  what a model may be drawn with
structure   flows, starts, ends, hosts        gateways    choices
reach       ways in, ways out, ways round     tokens      joins that wait for ever
events      terms, messages, signals          calls       processes and decisions called
formulas    conditions, and who knows what    services    operators and parameters
people      lanes, roles, forms, properties   labels      names a person needs
decisions   tables and their answers          cells       what a cell may say
domains     what a column can hold            proof       exactly one rule applies
diagram     what is drawn where               geometry    boxes and lines
unused      what no model uses
"""

from engine.process.checks.check import check_models, check_unused
from engine.process.checks.findings import Finding
from engine.process.checks.names import Names

__all__ = ["Finding", "Names", "check_models", "check_unused"]
