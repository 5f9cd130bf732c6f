"""Detectors: one module for each thing that is found; this page registers them.

A new detector is a module with ``NAME`` and ``detect(document, signs)``, and a line in `_MODULES`.
"""

from importlib import import_module

from licenseengine.discover.detect.base import Detector

_DATA = frozenset({"yaml", "json", "toml"})
_PROSE = frozenset({"markdown", "text"})
_CODE = frozenset({"python", "javascript"})
_MODULES: tuple[tuple[str, frozenset[str]], ...] = (
    ("names", frozenset()),
    ("loaders", frozenset()),
    ("links", frozenset()),
    ("commands", frozenset()),
    ("imports", _CODE),
    ("local_files", frozenset()),
    ("recipes", frozenset({"yaml", "json"})),
    ("training_code", frozenset({"python", "notebook"})),
    ("model_lists", _DATA),
    ("license_files", frozenset()),
    ("license_prose", frozenset()),
    ("packages", frozenset()),
    ("cards", frozenset({"markdown"})),
    ("model_config", frozenset({"json"})),
    ("bom", frozenset({"json", "yaml", "text"})),
    ("croissant", frozenset({"json"})),
)


def detectors() -> tuple[Detector, ...]:
    """All detectors, in the order in which they look."""
    found = []
    for name, formats in _MODULES:
        module = import_module(f"{__name__}.{name}")
        found.append(Detector(module.NAME, module.detect, formats))
    return tuple(found)
