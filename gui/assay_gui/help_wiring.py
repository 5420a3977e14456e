# SPDX-License-Identifier: Apache-2.0
"""Help where one is: which page of it belongs to what is shown. F1 works inside of dialogs, too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from assay_gui.help_pages import ABOUT_THE_PAGE, FIRST, SHORTCUTS, TOPIC_OF_DIALOG, TOPIC_OF_PAGE, TOPIC_OF_TAB
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.views.document_page import DocumentPage
from assay_gui.views.help_button import HelpButton
from assay_gui.views.tips_by_keys import show_tip

if TYPE_CHECKING:
    from assay_gui.dialogs.help import HelpDialog

_HAS_HELP = "has_help"


class HelpWiring(QObject):
    """Opens the help; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, page: DocumentPage) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._page = page
        self._dialog: HelpDialog | None = None
        window.actions_table["help"].triggered.connect(lambda: self.show_topic(self.topic()))
        window.actions_table["tip"].triggered.connect(lambda: show_tip(window.focusWidget()))
        QShortcut(QKeySequence("F10"), window).activated.connect(self._open_menus)
        window.actions_table["shortcuts"].triggered.connect(lambda: self.show_topic(SHORTCUTS))
        window.closing.connect(self.close)
        window.page_shown.connect(self._hear_window)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._focus_window_changed)

    def topic(self) -> str:
        """The page of the help that is about what is shown."""
        shown = self._window.shown_page
        if shown == "documents" and not self._page.is_empty:
            return TOPIC_OF_TAB.get(self._page.tabs.shown, TOPIC_OF_PAGE[shown])
        return TOPIC_OF_PAGE.get(shown, FIRST)

    def show_topic(self, topic: str) -> "HelpDialog":
        """Show a page of the help, in a window that stands beside this one."""
        if self._dialog is None:
            from assay_gui.dialogs.help import HelpDialog
            from assay_gui.help_pages import pages

            self._dialog = HelpDialog(self._look, pages(self._look.words))
            self._dialog.finished.connect(self._go_back)
        self._dialog.go(topic)
        if self._dialog.isVisible():
            self._dialog.raise_()
        self._dialog.show()
        self._dialog.activateWindow()
        return self._dialog

    def _go_back(self) -> None:
        """Who has read goes on where the help was asked for."""
        asked_in = QApplication.activeModalWidget() or self._window
        if asked_in.isVisible():
            asked_in.activateWindow()

    def close(self) -> None:
        """The window is closed: so is its help."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    def _open_menus(self) -> None:
        """The key of menus on Windows and Linux; Qt knows Alt alone."""
        bar = self._window.menuBar()
        bar.setActiveAction(bar.actions()[0])

    def _hear_window(self) -> None:
        self._hear(self._window)

    def _hear(self, root: QWidget) -> None:
        """Show the help where one of the buttons in it asks for it."""
        for asked in root.findChildren(HelpButton):
            if not asked.is_heard:
                asked.is_heard = True
                asked.wanted.connect(self.show_topic)

    def _topic_of(self, dialog: str) -> str:
        if dialog in ABOUT_THE_PAGE and self._window.shown_page == "rules":
            return TOPIC_OF_PAGE["rules"]
        return TOPIC_OF_DIALOG.get(dialog, "keys")

    def _focus_window_changed(self, _window: QWindow | None) -> None:
        """A dialog takes the keyboard from the window and its menus; it gets the key for help itself."""
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.property(_HAS_HELP) or not _is_over(self._window, dialog):
            return
        dialog.setProperty(_HAS_HELP, True)  # noqa: FBT003 - Qt's signature
        self._hear(dialog)
        topic = self._topic_of(type(dialog).__name__)
        QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: self.show_topic(topic))
        QShortcut(QKeySequence("Shift+F1"), dialog).activated.connect(lambda: show_tip(dialog.focusWidget()))


def _is_over(window: QWidget, dialog: QWidget) -> bool:
    over = dialog.parentWidget()
    return over is window or (over is not None and window.isAncestorOf(over))
