"""The layout of the house: source roots, names, sizes, pinned versions."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 400
NAMELESS = {"utils", "helpers", "common", "misc"}


def tracked_files(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--"]
    try:
        listed = subprocess.run([*command, *patterns], cwd=ROOT, capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("git is missing, or this is no checkout")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_platform_is_a_plain_folder():
    # With an __init__.py it would take the place of the standard library's module of that name.
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_the_standard_librarys_platform_is_the_one_that_is_imported():
    import platform

    assert platform.python_version()


def test_tests_are_packages_on_every_level():
    folders = {path.parent for path in tracked_files("tests/*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("pattern", ["*.py", "*.html", "*.css", "*.js"])
def test_no_file_is_longer_than_the_house_allows(pattern):
    long = {}
    for path in tracked_files(pattern):
        if {"migrations", "vendor"} & set(path.parts):
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            long[str(path.relative_to(ROOT))] = lines
    assert long == {}


def test_no_module_or_folder_goes_without_a_subject():
    named = tracked_files("*.py")
    assert [path for path in named if NAMELESS & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_every_module_says_what_it_owns():
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked_files(
            "platform/*.py", "practices/*.py", "directory/*.py", "search/*.py"
        )
        if "migrations" not in path.parts
        and path.name != "__init__.py"
        and not path.read_text(encoding="utf-8").startswith(('"""', "#!"))
    ]
    assert silent == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_requirement_is_pinned_to_one_version(name):
    lines = (ROOT / name).read_text().split("\n")
    requirements = [line for line in lines if line and not line.startswith(("-r ", "#"))]
    assert [
        line for line in requirements if not re.fullmatch(r"[\w.\-]+(\[[\w,]+\])?==[\w.]+", line)
    ] == []
    names = [re.split(r"[\[=]", line)[0].lower() for line in requirements]
    assert len(names) == len(set(names))


def test_the_code_imports_no_test():
    for path in tracked_files("platform/*.py", "practices/*.py", "directory/*.py", "search/*.py"):
        assert not re.search(
            r"^\s*(from|import) tests\b", path.read_text(encoding="utf-8"), re.M
        ), path


@pytest.mark.xdist_group("together")
def test_tests_that_share_something_are_sent_to_one_process(request):
    # The name of the group is what pytest-xdist goes by; a release of pytest that hides it would cost minutes.
    is_one_of_several = hasattr(request.config, "workerinput")
    assert request.node.nodeid.endswith("@together") == is_one_of_several
