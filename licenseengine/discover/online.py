"""What the Hugging Face hub states of artefacts, asked only with ``--online``.

Through `huggingface_hub` (extra ``online``), which knows mirrors and holds tokens in its own store.
Answers are kept for a day in the project's cache folder; a hub that does not answer is a gap.

Floor: discover.
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from licenseengine.errors import Diagnostic, Span, StackError
from licenseengine.library.compiled import write_quietly
from licenseengine.library.home import cache_folder

TIMEOUT = 10.0
MOST = 500
KEPT = 24 * 3600
_REPOSITORY = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}")
_STATED = frozenset({"license", "license_name", "license_link"})
Ask = Callable[[str], Mapping[str, Any] | None]


def hub_licenses(
    refs: Iterable[str], ask: Ask | None = None, folder: Path | None = None
) -> dict[str, str]:
    """The licenses that the hub states, by ref; refs that it does not know are left out.

    Args:
        refs: names of artefacts; those that are no repositories of the hub are passed over.
        ask: gives the front matter of a repository's card, None when there is none.
        folder: where answers are kept; the project's cache folder when None.

    Raises:
        StackError: LE707, `huggingface_hub` is not installed.
    """
    ask = ask or _asker()
    kept = _Kept((folder or cache_folder()) / "hub")
    found: dict[str, str] = {}
    wanted = [ref for ref in dict.fromkeys(refs) if _REPOSITORY.fullmatch(ref)]
    for ref in wanted[:MOST]:
        card = kept.get(ref)
        if card is None:
            answer = ask(ref)
            if answer is None:
                continue
            card = {k: v for k, v in answer.items() if k in _STATED}
            kept.put(ref, card)
        if text := license_of(card):
            found[ref] = text
    return found


def license_of(card: Mapping[str, Any]) -> str | None:
    """The license that front matter states: its tag, or the name behind ``other``."""
    tag = card.get("license")
    if isinstance(tag, list):
        return ", ".join(str(t) for t in tag) or None
    if tag in {None, "other", "unknown"}:
        tag = card.get("license_name") or card.get("license_link") or tag
    return str(tag) if tag else None


class _Kept:
    """Answers on disk, a file for each, forgotten after a day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, ref: str) -> Path:
        return self._folder / (ref.replace("/", "--").casefold() + ".json")

    def get(self, ref: str) -> dict[str, Any] | None:
        path = self._path(ref)
        try:
            if time.time() - path.stat().st_mtime > KEPT:
                return None
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def put(self, ref: str, card: Mapping[str, Any]) -> None:
        write_quietly(self._path(ref), json.dumps(card, ensure_ascii=False).encode())


def _asker() -> Ask:
    """A question to the hub: models first, then data sets."""
    try:
        from huggingface_hub import HfApi  # noqa: PLC0415 - an extra, only with --online
        from huggingface_hub.errors import HfHubHTTPError  # noqa: PLC0415 - the same
    except ImportError:
        said = "`--online` needs huggingface_hub, which is not installed"
        mend = "install licenseengine with its extra `online`"
        raise StackError([Diagnostic("LE707", Span("<command>"), said, None, mend)]) from None
    api = HfApi()

    def ask(ref: str) -> Mapping[str, Any] | None:
        for info in (api.model_info, api.dataset_info):
            try:
                found = info(ref, timeout=TIMEOUT)
            except (HfHubHTTPError, OSError, ValueError):
                continue
            card: Any = found.card_data
            return card.to_dict() if card is not None else {}
        return None

    return ask
