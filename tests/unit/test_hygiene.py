"""Nothing of a developer's machine and no registry address enters the repository."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOW = "hygiene: example"  # written on a line that shows such a text on purpose

# Written in pieces, so that this file does not accuse itself.
FORBIDDEN = {
    "package registry": re.compile(
        r"\b(?:pypi\.o" r"rg|pythonhosted\.o" r"rg|npmjs\.(?:o" r"rg|com)|yarnpkg\.c" r"om|crates\.i" r"o"
        r"|(?:deb|ftp|security|snapshot)\.debian\.o" r"rg|(?:archive|security|ports)\.ubuntu\.c" r"om"
        r"|proxy\.golang\.o" r"rg|repo\.maven\.apache\.o" r"rg|rubygems\.o" r"rg|packages\.c" r"loud\.google)"
    ),
    "path of a developer's machine": re.compile(
        r"(?<![\w.~-])/wo" r"rk/|(?<![\w.~-])/ho" r"me/[\w.-]|(?<![\w.~-])/Us" r"ers/[\w.-]"
        r"|\b[A-Za-z]:\\{1,2}Us" r"ers\b|(?<![\w/])\.\./sha" r"red\b"
    ),
}  # fmt: skip


def tracked() -> list[str]:
    """Names of the files that are committed, or about to be."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if listing.returncode:
        pytest.skip("not in a git checkout")
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(name: str) -> str | None:
    """A text file's content; None for a binary one."""
    content = (ROOT / name).read_bytes()
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_address_and_no_private_path(kind: str) -> None:
    pattern = FORBIDDEN[kind]
    found = [
        f"{name}:{number}: {match.group()}"
        for name in tracked()
        for number, line in enumerate((text_of(name) or "").splitlines(), start=1)
        if (match := pattern.search(line)) and ALLOW not in line
    ]
    assert not found, f"{kind} in a committed file:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("kind", "line", "caught"),
    [
        ("package registry", "index-url = https://py" "pi.org/simple", True),
        ("package registry", "the organisation's own mirror", False),
        ("path of a developer's machine", 'open("/wo' 'rk/main/x")', True),
        ("path of a developer's machine", "see /ho" "me/lea/notes", True),
        ("path of a developer's machine", r"C:\Us" r"ers\lea", True),
        ("path of a developer's machine", "see ../sha" "red/security.md", True),
        ("path of a developer's machine", "docs/work/plan.md", False),
        ("path of a developer's machine", "~/home/x", False),
    ],
)  # fmt: skip
def test_the_patterns_themselves(kind: str, line: str, caught: bool) -> None:
    assert bool(FORBIDDEN[kind].search(line)) is caught


def test_no_lock_file_with_addresses_is_tracked() -> None:
    names = {Path(name).name for name in tracked()}
    assert not names & {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}


def test_constraints_are_exact_pins_without_any_address() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    pin = re.compile(r"[a-z0-9-]+==[\w.]+( ; [\w.'\"=<>!() -]+)?")
    assert [line for line in pins if not pin.fullmatch(line)] == []
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_constraints_pin_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[^\w.-]", text, maxsplit=1)[0].lower().replace("_", "-") for text in wanted}
    pinned = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    missing = names - pinned
    assert not missing, f"add them with the command at the top of constraints.txt: {sorted(missing)}"


def test_every_package_has_an_init_file() -> None:
    folders = {path.parent for path in (ROOT / "ppe_desktop").rglob("*.py")}
    assert folders
    missing = [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").is_file()]
    assert missing == []


def test_python_versions_agree() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lowest = re.match(r">=(\d+)\.(\d+)", config["project"]["requires-python"])
    assert lowest
    major, minor = lowest.groups()
    assert config["tool"]["ruff"]["target-version"] == f"py{major}{minor}"
    assert config["tool"]["mypy"]["python_version"] == f"{major}.{minor}"


def test_licence_is_the_whole_text() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in text
    assert "CeCILL v. 2.0, v. 2.1" in text
