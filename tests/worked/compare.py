"""Worked cases: a plan, and what its answer must be, by which clause.

A section may be one level too high or deeper than expected; more duties than expected are no fault.
"""

import re
from typing import Any

Json = dict[str, Any]
_NONE = {"", "none", "null"}


def section(cite: object) -> tuple[str, ...]:
    """``Section 1(b)(v)`` as ``("1", "b", "v")``."""
    text = re.sub(r"\b(sections?|clauses?|paragraphs?|articles?)\b|[§¶]", " ", str(cite).lower())
    text = text.replace("acceptable use policy", "aup")
    return tuple(re.findall(r"\d+|[^\W\d_]+", text))


def as_list(value: Any) -> list[Any]:  # noqa: ANN401 - of a YAML file
    """One or several, as several."""
    return [] if value is None else value if isinstance(value, list) else [value]


def fits(entry: Json, wanted: Json) -> bool:
    """Whether a finding or duty of the answer is the one that is wanted."""
    if "license" in wanted:
        named = [str(w).lower() for w in as_list(wanted["license"])]
        found = str(entry.get("license") or "").lower()
        if found not in named and not (found in _NONE and _NONE & set(named)):
            return False
    for key in ("node", "duty"):
        if key in wanted and entry.get(key) not in as_list(wanted[key]):
            return False
    if "text" in wanted and str(wanted["text"]).lower() not in str(entry.get("text") or "").lower():
        return False
    return "cite" not in wanted or _same_section(entry.get("cite"), as_list(wanted["cite"]))


def _same_section(found: object, wanted: list[Any]) -> bool:
    for part in re.split(r"[,;]|\band\b", str(found or "")):
        mine = section(part)
        for alternative in wanted:
            theirs = section(alternative)
            shared = min(len(mine), len(theirs))
            if shared and mine[:shared] == theirs[:shared] and len(mine) >= len(theirs) - 1:
                return True
    return False


def faults(expect: Json, answer: Json) -> list[str]:
    """What is wrong with an answer, in words; nothing when it is right for the right reason."""
    verdict = answer["verdict"]
    found = []
    if verdict not in as_list(expect["verdict"]):
        return [f"verdict {verdict}, expected {expect['verdict']}"]
    deciding = [f for f in answer["findings"] if f["verdict"] == verdict]
    if verdict == "permitted":
        deciding += answer["duties"]
    found += [
        f"not decided by {w}"
        for w in as_list(expect.get("decided_by"))
        if not any(fits(f, w) for f in deciding)
    ]
    for duty in as_list(expect.get("duties")):
        wanted = duty if isinstance(duty, dict) else {"duty": duty}
        if not any(fits(d, wanted) for d in answer["duties"]):
            found.append(f"duty missing: {wanted}")
    if "questions" in expect:
        asked = {q["fact"] for q in answer["questions"]}
        if asked != set(expect["questions"]):
            found.append(f"asks {sorted(asked)}, expected {sorted(expect['questions'])}")
    return found + _release_faults(expect.get("release") or {}, answer["release"] or {})


def _release_faults(wanted: Json, found: Json) -> list[str]:
    said = [
        f"release.{key} {found.get(key)}"
        for key in ("asked", "fits")
        if key in wanted and found.get(key) != wanted[key]
    ]
    if "candidates" in wanted:
        offered = set(as_list(found.get("candidates")))
        if set(wanted["candidates"]) - offered or (not wanted["candidates"] and offered):
            said.append(
                f"release.candidates {sorted(offered)[:8]}, expected {wanted['candidates']}"
            )
    return said
