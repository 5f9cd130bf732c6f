"""Packages as manifests and lock files declare them."""

import pytest

from licenseengine.discover.detect.packages import detect
from licenseengine.discover.formats import json_file, toml_file, yaml_file
from licenseengine.discover.records import Document, Package
from licenseengine.discover.signs import signs_of
from licenseengine.library.index import Library

READERS = {
    "toml": toml_file.read,
    "lock": toml_file.read,
    "json": json_file.read,
    "yml": yaml_file.read,
    "yaml": yaml_file.read,
}


def found(path: str, text: str, library: Library) -> list[Package]:
    reader = READERS.get(path.rsplit(".", 1)[-1])
    document = reader(path, text) if reader else Document(path, "text", text)
    seen = list(detect(document, signs_of(library)))
    packages = [item for item in seen if isinstance(item, Package)]
    assert len(packages) == len(seen)
    return packages


def told(path: str, text: str, library: Library) -> list[str]:
    """Name, pinned version, a question mark where it is optional, and the line."""
    return [
        f"{p.name}{'==' + p.version if p.version else ''}{'?' if p.optional else ''}:{p.place.line}"
        for p in found(path, text, library)
    ]


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("torch", ["torch:1"]),
        ("torch==2.1.0", ["torch==2.1.0:1"]),
        ("torch >= 2, < 3  # a comment", ["torch:1"]),
        ("Sentence_Transformers[onnx]>=2.2 ; python_version < '3.12'", ["sentence-transformers:1"]),
        ("openai==1.* ", ["openai:1"]),
        ("x==1.0 --hash=sha256:aa", ["x==1.0:1"]),
        ("x==1.0 \\\n    --hash=sha256:aa", ["x==1.0:1"]),
        ("git+https://example.org/x/thing.git@main#egg=thing", ["thing:1"]),
        ("-e git+https://example.org/x/thing.git#egg=thing", ["thing:1"]),
        ("thing @ git+https://example.org/x/thing.git", ["thing:1"]),
        ("-r other.txt", []),
        ("-e .", []),
        ("./wheels/x.whl", []),
        ("https://example.org/x.whl", []),
        ("--index-url https://example.org", []),
        ("# transformers", []),
        ("", []),
        ("this is no requirement", []),
    ],
)
def test_a_row_of_requirements_names_a_package(
    row: str, names: list[str], library: Library
) -> None:
    assert told("requirements.txt", row, library) == names


@pytest.mark.parametrize(
    ("path", "optional"),
    [
        ("requirements.txt", False),
        ("requirements.in", False),
        ("server/requirements-gpu.txt", False),
        ("requirements/base.txt", False),
        ("requirements-dev.txt", True),
        ("dev-requirements.txt", True),
        ("requirements_test.txt", True),
        ("docs/requirements.txt", True),
        ("requirements/dev.txt", True),
    ],
)
def test_the_path_says_what_is_only_for_developers(
    path: str, optional: bool, library: Library
) -> None:
    assert [p.optional for p in found(path, "torch\n", library)] == [optional]


@pytest.mark.parametrize("path", ["notes.txt", "package.yaml", "my_pyproject.toml", "data.json"])
def test_other_files_name_no_packages(path: str, library: Library) -> None:
    assert told(path, "torch\n", library) == []


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        (
            "pyproject.toml",
            '[project]\nname = "x"\ndependencies = [\n  "torch>=2",\n  "openai==1.2",\n]\n[project.optional-dependencies]\ngpu = ["vllm"]\n[dependency-groups]\ndev = ["pytest", {include-group = "lint"}]\n',
            ["torch:4", "openai==1.2:5", "vllm?:8", "pytest?:10"],
        ),
        (
            "pyproject.toml",
            '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.11"\ntransformers = "^4.38"\nopenai = { version = "1.14.0", optional = true }\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n[tool.poetry.dev-dependencies]\nruff = "0.1.0"\n',
            ["transformers:5", "openai==1.14.0?:6", "ruff==0.1.0?:10", "pytest?:8"],
        ),
        (
            "Pipfile",
            '[packages]\ntorch = "*"\nopenai = "==1.2"\n[dev-packages]\npytest = "*"\n',
            ["torch:2", "openai==1.2:3", "pytest?:5"],
        ),
        (
            "setup.cfg",
            "[options]\ninstall_requires =\n    torch>=2\n    openai==1.2\n[options.extras_require]\ngpu =\n    vllm\n",
            ["torch:3", "openai==1.2:4", "vllm?:7"],
        ),
        (
            "setup.py",
            "from setuptools import setup\nDEPS = ['torch>=2']\nsetup(\n    install_requires=DEPS + ['openai==1.2'],\n    extras_require={'gpu': ['vllm']},\n    name=open('x').read(),\n)\n",
            ["torch:2", "openai==1.2:4", "vllm?:5"],
        ),
        (
            "environment.yml",
            "name: x\ndependencies:\n  - python=3.11\n  - pytorch::pytorch=2.1.0=py3\n  - numpy>=1.2\n  - pip\n  - pip:\n      - openai==1.2\n",
            ["pytorch==2.1.0:4", "numpy:5", "openai==1.2:8"],
        ),
        (
            "package.json",
            '{\n "dependencies": {"openai": "^4.0.0",\n  "@langchain/openai": "0.1.2"},\n "devDependencies": {"jest": "*"}\n}\n',
            ["openai:2", "@langchain/openai==0.1.2:3", "jest?:4"],
        ),
        (
            "poetry.lock",
            '[[package]]\nname = "torch"\nversion = "2.1.0"\noptional = false\n\n[[package]]\nname = "pytest"\nversion = "8.0"\noptional = true\n[[package]]\nname = "ruff"\nversion = "0.1"\ngroups = ["dev"]\n',
            ["torch==2.1.0:2", "pytest==8.0?:7", "ruff==0.1?:11"],
        ),
        (
            "uv.lock",
            'version = 1\n[[package]]\nname = "mine"\nversion = "0.1"\nsource = { editable = "." }\n[[package]]\nname = "torch"\nversion = "2.1.0"\nsource = { registry = "x" }\n',
            ["torch==2.1.0:7"],
        ),
        (
            "Pipfile.lock",
            '{"default": {"torch": {"version": "==2.1.0"}},\n "develop": {"pytest": {"version": "==8.0"}}}',
            ["torch==2.1.0:1", "pytest==8.0?:2"],
        ),
        (
            "package-lock.json",
            '{"packages": {"": {"name": "x"},\n "node_modules/openai": {"version": "4.0.0", "license": "Apache-2.0"},\n "node_modules/a/node_modules/@s/b": {"version": "1.0.0", "dev": true},\n "node_modules/mine": {"link": true}}}',
            ["openai==4.0.0:2", "@s/b==1.0.0?:3"],
        ),
        (
            "package-lock.json",
            '{"dependencies": {"a": {"version": "1.0.0", "dependencies": {"b": {"version": "2.0.0"}}}}}',
            ["a==1.0.0:1", "b==2.0.0:1"],
        ),
    ],
)
def test_a_manifest_names_its_packages(
    path: str, text: str, names: list[str], library: Library
) -> None:
    assert told(path, text, library) == names


def test_a_lock_tells_the_license_where_it_has_it(library: Library) -> None:
    text = '{"packages": {"node_modules/openai": {"version": "4.0.0", "license": "Apache-2.0"}}}'
    (only,) = found("package-lock.json", text, library)
    assert (only.license, only.ecosystem) == ("Apache-2.0", "npm")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "not [ toml"),
        ("pyproject.toml", '[project]\ndependencies = "torch"\n[tool]\npoetry = 3\n'),
        ("setup.cfg", "install_requires"),
        ("setup.cfg", "[options]\n[options]\ninstall_requires\n"),
        ("setup.py", "setup(install_requires=["),
        ("setup.py", "A = A\nsetup(install_requires=A, extras_require=read())"),
        ("setup.py", "setup(install_requires=" + "[" * 3_000 + "]" * 3_000 + ")"),
        ("setup.py", "setup(x='\0')"),
        ("package.json", '{"dependencies": ["a"]}'),
        ("package-lock.json", "[1]"),
        ("poetry.lock", '[package]\nname = "x"\n'),
        ("environment.yml", "dependencies: torch\n"),
        ("environment.yml", "- a\n"),
        ("Pipfile", "packages = 1\n"),
    ],
)
def test_a_manifest_of_another_shape_is_no_error(path: str, text: str, library: Library) -> None:
    assert [name.split(":")[0] for name in told(path, text, library)] in ([], ["torch"])


def test_nothing_of_a_setup_script_is_run(library: Library) -> None:
    text = (
        "import os\nos.abort()\nfrom setuptools import setup\nsetup(install_requires=['torch'])\n"
    )
    assert told("setup.py", text, library) == ["torch:4"]
