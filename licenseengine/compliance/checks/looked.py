"""What was looked for, and what came of it: a sentence for each, and evidence made of them.

Floor: compliance; pure.
"""

from collections.abc import Iterable, Mapping

from licenseengine.compliance.records import Evidence, Status
from licenseengine.discover.records import Place

# By key; the fields in braces are told by the evidence. Translations have the same keys and fields.
LOOKED: Mapping[str, str] = {
    "plan": "a fact of the plan tells it, and is not told",
    "plan-shows": "the plan itself shows it",
    "plan-breaks": "the plan itself contradicts it",
    "none": "no file can show it",
    "unread": "{file} might show it, and is not read: {why}",
    "license-text-found": "the text of {license} stands in {file}",
    "license-text-missing": "no file is the text of {license}, for {part}",
    "license-text-near": "{file} is near to the text of {license}; {count} sentences differ",
    "license-text-unfilled": (
        "the text of {license} in {file} has no copyright line; "
        "that of {part} stands in its original"
    ),
    "license-text-whose": (
        "the text of {license} stands in {file}; whether with the copyright line of {part}, "
        "no file tells"
    ),
    "line-open": "the line that {license} orders has a blank, which nothing told of {part} fills",
    "notice-found": "{file} has the line",
    "notice-missing": "no notice file has the line that {license} orders",
    "notice-carried": "{file} has the notice that {part} comes with",
    "notice-not-carried": "no notice file has the notice that {part} comes with",
    "notice-unknown": "whether {part} comes with a notice of its own, no file tells",
    "credit-found": "{file} credits {part}",
    "credit-missing": "no notice, readme or card credits {part}",
    "credit-no-author": "the entry of {part} in {file} does not name its author",
    "credit-no-license": "the entry of {part} in {file} does not name {license}",
    "credit-no-source": "the entry of {part} in {file} does not say where it comes from",
    "credit-no-copyright": "the entry of {part} in {file} lacks its copyright line",
    "credit-no-line": "no notice, readme or card has the line that {license} orders",
    "shown-found": "{file} shows the line",
    "shown-missing": "no readme, page or card shows the line that {license} orders",
    "name-fits": "the name {name} in {file} is as ordered",
    "name-breaks": "the name {name} in {file} is not as ordered",
    "name-unclear": "whether the name {name} is as ordered, a machine cannot tell",
    "name-untold": "neither the plan nor a card tells the public name",
    "changes-found": "{file} says that {part} was changed",
    "changes-missing": "no notice, readme or card says that {part} was changed",
    "source-found": "{file} says where the source code of {part} is",
    "source-missing": "no readme, notice or card says where the source code of {part} is",
    "source-beside": "whether the source files here are the whole source of {part}, no file tells",
    "released-found": "{file} puts {declared} on it",
    "released-other": "{file} puts {declared} on it, not {license}",
    "released-unclear": "files put different licenses on it: {declared}",
    "released-missing": "no license file and no card puts {license} on it",
    "terms-found": "{file} passes the terms of {license} on",
    "terms-other": "{file} puts {declared} on it, and nothing passes the terms of {license} on",
    "terms-missing": "no license file, terms of use or card passes the terms of {license} on",
    "terms-closed": "the agreement with recipients, which is to pass {license} on, is not here",
    "terms-more": "whether {file} adds terms to those of {license}, a machine cannot tell",
    "policy-found": "{file} passes {policy} on; whether it is kept, no file shows",
    "policy-missing": "no notice, license, terms of use or card names {policy}",
}
_ORDER: tuple[Status, ...] = ("met", "unknown", "missing")
Told = Mapping[str, str]


def met(looked: str, told: Told, place: Place) -> Evidence:
    """What shows that a duty is met, and where."""
    return Evidence("met", looked, place, {**told, "file": place.file})


def unknown(looked: str, told: Told, place: Place | None = None) -> Evidence:
    """Why no file tells whether a duty is met."""
    return Evidence("unknown", looked, place, {**told, "file": place.file} if place else told)


def missing(looked: str, told: Told, stands: str, place: Place | None = None) -> Evidence:
    """What was looked for in vain.

    Args:
        looked: the key of what was looked for.
        told: fills its sentence in.
        stands: the file in which it is to stand.
        place: where it stands in part, or otherwise; `stands` when None.
    """
    at = place or Place(stands)
    return Evidence("missing", looked, at, {**told, "file": at.file})


def worst(found: Iterable[Evidence]) -> Evidence:
    """The evidence of several parts together: what is missing goes first, then what is unknown."""
    return max(found, key=lambda e: _ORDER.index(e.status))
