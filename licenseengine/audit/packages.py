"""Packages that the project depends on, with the licenses that are known of them.

Floor: audit. A package whose license is not known here is told as not judged: the answer is about
models, data and services, and says so.
"""

from collections.abc import Sequence
from pathlib import Path

from licenseengine.discover.records import LicenseStatement, Package
from licenseengine.library.index import Library
from licenseengine.library.spellings import read_spelling


def judged_packages(
    packages: Sequence[Package],
    installed: Sequence[Path],
    statements: Sequence[LicenseStatement],
    library: Library,
) -> tuple[tuple[tuple[Package, str], ...], tuple[Package, ...]]:
    """Packages with their license, and those of which none is known.

    Args:
        packages: as files declare them.
        installed: folders of installed packages, whose metadata is read.
        statements: of bills of materials, which may tell of packages.
        library: the knowledge.
    """
    of_bills = {s.about.casefold(): s.text for s in statements if s.source == "sbom"}
    judged: dict[tuple[str, str], tuple[Package, str]] = {}
    unknown: dict[tuple[str, str], Package] = {}
    for package in packages:
        key = (package.ecosystem, package.name.casefold())
        if package.optional or key in judged:
            continue
        text = package.license or of_bills.get(package.name.casefold())
        if text is None and package.ecosystem == "pypi" and installed:
            from licenseengine.discover.installed import installed_license  # noqa: PLC0415 - only where packages are installed

            text = installed_license(package.name, installed)
        expression = read_spelling(text, library).expression if text else None
        if expression is None:
            unknown.setdefault(key, package)
        else:
            judged[key] = (package, expression)
            unknown.pop(key, None)
    return tuple(judged.values()), tuple(unknown.values())
