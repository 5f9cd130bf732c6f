"""Writes TOML in as many ways as it has, at random; remembers how each scalar was written."""

import json
import re
from random import Random

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Writer:
    """Writes one document; `tokens` are the scalars as they were written, with what they say."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.tokens: set[tuple[str, str]] = set()

    def document(self, table: dict[str, object]) -> str:
        """The whole text."""
        return "".join(self._table(table, ()))

    def _maybe(self) -> bool:
        return self.random.random() < 0.5

    def _table(self, table: dict[str, object], path: tuple[str, ...]) -> list[str]:
        later: list[str] = []
        rows: list[str] = []
        for key, value in table.items():
            if isinstance(value, dict) and value and self._maybe():
                head = ".".join(map(self._key, (*path, key)))
                later += [f"\n[ {head} ] # of a table\n", *self._table(value, (*path, key))]
            elif self._is_tables(value) and self._maybe():
                head = ".".join(map(self._key, (*path, key)))
                for item in value:  # type: ignore[attr-defined]
                    later += [f"[[{head}]]\n", *self._table(item, (*path, key))]
            elif isinstance(value, dict) and len(value) == 1 and self._maybe():
                ((inner, last),) = value.items()
                rows.append(f"{self._key(key)} . {self._key(inner)} = {self._value(last)}\n")
            else:
                rows.append(f"  {self._key(key)}= {self._value(value)} # x = 1\n")
        return [*rows, *later]

    @staticmethod
    def _is_tables(value: object) -> bool:
        return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)

    def _key(self, key: str) -> str:
        if _BARE.fullmatch(key) and self._maybe():
            return key
        if "'" not in key and "\n" not in key and self._maybe():
            return f"'{key}'"
        return json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")

    def _value(self, value: object) -> str:
        if isinstance(value, dict):
            inner = (f"{self._key(k)} = {self._value(v)}" for k, v in value.items())
            return f"{{ {', '.join(inner)} }}"
        if isinstance(value, list):
            joint = ",\n  # [, ]\n " if self._maybe() else ", "
            last = "," if value and self._maybe() else ""
            return f"[{joint.join(map(self._value, value))}{last} ]"
        token = self._text(value) if isinstance(value, str) else str(value)
        token = token.lower() if isinstance(value, bool) else token
        self.tokens.add((token, value if isinstance(value, str) else token))
        return token

    def _text(self, text: str) -> str:
        plain = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
        if "'" not in text and "\n" not in text and "\t" not in text and self._maybe():
            return f"'{text}'"
        if self._maybe():
            return f'""{plain}""'
        if self._maybe():
            return '"""\n' + plain[1:-1].replace("\\n", "\n").replace(" ", "\\\n   \\u0020") + '"""'
        if "'''" not in text and not text.endswith("'") and self._maybe():
            return f"'''\n{text}'''"
        return plain
