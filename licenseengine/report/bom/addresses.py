"""Addresses as the forms of bills allow them.

Floor: report; pure.
"""

import re
from urllib.parse import quote

# What may stand in an address as it is; everything else is written as %XX.
_KEPT = "%/:=&?~+!$,;'@()*"
_LONE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def address(text: str) -> str:
    """An address in which only characters stand that an address may hold."""
    head, mark, part = _LONE.sub("%25", text).partition("#")
    return mark.join(quote(piece, safe=_KEPT, errors="replace") for piece in (head, part) if piece)
