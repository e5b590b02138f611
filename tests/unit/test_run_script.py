"""The pure parts of run.py: what it chooses and what it tells, without installing anything."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_script", ROOT / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- Python's version


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14)])
def test_supported_python(run: ModuleType, version: tuple[int, int]) -> None:
    assert run.python_problem(version) is None


@pytest.mark.parametrize("version", [(2, 7), (3, 9), (3, 10), (3, 15), (4, 0)])
def test_unsupported_python_is_explained(run: ModuleType, version: tuple[int, int]) -> None:
    message = run.python_problem(version)
    assert "de 3.11 à 3.14" in message
    assert f"{version[0]}.{version[1]}" in message


def test_versions_are_those_of_pyproject(run: ModuleType) -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert wanted == ">={}.{},<{}.{}".format(*run.OLDEST, *run.TOO_NEW)


def test_the_script_can_be_read_by_an_older_python() -> None:
    """Otherwise its message about versions could never be shown."""
    import ast

    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 7))


# ---- system packages


def test_headless_libraries_without_screen(run: ModuleType) -> None:
    assert run.wanted_libraries(screen=False, environ={"DISPLAY": ":0"}) == run.HEADLESS


def test_x11_libraries_with_a_display(run: ModuleType) -> None:
    wanted = run.wanted_libraries(screen=True, environ={"DISPLAY": ":0"})
    assert wanted["libxcb-cursor.so.0"] == "libxcb-cursor0"
    assert "libEGL.so.1" in wanted
    assert "libwayland-client.so.0" not in wanted


def test_wayland_libraries_with_a_wayland_session(run: ModuleType) -> None:
    wanted = run.wanted_libraries(screen=True, environ={"WAYLAND_DISPLAY": "wayland-0"})
    assert "libwayland-cursor.so.0" in wanted
    assert "libxcb-cursor.so.0" not in wanted


def test_packages_are_sorted_and_named_once(run: ModuleType) -> None:
    libraries = {"b.so": "second", "a.so": "first", "c.so": "first"}
    assert run.packages_for(libraries, ["b.so", "a.so", "c.so"], font=True) == ["first", "second"]
    assert run.packages_for(libraries, [], font=False) == ["fonts-dejavu-core"]


def test_package_names_are_plain(run: ModuleType) -> None:
    names = [*run.HEADLESS.values(), *run.X11.values(), *run.WAYLAND.values(), *run.TEST_PROGRAMS.values()]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name)] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are looked for on Linux only")
def test_loads_tells_present_from_absent(run: ModuleType) -> None:
    assert run.loads("libc.so.6")
    assert not run.loads("libppe-absent.so.1")


def test_fonts_are_looked_for_below_the_folders(run: ModuleType, tmp_path: Path) -> None:
    assert not run.has_font(folders=(tmp_path, tmp_path / "absent"))
    (tmp_path / "truetype" / "some").mkdir(parents=True)
    (tmp_path / "truetype" / "some" / "Carlito-Regular.ttf").touch()
    assert run.has_font(folders=(tmp_path,))
    assert run.has_font("Carlito*", (tmp_path,))
    assert not run.has_font("DejaVu*", (tmp_path,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', True),
        ("ID=ubuntu\nID_LIKE=debian\n", True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ('ID=fedora\nNAME="no debian here"\n', False),
        ('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', False),
        ("", False),
    ],
)
def test_debian_is_recognised(run: ModuleType, text: str, expected: bool) -> None:
    assert run.is_debian(text) is expected


def test_a_plain_user_gets_the_line_to_type(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(run, "apt_install", lambda packages: pytest.fail("apt is not for a plain user"))
    with pytest.raises(run.Stop, match="sudo apt-get install -y --no-install-recommends libegl1 libgl1") as stop:
        run.need_packages(["libegl1", "libgl1"])
    assert str(stop.value).startswith("Il manque des paquets du système.")


def test_root_installs_once_and_goes_on(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run, "apt_install", lambda packages: not asked.append(packages))
    run.need_packages(["libegl1"])
    assert asked == [["libegl1"]]


def test_sudo_is_never_called() -> None:
    source = (ROOT / "run.py").read_text("utf-8")
    assert re.findall(r"[\"']sudo[\"']", source) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are looked for on Linux only")
def test_other_linux_systems_get_library_names(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "loads", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(run, "on_debian", lambda: False)
    with pytest.raises(run.Stop, match=r"libEGL\.so\.1"):
        run.prepare_system(screen=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system libraries are looked for on Linux only")
@pytest.mark.parametrize(
    ("uv", "environment", "asked"), [(None, None, True), ("uv", None, False), (None, (3, 11), False)]
)
def test_one_line_names_all_that_is_missing(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, uv: str | None, environment: tuple[int, int] | None, asked: bool
) -> None:
    present: set[str] = set()
    lines: list[list[str]] = []
    monkeypatch.setattr(run, "loads", lambda name: name != "libEGL.so.1" or name in present)
    monkeypatch.setattr(run, "has_font", lambda: True)
    monkeypatch.setattr(run, "on_debian", lambda: True)
    monkeypatch.setattr(run, "venv_version", lambda: environment)
    monkeypatch.setattr(run.shutil, "which", lambda program: uv)
    monkeypatch.setattr(run, "succeeds", lambda python, code: False)
    monkeypatch.setattr(run, "need_packages", lambda packages: lines.append(packages) or present.add("libEGL.so.1"))
    run.prepare_system(screen=False)
    assert len(lines) == 1
    assert lines[0][0] == "libegl1"
    assert bool(re.search(r"python3[.\d]*-venv", " ".join(lines[0]))) is asked


def test_optional_part_may_fail(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tries: list[list[str]] = []
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run, "on_debian", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    monkeypatch.setattr(run, "apt_install", lambda packages: bool(tries.append(packages)))
    monkeypatch.setattr(run, "OPTIONAL_FAILED", tmp_path / "failed.txt")
    run.prepare_optional()
    run.prepare_optional()  # not tried again at each start
    assert len(tries) == 1
    assert "libreoffice-writer-nogui" in tries[0]
    assert "essais" in capsys.readouterr().out


# ---- the environment


def test_fingerprint_follows_each_of_its_causes(run: ModuleType) -> None:
    base = run.fingerprint(b"p", b"c", (3, 11), "/a")
    assert base == run.fingerprint(b"p", b"c", (3, 11), "/a")
    others = [
        run.fingerprint(b"P", b"c", (3, 11), "/a"),
        run.fingerprint(b"p", b"C", (3, 11), "/a"),
        run.fingerprint(b"p", b"c", (3, 12), "/a"),
        run.fingerprint(b"p", b"c", (3, 11), "/b"),
    ]
    assert len({base, *others}) == 5


@pytest.mark.parametrize(
    ("stamp", "tools", "expected"),
    [
        ("x dev", True, True),
        ("x dev", False, True),
        ("x app", False, True),
        ("x app", True, False),
        ("y dev", False, False),
        ("x", False, False),
        ("", False, False),
    ],
)
def test_stamp(run: ModuleType, stamp: str, tools: bool, expected: bool) -> None:
    assert run.stamp_covers(stamp, "x", tools) is expected


@pytest.mark.parametrize("line", ["version = 3.12.4", "version_info = 3.12.4"])
def test_version_of_an_environment(run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str) -> None:
    monkeypatch.setattr(run, "VENV", tmp_path)
    assert run.venv_version() is None
    (tmp_path / "pyvenv.cfg").write_text(f"home = /usr/bin\n{line}\n", "utf-8")
    assert run.venv_version() is None  # its interpreter is gone
    run.venv_python().parent.mkdir()
    run.venv_python().touch()
    assert run.venv_version() == (3, 12)


def test_second_start_runs_nothing(run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(run, "venv_version", lambda: (3, 11))
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: pytest.fail("nothing is to be started"))
    monkeypatch.setattr(run.subprocess, "Popen", lambda *_, **__: pytest.fail("nothing is to be started"))
    run.STAMP.write_text(run.current_fingerprint((3, 11)) + " dev", "utf-8")
    run.prepare_environment(tools=True)
    run.prepare_environment(tools=False)


def test_the_pip_way_follows_when_uv_fails(run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    targets: list[str] = []
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(run, "venv_version", lambda: (3, 11))
    monkeypatch.setattr(run.shutil, "which", lambda program: program)
    monkeypatch.setattr(run, "install_with_uv", lambda uv, target: False)
    monkeypatch.setattr(run, "install_with_pip", lambda target: not targets.append(target))
    run.prepare_environment(tools=False)
    assert run.STAMP.read_text("utf-8").endswith(" app")
    run.prepare_environment(tools=True)
    assert run.STAMP.read_text("utf-8").endswith(" dev")
    run.STAMP.write_text("outdated dev", "utf-8")
    run.prepare_environment(tools=False)  # a refresh keeps the test tools
    assert targets == [".", ".[dev]", ".[dev]"]


def test_a_failed_installation_is_explained_and_leaves_no_stamp(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(run, "venv_version", lambda: (3, 11))
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    monkeypatch.setattr(run, "install_with_pip", lambda target: False)
    run.STAMP.write_text("outdated app", "utf-8")
    with pytest.raises(run.Stop, match="accès au dépôt de paquets"):
        run.prepare_environment(tools=False)
    assert not run.STAMP.exists()


# ---- the commands


def test_screen(run: ModuleType) -> None:
    assert run.has_screen("linux", {"DISPLAY": ":0"})
    assert run.has_screen("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert not run.has_screen("linux", {"DISPLAY": ""})
    assert run.has_screen("win32", {})
    assert run.has_screen("darwin", {})


def test_demo_without_a_screen_offers_pictures(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "has_screen", lambda platform, environ: False)
    monkeypatch.setattr(run, "prepare_environment", lambda tools: pytest.fail("too early"))
    assert run.main(["demo"]) == 3
    assert "python3 run.py demo --screenshots DOSSIER" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "cores", "expected"),
    [
        ([], 8, ["-n", "4", "--dist", "loadfile", "--no-loadscope-reorder"]),
        ([], 1, []),
        (
            ["--slow", "-x"],
            2,
            ["-m", "slow or not slow", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "-x"],
        ),
        (["-n0", "tests/unit"], 2, ["-n0", "tests/unit"]),
        (["--pdb"], 2, ["--pdb"]),
    ],
)
def test_pytest_arguments(run: ModuleType, arguments: list[str], cores: int, expected: list[str]) -> None:
    assert run.pytest_arguments(arguments, cores) == expected


@pytest.mark.parametrize(
    ("ruff", "types", "tests", "code"), [(0, 0, 0, 0), (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 5, 5), (1, 1, 5, 5)]
)
def test_a_failed_check_is_not_lost_and_the_closing_line_of_the_tests_is_the_last_without_one(
    run: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ruff: int,
    types: int,
    tests: int,
    code: int,
) -> None:
    codes = {"ruff": ruff, "pytest": tests}
    for step in ("prepare_system", "prepare_environment", "prepare_optional"):
        monkeypatch.setattr(run, step, lambda *_, **__: None)
    monkeypatch.setattr(run, "run_python", lambda *words: print(words[1]) or codes[words[1]])
    fault = f"print('ligne 3'); raise SystemExit({types})"
    monkeypatch.setattr(run, "venv_python", lambda: Path(sys.executable))
    start = run.start_python
    monkeypatch.setattr(run, "start_python", lambda *_words: start("-c", fault))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run.test([]) == code
    last = capsys.readouterr().out.splitlines()
    assert last[-3:] == ["pytest", "ligne 3", "mypy : échec, voir ci-dessus"] if types else last[-1] == "pytest"


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["autre"], 2), (["--help"], 0)])
def test_usage(arguments: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert "python3 run.py demo" in done.stdout


def test_an_unknown_benchmark_is_named(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["bench", "inconnu"]) == 3
    assert "inconnu" in capsys.readouterr().err
