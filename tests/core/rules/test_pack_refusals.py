# SPDX-License-Identifier: Apache-2.0
"""Every way a pack can be broken: refused, with the file and the line that a person has to look at."""

import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assay.errors import PackError
from assay.pack_trial import tried, try_here
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.incoming import MAX_RATIO, read_official, read_pack
from assay.rules.lines import line_of_key
from assay.rules.release import Wishes, make_release
from pack_specimens import BAD, GOOD, sound_files, write_pack, write_zip

_ONE_MORE = '\n[[rules]]\nid = "SHOP-3"\nstage = "content"\ncheck = "coverage"\nseverity = "info"\nclause = "3"\n'
_IN_A_CIRCLE = b"ex:ShopShape sh:node ex:ShopShape ."
_BROKEN_QUERY = b'ex:ShopShape sh:sparql [ a sh:SPARQLConstraint ; sh:select "SELECT $this WHERE { $this ex:zz ?x " ] .'
_SCOPED = '{"@context": {"ex": "https://example.org/v1#",\n"ex:x": {"@id": "ex:x",\n"@context": %s}}}'


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    files = sound_files()
    assert old.encode() in files[name]
    return {**files, name: files[name].replace(old.encode(), new.encode(), 1)}


def added(name: str, data: bytes) -> dict[str, bytes]:
    files = sound_files()
    return {**files, name: files.get(name, b"") + data}


def test_the_sound_pack_is_sound() -> None:
    _, samples = try_here(sound_files())
    assert samples == 2


@pytest.mark.parametrize(
    ("files", "told", "file", "line"),
    [
        (changed("pack.toml", 'name = "Shop 1"', 'nom = "Shop 1"'), "missing_key", "pack.toml", 1),
        (changed("pack.toml", 'name = "Shop 1"', 'name = "Shop 1"\nnom = "x"'), "unknown_key", "pack.toml", 4),
        (changed("pack.toml", "dated = 2026-11-01", 'dated = "soon"'), "wrong_value.*dated", "pack.toml", 11),
        (changed("pack.toml", 'licence = "CC0-1.0"', ""), "missing_key.*licence", "pack.toml", 9),
        (changed("pack.toml", 'kind = "canonical"', 'kind = "own"'), "wrong_value.*kind", "pack.toml", 22),
        (changed("pack.toml", "dated = ", "dated "), "unreadable", "pack.toml", 11),
        (changed("rules.toml", 'clause = "Shop rules 2"', ""), "missing_key.*clause", "rules.toml", 8),
        (changed("rules.toml", 'clause = "Shop rules 2"', 'clause = ""'), "wrong_value.*clause", "rules.toml", 13),
        (changed("rules.toml", 'clause = "Shop rules 2"', 'clause = "x"\nwhen = 1'), "unknown.*when", "rules.toml", 14),
        (changed("rules.toml", 'stage = "content"', 'stage = "middle"'), "wrong_value.*stage", "rules.toml", 3),
        (changed("rules.toml", 'check = "coverage"', 'check = "telepathy"'), "unknown_check", "rules.toml", 11),
        (added("rules.toml", _ONE_MORE.replace("SHOP-3", "SHOP-SHAPES").encode()), "each id once", "rules.toml", 16),
        (changed("texts/en.toml", '"ex:Shop" =', '"ex:Shed" ='), "unknown_key.*Shed", "texts/en.toml", 5),
        (changed("texts/en.toml", 'label = "Name", ', ""), "missing_key.*label", "texts/en.toml", 8),
        (changed("shapes.ttl", "ex:ShopShape a", "ex:ShopShape"), "unreadable", "shapes.ttl", 4),
        (changed("shapes.ttl", 'sh:in ( "DE" "FR" )', "sh:in ex:DE"), "broken_list", "shapes.ttl", 0),
        (changed("shapes.ttl", "sh:targetClass ex:Shop ;", ""), "empty", "shapes.ttl", 0),
        (added("pack.toml", b"x = " + b"[" * 5_000), "unreadable.*nesting", "pack.toml", 1),
        (changed("shapes.ttl", "sh:minCount 1", 'sh:minCount 1 ; sh:pattern "(("'), "cannot_judge", "shapes.ttl", 7),
        (added("shapes.ttl", _IN_A_CIRCLE), "goes_in_circles", "shapes.ttl", 0),
        (added("shapes.ttl", _BROKEN_QUERY), "cannot_judge", "shapes.ttl", 4),
        (added("subclasses.ttl", b"<urn:x:A> <urn:x:B> <urn:x:C> .\n"), "wrong_value", "subclasses.ttl", 0),
        (
            added(
                "subclasses.ttl",
                b"<https://example.org/v1#Shop> <http://www.w3.org/2000/01/rdf-schema#subClassOf> "
                b"<https://example.org/v1#Kiosk> .\n",
            ),
            "wrong_value.*Kiosk",
            "subclasses.ttl",
            1,
        ),
        (changed("context.jsonld", "{", "["), "unreadable", "context.jsonld", 2),
        (changed("context.jsonld", '"ex":', '"ex": "urn:y", "ex":'), "member_twice.*ex", "context.jsonld", 3),
        (sound_files(context_jsonld=_SCOPED % '"https://else.example/c"'), "context_remote", "context.jsonld", 3),
        (sound_files(context_jsonld=_SCOPED % '["https://example.org/v1#"]'), "context_remote", "context.jsonld", 3),
        (sound_files(context_jsonld=_SCOPED % '{"@import": "https://else.example/c"}'), "remote", "context.jsonld", 3),
        (sound_files(context_jsonld='{"@context": "https://else.example/c"}'), "empty", "context.jsonld", 0),
        (added("rules.toml", b"\n# \xff\n"), "unreadable", "rules.toml", 15),
        (added("shapes.ttl", b"# \xff\n"), "not_utf8", "shapes.ttl", 8),
        (added("texts/en.toml", b"# \xfe\n"), "unreadable", "texts/en.toml", 9),
        (added("criteria.toml", b'levels = ["SC"]\nmore = 1\n'), "unknown_key.*more", "criteria.toml", 2),
        (added("samples/ugly/shop.json", GOOD.encode()), "sample_place", "samples/ugly/shop.json", 0),
        (added("samples/bad/fine.json", GOOD.encode()), "sample_differs.*conformant", "samples/bad/fine.json", 1),
        (added("samples/good/wrong.json", BAD.encode()), "sample_differs.*IN?", "samples/good/wrong.json", 17),
        (added("samples/good/no.json", b"{"), "sample_differs", "samples/good/no.json", 1),
        (added("samples/bad/x.json", GOOD.replace("Shop", "Shed").encode()), "incomplete", "samples/bad/x.json", 15),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_broken_pack_is_refused(files: dict[str, bytes], told: str, file: str, line: int) -> None:
    with pytest.raises(PackError, match=told) as raised:
        try_here(files)
    assert (raised.value.params["file"], raised.value.params["line"]) == (file, line)


@pytest.mark.parametrize("name", sorted(set(sound_files()) - {"samples/good/shop.json", "samples/bad/shop.json"}))
def test_a_file_that_is_missing_or_empty_is_named(tmp_path: Path, name: str) -> None:
    files = sound_files()
    for data in (None, b" \n"):
        told = {key: value for key, value in {**files, name: data}.items() if value is not None}
        for place in (write_pack(tmp_path / f"{data!r}", told), write_zip(tmp_path / f"{data!r}.zip", told)):
            with pytest.raises(PackError, match=r"missing_file|empty") as raised:
                read_pack(place)
            assert raised.value.params["file"] == name


def test_shapes_that_take_too_long_are_stopped() -> None:
    with pytest.raises(PackError, match="timeout") as raised:
        tried(sound_files(), seconds=0.01)
    assert raised.value.params["file"] == "shapes.ttl"


def test_what_is_refused_in_the_process_of_a_trial_comes_back_with_its_place() -> None:
    with pytest.raises(PackError, match="unknown_check") as raised:
        tried(changed("rules.toml", 'check = "coverage"', 'check = "telepathy"'))
    assert (raised.value.params["file"], raised.value.params["line"]) == ("rules.toml", 11)


def deep(levels: int) -> str:
    """Shapes inside of shapes, well-formed, as deep as one likes."""
    inner = "[ sh:not " * levels + "[ sh:class ex:Shop ]" + " ]" * levels
    return sound_files()["shapes.ttl"].decode() + f"ex:ShopShape sh:not {inner} .\n"


def test_shapes_nested_beyond_measure_are_refused(tmp_path: Path) -> None:
    """The compiler hands them on, and the reference engine gives no answer."""
    with pytest.raises(PackError, match=r"cannot_judge.*too deep"):
        try_here(sound_files(shapes_ttl=deep(2_000)))
    (tmp_path / "deep.ttl").write_text(deep(2_000))
    with pytest.raises(PackError, match="too_hard"):
        make_release([read_official(tmp_path / "deep.ttl")], Wishes(like=DEFAULT_PACK), date(2026, 11, 22))


def link(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("rules.toml")
    entry.external_attr = 0o120777 << 16
    archive.writestr(entry, "/etc/passwd")


def named(name: str) -> Callable[[zipfile.ZipFile], None]:
    return lambda archive: archive.writestr(name, "x")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (named("../outside"), "path_outside"),
        (named("texts/../../outside"), "path_outside"),
        (named("/etc/outside"), "path_outside"),
        (named("..\\outside"), "path_outside"),
        (named("C:outside"), "path_outside"),
        (link, "link"),
        (named("RULES.toml"), "file_twice"),
        (lambda archive: archive.writestr("bomb.ttl", b" " * (64 * 1024 * 1024 + 1)), "too_large"),
        (lambda archive: archive.writestr("bomb.ttl", b" " * (12 * 1024 * 1024)), "too_large"),
        (lambda archive: [archive.writestr(f"x{number}", b"") for number in range(2001)], "too_large"),
    ],
)
def test_an_unsafe_archive_is_not_opened(tmp_path: Path, spoil: Callable[[zipfile.ZipFile], object], told: str) -> None:
    place = tmp_path / "pack.zip"
    files = sound_files()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        spoil(archive)
        for name, data in files.items():
            if name not in archive.namelist():
                archive.writestr(name, data)
    with pytest.raises(PackError, match=told) as raised:
        read_pack(place)
    assert "pack.zip" in str(raised.value.params["file"])


def test_an_archive_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    """A bomb may state that it unpacks to little: only so much is read, and then it is no longer what it says."""
    place = write_zip(tmp_path / "pack.zip", {**sound_files(), "shapes.ttl": b"#" * 100_000})
    packed = bytearray(place.read_bytes())
    with zipfile.ZipFile(place) as archive:
        size = archive.getinfo("shapes.ttl").file_size
    true, lie = struct.pack("<L", size), struct.pack("<L", 10)
    assert true in packed
    place.write_bytes(bytes(packed).replace(true, lie))
    with pytest.raises(PackError, match="damaged_archive"):
        read_pack(place)
    assert MAX_RATIO < 1000


@pytest.mark.parametrize("cut", [10, 200])
def test_a_damaged_archive_is_refused(tmp_path: Path, cut: int) -> None:
    place = write_zip(tmp_path / "pack.zip", sound_files())
    place.write_bytes(place.read_bytes()[:-cut])
    with pytest.raises(PackError, match="damaged_archive"):
        read_pack(place)


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    (folder / "rules.toml").rename(tmp_path / "rules.toml")
    (folder / "rules.toml").symlink_to(tmp_path / "rules.toml")
    with pytest.raises(PackError, match=r"link.*rules\.toml"):
        read_pack(folder)


@pytest.mark.parametrize("top", ["", "shop-1/"])
def test_a_folder_and_its_archive_are_the_same_pack(tmp_path: Path, top: str) -> None:
    files = {**sound_files(), ".hidden": b"x", "prebuilt/pack.json": b"{}"}
    folder = write_pack(tmp_path / "pack", files)
    archive = write_zip(tmp_path / "pack.zip", {**files, "__MACOSX/x": b"x"} if top else files, top)
    assert read_pack(folder).files == read_pack(archive).files == dict(sorted(sound_files().items()))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.json", b'{"a": 1}', "word_unknown"),
        ("a.json", GOOD.encode(), "unreadable|context_remote"),
        ("a.ttl", b"<urn:x:a> <urn:x:b> <urn:x:c> .", "not_recognised"),
        ("a.pdf", b"%PDF-1.7\n\xff", "not_utf8"),
        ("a.ttl", b"", "not_recognised"),
    ],
)
def test_a_file_that_is_nothing_official_is_refused(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PackError, match=told) as raised:
        read_official(tmp_path / name)
    assert raised.value.params["file"] == name


@pytest.mark.parametrize(
    ("key", "line"),
    [("id", 1), ("a.b", 3), ("a", 2), ("list[1].x", 8), ("list[1].y", 7), ("list[0].in.z", 6), ("gone", 1), ("", 1)],
)
def test_the_line_of_a_key(key: str, line: int) -> None:
    text = "id = 1\n[a]\nb = 2\n[[list]]\nx = 3\nin = { z = 4 }\n[[list]]\nx = 5\n"
    assert line_of_key(text, key) == line
