# SPDX-License-Identifier: Apache-2.0
"""What is built and what is loaded: the wheel's contents, core without Qt, a check without heavy libraries."""

import json
import subprocess
import sys
import tomllib
import zipfile

import pytest

from source_tree import PACKAGES, ROOT, files

HEAVY = (
    "rdflib",
    "pyshacl",
    "pyld",
    "jinja2",
    "typst",
    "jwcrypto",
    "keyring",
    "cryptography",
    "PySide6",
    "platformdirs",
)
SAMPLE = ROOT / "resources" / "assay_resources" / "samples" / "broken" / "participant-region-as-country.json"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_wheel_holds_our_three_packages_and_nothing_else(wheel):
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_wheel_holds_every_file_of_the_packages(wheel):
    roots = tuple(folder.parent for folder in PACKAGES.values())
    kept = {
        path.relative_to(root).as_posix()
        for path in files()
        for root in roots
        if path.is_relative_to(root) and "__pycache__" not in path.parts
    }
    assert kept - set(wheel) == set()


def test_wheel_names_both_programs(wheel):
    assert any(name.endswith("entry_points.txt") for name in wheel)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"assay": "assay.__main__:main"}
    assert project["gui-scripts"] == {"assay-gui": "assay_gui.app:main"}


def test_version_is_told_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    command = [sys.executable, "-c", "import assay; print(assay.__version__)"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    assert said == project["version"]


def test_core_runs_without_qt():
    """Every module of core loads where PySide6 cannot be imported at all."""
    code = """
import importlib.abc, pkgutil, sys
class NoQt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(name)
sys.meta_path.insert(0, NoQt())
import assay
found = (module.name for module in pkgutil.walk_packages(assay.__path__, "assay."))
names = [name for name in found if not name.endswith("__main__")]
for name in names:
    __import__(name)
print(len(names))
"""
    ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 20


def test_a_cold_check_loads_nothing_heavy():
    code = f"""
import json, sys
from assay.__main__ import main
sys.argv = ["assay", "check", {str(SAMPLE)!r}, "--format", "json"]
try:
    code = main()
except SystemExit as ended:
    code = ended.code
print("\\n" + json.dumps([code, sorted(name for name in {HEAVY!r} if name in sys.modules)]))
"""
    ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    answer, heavy = json.loads(ran.stdout.splitlines()[-1])
    assert answer == 1, "the broken sample is non-conformant"
    assert heavy == []
