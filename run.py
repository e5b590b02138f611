"""One command to start, test or measure the application from a fresh copy of the sources.

    python3 run.py demo  [arguments of the application]
    python3 run.py test  [--slow] [arguments of pytest]
    python3 run.py bench [name [arguments of that benchmark]]
    python3 run.py faults [--profile fast|long] [--only F2,A5] [--seed N]

Standard library only. It makes `.venv` once (a stamp makes the next start immediate and offline), checks Qt's system
libraries before Qt is imported (a missing one would kill Python without a word) and hands over. It never calls sudo.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "ppe-stamp.txt"
OPTIONAL_FAILED = VENV / "ppe-optional-failed.txt"
OLDEST, TOO_NEW = (3, 11), (3, 15)  # the same as requires-python in pyproject.toml
EXIT_USAGE, EXIT_NEEDS_USER = 2, 3

USAGE = """\
python3 run.py demo    l'application, sur des dossiers fictifs
                       (sans écran : python3 run.py demo --screenshots DOSSIER)
python3 run.py test    tous les essais (--slow ajoute les campagnes longues ; le reste va à pytest)
python3 run.py bench   les mesures (python3 run.py bench startup --instructions pour une seule)
python3 run.py faults  les pannes et les attaques, comptées (--profile long ; --only F2,A5 ; --seed N pour rejouer)
"""

# Library that Qt loads -> Debian and Ubuntu package that holds it.
HEADLESS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
WAYLAND = {"libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0"}
FONT_DIRS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
# Programs the tests use when they are there (else those tests skip and say so) -> package.
TEST_PROGRAMS = {"soffice": "libreoffice-writer-nogui", "pdftoppm": "poppler-utils", "Xvfb": "xvfb", "xauth": "xauth"}


class Stop(Exception):  # noqa: N818  (not a fault of the program)
    """Something only the user can settle; the message is for them, in French."""


def say(text: str) -> None:
    """Print at once, so that lines keep their order among those of the programs we call."""
    print(text, flush=True)


# ---------------------------------------------------------------- what is missing


def python_problem(version: tuple[int, int]) -> str | None:
    """Return what to tell the user when this Python cannot run the application."""
    if version >= OLDEST and version < TOO_NEW:
        return None
    wanted = f"de {OLDEST[0]}.{OLDEST[1]} à {TOO_NEW[0]}.{TOO_NEW[1] - 1}"
    return (
        f"Il faut Python, version {wanted} ; celui-ci est le {version[0]}.{version[1]}.\n"
        "Installez-le, puis relancez avec lui, par exemple : python3.12 run.py demo"
    )


def loads(library: str) -> bool:
    """Tell whether the system's loader finds the library and all it needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(pattern: str = "*.[to]tf", folders: tuple[Path, ...] = FONT_DIRS) -> bool:
    """Tell whether a font file is installed; without one Qt draws empty boxes."""
    return any(next(folder.rglob(pattern), None) for folder in folders if folder.is_dir())


def wanted_libraries(screen: bool, environ: dict[str, str]) -> dict[str, str]:
    """Choose the libraries that the coming Qt platform plugin loads."""
    wanted = dict(HEADLESS)
    if screen and environ.get("DISPLAY"):
        wanted.update(X11)
    if screen and environ.get("WAYLAND_DISPLAY"):
        wanted.update(WAYLAND)
    return wanted


def packages_for(libraries: dict[str, str], missing: list[str], font: bool) -> list[str]:
    """Turn missing libraries into the sorted packages to install, plus a font when there is none."""
    packages = {libraries[name] for name in missing}
    if not font:
        packages.add("fonts-dejavu-core")
    return sorted(packages)


def is_debian(os_release: str) -> bool:
    """Tell from the text of /etc/os-release whether apt and Debian's package names apply."""
    words: set[str] = set()
    for line in os_release.splitlines():
        key, _, value = line.partition("=")
        if key in ("ID", "ID_LIKE"):
            words.update(value.strip().strip("\"'").split())
    return bool(words & {"debian", "ubuntu"})


def on_debian() -> bool:
    """Tell whether this machine is Debian, Ubuntu or one of their children."""
    release = Path("/etc/os-release")
    return release.is_file() and shutil.which("apt-get") is not None and is_debian(release.read_text("utf-8"))


def apt_line(packages: list[str]) -> str:
    """Give the line that a user who is not root has to type."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def apt_install(packages: list[str]) -> bool:
    """Install packages as root; what apt says is shown only when it fails."""
    say(f"Installation par apt : {' '.join(packages)}…")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ("Acquire::Retries=1", "Acquire::http::Timeout=30", "DPkg::Lock::Timeout=120")
    apt = ["apt-get", "-qq", *(word for option in options for word in ("-o", option))]
    output = ""
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            apt + step,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        output += done.stdout  # a failed update need not stop an install from the lists already there
    if done.returncode:
        say(output.strip())
    return done.returncode == 0


def need_packages(packages: list[str]) -> None:
    """Install packages where we may; otherwise stop with the one line to type."""
    if os.geteuid() == 0 and apt_install(packages):
        return
    raise Stop(f"Il manque des paquets du système. Commande à lancer, puis recommencez :\n{apt_line(packages)}")


def venv_packages() -> list[str]:
    """Debian keeps ensurepip, without which no environment gets pip, in a package apart.

    Asked of a fresh interpreter: this one would not see a package installed meanwhile.
    """
    if succeeds(sys.executable, "import ensurepip, venv"):
        return []
    default = Path("/usr/bin/python3").resolve() == Path(sys.executable).resolve()
    return ["python3-venv" if default else f"python3.{sys.version_info[1]}-venv"]


def prepare_system(screen: bool) -> None:
    """Make sure that Qt will load (Linux only: elsewhere its wheel holds all it needs)."""
    if not sys.platform.startswith("linux"):
        return
    libraries = wanted_libraries(screen, dict(os.environ))
    missing = [name for name in libraries if not loads(name)]
    if on_debian():
        packages = packages_for(libraries, missing, has_font())
        if venv_version() is None and shutil.which("uv") is None:
            packages += venv_packages()
        if packages:
            need_packages(packages)
        missing = [name for name in missing if not loads(name)]
    if missing:
        names = " ".join(missing)
        raise Stop(f"Ces bibliothèques système manquent ; à installer avec l'outil de votre système :\n{names}")


def prepare_optional() -> None:
    """Install, as root on Debian, what some tests use; those tests skip with a reason where it is absent."""
    if not (sys.platform.startswith("linux") and on_debian() and os.geteuid() == 0):
        return
    packages = [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    packages += packages_for(X11, [name for name in X11 if not loads(name)], font=True)
    if not has_font("Carlito*"):
        packages.append("fonts-crosextra-carlito")
    if packages and not OPTIONAL_FAILED.exists() and not apt_install(packages):
        OPTIONAL_FAILED.write_text("remove this file to try again\n", "utf-8")
        say("Cette partie est facultative : les essais qui s'en servent seront sautés, avec la raison.")


# ---------------------------------------------------------------- the environment


def venv_python() -> Path:
    """Give the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_version() -> tuple[int, int] | None:
    """Read the environment's Python version without starting it; None when it is absent or broken."""
    config = VENV / "pyvenv.cfg"
    if not (venv_python().exists() and config.is_file()):
        return None
    for line in config.read_text("utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() in ("version", "version_info"):
            major, minor = value.strip().split(".")[:2]
            return int(major), int(minor)
    return None


def fingerprint(pyproject: bytes, constraints: bytes, version: tuple[int, int], place: str) -> str:
    """Name an environment by all that decides its content (an editable install holds the folder's place)."""
    text = b"\0".join((pyproject, constraints, repr(version).encode(), place.encode()))
    return hashlib.sha256(text).hexdigest()


def stamp_covers(stamp: str, wanted: str, tools: bool) -> bool:
    """Tell whether the environment that left this stamp serves: the one with the test tools serves for all."""
    words = stamp.split()
    return len(words) == 2 and words[0] == wanted and (words[1] == "dev" or not tools)


def current_fingerprint(version: tuple[int, int]) -> str:
    """Give the fingerprint of the environment that the files on disk ask for."""
    constraints = (ROOT / "constraints.txt").read_bytes()
    return fingerprint((ROOT / "pyproject.toml").read_bytes(), constraints, version, str(ROOT))


def run(command: list[str]) -> int:
    """Run a program in the repository's folder, its output going straight to the user."""
    with subprocess.Popen(command, cwd=ROOT) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child gets Ctrl+C too: let it close in its own way
                continue


def succeeds(python: str, code: str) -> bool:
    """Tell whether a fresh interpreter runs this line."""
    return subprocess.run([python, "-c", code], stderr=subprocess.DEVNULL, check=False).returncode == 0


def install_with_uv(uv: str, target: str) -> bool:
    """Fill the environment with uv; False where uv cannot (it does not read pip's configuration)."""
    python = str(venv_python())
    if venv_version() is None and run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]):
        return False
    return run([uv, "pip", "install", "--quiet", "--python", python, "-c", "constraints.txt", "-e", target]) == 0


def install_with_pip(target: str) -> bool:
    """Fill the environment with Python's own tools."""
    python = str(venv_python())
    if venv_version() is None or not succeeds(python, "import pip"):
        missing = venv_packages()
        if missing and not (sys.platform.startswith("linux") and on_debian()):
            raise Stop(f"Il manque les modules « venv » et « ensurepip » à {sys.executable} ; ou installez l'outil uv.")
        if missing:
            need_packages(missing)
        if run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            return False
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return run([*pip, "-c", "constraints.txt", "-e", target]) == 0


def prepare_environment(tools: bool) -> None:
    """Make or refresh `.venv`; with the stamp in place nothing is started and nothing downloaded."""
    version = venv_version()
    if version is not None and python_problem(version):
        version = None
        (VENV / "pyvenv.cfg").unlink()  # a foreign version: made anew below
    stamp = STAMP.read_text("utf-8") if STAMP.is_file() else ""
    if version is not None and stamp_covers(stamp, current_fingerprint(version), tools):
        return
    tools = tools or stamp.endswith("dev")  # a refresh keeps the test tools
    say("Préparation de l'environnement (.venv), une seule fois : quelques minutes…")
    if not sys.platform.startswith("linux"):
        say("Rien d'autre que Python n'est nécessaire sur ce système.")
    STAMP.unlink(missing_ok=True)
    target = ".[dev]" if tools else "."
    uv = shutil.which("uv")
    done = bool(uv and install_with_uv(uv, target))
    if uv and not done:
        say("uv n'y est pas arrivé ; nouvel essai avec pip.")
    if not done and not install_with_pip(target):
        raise Stop(
            "L'environnement n'a pas pu être créé ; les lignes ci-dessus disent pourquoi.\n"
            "Cette première fois demande un accès au dépôt de paquets Python (celui de votre configuration de pip), "
            "et sous Linux Debian 12, Ubuntu 22.04 ou un système plus récent."
        )
    version = venv_version()
    if version is not None:
        STAMP.write_text(f"{current_fingerprint(version)} {'dev' if tools else 'app'}", "utf-8")


# ---------------------------------------------------------------- the commands


def has_screen(platform: str, environ: dict[str, str]) -> bool:
    """Tell whether a window can be shown."""
    if not platform.startswith("linux"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def demo(arguments: list[str]) -> int:
    """Start the application on fictitious files."""
    pictures = any(word.split("=")[0] == "--screenshots" for word in arguments)
    screen = has_screen(sys.platform, dict(os.environ)) and not pictures
    if not screen and not pictures:
        raise Stop(
            "Aucun écran n'est disponible ici. Pour voir l'application en images, dans un dossier :\n"
            "python3 run.py demo --screenshots DOSSIER"
        )
    prepare_system(screen)
    prepare_environment(tools=False)
    if pictures:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [str(venv_python()), "-m", "ppe_desktop", "--demo", *arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # in the user's folder: their arguments may name paths in it
    return subprocess.run(command, check=False).returncode


def run_python(*arguments: str) -> int:
    """Run the environment's Python in the repository's folder."""
    return run([str(venv_python()), *arguments])


def start_python(*arguments: str) -> subprocess.Popen[str]:
    """Start the environment's Python in the repository's folder, what it says kept for later."""
    return subprocess.Popen(
        [str(venv_python()), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def pytest_arguments(arguments: list[str], cores: int) -> list[str]:
    """Complete the user's pytest arguments: slow campaigns on demand, and processes, one more than cores since tests also wait.

    Files go in the order of the folders, windows first and the short ones last, so that no process ends long after the others.
    """
    ours = ["-m", "slow or not slow"] if "--slow" in arguments else []  # pyproject leaves the slow ones out
    rest = [word for word in arguments if word != "--slow"]
    alone = any(word.startswith("-n") or word in ("-s", "--pdb", "--trace") for word in rest)
    if not alone and cores > 1:
        ours += ["-n", str(min(cores + 1, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]
    return ours + rest


def test(arguments: list[str]) -> int:
    """Run every check; pytest's closing line is the last one printed, unless the types beside it have a fault to tell."""
    prepare_system(screen=False)
    prepare_environment(tools=True)
    prepare_optional()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = run_python("-m", "ruff", "check", "--quiet", ".")
    say(f"ruff : {'échec, voir ci-dessus' if failed else 'rien à signaler'}")
    say("mypy : à côté des essais ; il ne parlera, à la fin, que s'il a quelque chose à signaler")
    types = start_python("-m", "mypy", "--no-error-summary")
    code = run_python("-m", "pytest", *pytest_arguments(arguments, os.cpu_count() or 1))
    said = types.communicate()[0].strip()
    if types.returncode:
        say(f"{said}\nmypy : échec, voir ci-dessus")
    return code or types.returncode or failed


def bench(arguments: list[str]) -> int:
    """Run the benchmarks, all of them or the one named."""
    scripts = {path.stem.removeprefix("bench_"): path for path in sorted((ROOT / "benchmarks").glob("bench_*.py"))}
    if arguments and arguments[0] not in scripts:
        raise Stop(f"Mesure inconnue : {arguments[0]}. Celles qui existent : {', '.join(scripts)}")
    prepare_system(screen=False)
    prepare_environment(tools=False)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments:
        return run_python(str(scripts[arguments[0]]), *arguments[1:])
    codes = []
    for name, path in scripts.items():
        say(f"\n== {name}")
        codes.append(run_python(str(path)))
    return max(codes, default=0)


def faults(arguments: list[str]) -> int:
    """Run the plan of faults and attacks."""
    prepare_system(screen=False)
    prepare_environment(tools=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return run_python("-m", "faults", *arguments)


def main(arguments: list[str]) -> int:
    """Read the command and carry it out."""
    commands = {"demo": demo, "test": test, "bench": bench, "faults": faults}
    if not arguments or arguments[0] not in commands:
        print(USAGE)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else EXIT_USAGE
    problem = python_problem(sys.version_info[:2])
    try:
        if problem:
            raise Stop(problem)
        return commands[arguments[0]](arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return EXIT_NEEDS_USER


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # an old Windows console cannot show every character
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
