"""The only room that speaks SpiffWorkflow.

models       versions of the models, by the hash of their content
checks       what is wrong with a set of models, before they run
workflow     one running case: what is open, and moving it on
state        a running case as bytes
elements     elements that behave as BPMN says        timers   timers that follow the law's moments
scripting    what expressions may see                 expressions  which expressions there may be
registry     which operators a service task may call
"""
