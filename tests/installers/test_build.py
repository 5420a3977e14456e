# SPDX-License-Identifier: Apache-2.0
"""What wraps the frozen folder, tried on a small stand-in for it; the real build is tried by its smoke test."""

import hashlib
import json
import shutil
import subprocess

import pytest

import debian_package
import sbom

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not on this system")


@pytest.fixture
def folder(tmp_path):
    frozen = tmp_path / "assay"
    (frozen / "_internal").mkdir(parents=True)
    for name in debian_package.PROGRAMS:
        (frozen / name).write_text("#!/bin/sh\n")
    (frozen / "_internal" / "data.txt").write_text("data")
    return frozen


def build(folder, out):
    out.mkdir()
    return debian_package.build_package(folder, out, "1.2.3")


@needs_dpkg
def test_package_unpacks_to_two_commands(folder, tmp_path):
    package = build(folder, tmp_path / "out")
    subprocess.run(["dpkg-deb", "--extract", str(package), str(tmp_path / "root")], check=True)
    for name in debian_package.PROGRAMS:
        program = tmp_path / "root" / "usr" / "bin" / name
        assert program.is_symlink()
        assert program.resolve() == tmp_path / "root" / "usr" / "lib" / "assay" / name
        assert program.resolve().stat().st_mode & 0o777 == 0o755
    data = tmp_path / "root" / "usr" / "lib" / "assay" / "_internal" / "data.txt"
    assert data.stat().st_mode & 0o777 == 0o644


@needs_dpkg
def test_package_has_a_menu_entry_icons_and_file_types(folder, tmp_path):
    package = build(folder, tmp_path / "out")
    listed = subprocess.run(["dpkg-deb", "--contents", str(package)], check=True, capture_output=True, text=True).stdout
    for name in (
        "applications/assay.desktop",
        "metainfo/assay.metainfo.xml",
        "mime/packages/assay.xml",
        "icons/hicolor/scalable/apps/assay.svg",
        "icons/hicolor/256x256/apps/assay.png",
        "doc/assay/copyright",
    ):
        assert f"./usr/share/{name}\n" in listed


@needs_dpkg
def test_package_names_what_it_needs(folder, tmp_path):
    package = build(folder, tmp_path / "out")
    said = subprocess.run(["dpkg-deb", "--field", str(package)], check=True, capture_output=True, text=True).stdout
    assert "Version: 1.2.3" in said
    assert "libegl1" in said
    assert "libc6 (>= 2." in said


@needs_dpkg
def test_the_same_folder_gives_the_same_bytes(folder, tmp_path):
    first, second = (build(folder, tmp_path / name).read_bytes() for name in ("one", "two"))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_component_list_is_the_same_each_time_and_holds_what_runs():
    first, second = json.dumps(sbom.document()), json.dumps(sbom.document())
    assert first == second
    names = {component["name"]: component for component in json.loads(first)["components"]}
    assert {"pyside6-essentials", "pyoxigraph", "rdflib", "pyshacl", "pyld", "jinja2", "typst", "CPython"} <= set(names)
    assert "hatchling" not in names
    assert all(component["licenses"] for name, component in names.items() if name != "CPython")
    assert "not stated" not in first


def test_component_list_refuses_a_version_that_is_not_locked(monkeypatch):
    lock = sbom.LOCK.read_text(encoding="utf-8").replace("\nrdflib==", "\nrdflib==9.")
    monkeypatch.setattr(sbom, "LOCK", type("Lock", (), {"read_text": staticmethod(lambda **_: lock)}))
    with pytest.raises(SystemExit, match="rdflib"):
        sbom.components()
