# SPDX-License-Identifier: Apache-2.0
"""Migration in the window: offered where a document is older, told value by value, its draft opened beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from assay_gui import migrate_work
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.credential import Reading
    from assay_gui.dialogs.migrate import MigrateDialog

_LOOK, _MIGRATE = "older", "migrate"
PAUSE_MS = 150
"""A document is looked at when nothing has come for so long: its result is shown first, no stroke makes it older."""


class MigrateWiring(QObject):
    """Connects the document that is shown and what can be made of it; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, *, session: Session, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._tasks = tasks
        self._looked_at = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._find_out)
        session.check_ended.connect(lambda _key: self._look_at())
        session.current_changed.connect(lambda _key: self._look_at())
        window.actions_table["migrate"].triggered.connect(self.ask)
        window.page.head.banner.migrate_wanted.connect(self.ask)
        self._offer(offered=False)

    @property
    def is_looking(self) -> bool:
        """Whether it is still being found out if the document that is shown is older."""
        return self._pause.isActive() or self._tasks.is_running(_LOOK)

    def ask(self) -> None:
        """Show what becomes of each value of the document that is shown, and open the draft where it is wanted."""
        from assay_gui.dialogs.migrate import MigrateDialog

        current = self._session.current
        if current is None or current.is_set:
            return
        document, name, words = current.document, current.name, self._look.words
        moment = current.moment or self._session.now()
        dialog = MigrateDialog(self._look, name, self._window)
        dialog.stop_wanted.connect(lambda: self._tasks.cancel(_MIGRATE))
        dialog.wanted.connect(lambda: self._open_draft(dialog, name))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.begin()
        self._tasks.start(
            _MIGRATE,
            lambda _stop: migrate_work.migrated(document, name, moment, words),
            dialog.show_migrated,
            on_failure=lambda error: self._broke(dialog, error),
            on_slow=lambda: dialog.show_busy(words.say("bring.wait")),
        )

    def _look_at(self) -> None:
        """Find out whether the document that is shown is older; until that is known of another one, nothing is said."""
        reading = self._reading
        key = self._session.current.key if self._session.current is not None and reading is not None else 0
        if not key or key != self._looked_at:
            self._looked_at = key
            self._tasks.cancel(_LOOK)
            self._offer(offered=False)
        self._pause.start()

    @property
    def _reading(self) -> "Reading | None":
        """The document that is shown, as it was read for its last check; None of one that is several."""
        current = self._session.current
        if current is None or current.is_set or current.checked is None:
            return None
        return current.checked.examination.reading

    def _find_out(self) -> None:
        reading = self._reading
        if reading is not None:
            self._tasks.start(
                _LOOK,
                lambda _stop: migrate_work.can_migrate(reading),
                lambda is_older: self._offer(offered=is_older),
                on_failure=_raise,
            )

    def _offer(self, *, offered: bool) -> None:
        self._window.actions_table.allow_edits(older=offered)
        self._window.page.head.banner.offer_migration(offered=offered)

    def _open_draft(self, dialog: "MigrateDialog", name: str) -> None:
        """As a document that is not saved yet; the old one stays open as it is."""
        from assay.authoring.edited_text import EditedText
        from assay.document import Document

        made, say = dialog.migrated, self._look.words.say
        dialog.accept()
        if made is None:
            return
        named = f"{name.rpartition('.')[0] or name}-{say('bring.suffix')}.json"
        edited = EditedText(made.text, saved=-1)
        self._session.take_up(Document(named, edited.data), None, edited)
        told = say("bring.made_asks", name=name, count=made.needed) if made.needed else say("bring.made", name=name)
        self._window.notice.tell(told)

    def _broke(self, dialog: "MigrateDialog", error: Exception) -> None:
        from assay.errors import AssayError

        if isinstance(error, AssayError):
            dialog.show_problem(self._look.words.error(error))
            return
        dialog.reject()
        raise error


def _raise(error: Exception) -> None:
    raise error
