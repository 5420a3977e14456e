# SPDX-License-Identifier: Apache-2.0
"""The language that a text is in."""

from collections.abc import Callable

from PySide6.QtCore import QLocale

from assay_gui.dialogs.choice import Choice
from assay_gui.look import Look

_OFFERED = ("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl",
            "pl", "pt", "ro", "sk", "sl", "sv")  # fmt: skip
"""The official languages of the European Union."""


class LanguageChoice(Choice):
    """One of the languages, each by its own name."""

    def __init__(self, look: Look, chosen: Callable[[str], object]) -> None:
        super().__init__(look)
        self._tags = list(_OFFERED)
        self.setAccessibleName(look.words.say("form.language"))
        self.setMinimumContentsLength(6)
        self.addItems([QLocale(tag).nativeLanguageName() for tag in self._tags])
        self.activated.connect(lambda index: chosen(self._tags[index]))

    @property
    def tag(self) -> str:
        """The tag of the language."""
        return self._tags[max(0, self.currentIndex())]

    def show_tag(self, tag: str) -> None:
        """Show a language; one that is not offered is offered from here on."""
        known = [known.lower() for known in self._tags]
        if tag.lower() not in known:
            self._tags.append(tag)
            self.addItem(QLocale(tag).nativeLanguageName() or tag)
            known.append(tag.lower())
        self.setCurrentIndex(known.index(tag.lower()))
