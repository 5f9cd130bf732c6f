"""Printing an answer: colour on a terminal, plain when piped, and the exit code."""

import json
import sys
from typing import Any


def print_json(data: Any) -> None:  # noqa: ANN401 - JSON of any shape
    """Print JSON, nothing else, in one form for the same answer."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def print_text(text: str) -> None:
    """Print a report; `**bold**` marks and verdict words become colour on a terminal."""
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - only for a terminal

        from licenseengine.report.text import styled  # noqa: PLC0415 - the same

        Console(highlight=False).print(styled(text))
    else:
        sys.stdout.write(text + "\n")
