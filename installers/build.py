# SPDX-License-Identifier: Apache-2.0
"""Builds the installers for this operating system into dist/ and tries what it built: `make installers`.

Everywhere: the frozen folder `dist/assay` with both programs, its licences and its list of components. On Linux a
Debian package; on Windows an installer for one user (NSIS); on macOS a disk image. Ends with sizes and digests.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import debian_package

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DIST = ROOT / "dist"
FOLDER = DIST / "assay"
COMPONENTS = "assay-components.json"


def main() -> int:
    """Builds, tries, and reports; 0 only if what was built works."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--no-smoke-test", action="store_true", help="build only")
    given = parser.parse_args()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    freeze()
    packages = wrap(version)
    if not given.no_smoke_test:
        words = [word for package in packages if package.suffix == ".deb" for word in ("--deb", str(package))]
        tried = subprocess.run([sys.executable, str(HERE / "smoke_test.py"), *words], check=False)
        if tried.returncode:
            return tried.returncode
    tell(packages)
    return 0


def freeze() -> None:
    """Makes the frozen folder."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    DIST.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", str(HERE / "assay.spec"), "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(ROOT / "build")]
    environment = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(debian_package.build_time())}
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    for name in ("LICENSE", "NOTICE"):
        shutil.copyfile(ROOT / name, FOLDER / name)
    subprocess.run([sys.executable, str(HERE / "sbom.py"), "--out", str(FOLDER / COMPONENTS)], check=True)


def wrap(version: str) -> list[Path]:
    """Makes what this operating system installs; gives the files."""
    if sys.platform == "darwin":
        return [_macos(version)]
    if os.name == "nt":
        return [_windows(version)]
    if shutil.which("dpkg-deb"):
        return [debian_package.build_package(FOLDER, DIST, version)]
    print("dpkg-deb is not here: the frozen folder is all there is.")
    return []


def _windows(version: str) -> Path:
    out = DIST / f"assay-{version}-windows.exe"
    debian_package.draw_icon(ROOT / "build" / "assay.ico", 256)
    words = [f"/DVERSION={version}", f"/DFOLDER={FOLDER}", f"/DICON={ROOT / 'build' / 'assay.ico'}", f"/DOUT={out}"]
    subprocess.run(["makensis", "/V2", *words, str(HERE / "windows" / "assay.nsi")], check=True)
    return out


def _macos(version: str) -> Path:
    out = DIST / f"assay-{version}-macos-{platform.machine()}.dmg"
    subprocess.run(["sh", str(HERE / "macos" / "make_disk_image.sh"), str(DIST / "Assay.app"), str(out)], check=True)
    return out


def tell(packages: list[Path]) -> None:
    """Prints sizes and SHA-256 digests, and keeps the digests in dist/SHA256SUMS."""
    files = [*packages, FOLDER / COMPONENTS]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(DIST).as_posix()}" for path in files]
    (DIST / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{size / 1e6:8.1f} MB  {FOLDER.relative_to(ROOT)}")
    for path in packages:
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.relative_to(ROOT)}")
    print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
