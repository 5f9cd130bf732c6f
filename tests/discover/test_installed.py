"""Licenses of installed packages: read from metadata, never by importing."""

import sys
from pathlib import Path

import pytest

from licenseengine.discover.installed import installed_license, site_packages


def install(folder: Path, name: str, *rows: str) -> Path:
    """A package that raises when it is imported, with these rows of metadata."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "__init__.py").write_text("raise AssertionError('imported')\n")
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    head = ("Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *rows)
    (info / "METADATA").write_text("\n".join(head) + "\n\nLicense: not a field, the description\n")
    return folder


@pytest.mark.parametrize(
    ("rows", "means"),
    [
        (("License-Expression: MIT OR Apache-2.0", "License: other"), "MIT OR Apache-2.0"),
        (
            ("License: BSD 3-Clause", "Classifier: License :: OSI Approved :: MIT License"),
            "BSD 3-Clause",
        ),
        (
            ("License: UNKNOWN", "Classifier: License :: OSI Approved :: MIT License"),
            "License :: OSI Approved :: MIT License",
        ),
        (
            ("License: " + "a text " * 40, "Classifier: License :: OSI Approved :: MIT License"),
            "License :: OSI Approved :: MIT License",
        ),
        (("License: Apache", "        License 2.0"), "Apache License 2.0"),
        (
            (
                "Classifier: License :: OSI Approved :: MIT License",
                "Classifier: License :: OSI Approved :: BSD License",
            ),
            "MIT License, BSD License",
        ),
        (("Classifier: Programming Language :: Python",), None),
        ((), None),
    ],
)
def test_metadata_state_the_license(
    rows: tuple[str, ...], means: str | None, tmp_path: Path
) -> None:
    install(tmp_path, "some_thing", *rows)
    assert installed_license("some-thing", [tmp_path]) == means
    assert "some_thing" not in sys.modules


def test_a_name_is_found_in_any_spelling(tmp_path: Path) -> None:
    install(tmp_path, "Some_Thing", "License: MIT")
    for name in ("some-thing", "Some.Thing", "SOME_THING"):
        assert installed_license(name, [tmp_path]) == "MIT"


def test_the_tools_own_environment_is_not_asked(tmp_path: Path) -> None:
    assert installed_license("pytest", [tmp_path]) is None
    assert installed_license("pytest", []) is None


def test_a_damaged_package_states_nothing(tmp_path: Path) -> None:
    info = tmp_path / "thing-1.0.dist-info"
    info.mkdir()
    assert installed_license("thing", [tmp_path]) is None
    (info / "METADATA").write_bytes(b"License: \xff\xfe\n")
    assert installed_license("thing", [tmp_path]) in {None, "\ufffd\ufffd"}


def test_only_virtual_environments_of_the_project_are_searched(tmp_path: Path) -> None:
    inside = tmp_path / ".venv" / "lib" / "python3.12" / "site-packages"
    inside.mkdir(parents=True)
    assert site_packages(tmp_path) == []  # nothing marks it as an environment
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("home = x\n")
    assert site_packages(tmp_path) == [inside.resolve()]
    (tmp_path / "other").mkdir()
    assert site_packages(tmp_path / "other") == []


def test_an_environment_behind_a_link_is_not_searched(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere"
    (real / "lib" / "python3.12" / "site-packages").mkdir(parents=True)
    (real / "pyvenv.cfg").write_text("home = x\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "venv").symlink_to(real)
    assert site_packages(project) == []
