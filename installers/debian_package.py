# SPDX-License-Identifier: Apache-2.0
"""Wraps the frozen folder as a Debian package with dpkg-deb: /usr/lib/assay, two commands, a menu entry, file types.

The same folder and version give the same bytes: times come from SOURCE_DATE_EPOCH (or the last commit), owners are
root, and modes are set here rather than taken from the account that builds.
"""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import subprocess
from pathlib import Path

import system_packages

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ICON = ROOT / "resources" / "assay_resources" / "icons" / "assay.svg"
PROGRAMS = ("assay", "assay-gui")
ICON_SIZES = (48, 128, 256)

CONTROL = """\
Package: assay
Version: {version}
Section: utils
Priority: optional
Architecture: {architecture}
Installed-Size: {kibibytes}
Maintainer: The Assay authors <assay@localhost>
Depends: libc6 (>= {libc}), {libraries}
Description: checks Gaia-X self-descriptions offline
 Assay checks Gaia-X self-descriptions on your own computer and says in plain
 words what to change. It sends nothing anywhere. It has a window (assay-gui)
 and a command (assay).
"""


def build_package(folder: Path, out: Path, version: str) -> Path:
    """Writes `assay_VERSION_ARCH.deb` beside `out`'s other files; gives its path."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    tree = out / "debian-tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "usr" / "lib" / "assay", symlinks=True)
    for name in PROGRAMS:
        _link(tree / "usr" / "bin" / name, f"../lib/assay/{name}")
    share = tree / "usr" / "share"
    _copy(HERE / "linux" / "assay.desktop", share / "applications" / "assay.desktop")
    _copy(HERE / "linux" / "assay.metainfo.xml", share / "metainfo" / "assay.metainfo.xml")
    _copy(HERE / "linux" / "assay-mime.xml", share / "mime" / "packages" / "assay.xml")
    _copy(ROOT / "NOTICE", share / "doc" / "assay" / "copyright")
    _changelog(share / "doc" / "assay" / "changelog.gz")
    _icons(share / "icons" / "hicolor")
    _control(tree, version, architecture)
    _settle(tree)
    package = out / f"assay_{version}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(tree), str(package)]
    subprocess.run(
        command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(build_time())}, stdout=subprocess.DEVNULL
    )
    shutil.rmtree(tree)
    return package


def build_time() -> int:
    """Seconds since 1970 that every file of the package is dated with."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    command = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _control(tree: Path, version: str, architecture: str) -> None:
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    libraries = ", ".join([*sorted(set(system_packages.LIBRARIES.values())), system_packages.FONT_PACKAGE])
    said = CONTROL.format(
        version=version,
        architecture=architecture,
        kibibytes=size // 1024,
        libc=platform.libc_ver()[1],  # that of the machine the folder was frozen on
        libraries=libraries,
    )
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(said, encoding="utf-8")


def _changelog(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))


def _icons(folder: Path) -> None:
    _copy(ICON, folder / "scalable" / "apps" / "assay.svg")
    for size in ICON_SIZES:
        target = folder / f"{size}x{size}" / "apps" / "assay.png"
        target.parent.mkdir(parents=True)
        draw_icon(target, size)


def draw_icon(target: Path, size: int) -> None:
    """Draws the program's icon as a PNG (or any form Qt writes, by the target's name), square, transparent."""
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    if not image.save(str(target)):
        message = f"the icon could not be written to {target}"
        raise OSError(message)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(place: Path, target: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def _settle(tree: Path) -> None:
    """One time and plain modes for every file, so that two builds of the same commit do not differ."""
    moment = build_time()
    for path in sorted(tree.rglob("*"), reverse=True):
        if not path.is_symlink():
            is_program = path.is_dir() or path.name in PROGRAMS
            path.chmod(0o755 if is_program else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
