# SPDX-License-Identifier: Apache-2.0
"""The frozen application holds every module a VAT number can need: they are imported by names made at run time."""

import ast
import subprocess
import sys

from assay.identifiers import VAT_STATES
from source_tree import ROOT

PROGRAM = """if True:
    import sys
    from assay.identifiers import lei_fault, vat_fault
    for state in sys.argv[1:]:
        vat_fault(state + "12345678901")
        vat_fault(state + "U12345678")
    lei_fault("213800KUD8LAJWSQ9D15")
    print(*sorted({name.split(".")[1] for name in sys.modules if name.startswith("stdnum.")}))
"""


def _shipped() -> set[str]:
    """The names in the table of the spec."""
    tree = ast.parse((ROOT / "installers" / "assay.spec").read_text(encoding="utf-8"))
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "VAT_MODULES"
    )
    return {node.value for node in ast.walk(table) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_module_a_number_needs_is_shipped() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM, *VAT_STATES], capture_output=True, check=True, text=True)
    used = set(ran.stdout.split())
    assert len(used) > len(VAT_STATES)
    assert used <= _shipped()
