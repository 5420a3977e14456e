# SPDX-License-Identifier: Apache-2.0
"""Documents used again in the gallery: a further service, two documents compared."""

from PySide6.QtWidgets import QWidget

from assay_gui import reuse_work
from assay_gui.dialogs.compare_documents import CompareDocumentsDialog
from assay_gui.dialogs.derive import DeriveDialog
from checking import examined, sample_bytes
from stage import Scene, Stage
from window import GOOD

NAMES = ((1, "storage-offering.json"), (2, "storage-offering-copy.json"))


def derive(stage: Stage) -> QWidget:
    return DeriveDialog(stage.look, reuse_work.services(examined(sample_bytes(GOOD)), stage.look.words), stage.main)


def compare(stage: Stage) -> QWidget:
    return CompareDocumentsDialog(stage.look, NAMES, (1, 2), stage.main)


def compared(stage: Stage) -> QWidget:
    made, old = CompareDocumentsDialog(stage.look, NAMES, (1, 2), stage.main), sample_bytes(GOOD)
    new = old.replace(b'"Acme Object Storage"', b'"Acme Archive"').replace(b"two data centres", b"three data centres")
    made.show_compared(reuse_work.compare(examined(old), examined(new), stage.look.words))
    return made


REUSE = (
    Scene("dialog-derive", ("derive",), derive),
    Scene("dialog-compare-documents-none", ("compare_documents",), compare),
    Scene("dialog-compare-documents", ("compare_documents",), compared),
)
