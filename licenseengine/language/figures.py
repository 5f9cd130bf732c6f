"""Figures as licenses and people write them.

Floor: language; pure.
"""

_SCALES = {"k": 1_000, "K": 1_000, "M": 1_000_000, "bn": 1_000_000_000}


def read_figure(text: str) -> int:
    """``700M`` as 700_000_000. Raises ValueError for what is no whole figure."""
    scale = next((s for s in ("bn", "M", "k", "K") if text.endswith(s)), "")
    digits = text.removesuffix(scale).replace("_", "").replace(",", "")
    whole, _, fraction = digits.partition(".")
    if not whole.isascii() or not whole.isdigit() or (fraction and not fraction.isdigit()):
        raise ValueError(f"`{text}` is not a figure")
    factor = _SCALES.get(scale, 1)
    figure = int(whole) * factor
    if fraction:
        part = int(fraction) * factor
        if part % 10 ** len(fraction):
            raise ValueError(f"`{text}` is not a whole figure")
        figure += part // 10 ** len(fraction)
    return figure
