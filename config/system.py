"""Knows which packages of the operating system are wanted, and the line that installs them."""

import ctypes.util
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """Something of the operating system: what it serves, and its Debian packages."""

    purpose: str
    packages: str

    @property
    def apt_line(self) -> str:
        """Return the exact line that installs it."""
        return f"sudo apt-get install {self.packages}"


PANGO = Need("PDF documents", "libpangoft2-1.0-0 libharfbuzz-subset0")
POSTGRESQL = Need("PostgreSQL", "postgresql")
CALC = Need("LibreOffice's reading of the exports", "libreoffice-calc-nogui")
CHROMIUM = Need("a browser", "chromium")


def has_pango() -> bool:
    """Say whether WeasyPrint finds the libraries that it draws with."""
    return all(ctypes.util.find_library(name) for name in ("pangoft2-1.0", "harfbuzz-subset"))


def postgresql_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, of the newest version found, or nothing."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda found: float(found.parts[-3]), default=None)
    on_path = shutil.which("initdb")
    if newest is not None:
        return newest.parent
    return Path(on_path).parent if on_path else None


def has_calc() -> bool:
    """Say whether LibreOffice is there with its spreadsheets."""
    program = shutil.which("soffice")
    return program is not None and (Path(program).resolve().parent / "libsclo.so").exists()


def chromium() -> str | None:
    """Return the path of the installed Chromium, or nothing."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
