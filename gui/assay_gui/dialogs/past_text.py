# SPDX-License-Identifier: Apache-2.0
"""A page about the past to read: a report as it was, or two of them side by side. It can be copied and saved."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.look import Look
from assay_gui.views.banner import Banner
from assay_gui.views.parts import button, label, open_at, plain_tip
from assay_gui.views.signed_page import SignedPage

_SIZE = (760, 600)


class PastTextDialog(QDialog):
    """A banner with the answer, the page, and what can be done with it."""

    save_wanted = Signal()
    web_wanted = Signal()

    def __init__(self, look: Look, title: str, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = look.words
        self.setWindowTitle(title)
        open_at(self, _SIZE)
        self.banner = Banner(look)
        self.page = SignedPage(look)
        self.page.setAccessibleName(title)
        self.page.setHtml(html)
        self._text = ""
        self._done = label("", "muted", wrap=True)
        self.copy_button = button(words.say("copy.do"), words.tip("copy.do"))
        self.save_button = button(words.say("past.save"), words.tip("past.save"))
        self.web_button = button(words.say("past.web"), words.tip("past.web"))
        self.web_button.hide()
        self.close_button = button(words.say("dialog.close"), kind="primary")
        self.close_button.setDefault(True)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self.save_wanted)
        self.web_button.clicked.connect(self.web_wanted)
        self.close_button.clicked.connect(self.accept)
        self._copied = words.say("copy.done")
        self._words = words
        layout = framed(self, 12)
        layout.addWidget(self.banner)
        layout.addWidget(self.page, 1)
        offered = (self.web_button, self.copy_button, self.save_button, self._done)
        layout.addLayout(button_row(offered, (self.close_button,)))
        self.page.setFocus()

    @property
    def told(self) -> str:
        """What it said last of copying and saving."""
        return self._done.text()

    def conclude(self, state: str, headline: str, summary: str, *, text: str) -> None:
        """The answer in the banner; `text` is what copying gives."""
        self.banner.show_verdict(state, headline, summary)
        self.banner.setAccessibleName(f"{headline} {summary}")
        self.setAccessibleDescription(headline)
        self._text = text

    def offer_report(self) -> None:
        """It is a report: it can be opened as a web page, and saved in every format of reports."""
        self.web_button.show()
        tip = self._words.tip("past.save_report")
        self.save_button.setToolTip(plain_tip(tip))
        self.save_button.setAccessibleDescription(tip)

    def tell(self, message: str) -> None:
        """What came of it."""
        self._done.setText(message)
        self._done.setAccessibleName(message)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.tell(self._copied)
