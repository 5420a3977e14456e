# SPDX-License-Identifier: Apache-2.0
"""What a value is put into: one widget for each way of putting in, all of them with the same few manners."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from assay.authoring.forms.editors import Editor
from assay.values import frozen
from assay_gui.dialogs.choice import Choice
from assay_gui.look import Look
from assay_gui.views.checked_line import CheckedLine
from assay_gui.views.parts import write_line
from assay_gui.views.searched_line import SearchedLine

if TYPE_CHECKING:
    from assay.authoring.forms import shown
    from assay.authoring.forms.certificate_text import CertificateChain
    from assay.authoring.forms.policies import Policy

_LINES = 3
_BY_TAB = Qt.FocusPolicy.TabFocus
LONG_LIST = 15
"""Lists from this length on are searched by typing."""
Entries: TypeAlias = "Sequence[tuple[str, str]]"
"""Value and label of each entry of a list."""


class ValueEditor(Protocol):
    """What holds one value as text."""

    is_typed: bool
    """Whether each key stroke is an answer, or only what was chosen in the end."""

    @property
    def has_letters(self) -> bool:
        """Whether something is typed that is no answer yet."""

    @property
    def widget(self) -> QWidget:
        """All of it."""

    @property
    def field(self) -> QWidget:
        """What has the keyboard."""

    def text(self) -> str:
        """What it holds; empty for nothing."""

    def set_text(self, text: str) -> None:
        """Hold another text, without saying that somebody changed it."""

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed; what it holds can be read and copied in any case."""


@frozen
class Needs:
    """What editors are made of."""

    look: Look
    edited: Callable[[], object]
    """Somebody changed the value."""
    entries: "Callable[[], Entries]"
    """Of a list, asked for when it is to be seen."""
    ask_file: Callable[[], Path | None]
    take_digest: Callable[[Path], object]
    """The file is the document that is named; None of its bytes are kept."""
    read_certificates: "Callable[[Path, Callable[[CertificateChain], object]], object]"
    """Reads those of a file, and gives them."""
    write_policy: "Callable[[Policy], str]"
    """A common policy as the text that is held."""
    countries: frozenset[str] = frozenset()


class _Line:
    """Any text in one line."""

    is_typed = True
    has_letters = False

    def __init__(self, needs: Needs, hint: str) -> None:
        self.widget = self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.textEdited.connect(lambda _text: needs.edited())

    def text(self) -> str:
        return self.field.text()

    def set_text(self, text: str) -> None:
        if text != self.field.text():
            write_line(self.field, text)

    def allow(self, *, is_open: bool) -> None:
        self.field.setReadOnly(not is_open)


class _Text:
    """Any text in some lines."""

    is_typed = True
    has_letters = False

    def __init__(self, needs: Needs, hint: str) -> None:
        self.widget = self.field = QPlainTextEdit()
        self.field.setObjectName("copied")
        self.field.setPlaceholderText(hint)
        self.field.setTabChangesFocus(True)
        self.field.setUndoRedoEnabled(False)
        self.field.setFixedHeight(self.field.fontMetrics().lineSpacing() * _LINES + 16)
        self._is_set = False
        self.field.textChanged.connect(lambda: None if self._is_set else needs.edited())

    def text(self) -> str:
        return self.field.toPlainText()

    def set_text(self, text: str) -> None:
        if text != self.field.toPlainText():
            at = self.field.textCursor().position()
            self._is_set = True
            self.field.setPlainText(text)
            self._is_set = False
            cursor = self.field.textCursor()
            cursor.setPosition(min(at, len(self.field.toPlainText())))
            self.field.setTextCursor(cursor)

    def allow(self, *, is_open: bool) -> None:
        self.field.setReadOnly(not is_open)


class _Listed:
    """One of a list; what is written there and not in the list stays, as a further entry."""

    is_typed = False
    has_letters = False

    def __init__(self, needs: Needs, entries: "Entries") -> None:
        self._values = ["", *(value for value, _ in entries)]
        self.widget = self.field = Choice(needs.look)
        self.field.addItem(needs.look.words.say("form.choose"))
        self.field.addItems([label for _, label in entries])
        self.field.activated.connect(lambda _index: needs.edited())

    def text(self) -> str:
        return self._values[max(0, self.field.currentIndex())]

    def set_text(self, text: str) -> None:
        if text not in self._values:
            self._values.append(text)
            self.field.addItem(text)
        self.field.setCurrentIndex(self._values.index(text))

    def allow(self, *, is_open: bool) -> None:
        self.field.setEnabled(is_open)


def _yes_no(needs: Needs, _way: "shown.ShownWay") -> ValueEditor:
    say = needs.look.words.say
    return _Listed(needs, [("true", say("form.yes")), ("false", say("form.no"))])


def _choice(needs: Needs, way: "shown.ShownWay") -> ValueEditor:
    if way.editor is Editor.CHOICE and len(way.way.values or ()) < LONG_LIST:
        return _Listed(needs, needs.entries())
    return SearchedLine(needs.look, needs.edited, needs.entries, len(way.way.values or ()))


def _checked(needs: Needs, way: "shown.ShownWay") -> ValueEditor:
    return CheckedLine(needs.look, way.editor, needs.edited, way.hint, needs.countries)


def _dated(needs: Needs, way: "shown.ShownWay") -> ValueEditor:
    from assay_gui.views.day_line import DayLine

    return DayLine(needs.look, way.editor, needs.edited, way.hint)


def _document(needs: Needs, way: "shown.ShownWay") -> ValueEditor:
    from assay_gui.views.document_line import DocumentLine

    return DocumentLine(needs.look, way.editor, needs.edited, way.hint, (needs.ask_file, needs.take_digest))


def _duration(needs: Needs, way: "shown.ShownWay") -> ValueEditor:
    from assay_gui.views.duration_line import DurationLine

    return DurationLine(needs.look, needs.edited, way.hint, way.way.datatype)


def _certificate(needs: Needs, way: "shown.ShownWay") -> ValueEditor:
    from assay_gui.views.certificate_line import CertificateLine

    is_address = way.way.datatype.endswith("anyURI")
    files = needs.ask_file, needs.read_certificates
    return CertificateLine(needs.look, needs.edited, way.hint, files, is_address=is_address)


def _identifier(needs: Needs, way: "shown.ShownWay") -> ValueEditor:
    from assay_gui.views.identifier_line import IdentifierLine

    return IdentifierLine(needs.look, needs.edited, way.hint)


def _policy(needs: Needs, _way: "shown.ShownWay") -> ValueEditor:
    from assay_gui.views.policy_line import PolicyLine

    return PolicyLine(needs.look, needs.edited, needs.write_policy)


def stops_of(editor: ValueEditor) -> list[QWidget]:
    """What of an editor has the keyboard, in order."""
    around = editor.widget
    inside = [one for one in around.findChildren(QWidget) if one.window() is around.window()]
    return [editor.field, *(one for one in inside if one.focusPolicy() & _BY_TAB and one is not editor.field)]


_MAKERS: "Mapping[Editor, Callable[[Needs, shown.ShownWay], ValueEditor]]" = {
    Editor.TEXT: lambda needs, way: _Text(needs, way.hint),
    Editor.YES_NO: _yes_no,
    Editor.CHOICE: _choice,
    Editor.COUNTRY: _choice,
    Editor.REGION: _choice,
    Editor.DAY: _dated,
    Editor.MOMENT: _dated,
    Editor.DOCUMENT: _document,
    Editor.DIGEST: _document,
    Editor.DURATION: _duration,
    Editor.POLICY: _policy,
    Editor.UUID: _identifier,
    Editor.CERTIFICATE: _certificate,
    **dict.fromkeys(
        (
            Editor.WHOLE_NUMBER, Editor.NUMBER, Editor.PERCENTAGE, Editor.ADDRESS, Editor.VAT, Editor.LEI,
            Editor.EORI, Editor.EUID, Editor.DID, Editor.EMAIL, Editor.PHONE, Editor.DOMAIN,
        ),
        _checked,
    ),
}  # fmt: skip
"""What makes each editor; a line takes whatever is not told here."""


def editor_for(way: "shown.ShownWay", needs: Needs) -> ValueEditor:
    """An editor for one way of giving a value."""
    made = _MAKERS.get(way.editor)
    return made(needs, way) if made is not None else _Line(needs, way.hint)
