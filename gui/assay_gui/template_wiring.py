# SPDX-License-Identifier: Apache-2.0
"""New documents from templates, and documents kept as templates."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from assay.errors import AssayError
from assay_gui import template_work
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay_gui.dialogs.templates import KeepTemplateDialog, NewDialog
    from assay_gui.template_work import Offer

_TASK = "templates"
Result = TypeVar("Result")


class TemplateWiring(QObject):
    """Connects menu, dialogs and documents; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, *, session: Session, tasks: Tasks) -> None:
        super().__init__(window)
        self._window, self._look, self._session, self._tasks = window, look, session, tasks
        window.actions_table["new"].triggered.connect(lambda _=False: self.ask())
        window.actions_table["as_template"].triggered.connect(lambda _=False: self.ask_to_keep())

    def ask(self) -> None:
        """Offer the templates, and open a draft from the one that is chosen."""
        moment = self._session.now()
        self._run(lambda: template_work.offers(moment, self._look.words), self._offer, self._tell)

    def ask_to_keep(self) -> None:
        """Ask for a name, and keep the document that is shown as a template."""
        from assay_gui.dialogs.templates import KeepTemplateDialog

        current = self._session.current
        if current is None or current.is_set:
            return
        dialog = KeepTemplateDialog(self._look, PurePath(current.name).stem, self._window)
        document, moment = current.document, self._session.now()

        def keep(name: str) -> None:
            dialog.begin()
            self._run(
                lambda: template_work.keep(name, document, moment),
                partial(self._kept, dialog),
                lambda error: dialog.show_problem(self._look.words.error(error)),
            )

        dialog.wanted.connect(keep)
        dialog.stop_wanted.connect(lambda: self._tasks.cancel(_TASK))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _offer(self, offers: "tuple[Offer, ...]") -> None:
        from assay_gui.dialogs.templates import NewDialog

        dialog = NewDialog(self._look, offers, self._window)
        by_key = {offer.key: offer for offer in offers}
        dialog.setModal(True)
        dialog.accepted.connect(lambda: self._open(by_key[dialog.key]))
        dialog.remove_wanted.connect(lambda key: self._remove(dialog, by_key[key]))
        dialog.open()

    def _open(self, offer: "Offer") -> None:
        """As a document that is not saved yet."""
        from assay.authoring.edited_text import EditedText
        from assay.document import Document

        edited = EditedText(offer.text, saved=-1)
        self._session.take_up(Document(f"{offer.name}.json", edited.data), None, edited)
        self._window.notice.tell(self._look.words.say("templates.begun"))

    def _kept(self, dialog: "KeepTemplateDialog", name: str) -> None:
        dialog.accept()
        self._window.notice.tell(self._look.words.say("templates.kept", name=name))

    def _remove(self, dialog: "NewDialog", offer: "Offer") -> None:
        dialog.reject()
        moment = self._session.now()

        def call() -> "tuple[Offer, ...]":
            template_work.remove(offer.name)
            return template_work.offers(moment, self._look.words)

        self._run(call, self._offer, self._tell)

    def _tell(self, error: AssayError) -> None:
        self._window.notice.tell(self._look.words.error(error))

    def _run(
        self, call: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[AssayError], None]
    ) -> None:
        def broke(error: Exception) -> None:
            if not isinstance(error, AssayError):
                raise error
            failed(error)

        self._tasks.start(_TASK, lambda _stop: call(), done, on_failure=broke)
