"""The process as a lawyer reads it: BPMN models and DMN tables, and nothing else."""
