"""A computer that tests put together: its PATH holds only what they place there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = (
    "sh basename cat chmod cksum cp date dirname find grep head mkdir mv rm sed sort tail touch tr"
)

# A stand-in for Python, in the one place where the real one would download things: it makes
# an environment that holds itself, and notes what pip is asked for.
PYTHON = f"""#!/bin/sh
case "$1 $2" in
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
             printf '#!%s/bin/python\\n' "$3" >"$3/bin/pip"
             cp "$NPM" "$3/bin/npm" ;;
  "-m pip") printf '%s\\n' "$*" >>"$NOTES" ;;
  *) exec {sys.executable} "$@" ;;
esac
"""

# A stand-in for npm, which notes what it is asked for and makes its folder.
NPM = """#!/bin/sh
printf 'npm %s\\n' "$*" >>"$NOTES"
mkdir -p node_modules
"""

REAL_PIP = PYTHON.replace('"-m pip"', '"-m no-pip"')


@dataclass
class Computer:
    """A checkout of the set-up scripts in *folder* and the programs that *bin* offers it."""

    folder: Path
    bin: Path
    notes: Path

    def put(self, name: str, script: str) -> None:
        """Place a program on the PATH."""
        path = self.bin / name
        path.write_text(script)
        path.chmod(0o755)

    def put_python(self, **pretend: str) -> None:
        """Place a python3 that really is one, but for a pretended *version* or *lacks* module."""
        lines = ["import sys"]
        if version := pretend.get("version"):
            lines.append(f"sys.version_info = tuple(map(int, {version!r}.split('.')))")
        if lacks := pretend.get("lacks"):
            lines.append(f"sys.modules[{lacks!r}] = None")
        start = "; ".join([*lines, "exec(sys.argv[1])"])
        self.put("python3", f'#!/bin/sh\nexec {sys.executable} -c "{start}" "$2"\n')

    def put_installer(self, name: str, gives: str = "", script: str = "#!/bin/sh\n") -> None:
        """Place an installer that notes what it is asked for, and then *gives* that program."""
        lines = ["#!/bin/sh", f'echo {name} "$@" >>"$NOTES"']
        if gives:
            self.put(f"{gives}.packed", script)
            lines.append(f'cp "${{0%/*}}/{gives}.packed" "${{0%/*}}/{gives}"')
        self.put(name, "\n".join(lines) + "\n")

    def become(self, user: int) -> None:
        """Run as this user id from now on (0 is root)."""
        self.put("id", f"#!/bin/sh\necho {user}\n")

    def asked(self) -> str:
        """Return what installers and pip were asked for so far."""
        return self.notes.read_text() if self.notes.exists() else ""

    def setup(self, level: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``scripts/setup.sh LEVEL`` with nothing in the environment but what is given."""
        known = {"PATH": str(self.bin), "NOTES": str(self.notes), "HOME": str(self.folder)}
        known["NPM"] = str(self.bin / "npm.packed")
        return subprocess.run(
            [str(self.bin / "sh"), "scripts/setup.sh", level],
            cwd=self.folder,
            env=known | environment,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    def refusal(self, level: str, **environment: str) -> str:
        """Run the set-up, expect it to stop, and return the one sentence that it stops with."""
        done = self.setup(level, **environment)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        sentence, *more = done.stderr.splitlines()
        assert sentence.startswith("retain: ")
        assert not more, "more than one sentence"
        return sentence


def make_computer(place: Path) -> Computer:
    """Return a computer of an ordinary user, with a checkout but neither Python nor installer."""
    folder, programs = place / "a checkout", place / "bin"
    folder.mkdir()
    programs.mkdir()
    for part in ("scripts", "requirements"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests/html").mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests/html" / name, folder / "tests/html")
    for tool in TOOLS.split():
        found = shutil.which(tool, path=os.defpath + os.pathsep + "/usr/bin")
        assert found is not None, tool
        (programs / tool).symlink_to(found)
    computer = Computer(folder, programs, place / "notes")
    computer.become(1000)
    computer.put("npm.packed", NPM)
    return computer
