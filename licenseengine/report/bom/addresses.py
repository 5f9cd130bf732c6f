"""Addresses as the forms of bills allow them.

Floor: report; pure.
"""

from urllib.parse import quote

# What may stand in an address as it is; everything else is written as %XX.
_KEPT = "%/:=&?~#+!$,;'@()*"


def address(text: str) -> str:
    """An address in which only characters stand that an address may hold."""
    return quote(text, safe=_KEPT, errors="replace")
