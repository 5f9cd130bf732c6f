"""License files to drafts: every complaint about a file at once, each at its place.

A draft is a license before its family is known. Families are joined in
:mod:`licenseengine.library.families`.

Floor: library. The shape of a file is `LicenseFile`; ``licenses/README.md`` explains each key.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from licenseengine.errors import Diagnostic, LicenseFileError, ReadError, Span, nearest
from licenseengine.language.check import check_sentence
from licenseengine.language.parser import parse_sentence
from licenseengine.language.tree import Rule, Sentence
from licenseengine.language.vocabulary import Vocabulary
from licenseengine.language.yaml_text import Document, read_documents
from licenseengine.library.handling import HandlingEntry, read_handling
from licenseengine.library.records import AsOf, Clause, Handling, LicenseKind, Source

_ID = r"^[A-Za-z0-9][A-Za-z0-9.+_-]*$"


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleEntry(_Shape):
    """One entry of ``rules``: an id, the section it comes from, the sentence."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    cite: str = Field(min_length=1)
    rule: str
    alternatives: list[Annotated[str, Field(min_length=1)]] = Field(default=[], alias="or")
    as_of: str | None = Field(default=None, alias="as-of")
    burden: list[str] = []
    remedy: str | None = None
    note: str | None = None


class SourceEntry(_Shape):
    """Where the text was read: address, sha256, and the day."""

    url: str | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    read: date | None = None


class CaseEntry(_Shape):
    """A case that proves a rule: what differs from the plain situation, and what follows."""

    given: dict[str, Any]
    expect: str
    duties: list[str] | None = None
    no_duties: list[str] | None = Field(default=None, alias="no-duties")
    questions: list[str] | None = None
    why: str | None = None


class LicenseFile(_Shape):
    """One YAML document of a license file."""

    id: str = Field(pattern=_ID)
    name: str
    abstract: bool = False
    extends: str | list[str] = []
    drop: list[str] = []
    lifts: list[str] = []
    kind: LicenseKind | None = None
    licensor: str | None = None
    released: date | None = None
    series: str | None = None
    effective: date | None = None
    source: SourceEntry = SourceEntry()
    reviewed: str | None = None
    encoded: Literal["full", "partial"] = "full"
    reusable: bool | None = None
    contact: str | None = None
    aliases: list[str] = []
    incorporates: list[str] = []
    rules: list[RuleEntry] = []
    handling: list[HandlingEntry] = []
    cases: list[CaseEntry] = []


@dataclass(frozen=True)
class Draft:
    """A license as its file states it, its own clauses read, its family not yet joined."""

    file: LicenseFile
    clauses: tuple[Clause, ...]
    span: Span
    group: str
    rule_spans: Mapping[str, Span] = field(default_factory=dict)
    handling: tuple[Handling, ...] = ()

    @property
    def id(self) -> str:
        """The license's id."""
        return self.file.id

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids that it extends, nearest last."""
        named = self.file.extends
        return (named,) if isinstance(named, str) else tuple(named)

    @property
    def source(self) -> Source:
        """Where its text was read."""
        entry = self.file.source
        return Source(entry.url, entry.sha256, entry.read)


def read_drafts(text: str, name: str, vocabulary: Vocabulary) -> list[Draft]:
    """All licenses of a file.

    Args:
        text: the YAML text, one document for each license.
        name: the path that complaints show; its folder is the license's group.
        vocabulary: the words that its rules may use.

    Raises:
        ReadError: broken YAML (LE1xx), or sentences that cannot be read (LE2xx).
        LicenseFileError: unknown key, missing section, wrong value, rule id used twice (LE30x).
    """
    documents = read_documents(text, name)
    if not documents:
        raise ReadError([Diagnostic("LE105", Span(name), "the file is empty")], text)
    drafts: list[Draft] = []
    complaints: list[Diagnostic] = []
    for document in documents:
        try:
            file = LicenseFile.model_validate(document.data)
        except ValidationError as error:
            complaints += validation_complaints(error, document, LicenseFile, "LE301")
            continue
        clauses, rule_spans, found = _clauses(file, document, vocabulary)
        handling, wrong = read_handling(file.id, file.handling, document, vocabulary)
        complaints += [*found, *wrong]
        group = Path(name).parent.name
        drafts.append(Draft(file, clauses, document.span("id"), group, rule_spans, handling))
    if complaints:
        raise LicenseFileError(complaints, text)
    return drafts


def _clauses(
    file: LicenseFile, document: Document, vocabulary: Vocabulary
) -> tuple[tuple[Clause, ...], dict[str, Span], list[Diagnostic]]:
    clauses, complaints = [], []
    spans: dict[str, Span] = {}
    for i, entry in enumerate(file.rules):
        place = document.span("rules", i, "id")
        if entry.id in spans:
            said = f"the rule id `{entry.id}` stands twice, first on line {spans[entry.id].line}"
            complaints.append(Diagnostic("LE303", place, said, None, "give each rule its own id"))
        spans[entry.id] = place
        for burden in entry.burden:
            if burden not in vocabulary.burdens:
                hint = nearest(burden, vocabulary.burdens)
                at = document.span("rules", i, "burden")
                complaints.append(Diagnostic("LE202", at, f"unknown burden `{burden}`", hint))
        origin = document.text_span("rules", i, "rule")
        try:
            sentence = parse_sentence(entry.rule, origin)
            complaints += check_sentence(sentence, entry.rule, origin, vocabulary)
            complaints += _needless(entry, sentence, document.span("rules", i, "or"))
            as_of = _as_of(entry.as_of, document.span("rules", i, "as-of"))
        except (ReadError, LicenseFileError) as error:
            complaints += error.diagnostics
            continue
        clauses.append(
            Clause(
                entry.id,
                entry.cite,
                sentence,
                file.id,
                as_of,
                tuple(entry.burden),
                entry.remedy,
                entry.note,
                file.id,
                tuple(entry.alternatives),
            )
        )
    return tuple(clauses), spans, complaints


def _needless(entry: RuleEntry, sentence: Sentence, place: Span) -> Iterator[Diagnostic]:
    """Another string does as well only where the duty quotes one."""
    quotes = isinstance(sentence, Rule) and sentence.text
    if entry.alternatives and not quotes:
        said = "`or` does not go with a rule that quotes no string"
        yield Diagnostic("LE301", place, said, None, "remove `or`, or quote the string in the duty")


def _as_of(text: str | None, place: Span) -> AsOf | None:
    if text is None:
        return None
    found = re.fullmatch(r"(?:(month|year) before )?(released|use|\d{4}-\d{2}-\d{2})", text)
    if found is None:
        said = f"`{text}` is no `as-of`"
        remedy = "write `released`, `use` or a date, with `month before` or `year before` if so"
        raise LicenseFileError([Diagnostic("LE304", place, said, None, remedy)])
    anchor = found[2] if found[2] in {"released", "use"} else date.fromisoformat(found[2])
    return AsOf(anchor, found[1] or "day")


def validation_complaints(
    error: ValidationError, document: Document, shape: type[BaseModel], code: str
) -> Iterable[Diagnostic]:
    """Pydantic's findings as our complaints, at the keys they speak of."""
    for found in error.errors(include_url=False):
        path = tuple(p for p in found["loc"] if not (isinstance(p, str) and "[" in p))
        while path and path not in document.spans and found["type"] != "extra_forbidden":
            path = path[:-1]
        if found["type"] == "extra_forbidden":
            key = str(found["loc"][-1])
            place = document.spans.get((*found["loc"], "@key"), document.span(*path))
            hint = nearest(key, _keys(shape))
            yield Diagnostic(
                code, place, f"unknown key `{key}`", hint, "remove it or mend its name"
            )
        elif found["type"] == "missing":
            place = document.span(*found["loc"][:-1])
            yield Diagnostic(code, place, f"the key `{found['loc'][-1]}` is missing")
        else:
            said = found["msg"][:1].lower() + found["msg"][1:]
            where = ".".join(str(p) for p in found["loc"])
            yield Diagnostic(code, document.span(*path), f"`{where}`: {said}")


def _keys(shape: type[BaseModel]) -> set[str]:
    names: set[str] = set()
    for name, info in shape.model_fields.items():
        names.add(info.alias or name)
        for inner in getattr(info.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                names |= _keys(inner)
    return names
