# SPDX-License-Identifier: Apache-2.0
"""Settings, what was open the last time, and what one window leaves to the next; the dialog is loaded when wanted."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from assay.errors import AssayError
from assay_gui.kept_session import KeptSession
from assay_gui.preferences import CLEARING_HOUSE, COMPANY, LOGO, RECENT, RESTORE, TOUR_CLOSED
from assay_gui.running import Left
from assay_gui.views.document_page import DocumentPage

if TYPE_CHECKING:
    from assay.reports.letterhead import Letterhead
    from assay_gui.app import Program
    from assay_gui.dialogs.settings import SettingsDialog
    from assay_gui.key_session import KeySession
    from assay_gui.settings_work import TrustFact

Result = TypeVar("Result")
_SAMPLE = "region-as-country"
"""What the first steps show: one thing to correct, which everybody understands."""


class SettingsWiring(QObject):
    """Connects the settings with what they change; it lives as long as the window."""

    trust_changed = Signal()
    """A file that every check could use is no longer there."""

    def __init__(self, program: "Program", keys: "KeySession", page: DocumentPage) -> None:
        super().__init__(program.window)
        self._program = program
        self._keys = keys
        self._page = page
        self._dialog: SettingsDialog | None = None
        self._left = Left()
        self._kept = KeptSession(program.session, program.preferences, self)
        self._kept.gone.connect(self._tell_gone)
        program.window.closing.connect(self._kept.write)
        program.window.actions_table["settings"].triggered.connect(lambda _=False: self.open())
        program.preferences.changed.connect(self._preference_changed)
        self._expect()

    def begin(self, files: Sequence[Path], left: Left | None) -> None:
        """Go on with what another window left, or with what was open the last time; open these files besides."""
        if left is None:
            self._kept.open_again(files)
            self._welcome()
        else:
            self._take_up(left)

    def leave(self) -> Left:
        """What another window goes on with; the settings are closed here, and opened there."""
        program, page = self._program, self._page
        current = program.session.current
        left = Left(
            documents=program.session.documents,
            current=current.key if current is not None else 0,
            page=program.window.shown_page,
            by_keys=program.window.is_used_with_keys,
            tab=page.tabs.shown,
            entry=page.cards.current,
            vault=self._keys.vault,
            key=self._keys.chosen.record.id if self._keys.chosen is not None else "",
            settings=self._dialog.group if self._dialog is not None else "",
        )
        if self._dialog is not None:
            self._dialog.reject()
        return left

    def letterhead(self) -> "Letterhead":
        """What stands at the head of reports."""
        from assay.places import user_data
        from assay_gui import settings_work

        kept = self._program.preferences
        return settings_work.letterhead(kept[COMPANY], kept[LOGO], user_data())

    def open(self, group: str = "") -> "SettingsDialog":
        """Show the settings."""
        from assay.places import user_keys, user_trust
        from assay_gui import settings_work
        from assay_gui.dialogs.settings import SettingsDialog

        program, words = self._program, self._program.look.words
        dialog = self._dialog = SettingsDialog(program.look, program.preferences, program.window)
        dialog.trust_folder_wanted.connect(lambda: self._show_folder(user_trust()))
        dialog.keyring_test_wanted.connect(lambda: self._try_keyring(dialog))
        dialog.picture_wanted.connect(lambda: self._take_picture(dialog))
        dialog.finished.connect(self._closed)
        dialog.show_keys(user_keys(), settings_work.how_keys_are_kept(user_keys()))
        dialog.show_limits(settings_work.limits())
        self._show_picture(dialog)
        dialog.trust.remove_wanted.connect(lambda name: self._ask_to_remove(dialog, name))
        self._work(
            "engines", lambda: settings_work.engines(words), dialog.show_engines, lambda _: dialog.show_engines(())
        )
        self._list_trust(dialog)
        dialog.setModal(True)
        dialog.open()
        if group:
            dialog.show_group(group)
        return dialog

    def _welcome(self) -> None:
        """Three steps to the first verdict, where nobody has checked anything yet and nobody has closed them."""
        program = self._program
        if program.preferences[TOUR_CLOSED] or program.preferences[RECENT] != RECENT.default:
            return
        from assay_gui.views.tour import Tour

        def close() -> None:
            program.preferences.keep(TOUR_CLOSED, value=True)
            tour.hide()
            tour.deleteLater()
            program.window.home.setFocus()

        tour = Tour(program.look)
        tour.sample_wanted.connect(lambda: program.window.sample_wanted.emit(_SAMPLE))
        tour.closed.connect(close)
        program.window.home.show_hint(tour, tour.close_button, tour.sample_button)

    def _take_up(self, left: Left) -> None:
        program, page = self._program, self._page
        program.window.go_on_with_keys(by_keys=left.by_keys)
        program.session.take_over(left.documents, left.current)
        if left.tab in page.tabs.names:
            page.tabs.show_tab(left.tab)
        if left.entry >= 0:
            self._left = left
            program.session.check_ended.connect(self._choose_again)
        if left.vault is not None:
            self._keys.opened(left.vault, left.key)
        program.window.show_page(left.page)
        if left.settings:
            self.open(left.settings)

    def _choose_again(self, key: int) -> None:
        """The card that was chosen, once, as soon as its document is checked anew."""
        if key == self._left.current:
            self._program.session.check_ended.disconnect(self._choose_again)
            self._page.choose_entry(self._left.entry)

    def _expect(self) -> None:
        """The clearing house whose answer stands first."""
        expected = self._program.preferences[CLEARING_HOUSE]
        self._page.head.clearing_houses.expect(expected)
        self._program.window.status_line.expect(expected)

    def _preference_changed(self, key: str) -> None:
        if key == CLEARING_HOUSE.key:
            self._expect()
        elif key == RESTORE.key:
            self._kept.write()
        elif key == LOGO.key and self._dialog is not None:
            self._show_picture(self._dialog)

    def _closed(self) -> None:
        from assay.places import user_data
        from assay_gui import settings_work

        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        if not self._program.preferences[LOGO]:
            settings_work.forget_logo(user_data())

    def _tell_gone(self, names: list[str]) -> None:
        words = self._program.look.words
        told = words.say("restored.gone", count=len(names), names=", ".join(names[:5]))
        self._program.window.notice.tell(told)

    def _show_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._program.asking.show_folder(folder)

    def _show_picture(self, dialog: "SettingsDialog") -> None:
        logo = self.letterhead().logo
        dialog.logo.show_picture(logo.data if logo is not None else b"")

    def _take_picture(self, dialog: "SettingsDialog") -> None:
        from assay.places import user_data
        from assay_gui import settings_work

        words, preferences = self._program.look.words, self._program.preferences
        path = self._program.asking.open_file(dialog, words.say("settings.logo.title"))
        if path is None:
            return

        def taken(name: str) -> None:
            preferences.keep(LOGO, name)
            self._show_picture(dialog)

        self._work("logo", lambda: settings_work.take_logo(path, user_data()), taken, dialog.logo.show_problem)

    def _list_trust(self, dialog: "SettingsDialog", then: Callable[[], None] = lambda: None) -> None:
        from assay.places import user_trust
        from assay_gui import settings_work

        folder, now, words = user_trust(), self._program.session.now(), self._program.look.words

        def show(files: "Sequence[TrustFact]") -> None:
            dialog.show_trust(folder, files)
            then()

        self._work(
            "trust files",
            lambda: settings_work.trust_files(folder, now, words),
            show,
            lambda problem: dialog.show_trust(folder, (), problem),
        )

    def _ask_to_remove(self, dialog: "SettingsDialog", name: str) -> None:
        """Ask, then let no check use the file any more; what is open and signed is checked anew."""
        from assay.places import user_trust
        from assay_gui import settings_work
        from assay_gui.dialogs.trust_list import RemoveTrustDialog

        asked = RemoveTrustDialog(self._program.look, name, dialog)

        def removed(_name: str) -> None:
            asked.accept()
            self._list_trust(dialog, dialog.folder_button.setFocus)  # the button that was pressed goes with its file
            self.trust_changed.emit()

        def remove() -> None:
            asked.begin()
            self._work(
                "remove trust file",
                lambda: settings_work.remove_trust(user_trust(), name),
                removed,
                asked.show_problem,
            )

        asked.wanted.connect(remove)
        asked.setModal(True)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _try_keyring(self, dialog: "SettingsDialog") -> None:
        from assay_gui import settings_work

        words = self._program.look.words
        dialog.show_keyring(words.say("settings.keyring.waiting"))
        self._work(
            "keyring",
            settings_work.try_keyring,
            lambda name: dialog.show_keyring(
                words.say("settings.keyring.works", name=words.of_reports.say(f"keyring_name.{name}"))
            ),
            dialog.show_keyring,
            waits=True,
        )

    def _work(
        self,
        name: str,
        call: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[str], None],
        *,
        waits: bool = False,
    ) -> None:
        """Have something done for the dialog; nobody is told where it was closed meanwhile."""
        dialog, words = self._dialog, self._program.look.words

        def arrived(result: Result) -> None:
            if self._dialog is dialog:
                done(result)

        def broke(error: Exception) -> None:
            if not isinstance(error, AssayError | OSError):
                raise error
            if self._dialog is dialog:
                failed(words.error(error) if isinstance(error, AssayError) else error.strerror or type(error).__name__)

        self._program.tasks.start(f"settings: {name}", lambda _stop: call(), arrived, on_failure=broke, waits=waits)
