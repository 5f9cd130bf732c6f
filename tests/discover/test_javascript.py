"""What the reader of JavaScript and TypeScript takes from a file, and what it leaves."""

import sys
import time

import pytest

from licenseengine.discover.formats.folding import named
from licenseengine.discover.formats.javascript import glance, read
from licenseengine.discover.records import Statement


def only(text: str, path: str = "a.ts") -> Statement:
    """The one statement of a file."""
    (statement,) = read(path, text).statements
    return statement


def said(text: str, path: str = "a.ts") -> list[str]:
    """The values that a file states."""
    return [statement.value for statement in read(path, text).statements]


@pytest.mark.parametrize(
    ("text", "keys", "form", "value"),
    [
        ('const model = "org/x"', ("model",), "value", "org/x"),
        ('config.llm.model = "org/x"', ("config", "llm", "model"), "value", "org/x"),
        ("this.model = `org/x`", ("model",), "value", "org/x"),
        ('module.exports = { model: "org/x" }', ("model",), "value", "org/x"),
        ('const a = { llm: { model: "org/x" } }', ("a", "llm", "model"), "value", "org/x"),
        ('const a = [1, "org/x"]', ("a",), "item", "org/x"),
        ('f(1, "org/x")', ("1",), "argument", "org/x"),
        ('f({ model: "org/x" })', ("model",), "argument", "org/x"),
        ('f({ a: { model: "org/x" } })', ("a", "model"), "value", "org/x"),
        ('const a = { model: openai("gpt-4o") }', ("a", "model", "0"), "argument", "gpt-4o"),
        ("f`org/x`", ("0",), "argument", "org/x"),
        ('const m = process.env.LLM || "org/x"', ("LLM", "m"), "default", "org/x"),
        ('f({ model: process.env["LLM"] ?? "org/x" })', ("LLM", "model"), "default", "org/x"),
        ('const m = import.meta.env.VITE_M || "org/x"', ("VITE_M", "m"), "default", "org/x"),
        ('const m = a.one ?? process.env.TWO ?? "org/x"', ("one", "TWO", "m"), "default", "org/x"),
        ('const m = env() ?? "org/x"', ("env", "m"), "default", "org/x"),
        ('const m = getEnv("LLM_MODEL", "org/x")', ("LLM_MODEL", "m"), "default", "org/x"),
        ('const { LLM = "org/x" } = process.env', ("LLM",), "default", "org/x"),
        ('const { a: { llm: b = "org/x" } } = c', ("a", "llm", "b"), "default", "org/x"),
        ('o.model ||= "org/x"', ("o", "model"), "default", "org/x"),
        ('function f(model = "org/x") {}', ("f", "model"), "default", "org/x"),
        ('const f = ({ model = "org/x" }) => 1', ("f", "model"), "default", "org/x"),
        ('class A { model = "org/x" }', ("A", "model"), "default", "org/x"),
        ('class A { static M = "org/x" }', ("A", "M"), "value", "org/x"),
        ('class A { constructor(model: string = "org/x") {} }', ("A", "model"), "default", "org/x"),
        ('const s = { M: z.string().default("org/x") }', ("s", "M"), "default", "org/x"),
        ('enum M { A = "org/x" }', ("M", "A"), "item", "org/x"),
        ('type M = "gpt-4o"', ("M",), "item", "gpt-4o"),
        ('import x from "openai"', (), "import", "openai"),
        ('export * from "openai"', (), "import", "openai"),
        ('const x = require("openai")', (), "import", "openai"),
        ('await import("openai")', (), "import", "openai"),
        ("new OpenAIEmbeddings()", (), "instance", "OpenAIEmbeddings"),
        ('const a = { "org/x": { } }', ("a",), "key", "org/x"),
        ('const a = { "org/x": 8192 }', ("a",), "rate", "org/x"),
        (r'const a = "org\u002fx\x2e"', ("a",), "value", "org/x."),
    ],
)  # fmt: skip
def test_a_text_is_stated_under_the_names_that_lead_to_it(
    text: str, keys: tuple[str, ...], form: str, value: str
) -> None:
    found = only(text)
    assert (found.keys, found.form, found.value) == (keys, form, value)


def test_a_default_is_told_by_the_name_that_is_asked_for() -> None:
    found = read("a.ts", 'const m = Deno.env.get("LLM") ?? "org/x"').statements[-1]
    assert (found.keys, found.form, found.value) == (("LLM", "m"), "default", "org/x")


@pytest.mark.parametrize(
    "text",
    [
        '// const model = "org/x"',
        '/* f("org/x") */',
        'f(/* "org/x" */)',
        'if (model === "org/x") {}',
        'a["org/x"]',
        'console.log("org/x")',
        'throw new Error("org/x")',
        'a.startsWith("org/x")',
        'const a = { description: "org/x" }',
        "const a = `two\nlines`",
        "a + 1",
    ],
)
def test_comments_comparisons_and_talk_state_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('const B = "org"; const m = `${B}/x`', "org/x"),
        ('const B = "org"; const m = B + "/x"', "org/x"),
        ('const m = { model: M }; const M = "org/x"', "org/x"),
        ('const T = { a: "org/x" }; f(T.a)', "org/x"),
        ('const T = { "a-b": "org/x" }; f(T["a-b"])', "org/x"),
        ('enum E { A = "org/x" } f(E.A)', "org/x"),
        ('class A { static M = "org/x"; f() { g(A.M) } }', "org/x"),
        ('class A { m = "org/x"; f() { g(this.m) } }', "org/x"),
        ('class A { #m = "org/x"; f() { g(this.#m) } }', "org/x"),
        ('const m = { model: get("LLM") ?? M }; const M = "org/x"', "org/x"),
        ('const M = "org/x"; const a = process.env.A || M', "org/x"),
        ("f(`https://h/${repo}/x`)", f"https://h/{named('repo')}/x"),
        ("f(`${g(1)}/x`)", f"{named('?')}/x"),
        ("from_pretrained(modelId)", named("modelId")),
    ],
)
def test_constants_of_the_file_are_put_in_and_other_names_are_marked(text: str, value: str) -> None:
    last = [s for s in read("a.ts", text).statements if s.folded][-1]
    assert last.value == value


@pytest.mark.parametrize(
    "text",
    [
        'const B = "one"; function f() { const B = g(); return `${B}/x` }',
        'const B = "one"; function f(B) { return `${B}/x` }',
        'function f() { const B = "one" } function g() { return `${B}/x` }',
        'let B = "one"; B = g(); h(`${B}/x`)',
    ],
)
def test_a_name_that_may_stand_for_something_else_is_not_put_in(text: str) -> None:
    assert f"{named('B')}/x" in said(text)
    assert "one/x" not in said(text)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ('switch (p) { case "ollama": f("org/x") }', "ollama"),
        ('if (p === "ollama") { f("org/x") }', "ollama"),
        ('if (p !== "ollama") { f("org/x") }', None),
        ('const m = p === "ollama" ? "org/x" : y', "ollama"),
        ('const M = { ollama: { model: "org/x" }, other: { model: y } }', "ollama"),
        ('f({ model: "org/x", other: 1 })', None),
    ],
)
def test_what_picks_an_alternative_is_told_with_it(text: str, choice: str | None) -> None:
    found = next(s for s in read("a.ts", text).statements if s.value == "org/x")
    assert found.choice == choice


def test_a_call_is_told_by_its_dotted_name_and_the_function_around_it() -> None:
    found = only('class A { async run() { await this.ai?.chat.create({ model: "gpt-4o" }) } }')
    assert (found.callee, found.scope) == ("this.ai.chat.create", "A.run")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("new ChatOpenAI()", ()),
        ("new ChatOpenAI({ apiKey: k })", ("apiKey",)),
        ("new ChatOpenAI({ ...rest })", ("**",)),
        ("new ChatOpenAI(options)", ("0", "**")),
        ("new ChatOpenAI({ modelName: m })", None),
        ("new ChatOpenAI({ model })", None),
        ('new TypeError("x")', None),
    ],
)
def test_an_instance_is_told_with_what_it_is_given_unless_that_is_a_model(
    text: str, keys: tuple[str, ...] | None
) -> None:
    found = [s.keys for s in read("a.ts", text).statements if s.form == "instance"]
    assert found == ([] if keys is None else [keys])


def test_properties_of_components_are_arguments_and_their_text_is_nothing() -> None:
    found = read("a.tsx", 'x = <Chat model="gpt-4o" className="a">Use "org/x" {f("org/y")}</Chat>')
    assert [(s.callee, s.keys, s.value) for s in found.statements] == [
        ("Chat", ("model",), "gpt-4o"),
        ("f", ("0",), "org/y"),
    ]


@pytest.mark.parametrize("path", ["a.vue", "a.svelte"])
def test_the_scripts_of_a_component_are_read_at_their_own_lines(path: str) -> None:
    text = '<p model="no">\n</p>\n<script lang="ts">const a: string = "org/x"\nlet b = "y"</script>'
    found = read(path, text)
    assert [(s.value, s.line, s.column) for s in found.statements] == [
        ("org/x", 3, 37),
        ("y", 4, 9),
    ]
    assert found.gaps == ()


def test_columns_count_letters_not_bytes() -> None:
    assert [s.column for s in read("a.js", 'é = "ü"; m = "x"').statements] == [5, 14]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.js", "const f = (a: string): string => { return 'x' }"),
        ("a.ts", "const a = <string>'x'"),
        ("a.mts", "const a = 'x' satisfies string"),
        ("a.cjs", "a = 'x'"),
        ("a.jsx", "a = <b c='x'/>"),
    ],
)
def test_each_kind_of_file_is_understood(path: str, text: str) -> None:
    found = read(path, text)
    assert ([s.value for s in found.statements], found.gaps) == (["x"], ())


@pytest.mark.parametrize(
    ("path", "text", "code", "line"),
    [
        ("a.min.js", "a='x'", "LE704", 1),
        ("a.js", "a='x';" * 1000, "LE704", 1),
        ("a.js", "a='x';\n" * 400_000, "LE704", 1),
        ("a.ts", "let a = 1\nlet b = = 2\n", "LE703", 2),
        ("a.js", "a = [\n" + "'x',\n" * 60_000 + "]", "LE704", 50_002),
    ],
)
def test_what_is_not_read_leaves_a_gap(path: str, text: str, code: str, line: int) -> None:
    (gap,) = read(path, text).gaps
    assert (gap.code, gap.place.line) == (code, line)


def test_what_follows_a_fault_is_still_read() -> None:
    assert "org/x" in said("let b = = 2;\nfunction f() { g('org/x') }")


def test_without_the_parser_a_gap_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    monkeypatch.delitem(
        sys.modules, "licenseengine.discover.formats.javascript_walk", raising=False
    )
    found = read("a.js", "a = 'x'")
    assert ([g.code for g in found.gaps], found.statements) == (["LE707"], ())


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "[\n" * 100_000,
        "a=" + "[\n" * 50_000 + "'x'" + "]\n" * 50_000,
        "f(\n" * 50_000 + "'x'" + ")\n" * 50_000,
        "a={b:\n" * 25_000 + "'x'" + "}\n" * 25_000,
        "function f(a='x') {\n" * 20_000,
        "a=\n" + "(b||\n" * 50_000 + "'x'" + ")" * 4_000,
        "a=\n" + "'x'+\n" * 50_000 + "'y'",
        "`${\n" * 50_000,
        "'\n" * 100_000,
        "<script>\n" * 100_000,
        "".join(f"const a{n}=a{n - 1}+a{n - 1};\n" for n in range(20_000)),
        "const a='\ud800';\x00\n",
    ],
)
def test_hostile_text_is_read_in_time_that_grows_with_it(text: str) -> None:
    begun = time.perf_counter()
    for path in ("a.js", "a.tsx", "a.vue"):
        read(path, text)
    assert time.perf_counter() - begun < 20


def test_a_glance_tells_the_imports_of_a_file() -> None:
    text = (
        'import {\n a } from "x"\nexport * from \'y\'\nconst z = require("z")\nawait import("w")\n'
    )
    found = glance("a.js", text).statements
    assert [s.value for s in found] == ["x", "y", "z", "w"]
    places = [(s.value, s.line, s.column) for s in read("a.js", text).statements]
    assert [(s.value, s.line, s.column) for s in found] == places
    assert {s.form for s in found} == {"import"}
