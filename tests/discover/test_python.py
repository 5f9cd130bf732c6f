"""What Python files state: forms, keys, scopes, choices, callees."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licenseengine.discover.formats.python import glance
from tests.discover.python_texts import names, read_code, shown

# Code, and what it states: form, keys, text. Texts without a slash are left out.
STATED = {
    "a constant": ('M = "x/a"', ["value M x/a"]),
    "an annotated constant": ('M: str = "x/a"', ["value M x/a"]),
    "two constants at once": ('A, B = "x/a", "x/b"', ["value A x/a", "value B x/b"]),
    "one text for two names": ('A = B = "x/a"', ["value A x/a"]),
    "a list": ('A = ["x/a", ("x/b",), {"x/c"}]', ["item A x/a", "item A x/b", "item A x/c"]),
    "a list that grows": ('A += ["x/a"]\nA = B + ["x/b"]', ["item A x/a", "item A x/b"]),
    "a comprehension": ('A = [f(x) for x in ("x/a",)]', ["item A x/a"]),
    "a mapping": ('D = {"k": "x/a", "n": {"o": "x/b"}}', ["value D.k x/a", "value D.n.o x/b"]),
    "a key": ('D = {"x/a": {"license": "mit"}}', ["key D x/a"]),
    "a price": ('D = {"x/a": 0.5}', ["rate D x/a"]),
    "mappings joined": ('D = A | {"k": "x/a"}', ["value D.k x/a"]),
    "an entry that is set": ('config["model"] = "x/a"', ["value config.model x/a"]),
    "an attribute that is set": ('self.model = "x/a"', ["value model x/a"]),
    "an argument": ('f("x/a", model="x/b")', ["argument 0 x/a", "argument model x/b"]),
    "an argument of a call before an attribute": ('load("x/a").to("cpu")', ["argument 0 x/a"]),
    "an argument of a call before an entry": ('f(model="x/a").choices[0].text', ["argument model x/a"]),
    "an argument of a call in an f-string": ('t = f"{load(\'x/a\')}"', ["argument 0 x/a"]),
    "an argument of a call that is added": ('t = "y" + load("x/a")', ["argument 0 x/a"]),
    "an argument of a call in a prompt": ('f(prompt=OpenAI(model="x/a"))', ["argument model x/a"]),
    "an argument of a call that is compared": ('if f(m="x/a").ok == "x/b": pass', ["argument m x/a"]),
    "an argument of a decorator": ('@use("x/a")\ndef f(): ...', ["argument 0 x/a"]),
    "an argument of a class": ('class A(Base, model="x/a"): ...', ["default A.model x/a"]),
    "arguments in a list": ('f(*["x/a"])', ["item 0 x/a"]),
    "arguments in a mapping": ('f(**{"model": "x/a"})', ["value **.model x/a"]),
    "an awaited argument": ('async def f():\n    return await g("x/a")', ["argument 0 x/a"]),
    "an argument in a with": ('with load("x/a") as f: ...', ["argument 0 x/a"]),
    "an argument in a lambda": ('F = lambda: load("x/a")', ["argument F.0 x/a"]),
    "a walrus": ('if (m := "x/a"): ...', ["value m x/a"]),
    "what is returned": ('def f():\n    return "x/a"', ["value x/a"]),
    "what is yielded": ('def f():\n    yield "x/a"', ["value x/a"]),
    "a parameter": ('def f(model="x/a"): ...', ["default f.model x/a"]),
    "a keyword parameter": ('def f(*, model: str = "x/a"): ...', ["default f.model x/a"]),
    "a parameter by position": ('def f(model="x/a", /): ...', ["default f.model x/a"]),
    "a field of a class": ('class A:\n    m: str = "x/a"', ["default A.m x/a"]),
    "a field by call": ('class A:\n    m: str = field(default="x/a")', ["default A.m x/a"]),
    "a field by position": ('class A:\n    m: str = Field("x/a", description="x/b")', ["default A.m x/a"]),
    "a field by factory": ('class A:\n    m: list = Field(default_factory=lambda: ["x/a"])', ["item A.m x/a"]),
    "a field in an annotation": ('class A:\n    m: Annotated[str, Field(default="x/a")]', ["default A.m x/a"]),
    "a field of a table": (
        'class A(Model):\n    m = CharField(max_length=9, default="x/a", help_text="x y")',
        ["default A.m x/a"],
    ),
    "members": ('class A(str, Enum):\n    ONE = "x/a"', ["item A.ONE x/a"]),
    "members with labels": ('class A(TextChoices):\n    ONE = "x/a", "One"', ["item A.ONE x/a"]),
    "texts that a type allows": (
        'class A:\n    m: Literal["x/a", "x/b"] = "x/a"',
        ["item A.m.choices x/a", "item A.m.choices x/b", "default A.m x/a"],
    ),
    "a flag": (
        'p.add_argument("-m", "--model-name", default="x/a", help="or x/b")',
        ["default model_name x/a"],
    ),
    "choices of a flag": ('p.add_argument("--m", choices=["x/a"])', ["item m.choices x/a"]),
    "an operand": ('p.add_argument("model", nargs="?", default="x/a")', ["default model x/a"]),
    "an option of click": ('@click.option("--m", default="x/a")\ndef f(m): ...', ["default m x/a"]),
    "an option of typer": (
        'def f(m: str = typer.Option("x/a", "--model", help="x/b")): ...',
        ["default f.m x/a"],
    ),
    "an environment variable": ('A = os.getenv("MODEL", "x/a")', ["default A.MODEL x/a"]),
    "one of the mapping": ('A = os.environ.get("MODEL", "x/a")', ["default A.MODEL x/a"]),
    "one of another": ('A = getenv("A", getenv("B", "x/a"))', ["default A.A.B x/a"]),
    "one by keyword": ('A = environ.get("MODEL", default="x/a")', ["default A.MODEL x/a"]),
    "an entry or else": ('A = c.get("model", "x/a")', ["default A.model x/a"]),
    "an attribute or else": ('A = getattr(c, "model", "x/a")', ["default A.model x/a"]),
    "a second choice": ('A = args.model or "x/a"', ["default A x/a"]),
    "an f-string": ('A = f"{BASE}/a/{b.c}"', ["value A {BASE}/a/{b.c}"]),
    "an f-string with what is not known": ('A = f"x/{f()}"', ["value A x/{?}"]),
    "texts added": ('A = "x/" + NAME + ".bin"', ["value A x/{NAME}.bin"]),
    "a long sum": (f"A = {' + '.join(['B'] * 12)} + \"/x\"", [f"value A {'{B}' * 12}/x"]),
    "a path": ('A = Path("x") / "a.bin"', ["value A x/a.bin"]),
    "a path by call": ('A = Path("x", "a.bin")', ["value A x/a.bin"]),
    "a path that is joined": ('A = os.path.join("x", NAME)', ["value A x/{NAME}"]),
    "a template": ('A = "x/{}/{b}".format(NAME, b="c")', ["value A x/{NAME}/c"]),
    "an old template": ('A = "x/%s/%s" % (NAME, "c")', ["value A x/{NAME}/c"]),
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_a_form_is_told(name: str) -> None:
    code, expected = STATED[name]
    assert names(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('type A = Literal["x/a"]', ["item A.choices x/a"]),
        ('def f[T](m: T = "x/a"): ...', ["default f.m x/a"]),
        ('class A[T]:\n    m: T = "x/a"', ["default A.m x/a"]),
        ('A = f"{f("x/a")}"', ["value A {?}", "argument 0 x/a"]),
        ('try: ...\nexcept* E:\n    m = "x/a"', ["value m x/a"]),
    ],
)
def test_newer_syntax_is_read_or_told_as_a_gap(code: str, expected: list[str]) -> None:
    found = read_code(code)
    told = [shown(s) for s in found.statements if "/" in s.value or "?" in s.value]
    assert told == expected or [g.code for g in found.gaps] == ["LE703"]
    assert bool(found.gaps) is (sys.version_info < (3, 12) and "except*" not in code)


@pytest.mark.parametrize(
    "code",
    [
        'if m == "x/a": pass',
        'if m in ("x/a", "x/b"): pass',
        'while m != "x/a": pass',
        'assert m == "x/a", "x/b"',
        'raise ValueError("x/a")',
        'raise ValueError(f"no {m}, try x/a")',
        'print("x/a")',
        'logger.info("x/a %s", "x/b")',
        'log.warning(f"x/a {m}")',
        'warnings.warn("x/a")',
        'm.startswith("x/a")',
        'm.replace("x/a", "x/b")',
        're.compile("x/a")',
        '"""x/a"""',
        'def f():\n    """x/a"""',
        'class A:\n    "x/a"',
        '# m = "x/a"',
        'f(help="x/a", description="x/b", message="x/c")',
        'match m:\n    case "x/a": pass',
        'A = "x/a\\nx/b"',
        'A = b"x/a"',
    ],
)
def test_talk_comments_and_comparisons_state_nothing(code: str) -> None:
    assert names(code) == []


@pytest.mark.parametrize(
    ("test", "inside", "otherwise"),
    [
        ('k == "a"', "a", None),
        ('"a" == k', "a", None),
        ('k != "a"', None, "a"),
        ('not k == "a"', None, "a"),
        ('k in ("a", "b")', "a|b", None),
        ('k not in ["a"]', None, "a"),
        ('k == "a" or k == "b"', "a|b", None),
        ('k == "a" and big', "a", None),
        ('"a" in k', "*a*", None),
        ("k", None, None),
        ('k > "a"', None, None),
        ('k == "a" or big', None, None),
        ("k == A", None, None),
        ('__name__ == "__main__"', None, None),
    ],
)
def test_a_test_by_a_word_makes_an_alternative(
    test: str, inside: str | None, otherwise: str | None
) -> None:
    found = read_code(f'if {test}:\n    a = "x/a"\nelse:\n    b = "x/b"\n').statements
    chosen = {s.value: s.choice for s in found if s.form == "value"}
    assert chosen == {"x/a": inside, "x/b": otherwise}


def test_a_conditional_expression_is_an_alternative() -> None:
    found = read_code('m = "x/a" if k == "fast" else "x/b"').statements
    assert [(s.value, s.choice) for s in found] == [("x/a", "fast"), ("x/b", None)]


def test_a_later_branch_belongs_to_its_own_word() -> None:
    code = 'if k == "a":\n    m = "x/a"\nelif k == "b":\n    m = "x/b"\nelse:\n    m = "x/c"\n'
    assert [s.choice for s in read_code(code).statements] == ["a", "b", None]


@pytest.mark.parametrize(
    ("pattern", "choice"),
    [('"a"', "a"), ('"a" | "b"', "a|b"), ("Kind.A", None), ("_", None), ('{"k": "a"}', None), ("1", None)],
)  # fmt: skip
def test_a_case_is_an_alternative_by_its_word(pattern: str, choice: str | None) -> None:
    (found,) = read_code(f'match k:\n    case {pattern}:\n        m = "x/a"\n').statements
    assert found.choice == choice


@pytest.mark.parametrize(
    ("code", "choice"),
    [
        ('D = {"a": "x/a", "b": "x/b"}', "a"),
        ('D = {"a": f"{X}/a", "b": "x/b"}', "a"),
        ('D = {"a": {"name": "x/a"}, "b": {"name": "x/b"}}', "a"),
        ('D = {"a": "x/a"}', None),  # only one entry
        ('D = {"a": "x/a", "b": 2}', None),  # settings
        ('D = {"a": "x/a", "b": ["x/b"]}', None),
        ('f({"a": "x/a", "b": True})', None),
    ],
)
def test_a_mapping_is_a_table_of_alternatives_where_its_entries_are_alike(
    code: str, choice: str | None
) -> None:
    first = next(s for s in read_code(code).statements if "/a" in s.value)
    assert first.choice == choice


def test_a_member_is_picked_by_its_name() -> None:
    found = read_code('class A(StrEnum):\n    ONE = "x/a"\n    TWO = "x/b"\n').statements
    assert [s.choice for s in found] == ["ONE", "TWO"]


@pytest.mark.parametrize(
    ("decorator", "choice"),
    [
        ('register("word")', "word"),
        ('MODELS.register_module(name="x")', "one"),
        ("register_model", "one"),
        ("app.command()", None),
        ("cache", None),
    ],
)
def test_what_is_registered_is_an_alternative_by_its_word(
    decorator: str, choice: str | None
) -> None:
    (found,) = (
        s
        for s in read_code(f'@{decorator}\ndef one():\n    m = "x/a"\n').statements
        if s.key == "m"
    )
    assert found.choice == choice


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ('M = "x/a"', None),
        ('def f():\n    m = "x/a"', "f"),
        ('def f():\n    def g():\n        m = "x/a"', "f.g"),
        ('class A:\n    m = "x/a"', "A"),
        ('class A:\n    def f(self):\n        m = "x/a"', "A.f"),
        ('class A:\n    class B:\n        m = "x/a"', "A.B"),
        ('async def f():\n    async with a:\n        m = "x/a"', "f"),
        ('try:\n    m = "x/a"\nexcept E:\n    pass', None),
        ('def f(m="x/a"): ...', "f"),
    ],
)
def test_a_statement_stands_in_its_function_or_class(code: str, scope: str | None) -> None:
    (found,) = read_code(code).statements
    assert found.scope == scope


@pytest.mark.parametrize(
    ("imports", "called", "callee"),
    [
        ("import a", "a.B.load", "a.B.load"),
        ("import a as c", "c.B.load", "a.B.load"),
        ("from a import B", "B.load", "a.B.load"),
        ("from a.b import B as C", "C.load", "a.b.B.load"),
        ("from . import near", "near.load", "pkg.near.load"),
        ("from ..up import B", "B.load", "up.B.load"),
        ("import a.b", "a.b.load", "a.b.load"),
        ("", "B().load", "B.load"),
        ("", "made[0].load", "made.load"),
    ],
)
def test_a_callee_is_told_by_its_full_name(imports: str, called: str, callee: str) -> None:
    found = read_code(f'{imports}\n{called}("x/a")').statements
    assert [s.callee for s in found if s.value == "x/a"] == [callee]


def test_a_known_function_is_told_even_without_a_text() -> None:
    (found,) = read_code("from openai import OpenAI\nc = OpenAI(timeout=3)\n").statements[1:]
    assert (found.form, found.value, found.keys) == ("instance", "openai.OpenAI", ("timeout",))


@pytest.mark.parametrize(
    "argument",
    ["name()", "names[0:2][i]", "get(x).name", "NAMES[i]", 'os.environ["M"]', "sys.argv[1]"],
)
def test_what_a_known_function_is_given_is_told_when_it_is_not_known(argument: str) -> None:
    found = read_code(f"A.from_pretrained({argument})").statements
    assert any(s.form == "argument" and "\x01" in s.value for s in found)


def test_a_thing_that_was_loaded_is_no_name_of_one() -> None:
    code = 'm = A.from_pretrained("x/a")\np = pipeline(model=m)\nq = pipeline(A.from_pretrained("x/b"))\n'
    found = [s.value for s in read_code(code).statements if s.form == "argument"]
    assert found == ["x/a", "x/b"]


def test_a_line_and_column_are_those_of_the_text() -> None:
    (found,) = read_code('a = (\n    "x/a"\n)\n').statements
    assert (found.line, found.column) == (2, 5)


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("import a.b", "a.b"),
        ("from a import b", "a"),
        ("from . import b", "pkg"),
        ("from .a import b", "pkg.a"),
        ('import_module("a.b")', "a.b"),
        ('importlib.import_module("a.b", package=None)', "a.b"),
        ('__import__("a")', "a"),
    ],
)
def test_an_import_is_told(code: str, module: str) -> None:
    assert [s.value for s in read_code(code).statements if s.form == "import"] == [module]


IMPORTS = [
    ("import a", {"a": "a"}),
    ("import a.b as c, d", {"c": "a.b", "d": "d"}),
    ("from a import b as c", {"c": "a.b"}),
    ("from .a import b", {"b": "pkg.a.b"}),
    ("from . import a", {"a": "pkg.a"}),
    ("from a import *\nfrom b import *", {"*a": "a.*", "*b": "b.*"}),
    ("from a import (\n    b,  # one\n    c as d,\n)", {"b": "a.b", "d": "a.c"}),
    ("from a import b, \\\n    c", {"b": "a.b", "c": "a.c"}),
    ('import_module("a.b")', {"import a.b": "a.b"}),
    ('import_module(f"a.b.{name}")', {"import a.b": "a.b.*"}),
    ('import_module(f"a.b_{name}")', {"import a": "a.*"}),
    ('import_module(".b", package=x)', {"import pkg.b": "pkg.b"}),
]


@pytest.mark.parametrize(("code", "expected"), IMPORTS)
def test_imports_are_told_alike_with_and_without_the_tree(
    code: str, expected: dict[str, str]
) -> None:
    module = read_code(code).module
    assert module is not None
    assert module.imports == expected
    assert glance("pkg/mod.py", code).imports == expected


@pytest.mark.parametrize(
    ("code", "name", "is_used"),
    [
        ("f()", "f", True),
        ("a.f", "f", True),
        ("def f(): ...", "f", False),
        ("@app.get('/')\ndef f(): ...", "f", True),
        ("@tool\ndef f(): ...", "f", True),
        ("@functools.lru_cache(maxsize=None)\ndef f(): ...", "f", False),
        ("@dataclass(frozen=True)\nclass f: ...", "f", False),
        ("@register('a')\nclass f: ...", "f", True),
        ("class B(f): ...", "f", False),  # B does, the module does not
        ("x: f = 1", "f", False),
        ("if f: pass", "f", True),
        ("match f:\n    case _: pass", "f", True),
        ("raise f(1)", "f", True),
        ("assert f", "f", False),
    ],
)
def test_the_top_of_a_module_refers_to_names(code: str, name: str, is_used: bool) -> None:
    module = read_code(code).module
    assert module is not None
    assert (name in module.uses.get("", ())) is is_used


@pytest.mark.parametrize(
    ("code", "is_script", "runs"),
    [
        ("def f(): ...", False, False),
        ('"""Words."""\nA = 1\n', False, False),
        ("f()", False, True),
        ("while f(): pass", False, True),
        ('if __name__ == "__main__":\n    f()', True, False),
        ("if __name__ == '__main__': f()", True, False),
    ],
)
def test_a_module_that_may_be_started_is_told(code: str, is_script: bool, runs: bool) -> None:
    for module in (read_code(code).module, glance("pkg/mod.py", code)):
        assert module is not None
        assert (module.is_script, module.runs) == (is_script, runs)


@pytest.mark.parametrize(
    "code", ['print "x/a"', 'exec "x" in y\nM = "x/a"', "def f(:\n", "\x00", "if x:\n"]
)
def test_what_this_python_does_not_read_is_a_gap(code: str) -> None:
    found = read_code(code)
    (gap,) = found.gaps
    assert (gap.code, gap.place.file) == ("LE703", "pkg/mod.py")
    assert found.statements == ()


def test_what_cannot_be_read_still_tells_its_imports() -> None:
    module = read_code(
        'import os\nfrom .a import b\nprint "x"\nif __name__ == "__main__":\n    b()\n'
    ).module
    assert module is not None
    assert module.imports == {"os": "os", "b": "pkg.a.b"}
    assert module.is_script
    assert "b" in module.uses[""]


def nested(depth: int, opening: str, closing: str) -> str:
    return f'A = "x/a"\nB = {opening * depth}1{closing * depth}\nC = "x/c"\n'


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("f(", ")"), ("-", ""), ('{"k": ', "}"), ("x.a(1).", ""), ("1 + ", "")]
)  # fmt: skip
@pytest.mark.parametrize("depth", [50, 3_000, 30_000])
def test_nesting_is_never_an_error(opening: str, closing: str, depth: int) -> None:
    code = nested(depth, opening, closing)
    if opening.startswith("x."):
        code = code.replace("1\nC", "b\nC")
    found = read_code(code)
    values = [s.value for s in found.statements if "/" in s.value]
    if not found.gaps:
        assert values == ["x/a", "x/c"]
    else:
        assert {g.code for g in found.gaps} <= {"LE703", "LE704"}
        assert values in (["x/a", "x/c"], []), "what stands beside it is told, or nothing was read"


def test_what_is_nested_too_deep_is_a_gap_and_the_rest_is_told() -> None:
    found = read_code(f'A = "x/a"\ndef f():\n    B = b{".c(1)" * 400}\nC = "x/c"\n')
    assert [s.value for s in found.statements if s.form == "value"] == ["x/a", "x/c"]
    assert [(g.code, g.place.line) for g in found.gaps] == [("LE704", 2)]
    assert [s.scope for s in found.statements if s.value == "x/c"] == [None]


LIBRARY = sorted(Path(os.__file__).parent.glob("*.py"))[:80]


def test_what_python_reads_is_read_without_a_fault() -> None:
    assert len(LIBRARY) > 50
    for path in LIBRARY:
        found = read_code(path.read_text(encoding="utf-8"), path.name)
        assert found.gaps == ()
        assert found.module is not None


WHOLE = "\n".join(code for code, _ in STATED.values())


@settings(max_examples=80, deadline=None)
@given(start=st.integers(0, len(WHOLE)), length=st.integers(0, 400), more=st.text(max_size=8))
def test_a_text_that_was_cut_anywhere_is_read_or_a_gap(start: int, length: int, more: str) -> None:
    found = read_code(WHOLE[start : start + length] + more)
    assert {g.code for g in found.gaps} <= {"LE703", "LE704"}
    rows = (WHOLE[start : start + length] + more).count("\n") + more.count("\r") + 2
    assert all(0 < s.line <= rows for s in found.statements)


def test_texts_beyond_any_name_are_not_told() -> None:
    assert read_code(f'A = "{"x/" * 400}"').statements == ()


def test_too_many_texts_are_a_gap() -> None:
    found = read_code("A = [" + '"x/a",' * 50_001 + "]")
    assert len(found.statements) == 50_000
    assert [g.code for g in found.gaps] == ["LE704"]
