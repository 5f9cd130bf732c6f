"""Knowledge that stands beside the licenses, as it stands in its files: by the names of the files.

Floor: library. What the tables mean is for who asks for them; nothing here gives them shape.
"""

import csv
from io import StringIO
from pathlib import Path
from typing import Any


def read_tables(folder: Path) -> dict[str, Any]:
    """Every YAML file of a folder as its data, every CSV file as its rows; none without a folder.

    Raises:
        ReadError: a file that cannot be read, or broken YAML.
    """
    from licenseengine.language.yaml_text import read_document, read_text  # noqa: PLC0415 - only to compile

    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        found[path.stem] = read_document(read_text(path), str(path)).data
    for path in sorted(folder.glob("*.csv")):
        found[path.stem] = list(csv.DictReader(StringIO(read_text(path), newline="")))
    return found
