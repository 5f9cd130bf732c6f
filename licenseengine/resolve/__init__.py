"""From a stack to a verdict: finds the terms of every artefact and asks the solver."""
