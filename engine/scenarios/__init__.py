"""Cases in fast-forward: for training, for trying a change of model or law, for tests.

read   a scenario file, checked, with errors that name file, line and field
play   a scenario through the real models, guards, deadlines and papers
"""
