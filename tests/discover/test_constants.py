"""What names stand for: locals, parameters, attributes, constants of this and of other modules."""

import pytest

from licenseengine.discover.constants import Constants
from tests.discover.python_texts import loaded, read_code

# What `from_pretrained` is given in the end; a name in braces is not known.
IN_ONE_MODULE = {
    "a constant": ('M = "x/a"\nA.from_pretrained(M)', ["x/a"]),
    "a constant that is set later": ('def f():\n    A.from_pretrained(M)\nM = "x/a"', ["x/a"]),
    "the constant as it is at that line": (
        'M = "x/a"\nA.from_pretrained(M)\nM = "x/b"\nA.from_pretrained(M)',
        ["x/a", "x/b"],
    ),
    "constants put together": ('O = "x"\nM = f"{O}/a"\nA.from_pretrained(M)', ["x/a"]),
    "one of two at once": ('O, M = "x", "x/a"\nA.from_pretrained(M)', ["x/a"]),
    "a default of the environment": ('M = os.getenv("M", "x/a")\nA.from_pretrained(M)', ["x/a"]),
    "a second choice": ('M = os.getenv("M") or "x/a"\nA.from_pretrained(M)', ["x/a"]),
    "an address with one": (
        'B = os.environ.get("B", "https://h")\nA.from_pretrained(f"{B}/x/a")',
        ["https://h/x/a"],
    ),
    "a local": ('def f():\n    m = "x/a"\n    A.from_pretrained(m)', ["x/a"]),
    "a walrus": ('if (m := "x/a"):\n    A.from_pretrained(m)', ["x/a"]),
    "a text that grows": ('m = "x/a"\nm += "-GGUF"\nA.from_pretrained(m)', ["x/a-GGUF"]),
    "a local of the function around": (
        'def f():\n    m = "x/a"\n    def g():\n        A.from_pretrained(m)',
        ["x/a"],
    ),
    "a name of a loop": ('m = "x/a"\nfor m in ms:\n    A.from_pretrained(m)', ["{?}"]),
    "a name of a comprehension": ('m = "x/a"\n[A.from_pretrained(m) for m in ms]', ["{?}"]),
    "a name of a with": ('m = "x/a"\nwith f() as m:\n    A.from_pretrained(m)', ["{?}"]),
    "a local that hides a constant": (
        'm = "x/a"\ndef f():\n    m = g()\n    A.from_pretrained(m)',
        ["{?}"],
    ),
    "set in two branches": (
        'if k:\n    m = "x/a"\nelse:\n    m = "x/b"\nA.from_pretrained(m)',
        ["{?}"],
    ),
    "set again in a branch": ('m = "x/a"\nif k:\n    m = "x/b"\nA.from_pretrained(m)', ["{?}"]),
    "set to the same in two branches": (
        'if k:\n    m = "x/a"\nelse:\n    m = "x/a"\nA.from_pretrained(m)',
        ["x/a"],
    ),
    "set in a branch, used there": ('if k:\n    m = "x/a"\n    A.from_pretrained(m)', ["x/a"]),
    "set to what is not known": ('m = "x/a"\nm = f(m)\nA.from_pretrained(m)', ["{?}"]),
    "a local of another function": (
        'def f():\n    m = "x/a"\ndef g():\n    A.from_pretrained(m)',
        ["{m}"],
    ),
    "a parameter": ('def f(m="x/a"):\n    A.from_pretrained(m)', ["x/a"]),
    "a parameter nobody gives": ('m = "x/a"\ndef f(m):\n    A.from_pretrained(m)', ["{m}"]),
    "a part of one": ("cfg = 1\ndef f(cfg):\n    A.from_pretrained(cfg.m)", ["{cfg.m}"]),
    "a keyword that is called like an instance": ('def f(*, self="x/a"):\n    A.from_pretrained(self)', ["x/a"]),
    "a parameter that is set": ('def f(m):\n    m = "x/a"\n    A.from_pretrained(m)', ["x/a"]),
    "a parameter of the function around": (
        'def f(m="x/a"):\n    def g():\n        A.from_pretrained(m)',
        ["x/a"],
    ),
    "a parameter by option": (
        'def f(m=typer.Option("x/a", "--m")):\n    A.from_pretrained(m)',
        ["x/a"],
    ),
    "a parameter by option of click": (
        '@click.option("--m", default="x/a")\ndef f(m):\n    A.from_pretrained(m)',
        ["x/a"],
    ),
    "a flag": (
        'p.add_argument("--the-model", default="x/a")\nargs = p.parse_args()\nA.from_pretrained(args.the_model)',
        ["x/a"],
    ),
    "a flag that is handed on": (
        'p.add_argument("--m", default="x/a")\ndef f(args):\n    A.from_pretrained(args.m)',
        ["x/a"],
    ),
    "a field of a class": ('class C:\n    m = "x/a"\nA.from_pretrained(C.m)', ["x/a"]),
    "a field of one that is made": ('class C:\n    m = "x/a"\nA.from_pretrained(C().m)', ["x/a"]),
    "a field of one that was made": ('class C:\n    m = "x/a"\nc = C()\nA.from_pretrained(c.m)', ["x/a"]),
    "a field by annotation": ('class C:\n    m: str = field(default="x/a")\ndef f(c: C):\n    A.from_pretrained(c.m)', ["x/a"]),
    "a field by a text as annotation": ('class C:\n    m = "x/a"\ndef f(c: "C"):\n    A.from_pretrained(c.m)', ["x/a"]),
    "a field by an annotation with None": ('class C:\n    m = "x/a"\ndef f(c: C | None):\n    A.from_pretrained(c.m)', ["x/a"]),
    "a field by Optional": ('class C:\n    m = "x/a"\ndef f(c: Optional[C]):\n    A.from_pretrained(c.m)', ["x/a"]),
    "a field of what a function gives": ('class C:\n    m = "x/a"\ndef f() -> C: ...\nA.from_pretrained(f().m)', ["x/a"]),
    "a field of what a function gave": ('class C:\n    m = "x/a"\ndef f():\n    return C()\nc = f()\nA.from_pretrained(c.m)', ["x/a"]),
    "a field of what a function of another makes": ("A.from_pretrained(f().m)", ["{f.m}"]),
    "the only field of its name": ('class C:\n    m: str = field(default="x/a")\nc, d = parse((C, D))\nA.from_pretrained(c.m)', ["x/a"]),
    "one of two fields of its name": ('class C:\n    m = "x/a"\nclass D:\n    m = "x/b"\nc = parse(C)\nA.from_pretrained(c.m)', ["{parse.m}"]),
    "a part of a text by the only field of its name": ('class C:\n    m = "x/a"\nc = parse(C)\nA.from_pretrained(f"y/{c.m}")', ["y/{parse.m}"]),
    "a field of a base": ('class C:\n    m = "x/a"\nclass D(C): ...\nA.from_pretrained(D.m)', ["x/a"]),
    "a field that hides one": ('class C:\n    m = "x/a"\nclass D(C):\n    m = "x/b"\nA.from_pretrained(D.m)', ["x/b"]),
    "a field of an inner class": ('class C:\n    class D:\n        m = "x/a"\nA.from_pretrained(C.D.m)', ["x/a"]),
    "a field of itself": ('class C:\n    m = "x/a"\n    def f(self):\n        A.from_pretrained(self.m)', ["x/a"]),
    "a field with another in it": ('class C:\n    o = "x"\n    m = f"{o}/a"\nA.from_pretrained(C.m)', ["x/a"]),
    "a name of a class in its method": ('class C:\n    m = "x/a"\n    def f(self):\n        A.from_pretrained(m)', ["{m}"]),
    "an attribute": ('class C:\n    def __init__(self):\n        self.m = "x/a"\n    def f(self):\n        A.from_pretrained(self.m)', ["x/a"]),
    "an attribute by parameter": ('class C:\n    def __init__(self, m="x/a"):\n        self.m = m\n    def f(self):\n        A.from_pretrained(self.m)', ["x/a"]),
    "an attribute somebody gives": ('m = "x/a"\nclass C:\n    def __init__(self, m):\n        self.m = m\n    def f(self):\n        A.from_pretrained(self.m)', ["{?}"]),
    "an attribute that is set twice": ('class C:\n    m = "x/a"\n    def g(self):\n        self.m = "x/b"\n    def f(self):\n        A.from_pretrained(self.m)', ["{?}"]),
    "a member": ('class C(StrEnum):\n    M = "x/a"\nA.from_pretrained(C.M)', ["x/a"]),
    "the value of a member": ('class C(Enum):\n    M = "x/a", "label"\nA.from_pretrained(C.M.value)', ["x/a"]),
    "an entry": ('D = {"m": "x/a"}\nA.from_pretrained(D["m"])', ["x/a"]),
    "an entry of a field": ('class C:\n    D = {"m": "x/a"}\nA.from_pretrained(C.D["m"])', ["x/a"]),
    "an entry that is set": ('D = {}\nD["m"] = "x/a"\nA.from_pretrained(D["m"])', ["x/a"]),
    "either": ('M = "x/a"\nA.from_pretrained(M if k else "x/b")', ["x/a", "x/b"]),
    "names in a ring": ("M = N\nN = M\nA.from_pretrained(M)", ["{?}"]),
    "a name that stands for more of itself": ('M = M + "x/a"\nA.from_pretrained(M)', ["{?}"]),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_ONE_MODULE)
def test_a_name_stands_for_what_it_was_set_to(name: str) -> None:
    code, expected = IN_ONE_MODULE[name]
    assert loaded({"main.py": code}) == expected


CONFIG = 'O = "x"\nM = f"{O}/a"\nclass C:\n    f = "x/c"\nD = {"k": "x/d"}\n'
OF_OTHER_MODULES = [
    ("import config", "config.M", ["x/a"]),
    ("import config as c", "c.M", ["x/a"]),
    ("from config import M", "M", ["x/a"]),
    ("from config import M as N", "N", ["x/a"]),
    ("from config import *", "M", ["x/a"]),
    ("from other import *\nfrom config import *", "M", ["x/a"]),
    ("from config import C", "C.f", ["x/c"]),
    ("from config import C", "C().f", ["x/c"]),
    ("import config", "config.C.f", ["x/c"]),
    ("from config import C\nc = C()", "c.f", ["x/c"]),
    ("from config import C\nclass E(C): ...", "E.f", ["x/c"]),
    ("import config", 'config.D["k"]', ["x/d"]),
    ('import config\nO = "y"', "config.M", ["x/a"]),  # its names are not ours
    ("from config import O", 'f"{O}/z"', ["x/z"]),
    ("from config import unknown", "unknown", ["{unknown}"]),
    ("import nowhere", "nowhere.M", ["{nowhere.M}"]),
    ("from config import O as M", 'M + "/b"', ["x/b"]),
]


@pytest.mark.parametrize(("imports", "name", "expected"), OF_OTHER_MODULES)
@pytest.mark.parametrize("folder", ["", "src/", "service/app/"])
def test_a_name_of_another_module(
    imports: str, name: str, expected: list[str], folder: str
) -> None:
    modules = {f"{folder}config.py": CONFIG, f"{folder}other.py": "", f"{folder}main.py": f"{imports}\nA.from_pretrained({name})"}  # fmt: skip
    assert loaded(modules, f"{folder}main.py") == expected


@pytest.mark.parametrize(
    "imports",
    [
        "from . import config\nM = config.M",
        "from .config import M",
        "from .config import *",
        "from pkg.config import M",
        "from pkg import config\nM = config.M",
        "import pkg.config\nM = pkg.config.M",
        "from pkg import M",
        "from . import M",
        "from .. import pkg\nM = pkg.config.M",
    ],
)
def test_a_name_of_the_same_package(imports: str) -> None:
    modules = {
        "src/pkg/__init__.py": "from .config import M\nfrom . import config\n",
        "src/pkg/config.py": CONFIG,
        "src/pkg/main.py": f"{imports}\nA.from_pretrained(M)",
    }
    assert loaded(modules, "src/pkg/main.py") == ["x/a"]


def test_the_nearest_module_of_a_name_counts() -> None:
    modules = {
        "one/config.py": 'M = "x/one"',
        "one/main.py": "from config import M\nA.from_pretrained(M)",
        "two/config.py": 'M = "x/two"',
        "two/main.py": "import config\nA.from_pretrained(config.M)",
    }
    assert loaded(modules, "one/main.py") == ["x/one"]
    assert loaded(modules, "two/main.py") == ["x/two"]


def test_modules_that_import_each_other_end() -> None:
    modules = {
        "a.py": "from b import M",
        "b.py": "from a import M",
        "main.py": "from a import M\nA.from_pretrained(M)",
    }
    assert loaded(modules) == ["{M}"]


def test_a_chain_of_imports_is_followed() -> None:
    modules = {f"m{i}.py": f"from m{i + 1} import M" for i in range(5)}
    modules["m5.py"] = 'M = "x/a"'
    modules["main.py"] = "from m0 import M\nA.from_pretrained(M)"
    assert loaded(modules) == ["x/a"]


def test_a_parameter_with_a_default_stays_open_as_a_template() -> None:
    document = read_code('def f(m="x/a"):\n    A.from_pretrained(f"y/{m}")\n', "main.py")
    assert document.module is not None
    constants = Constants({"main.py": document.module})
    ((_, text, template),) = (
        told for told in constants.resolved("main.py", document.statements) if told[0].folded
    )
    assert text == "y/x/a"
    assert template == "y/\x01m\x02"


def test_texts_that_double_do_not_grow_without_bound() -> None:
    rows = ['M0 = "x/"', *(f"M{i} = f'{{M{i - 1}}}{{M{i - 1}}}'" for i in range(1, 60))]
    (found,) = loaded({"main.py": "\n".join([*rows, "A.from_pretrained(M59)"])})
    assert len(found) < 1_000
