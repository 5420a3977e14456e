# SPDX-License-Identifier: Apache-2.0
"""The checklist of one signature: each line with sign and word, why it is open, what would tell more."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame

from assay_gui.look import STATE_ROLES, Look
from assay_gui.models.signatures import StepLine, ThingLine
from assay_gui.views.signed_page import LinkedText

_BADGE = 14


class ChecklistPage(LinkedText):
    """What is known of the signature of one credential."""

    give_wanted = Signal()
    place_chosen = Signal()
    """The reader wants to see the credential."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[ThingLine | None, tuple[StepLine, ...]] = (None, ())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(look.words.say("signatures.checklist"))
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(self._clicked)

    @property
    def steps(self) -> tuple[StepLine, ...]:
        """The lines that are shown."""
        return self._shown[1]

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Only our own signs; never a file, whatever a document says."""
        name = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value and name.scheme() == "state":
            return self._look.icons.state(name.path(), _BADGE, self.devicePixelRatioF())
        return None

    def show_thing(self, line: ThingLine | None, steps: Sequence[StepLine]) -> None:
        """Show the checklist of a credential; None: none is chosen."""
        self._shown = (line, tuple(steps))
        self.dress()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        line, steps = self._shown
        at = self.verticalScrollBar().value()
        self.setHtml("".join(self._pieces(line, steps)) if line else "")
        self.verticalScrollBar().setValue(at)

    def _clicked(self, url: QUrl) -> None:
        (self.give_wanted if url.scheme() == "give" else self.place_chosen).emit()

    def _pieces(self, line: ThingLine, steps: Sequence[StepLine]) -> Iterator[str]:
        title = escape(line.title)
        if line.thing.node:
            title = self._link("place", line.title)
        yield f'<p style="font-size:15px;font-weight:600;margin-bottom:2px">{title}</p>'
        yield f'<p style="color:{self._look.theme.roles.muted};margin-top:0">{escape(line.issuer)}</p>'
        yield '<table width="100%" cellpadding="4" cellspacing="0">'
        for step in steps:
            yield self._row(step)
        yield "</table>"

    def _row(self, step: StepLine) -> str:
        roles, words = self._look.theme.roles, self._look.words
        colour = getattr(roles, STATE_ROLES[step.state])
        head = f'<b>{escape(step.title)}</b> · <span style="color:{colour}">{escape(step.outcome)}</span>'
        told = [escape(step.told)] if step.told else []
        if step.reason:
            told.append(escape(words.say("signatures.because", reason=step.reason)))
        if step.needs:
            told.append(escape(words.say("signatures.needs", needs=step.needs)))
        told += [f'<span style="color:{roles.muted}">{escape(note)}</span>' for note in step.notes]
        if step.gives:
            told.append(self._link("give", words.say(f"signatures.give.{step.gives}")))
        sign = f'<img src="state:{step.state}" width="{_BADGE}" height="{_BADGE}">'
        return f'<tr><td width="22">{sign}</td><td>{head}<br>{"<br>".join(told)}</td></tr>'

    def _link(self, scheme: str, text: str) -> str:
        style = f"color:{self._look.theme.roles.accent};text-decoration:none"
        return f'<a href="{scheme}:it" style="{style}">{escape(text)}</a>'
