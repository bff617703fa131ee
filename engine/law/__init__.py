"""The law as pure functions of facts and moments: no clock, no database, no framework.

moments      wall-clock time and instants; the only place that knows the zone
atw          working days and holidays of the Algemene termijnenwet
rulesets     the dated lengths and limits, read from rulesets/<date>.yaml
terms        one function per legal term
agenda       which term of a case falls due when
bijlage      the facts that may be weighed, read from bijlage.yaml
binding      whether an order binds, and where a case stands
guards       what the law refuses
"""
