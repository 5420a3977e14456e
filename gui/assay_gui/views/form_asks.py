# SPDX-License-Identifier: Apache-2.0
"""What the fields of a form ask of the form around them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assay_gui.look import Look
from assay_gui.views.form_building import FormBuilding

if TYPE_CHECKING:
    from assay.authoring.edits import Edit
    from assay.authoring.forms.answers import Answers
    from assay.authoring.forms.certificate_text import CertificateChain
    from assay.authoring.forms.filled import FilledForm
    from assay.authoring.forms.shown import Choice, ShownFinding, ShownForm, ShownWay
    from assay.examination import Examination


class FormAsks(Protocol):
    """The form, as its fields see it."""

    building: FormBuilding
    desk: "FormDesk"

    @property
    def look(self) -> Look:
        """Words, theme, icons."""

    def say(
        self, form: "Callable[[], ShownForm]", answer: "Callable[[Answers], Sequence[Edit]]", *, moves: bool = False
    ) -> bool:
        """Put an answer into the document; whether it is there now.

        `form` gives what is answered as it stands when the answer is made: that may be other than what was on the
        screen. `moves`: values stand at other places afterwards.
        """

    def catch_up(self, *, exactly: bool = False) -> None:
        """Show the document as it stands at this moment. `exactly`: what is to be done takes over texts as they stand,
        so it will not do that places are the same.
        """

    def choices(self, way: "ShownWay", form: "FilledForm") -> "Sequence[tuple[str, str]]":
        """Value and label of each entry of a list."""

    def candidates(self, way: "ShownWay") -> "Sequence[Choice]":
        """What is described in the document and fits."""

    def subject_of(self, node: str) -> str:
        """The id of the node, or of the nearest one that it is a part of and that has an id; empty where none has."""

    def countries(self) -> frozenset[str]:
        """The codes of countries that numbers may begin with."""

    def open_form(self, node: str) -> None:
        """Show the form of another part by itself."""

    def open_node(self, node: str) -> None:
        """Show a part where it is: in its own form, or in that of what it is a part of."""

    def show_source(self, pointer: str) -> None:
        """Show a place in the source."""

    def fix_of(self, finding: "ShownFinding") -> str:
        """What would correct it, in words; empty where nothing does."""

    def fix(self, finding: "ShownFinding") -> None:
        """Offer the correction."""


class FormDesk(Protocol):
    """The world outside of the form: the text under work, and the desktop."""

    def text_now(self) -> str | None:
        """The text of the document that is shown, as it stands; None where it is not to be worked on."""

    def examine_now(self) -> "Examination | None":
        """The same, examined at once."""

    def give(self, edits: "Sequence[Edit]") -> bool:
        """Make edits of the text; whether they could be made."""

    def ask_file(self) -> Path | None:
        """A file that the person chooses."""

    def take_digest(self, path: Path, give: Callable[[str], object], like: str) -> None:
        """Take the digest of a file, and give it when it is known. `like`: the one that stands there."""

    def read_certificates(self, path: Path, give: "Callable[[CertificateChain], object]") -> None:
        """Read the certificates of a file, and give them when they are read."""
