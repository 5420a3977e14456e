# SPDX-License-Identifier: Apache-2.0
"""Documents used again in the gallery: a further service, two documents compared."""

from contextlib import suppress

from PySide6.QtWidgets import QWidget

from assay.authoring.reuse.copying import ReuseError
from assay.document import Document
from assay_gui import reuse_work, template_work
from assay_gui.dialogs.compare_documents import CompareDocumentsDialog
from assay_gui.dialogs.derive import DeriveDialog
from assay_gui.dialogs.templates import KeepTemplateDialog, NewDialog
from checking import examined, sample_bytes
from stage import Scene, Stage
from window import GOOD, MOMENT

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


def new(stage: Stage) -> QWidget:
    """Only the templates that come with the program."""
    return NewDialog(stage.look, template_work.offers(MOMENT, stage.look.words), stage.main)


def new_own(stage: Stage) -> QWidget:
    """With one that the user keeps."""
    with suppress(ReuseError):  # it is there from the time before
        template_work.keep("archive", Document("archive.json", sample_bytes(GOOD)), MOMENT)
    made = NewDialog(stage.look, template_work.offers(MOMENT, stage.look.words), stage.main)
    template_work.remove("archive")
    return made


def keep_template(stage: Stage) -> QWidget:
    return KeepTemplateDialog(stage.look, "storage-offering", stage.main)


REUSE = (
    Scene("dialog-new", ("templates", "pick"), new),
    Scene("dialog-new-own", ("templates", "pick"), new_own),
    Scene("dialog-keep-template", ("templates",), keep_template),
    Scene("dialog-derive", ("derive",), derive),
    Scene("dialog-compare-documents-none", ("compare_documents",), compare),
    Scene("dialog-compare-documents", ("compare_documents",), compared),
)
