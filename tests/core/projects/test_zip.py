# SPDX-License-Identifier: Apache-2.0
"""A project as a zip file: the same bytes each time; and out of one that somebody sent, whatever is in it."""

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from assay.projects import packed
from assay.projects.evidence_files import taken_in
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE, Manifest, manifest_text
from assay.projects.packing import export
from assay.projects.project import open_project
from assay.projects.unpacking import unpack
from assay.projects.working import with_credential
from project_specimens import FULL, NOW, TEXT, fails, made

MANIFEST = manifest_text(Manifest("Acme", "p"))
GOOD = {FILE: MANIFEST, "credentials/one.jsonld": TEXT, "evidence/a.pdf": "%PDF"}


def zipped(folder: Path, members, **how) -> Path:
    """A zip file of these members, in their order."""
    path = folder / "given.zip"
    with zipfile.ZipFile(path, "w", **how) as archive:
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, data)
    return path


def whole(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    project, _ = with_credential(made(tmp_path), "unsaved", "{}")
    (tmp_path / "proof.pdf").write_bytes(b"%PDF" * 400_000)
    taken_in(project, tmp_path / "proof.pdf")
    (project.folder / "notes.txt").write_text("mine")
    names = export(project, tmp_path / "a.zip")
    assert names == ("credentials/one.jsonld", "credentials/unsaved.jsonld", FILE, "evidence/proof.pdf")
    found = unpack(tmp_path / "a.zip", tmp_path / "b")
    assert (set(found.files), found.left_out) == (set(names), ())
    again = open_project(tmp_path / "b", NOW, root=tmp_path / "own")
    assert again.work.files == project.work.files
    export(again, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert not list(tmp_path.glob(".*.part"))


def test_a_zip_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path)
    (tmp_path / "a.zip").write_text("old")
    with monkeypatch.context() as patch:
        fails(patch, tmp_path / "a.zip", FULL, "replace")
        fails(patch, tmp_path, FULL, "replace")
        with pytest.raises(ProjectError, match="project_unexported"):
            export(project, tmp_path / "a.zip")
    with pytest.raises(ProjectError, match="project_unexported"):
        export(project, tmp_path / "none" / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "old"
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("top", ["", "my project/", "a/b/"])
def test_a_folder_around_it_and_what_systems_add_are_no_harm(tmp_path: Path, top: str) -> None:
    others = {"__MACOSX/._x": "x", f"{top}.DS_Store": "x", f"{top}README.md": "x", f"{top}credentials/a/b.json": "{}"}
    members = {f"{top}{name}": text for name, text in GOOD.items()} | others
    found = unpack(zipped(tmp_path, members, compression=zipfile.ZIP_DEFLATED), tmp_path / "out")
    assert {name: data.decode() for name, data in whole(tmp_path / "out").items()} == GOOD
    assert set(found.left_out) == {f"{top}README.md", f"{top}credentials/a/b.json"}


def _link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "more",
    [
        [("../x.json", "{}")],
        [("credentials/../../x.json", "{}")],
        [("credentials\\..\\..\\x.json", "{}")],
        [("/etc/x.json", "{}")],
        [("C:/x.json", "{}")],
        [("C:x.json", "{}")],
        [("\\\\host\\x.json", "{}")],
        [(_link("evidence/link.pdf"), "/etc/passwd")],
        [(_link("credentials"), "/etc")],
        [("credentials/ONE.jsonld", "{}")],
        [("credentials/one.jsonld", "{}")],
        [("../", "")],
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_leads_elsewhere_or_is_one_file_somewhere_is_refused(tmp_path: Path, more) -> None:
    path = zipped(tmp_path, [*GOOD.items(), *more])
    with pytest.raises(ProjectError, match="project_zip_name"):
        unpack(path, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["given.zip"]


@pytest.mark.parametrize("name", ["credentials/CON.json", "credentials/a .json ", "evidence/a:b", "evidence/nul.pdf"])
def test_names_that_are_no_files_somewhere_are_left_out(tmp_path: Path, name: str) -> None:
    assert unpack(zipped(tmp_path, GOOD | {name: "{}"}), tmp_path / "out").left_out == (name.strip(),)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members = GOOD | {f"evidence/{number}.txt": "0" * 4_000_000 for number in range(4)}
    with pytest.raises(ProjectError, match="project_zip_large"):
        unpack(zipped(tmp_path, members, compression=zipfile.ZIP_DEFLATED), tmp_path / "out")
    with pytest.raises(ProjectError, match="project_zip_large"):
        unpack(zipped(tmp_path, GOOD | {f"x{number}": "" for number in range(3_000)}), tmp_path / "out")
    for name, most in (("credentials/big.json", "MAX_DOCUMENT_BYTES"), (FILE, "MAX_BYTES")):
        monkeypatch.setattr(packed, most, 100)
        with pytest.raises(ProjectError, match="project_zip_large"):
            unpack(zipped(tmp_path, GOOD | {name: MANIFEST + "#" * 200}), tmp_path / "out")
        monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["given.zip"]


def test_a_size_that_lies_fills_no_disk(tmp_path: Path) -> None:
    """The directory of the archive says 10 bytes; what is packed would be 4 MB."""
    path = zipped(tmp_path, GOOD | {"evidence/lie.txt": "0" * 4_000_000}, compression=zipfile.ZIP_DEFLATED)
    data = bytearray(path.read_bytes())
    size = (4_000_000).to_bytes(4, "little")
    at = data.rfind(size)
    data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(ProjectError, match="project_zip_damaged"):
        unpack(path, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["given.zip"]


def test_what_is_no_project_or_no_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, GOOD)
    data = path.read_bytes()
    encrypted = bytearray(data)
    encrypted[data.index(b"PK\x01\x02") + 8] |= 1
    given = [
        (b"", "zip_damaged"),
        (data[:-30], "zip_damaged"),
        (data.replace(b"Acme", b"Acne", 1), "zip_damaged"),
        (bytes(encrypted), "zip_locked"),
        (_packed({"a.txt": "x"}), "none"),
        (_packed(GOOD | {FILE: "x"}), "damaged"),
        (_packed(GOOD | {FILE: b"\xff"}), "damaged"),
        (_packed(GOOD | {FILE: MANIFEST.replace("version = 1", "version = 9")}), "newer"),
    ]
    for content, error in given:
        path.write_bytes(content)
        with pytest.raises(ProjectError, match=f"^project_{error}"):
            unpack(path, tmp_path / "out")
        assert [path.name for path in tmp_path.iterdir()] == ["given.zip"]
    with pytest.raises(ProjectError, match="project_zip_damaged"):
        unpack(tmp_path / "none.zip", tmp_path / "out")


def _packed(members) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_nothing_is_put_where_something_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path, GOOD)
    out = tmp_path / "out"
    out.mkdir()
    unpack(path, out)
    with pytest.raises(ProjectError, match="project_not_empty"):
        unpack(path, out)
    fails(monkeypatch, tmp_path, FULL, "open")
    with pytest.raises(ProjectError, match="project_unwritable"):
        unpack(path, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given.zip", "out"]
