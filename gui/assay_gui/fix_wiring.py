# SPDX-License-Identifier: Apache-2.0
"""Corrections in the window: found after each check, shown before they are made, taken back in one step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from assay_gui import fix_work
from assay_gui.dialogs.fix import CorrectDialog, FixDialog
from assay_gui.editing import Editing
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.authoring.drafts import Draft
    from assay.authoring.fixes import Fix
    from assay_gui.checking import Checked

PAUSE_MS = 150
"""Corrections are looked for when somebody has not typed for so long: nobody reaches for one while typing."""
_FIND, _PREVIEW, _DRAFT = "fixes", "fix preview", "draft"
_ALL = "correct.all"
"""Text id of the step that makes all safe corrections."""


class FixWiring(QObject):
    """Connects findings, corrections and the text; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, *, session: Session, editing: Editing, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._editing = editing
        self._tasks = tasks
        self._found = fix_work.NO_FIXES
        self._of: Checked | None = None
        self._findings: tuple[str, ...] = ()
        """What the cards were about that the corrections were found for."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        page = window.page
        session.text_changed.connect(lambda _key: self._pause.start())
        session.check_ended.connect(lambda _key: self._look_for_fixes())
        session.current_changed.connect(lambda _key: self._look_for_fixes())
        page.cards.fix_wanted.connect(self.ask)
        page.head.banner.correct_wanted.connect(self.ask_all)
        page.head.banner.draft_wanted.connect(self.make_draft)
        page.source.draft_wanted.connect(self.make_draft)
        page.draft_wanted.connect(self.make_draft)

    @property
    def found(self) -> fix_work.Fixes:
        """The corrections of the result that is shown."""
        return self._found

    @property
    def is_looking(self) -> bool:
        """Whether corrections of the result that is shown are still being looked for, or about to be."""
        return self._pause.isActive() or self._tasks.is_running(_FIND)

    def ask(self, places: tuple[int, ...]) -> None:
        """Show what corrects these cards' entries, and do it where it is wanted."""
        checked = self._of
        wanted = tuple(self._found.by_place[place] for place in places if place in self._found.by_place)
        if checked is None or not wanted:
            return
        dialog = FixDialog(self._look, checked.entries[places[0]].title, wanted, parent=self._window)

        def look() -> None:
            self._start_preview(dialog, lambda: fix_work.preview(checked.examination.reading.text, dialog.fixes))

        dialog.preview_wanted.connect(look)
        dialog.wanted.connect(lambda: self._make(dialog, wanted[0].text))
        self._open(dialog)
        look()

    def ask_all(self) -> None:
        """Show what all safe corrections make of the document, and do it where it is wanted."""
        checked = self._of
        if checked is None or checked.text_to_work_on is None:
            return
        dialog = CorrectDialog(self._look, self._window)
        dialog.wanted.connect(lambda: self._make(dialog, _ALL))
        self._open(dialog)
        self._start_preview(dialog, lambda: fix_work.preview_all(checked, self._look.words))

    def make_draft(self) -> None:
        """Open an unsigned copy of the signed document that is shown, to be corrected; the document stays as it is."""
        current = self._session.current
        if current is None or current.checked is None:
            return
        checked, name = current.checked, current.name

        def made(draft: "Draft | None") -> None:
            say = self._look.words.say
            if draft is None:
                self._window.notice.tell(say("correct.no_draft"))
                return
            from assay.authoring.edited_text import EditedText
            from assay.document import Document

            text = draft.document.data.decode("utf-8")
            named = f"{name.rpartition('.')[0] or name}-{say('correct.draft_suffix')}.json"
            self._session.take_up(Document(named, draft.document.data), None, EditedText(text, saved=-1))
            kept = len(draft.kept)
            self._window.notice.tell(say("correct.draft_kept", count=kept) if kept else say("correct.draft_made"))

        self._tasks.start(_DRAFT, lambda _stop: fix_work.draft(checked), made, on_failure=self._broke)

    def _paused(self) -> None:
        """The end of a check that is still under way looks for itself."""
        current = self._session.current
        if current is not None and not self._session.is_checking(current.key):
            self._look_for_fixes()

    def _look_for_fixes(self) -> None:
        current = self._session.current
        checked = current.checked if current is not None and current.is_fresh else None
        self._of = None
        if checked is None or self._pause.isActive():
            self._tasks.cancel(_FIND)
            if checked is None or _findings_of(checked) != self._findings:  # those of another result are not offered
                self._show(fix_work.NO_FIXES)
            return

        def found(fixes: fix_work.Fixes) -> None:
            self._of, self._findings = checked, _findings_of(checked)
            self._show(fixes)

        self._tasks.start(_FIND, lambda _stop: fix_work.fixes(checked), found, on_failure=self._broke)

    def _show(self, fixes: fix_work.Fixes) -> None:
        self._found = fixes
        page = self._window.page
        page.cards.offer_fixes(fixes.by_place)
        checked = self._of
        total = len(page.cards.to_correct) if checked is not None else 0
        page.head.banner.offer(correct=(fixes.safe, total), draft=fixes.can_draft)
        page.head.show_next(corrects=fixes.safe > 0)
        page.offer_draft(offered=fixes.can_draft)
        told = {place: self._sentence(fix) for place, fix in fixes.by_place.items()}
        page.offer_fixes(told, can_draft=fixes.can_draft)

    def _sentence(self, fix: "Fix") -> str:
        several = len(fix.options) > 1
        return self._look.words.say("correct.some") if several else fix_work.sentence(fix, self._look.words)

    def _start_preview(self, dialog: FixDialog | CorrectDialog, call: Callable[[], fix_work.Preview]) -> None:
        dialog.begin()
        self._tasks.start(
            _PREVIEW,
            lambda _stop: call(),
            dialog.show_preview,
            on_failure=lambda error: self._preview_broke(dialog, error),
            on_slow=lambda: dialog.show_busy(self._look.words.say("correct.wait")),
        )

    def _preview_broke(self, dialog: FixDialog | CorrectDialog, error: Exception) -> None:
        from assay.errors import AssayError

        if isinstance(error, AssayError):
            dialog.show_problem(self._look.words.error(error))
            return
        dialog.reject()
        raise error

    def _make(self, dialog: FixDialog | CorrectDialog, reason: str) -> None:
        """One step of the text; it was shown of exactly this text, else nothing is done."""
        from assay.authoring.edited_text import change_between

        preview, current = dialog.preview, self._session.current
        dialog.accept()
        if preview is None or current is None or current.edited is None or current.edited.text != preview.before:
            return
        change = change_between(preview.before, preview.after, reason)
        if change is not None:
            self._editing.change(current.key, change)
            self._window.notice.tell(
                self._look.words.say("correct.done"),
                self._look.words.say("correct.take_back"),
                lambda: self._editing.undo(current.key),
            )

    def _open(self, dialog: FixDialog | CorrectDialog) -> None:
        dialog.stop_wanted.connect(lambda: self._tasks.cancel(_PREVIEW))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _broke(self, error: Exception) -> None:
        raise error


def _findings_of(checked: "Checked") -> tuple[str, ...]:
    """The findings that the cards stand for, card by card."""
    return tuple(entry.id for entry in checked.entries)
