# SPDX-License-Identifier: Apache-2.0
"""`assay new --from` and `assay export-table`: from a table to drafts and back, told line by line."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assay.__main__ import main
from checking import sample_bytes

AT = ("--at", "2026-11-22T10:00:00Z", "--lang", "en")
CSV = "Name;VAT;Country;Odd\nMüller;DE129273398;Germany;x\nFoo;;Narnia;\n"


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "companies.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def told(capsysbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    out, err = capsysbinary.readouterr()
    return out.decode(), err.decode()


def test_rows_become_drafts_and_every_column_and_fault_is_told(table, tmp_path, capsysbinary):
    out = tmp_path / "drafts"
    command = ("new", "--from", str(table), "--class", "LegalPerson", "--domain", "acme.example", *AT)
    assert main((*command, "--show")) == 2
    assert not out.exists()
    told(capsysbinary)
    assert main((*command, "--out", f"{out}/")) == 2
    lines, err = told(capsysbinary)
    assert err == ""
    assert "Name → Name (by its name), for example “Müller”" in lines
    assert "    1 of 2 rows: no country that the rules know" in lines
    assert "Columns that nothing takes: Odd" in lines
    assert "Row 3, Country: “Narnia” is no country that the rules know" in lines
    assert sorted(path.name for path in out.iterdir()) == ["foo.json", "muller.json"]
    assert json.loads((out / "muller.json").read_bytes())["issuer"] == "did:web:acme.example"
    assert main((*command, "--out", f"{out}/")) == 3
    assert "already" in told(capsysbinary)[1]
    assert main((*command, "--out", f"{out}/", "--replace", "--json")) == 2
    account = json.loads(told(capsysbinary)[0])
    assert account["credentials"] == 2
    assert account["problems"][0]["row"] == 3
    assert account["missing"] == ["Headquarters address"]


def test_a_mapping_is_kept_changed_and_used(table, tmp_path, capsysbinary):
    kept = tmp_path / "mapping.json"
    command = ("new", "--from", str(table), "--class", "LegalPerson", *AT)
    assert main((*command, "--show", "--keep-mapping", str(kept))) == 2
    mapping = json.loads(kept.read_text())
    mapping["columns"][3]["target"] = "schema:description"
    kept.write_text(json.dumps(mapping))
    told(capsysbinary)
    assert main(("new", "--from", str(table), "--mapping", str(kept), "--out", str(tmp_path / "one.json"), *AT)) == 2
    whole = json.loads((tmp_path / "one.json").read_bytes())
    assert whole["verifiableCredential"][0]["credentialSubject"]["description"] == "x"
    told(capsysbinary)
    assert main((*command, "--show")) == 2
    assert "(as last time)" in told(capsysbinary)[0]
    mapping["columns"][3]["target"] = "gx:nothingOfTheKind"
    kept.write_text(json.dumps(mapping))
    assert main(("new", "--from", str(table), "--mapping", str(kept), "--show", *AT)) == 3
    assert "other headers" in told(capsysbinary)[1]


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_what_is_exported_reads_back_without_a_word_about_it(name, tmp_path, capsysbinary):
    source = tmp_path / "participant.json"
    source.write_bytes(sample_bytes("good/participant.json"))
    out = tmp_path / name
    assert main(("export-table", str(source), "--out", str(out), *AT)) in {0, 2}
    assert "Company or legal entity: 1 row" in told(capsysbinary)[0]
    assert main(("new", "--from", str(out), "--out", str(tmp_path / "back.json"), *AT)) == 0
    back, before = (json.loads(path.read_bytes()) for path in (tmp_path / "back.json", source))
    assert back["id"] == before["id"]
    assert back["credentialSubject"]["id"] == before["credentialSubject"]["id"]
    assert main(("export-table", str(source), "--out", str(out), *AT)) == 3


def test_several_kinds_go_into_sheets_or_a_folder(tmp_path, capsysbinary):
    for kind in ("participant", "tagus-offering"):
        (tmp_path / f"{kind}.json").write_bytes(sample_bytes(f"good/{kind}.json"))
    paths = [str(tmp_path / f"{kind}.json") for kind in ("participant", "tagus-offering")]
    assert main(("export-table", *paths, "--out", str(tmp_path / "t.csv"), *AT)) == 3
    assert "kinds of things" in told(capsysbinary)[1]
    assert main(("export-table", *paths, "--out", str(tmp_path / "t.xlsx"), *AT)) in {0, 2}
    assert main(("export-table", *paths, "--out", f"{tmp_path / 'tables'}/", *AT)) in {0, 2}
    assert len(list((tmp_path / "tables").iterdir())) > 1


def test_questions_and_interfaces(tmp_path, capsysbinary):
    (tmp_path / "a.csv").write_text("Name;Web domain\nAcme;acme.example\n")
    assert (
        main(("new", "--from", str(tmp_path / "a.csv"), "--questions", "company", "--out", f"{tmp_path / 'a'}/", *AT))
        == 0
    )
    assert json.loads((tmp_path / "a" / "participant.json").read_bytes())["issuer"] == "did:web:acme.example"
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Widgets}\nservers: [{url: https://api.example}]\n"
    )
    command = ("new", "--from", str(tmp_path / "api.yaml"), "--class", "ServiceOffering", *AT)
    assert main((*command, "--out", str(tmp_path / "service.json"))) == 0
    assert "https://api.example" in (tmp_path / "service.json").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "none.csv", "--class", "LegalPerson", "--show"), "cannot be read"),
        (("--from", "{}", "--show"), "what each row describes"),
        (("--from", "{}", "--class", "Nothing", "--show"), "Did you mean"),
        (("--from", "{}", "--questions", "x", "--show"), "company"),
        (("--from", "{}", "--class", "LegalPerson"), "where the draft goes"),
        (("--from", "{}", "--class", "LegalPerson", "--domain", "a b", "--show"), "web domain"),
        (("--from", "{}", "--class", "LegalPerson", "--pack", "none", "--show"), "none"),
        (("--from", "{}", "--class", "LegalPerson", "--sheet", "x", "--show"), "sheets"),
        (("--from", "{}", "company"), "--from"),
        (("--class", "LegalPerson", "company"), "--class"),
        (("--keep-mapping", "x", "company"), "--keep-mapping"),
    ],
)
def test_what_is_refused(words, said, table, capsysbinary):
    assert main(("new", *(word.replace("{}", str(table)) for word in words), *AT)) in {3, 4}
    assert said in told(capsysbinary)[1]


def test_a_table_of_something_that_cannot_be_exported(tmp_path, capsysbinary):
    (tmp_path / "x.json").write_text("{}")
    assert main(("export-table", str(tmp_path / "x.json"), "--out", str(tmp_path / "t.csv"), *AT)) == 3
    assert "no credential" in told(capsysbinary)[1]
    (tmp_path / "y.json").write_bytes(sample_bytes("good/participant.json"))
    assert main(("export-table", str(tmp_path / "y.json"), "--out", str(tmp_path / "t.pdf"), *AT)) == 3
    assert ".csv or .xlsx" in told(capsysbinary)[1]


def test_all_sheets_of_an_exported_workbook_are_read_at_once(tmp_path, capsysbinary):
    paths = []
    for kind in ("participant", "tagus-offering", "tagus-participant"):
        paths.append(tmp_path / f"{kind}.json")
        paths[-1].write_bytes(sample_bytes(f"good/{kind}.json"))
    book = tmp_path / "all.xlsx"
    assert main(("export-table", *map(str, paths), "--out", str(book), *AT)) in {0, 2}
    told(capsysbinary)
    assert main(("new", "--from", str(book), "--out", f"{tmp_path / 'back'}/", *AT)) == 0
    out, _ = told(capsysbinary)
    assert "Sheet: Company or legal entity" in out
    back = {json.loads(path.read_bytes())["id"] for path in (tmp_path / "back").iterdir()}
    wanted: set[str] = set()
    for path in paths:
        value = json.loads(path.read_bytes())
        wanted |= {one["id"] for one in value.get("verifiableCredential", [value])}
    assert back == wanted
    other = load_workbook(book)
    other.create_sheet("Notes").append(["a"])
    other["Notes"].append(["b"])
    other.save(book)
    assert main(("new", "--from", str(book), "--show", *AT)) == 2
    assert "left out: Notes" in told(capsysbinary)[0]
