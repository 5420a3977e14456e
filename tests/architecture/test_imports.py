# SPDX-License-Identifier: Apache-2.0
"""Who may import whom: read off every import statement, those inside functions included."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from source_tree import PACKAGES, ROOT, imported, sources

ALLOWED = {
    "assay_resources": {"assay_resources"},
    "assay": {"assay", "assay_resources"},
    "assay_gui": {"assay_gui", "assay", "assay_resources"},
}
"""Which of our packages a package may import."""

ONE_FILE = {
    "cachetools": "core/assay/linked_data/reference.py",
    "certifi": "core/assay/identity/anchors.py",
    "cryptography": "core/assay/proofs/signatures.py",
    "filelock": "core/assay/keys/vault_files.py",
    "jinja2": "core/assay/reports/html_report.py",
    "jwcrypto": "core/assay/proofs/jose.py",
    "keyring": "core/assay/keys/keyring_access.py",
    "lxml": "core/assay/identity/trusted_list.py",
    "openpyxl": "core/assay/authoring/tables/workbook.py",
    "pkcs11": "core/assay/keys/token.py",
    "platformdirs": "core/assay/places.py",
    "pyld": "core/assay/linked_data/reference.py",
    "pyoxigraph": "core/assay/linked_data/rdf.py",
    "pyshacl": "core/assay/shacl/reference.py",
    "rdflib": "core/assay/shacl/reference.py",
    "signxml": "core/assay/identity/trusted_list.py",
    "stdnum": "core/assay/identifiers.py",
    "typst": "core/assay/reports/pdf_report.py",
    "yaml": "core/assay/authoring/tables/yaml_text.py",
}
"""The one file that may import each foreign library; what is not listed here may not be imported at all."""

CERTIFICATES = (
    ("cryptography", "core/assay/identity/certificates.py"),
    ("cryptography", "core/assay/identity/revocation.py"),
    ("cryptography", "core/assay/keys/certificate_request.py"),
    ("cryptography", "core/assay/keys/certificates_for.py"),
    ("cryptography", "core/assay/keys/delivered.py"),
    ("cryptography", "core/assay/keys/key_import.py"),
    ("cryptography", "core/assay/keys/key_soundness.py"),
    ("cryptography", "core/assay/keys/pkcs12_file.py"),
    ("cryptography", "core/assay/keys/private_jwk.py"),
    ("cryptography", "core/assay/keys/private_key.py"),
    ("cryptography", "core/assay/keys/sealing.py"),
    ("filelock", "core/assay/projects/lock.py"),
)
"""The libraries with several sides. Signatures, X.509, what authorities say of certificates later, keys, sealing;
requests for certificates (PKCS#10), chains written as PEM, what authorities deliver (PKCS#7); keys of others as PEM and
DER, their numbers looked at, PKCS#12 in a process of its own, JWK numbers made keys without the library's slow look.
And the locks of the system: a vault is held for one step, a project for as long as it is open.
"""

DISTRIBUTIONS = {"pkcs11": "python-pkcs11", "stdnum": "python-stdnum", "yaml": "pyyaml"}
"""Libraries that are asked for under another name than they are imported by."""

NETWORK = frozenset({
    "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "aiohttp", "asyncio", "ftplib", "http.client",
    "http.cookiejar", "http.server", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "wsgiref", "xmlrpc",
})  # fmt: skip
"""Modules that open connections, or make another program open one."""


def is_within(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")


def every_import():
    return [(source, name, line) for source in sources() for name, line in imported(source)]


def test_every_package_is_seen():
    assert {source.package for source in sources()} == set(PACKAGES)
    assert len(every_import()) > 100


def test_our_packages_import_each_other_one_way_only():
    wrong = [
        f"{source}:{line} imports {name}"
        for source, name, line in every_import()
        if (root := name.split(".")[0]) in PACKAGES and root not in ALLOWED[source.package]
    ]
    assert wrong == []


def test_only_the_bundled_module_reads_the_resources():
    users = {
        str(source)
        for source, name, _ in every_import()
        if source.package == "assay" and is_within(name, "assay_resources")
    }
    assert users == {"core/assay/rules/bundled.py"}


def test_each_foreign_library_stands_in_one_file():
    wrong = []
    for source, name, line in every_import():
        root = name.split(".")[0]
        if root in sys.stdlib_module_names or root in PACKAGES:
            continue
        if root == "PySide6" and source.package == "assay_gui":
            continue
        if ONE_FILE.get(root) != str(source) and (root, str(source)) not in CERTIFICATES:
            wrong.append(f"{source}:{line} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("library", sorted(ONE_FILE))
def test_the_file_of_a_library_is_still_there(library):
    users = {str(source) for source, name, _ in every_import() if is_within(name, library)}
    assert users == {ONE_FILE[library], *(file for other, file in CERTIFICATES if other == library)}


def test_every_dependency_has_its_place():
    """What the project asks for is used in its one file, by the window, or waits in the list above."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]["pkcs11"]  # the one library that users may do without
    asked = {re.split(r"[^a-z0-9-]", line)[0] for line in (*project["dependencies"], *optional)}
    used = {DISTRIBUTIONS.get(library, library) for library in ONE_FILE}
    assert asked == used | {"pyside6-essentials"}


def test_nothing_of_ours_imports_a_network_module():
    wrong = [
        f"{source}:{line} imports {name}"
        for source, name, line in every_import()
        if any(is_within(name, module) for module in NETWORK)
    ]
    assert wrong == []


def test_only_the_facade_imports_by_computed_name():
    """A name made at run time would pass by every test of this file; the façade's come from a literal table."""
    by_name = {"importlib.import_module", "importlib.util", "runpy", "pkgutil"}
    users = {str(source) for source, name, _ in every_import() if any(is_within(name, found) for found in by_name)}
    users |= {str(source) for source in sources() if "__import__(" in source.text}
    assert users <= {"core/assay/__init__.py"}


def test_the_facade_names_only_modules_of_core():
    facade = next(source for source in sources() if source.module == "assay")
    tables = [
        node.value for node in facade.tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    ]
    (homes,) = (ast.literal_eval(table) for table in tables)
    assert set(homes.values()) <= {source.module for source in sources() if source.package == "assay"}


def test_window_uses_no_private_name_of_core():
    wrong = [
        f"{source}:{line} imports {name}"
        for source, name, line in every_import()
        if source.package == "assay_gui"
        and is_within(name, "assay")
        and any(part.startswith("_") and not part.startswith("__") for part in name.split("."))
    ]
    assert wrong == []


def test_import_contracts_hold():
    """The layers in pyproject.toml, the same that `make lint` checks."""
    program = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([program, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
