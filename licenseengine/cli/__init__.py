"""The command line: arguments in, one call, the answer out, an exit code."""
