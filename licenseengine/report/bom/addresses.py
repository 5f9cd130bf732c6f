"""Addresses as the forms of bills allow them.

Floor: report; pure.
"""

import re
from urllib.parse import quote

# What may stand in an address as it is; everything else is written as %XX.
_KEPT = "%/:=&?~+!$,;'@()*"
_NO_CODE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#].*)?", re.DOTALL)


def address(text: str) -> str:
    """An address in which only characters stand that an address may hold."""
    parts = _NO_CODE.sub("%25", text).split("#", 1)
    return "#".join(quote(part, safe=_KEPT, errors="replace") for part in parts)


def is_web(text: str) -> bool:
    """Whether a text is an address of the web, once it is written as one."""
    return _WEB.fullmatch(text) is not None
