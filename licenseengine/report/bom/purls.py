"""Package URLs of things.

Floor: report.
"""

from packageurl import PackageURL

from licenseengine.report.bom.bill import Thing


def purl_of(thing: Thing) -> PackageURL | None:
    """The package URL of a package, or of a model on its hub; data have no such name."""
    if thing.package is not None:
        namespace, _, name = thing.name.rpartition("/")
        return PackageURL(thing.package, namespace or None, name, thing.version) if name else None
    if thing.hub is not None:
        owner, name, file = thing.hub
        return PackageURL("huggingface", owner or None, name, subpath=file)
    return None
