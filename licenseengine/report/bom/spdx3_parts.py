"""Things as packages of SPDX 3: AI packages, dataset packages, software packages.

Floor: report.
"""

from typing import Any

from spdx_python_model import v3_0_1 as spdx

from licenseengine.report.bom.bill import Properties, Thing
from licenseengine.report.bom.purls import purl_of

_Purpose = spdx.software_SoftwarePurpose
_AI = frozenset({"model", "adapter"})
_DATA = frozenset({"dataset", "content", "index", "output"})


def package(thing: Thing, id_: str, about: spdx.CreationInfo) -> spdx.software_Package:
    """A thing as the package of the profile that it falls under.

    A service of others that runs models is an AI package: the profile knows systems as well as
    models, and SPDX 3.0 has nothing nearer to a service.
    """
    told: dict[str, Any] = {
        "spdxId": id_,
        "creationInfo": about,
        "name": thing.name,
        "software_copyrightText": thing.copyright,
        "software_packageVersion": thing.version,
        "software_downloadLocation": thing.page,
    }
    purl = purl_of(thing)
    told["software_packageUrl"] = purl.to_string() if purl else None
    told = {name: value for name, value in told.items() if value is not None}
    if thing.kind in _AI or thing.is_hosted:
        return spdx.ai_AIPackage(
            software_primaryPurpose=_Purpose.application if thing.is_hosted else _Purpose.model,
            **told,
        )
    if thing.kind in _DATA:
        return spdx.dataset_DatasetPackage(
            software_primaryPurpose=_Purpose.data,
            dataset_datasetType=[spdx.dataset_DatasetType.noAssertion],
            **told,
        )
    purpose = _Purpose.application if thing.is_ours else _Purpose.library
    return spdx.software_Package(software_primaryPurpose=purpose, **told)


def extension(properties: Properties) -> spdx.extension_CdxPropertiesExtension:
    """Properties under the names that they have in CycloneDX."""
    return spdx.extension_CdxPropertiesExtension(
        extension_cdxProperty=[
            spdx.extension_CdxPropertyEntry(extension_cdxPropName=n, extension_cdxPropValue=v)
            for n, v in properties
        ]
    )
