# SPDX-License-Identifier: Apache-2.0
"""Paths to documents: files, folders, archives, standard input; what cannot be opened is told, the rest is opened."""

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assay import archive, opening
from assay.document import MAX_DOCUMENT_BYTES, Document
from assay.errors import DocumentError
from assay.opening import Opened, open_bytes, open_paths, stream_paths
from assay.texts import load_texts

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


def names(opened: Opened) -> list[str]:
    return [document.name for document in opened.documents]


def errors(opened: Opened) -> list[str]:
    """Text ids, after making sure that each has its sentences."""
    for error in opened.errors:
        texts = load_texts()
        assert texts.has(f"error.{error.text_id}")
        assert all(texts.part(f"error.{error.text_id}", member, error.params) for member in ("what", "how"))
    return [error.text_id for error in opened.errors]


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return made.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = ("c.ttl", "d.nt", "e.pdf", ".well-known/f.vc")
    for name in ("b.json", "a.JSONLD", "notes.txt", "z.jwt", *(f"sub/{name}" for name in inside)):
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path / "folder"


def test_a_file_named_outright_is_a_document_whatever_its_name(tmp_path):
    path = tmp_path / "anything.pdf"
    path.write_bytes(b"%PDF")
    assert open_paths([str(path)]) == Opened((Document(str(path), b"%PDF"),))


def test_a_folder_is_walked_in_order_and_other_files_are_counted(folder):
    opened = open_paths([str(folder)])
    assert names(opened) == ["a.JSONLD", "b.json", "sub/.well-known/f.vc", "sub/c.ttl", "sub/d.nt", "z.jwt"]
    assert opened.skipped == ("notes.txt", "sub/e.pdf")
    assert opened.errors == ()
    assert opened.documents[3].data == b"sub/c.ttl"


def test_paths_stay_in_the_order_given(folder, tmp_path):
    one = tmp_path / "one.json"
    one.write_bytes(b"1")
    opened = open_paths([str(one), str(folder / "sub"), "-", str(one)], stdin=lambda: b"piped")
    assert names(opened) == [str(one), ".well-known/f.vc", "c.ttl", "d.nt", "-", str(one)]


def test_what_cannot_be_opened_is_told_and_the_rest_opened(folder, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    opened = open_paths([str(tmp_path / "no.json"), str(empty), "a\0b", "-", str(folder / "b.json")])
    assert errors(opened) == ["path_missing", "folder_without_documents", "path_missing", "stdin_missing"]
    assert names(opened) == [str(folder / "b.json")]


def test_a_folder_with_other_files_only_is_told(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"")
    opened = open_paths([str(tmp_path)])
    assert (errors(opened), opened.skipped) == (["folder_without_documents"], ("notes.txt",))


@posix
def test_a_forbidden_file_is_told(folder):
    path = str(folder / "b.json")
    (folder / "b.json").chmod(0)
    with as_somebody_without_powers():
        opened = open_paths([path])
    assert errors(opened) == ["path_forbidden"]


@contextmanager
def as_somebody_without_powers():
    """Root may read everything, so for root this is nobody; everybody else stays who he is."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_forbidden_and_broken_files_are_told_apart(folder, monkeypatch):
    def refuse(path: str, name: str) -> Document:
        raise (PermissionError(13, "denied") if path.endswith("b.json") else OSError(5, "input/output error"))

    monkeypatch.setattr(opening, "read_document", refuse)
    opened = open_paths([str(folder / "b.json"), str(folder / "z.jwt")])
    assert errors(opened) == ["path_forbidden", "path_unreadable"]
    assert opened.errors[1].params["reason"] == "input/output error"


@posix
def test_links_are_followed_but_never_in_circles(folder):
    (folder / "loop").symlink_to(folder)
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self.json").symlink_to(folder / "self.json")
    (folder / "gone.json").symlink_to(folder / "nowhere")
    (folder / "also.json").symlink_to(folder / "b.json")
    opened = open_paths([str(folder)])
    assert "also.json" in names(opened)
    assert len(opened.documents) == 7
    assert errors(opened) == ["path_missing", "path_unreadable"]


@posix
def test_pipes_in_a_folder_are_not_waited_for(folder):
    os.mkfifo(folder / "pipe.json")
    assert "pipe.json" not in names(open_paths([str(folder)]))


@posix
def test_deep_folders_need_no_recursion(tmp_path):
    here = os.open(tmp_path, os.O_RDONLY)
    deep = 300
    for _ in range(deep):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("x.json", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    assert names(open_paths([str(tmp_path)])) == ["d/" * deep + "x.json"]


@pytest.mark.parametrize("name", ["mit Leerzeichen.json", "Grüße.json", "日本 語.json", "-dash.json", "'quote\".json"])
def test_any_name_works(tmp_path, name):
    try:
        (tmp_path / name).write_bytes(b"{}")
    except OSError:
        pytest.skip("this file system does not take such a name")
    assert names(open_paths([str(tmp_path)])) == [name]
    assert names(open_paths([str(tmp_path / name)])) == [str(tmp_path / name)]


@posix
def test_a_name_that_is_no_text_can_be_opened_and_written(tmp_path):
    path = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xfc.json")
    try:
        Path(path).write_bytes(b"{}")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    for opened in (open_paths([path]), open_paths([str(tmp_path)])):
        assert opened.documents[0].data == b"{}"
        opened.documents[0].name.encode("utf-8")
    assert errors(open_paths([path + "x"])) == ["path_missing"]


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(MAX_DOCUMENT_BYTES + 5)
    assert open_paths([str(path)]).documents == (Document(str(path), b"", oversize=MAX_DOCUMENT_BYTES + 5),)
    with path.open("wb") as file:
        file.truncate(MAX_DOCUMENT_BYTES)
    assert open_paths([str(path)]).documents[0].oversize == 0


@posix
def test_a_device_that_never_ends_is_not_read_to_its_end():
    assert open_paths(["/dev/zero"]).documents[0].oversize == MAX_DOCUMENT_BYTES + 1


def test_bytes_that_are_too_many_are_not_kept():
    assert open_bytes("-", bytes(MAX_DOCUMENT_BYTES + 1)).documents[0].oversize == MAX_DOCUMENT_BYTES + 1


def test_streaming_gives_the_same_one_after_another(folder):
    found = stream_paths([str(folder), "nowhere"])
    assert isinstance(found, Iterator)
    kinds = [type(entry).__name__ for entry in found]
    assert kinds.count("Document") == 6
    assert kinds[-1] == "DocumentError"


# Archives.


def test_an_archive_is_known_by_its_content_and_walked(tmp_path):
    members = dict.fromkeys(("b.json", "a/c.jwt", "../../etc/x.ttl", "C:\\d.vp", "/abs.nt", "read.me"), b"{}")
    path = tmp_path / "submission"
    path.write_bytes(zipped(members))
    opened = open_paths([str(path)])
    assert sorted(names(opened)) == sorted(name for name in zipfile.ZipFile(path).namelist() if name != "read.me")
    assert names(opened) == sorted(names(opened))
    assert opened.skipped == ("read.me",)
    assert open_bytes("pasted", path.read_bytes()) == opened


def test_nothing_of_an_archive_is_written_to_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_bytes("a.zip", zipped({"../out.json": b"{}", "in.json": b"{}"}))
    assert list(tmp_path.iterdir()) == []


def test_an_archive_inside_an_archive_is_no_document():
    opened = open_bytes("a.zip", zipped({"inner.zip": zipped({"x.json": b"{}"}), "y.json": b"{}"}))
    assert (names(opened), opened.skipped) == (["y.json"], ("inner.zip",))


def test_notes_of_macos_are_no_documents():
    notes = b"\x00\x05\x16\x07" + bytes(40)
    opened = open_bytes("a.zip", zipped({"x.json": b"{}", "__MACOSX/._x.json": notes}))
    assert (names(opened), opened.skipped) == (["x.json"], ("__MACOSX/._x.json",))


def test_a_member_that_is_too_large_is_not_unpacked():
    noise = os.urandom(1024) * (MAX_DOCUMENT_BYTES // 1024)
    opened = open_bytes("a.zip", zipped({"x.json": noise + b"1", "y.json": b"{}"}, zipfile.ZIP_STORED))
    assert [(d.name, d.oversize) for d in opened.documents] == [("x.json", len(noise) + 1), ("y.json", 0)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (zipped({"x.json": bytes(30 * 1024 * 1024)}), "archive_bomb"),
        (zipped({f"{n}.json": bytes(2 * 1024 * 1024) for n in range(10)}), "archive_bomb"),
        (zipped({"x.txt": b""}), "archive_without_documents"),
        (zipped({}), "archive_without_documents"),
        (zipped({"x.json": b"{}" * 99})[:60], "archive_damaged"),
        (b"PK\x03\x04" + bytes(100), "archive_damaged"),
    ],
    ids=["one bomb", "many bombs", "no documents", "empty", "cut", "only the start"],
)
def test_bad_archives_are_refused(data, text):
    opened = open_bytes("a.zip", data)
    assert (errors(opened), opened.documents) == ([text], ())


def test_limits_of_an_archive(monkeypatch):
    data = zipped({f"{n}.json": b"{}" for n in range(4)})
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    assert errors(open_bytes("a.zip", data)) == ["archive_too_large"]
    monkeypatch.setattr(archive, "MAX_MEMBERS", 4)
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 7)
    assert errors(open_bytes("a.zip", data)) == ["archive_too_large"]


def test_an_encrypted_archive_is_told():
    data = bytearray(zipped({"x.json": b"{}"}))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + flags] |= 1
    assert errors(open_bytes("a.zip", bytes(data))) == ["archive_encrypted"]


def test_one_damaged_member_does_not_hide_the_others():
    data = bytearray(zipped({"a.json": b"first" * 9, "b.json": b"second"}, zipfile.ZIP_STORED))
    data[data.index(b"first")] ^= 1
    opened = open_bytes("a.zip", bytes(data))
    assert (names(opened), errors(opened)) == (["b.json"], ["archive_member_damaged"])
    assert opened.errors[0].params == {"name": "a.zip", "member": "a.json"}


def test_a_packing_nobody_knows_is_told():
    data = bytearray(zipped({"a.json": b"{}"}))
    for start, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(start) + method] = 97
    assert errors(open_bytes("a.zip", bytes(data))) == ["archive_member_damaged"]


@pytest.mark.parametrize("seed", range(200))
def test_no_change_to_an_archive_is_fatal(seed):
    data = bytearray(zipped({"a.json": b'{"a": 1}' * 5, "sub/b.ttl": b"<a:a> <a:b> 1 ."}))
    state = seed * 7919 + 1
    for _ in range(1 + seed % 4):
        state = (state * 1103515245 + 12345) % 2**31
        data[4 + state % (len(data) - 4)] = state >> 16 & 255
    opened = open_bytes("a.zip", bytes(data))
    assert opened.documents or opened.errors
    assert all(isinstance(error, DocumentError) for error in opened.errors)
