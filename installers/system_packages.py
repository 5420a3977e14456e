# SPDX-License-Identifier: Apache-2.0
"""Libraries of the operating system that Qt's window needs on Linux, and how they are installed on Debian.

Nothing here assumes rights: packages are installed only by root or where `sudo -n` asks for no password; otherwise
the exact command is named. Windows and macOS bring everything along. Standard library only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""What Qt loads for X11, Wayland and offscreen drawing, with the Debian package that has it."""

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
FONT_PACKAGE = "fonts-dejavu-core"
SCREEN_PACKAGE = "xvfb"
TEST_PROGRAMS = {
    "Xvfb": SCREEN_PACKAGE,
    "dbus-daemon": "dbus-daemon",
    "gnome-keyring-daemon": "gnome-keyring",
    "softhsm2-util": "softhsm2",
}
"""What tests start, with its Debian package: a virtual screen, a keyring on a bus of its own, a card for keys. Tests
that need one are left out where it is missing."""
VENV_PACKAGE = "python3-venv"


def missing_for_window() -> list[str]:
    """Debian packages without which Qt cannot open a window or draw text; empty on Windows and macOS."""
    if not sys.platform.startswith("linux"):
        return []
    missing = list(dict.fromkeys(package for library, package in LIBRARIES.items() if not _loads(library)))
    return missing if _has_fonts() else [*missing, FONT_PACKAGE]


def missing_for_tests() -> list[str]:
    """The same, and those of the programs that tests start."""
    missing = missing_for_window()
    if sys.platform.startswith("linux"):
        missing += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return missing


def install(packages: list[str]) -> bool:
    """Installs Debian packages where that is allowed; gives whether all are there now. Else names the command."""
    if not packages:
        return True
    print("Missing packages of the operating system: " + " ".join(packages), flush=True)
    prefix = _rights()
    if prefix is not None:
        _apt_get(prefix, "update", "-qq")  # may fail behind a mirror that is partly down: the next step decides
        if _apt_get(prefix, "install", "-y", "-qq", "--no-install-recommends", *packages) == 0:
            return True
    print("Not installed. This command does it:\n  " + command_for(packages), flush=True)
    return False


def command_for(packages: list[str]) -> str:
    """The command with which a person can install the packages."""
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def _apt_get(prefix: list[str], *words: str) -> int:
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode


def _rights() -> list[str] | None:
    """Words to put before apt-get; None where this account may not install, or there is no apt-get."""
    if not hasattr(os, "geteuid") or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    return any(
        path.suffix.lower() in FONT_SUFFIXES for folder in FONT_FOLDERS for path in Path(folder).rglob("*.[ot]t[fc]")
    )
