"""The command line: arguments in, reports out; the only home of typer."""
