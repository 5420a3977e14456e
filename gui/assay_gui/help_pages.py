# SPDX-License-Identifier: Apache-2.0
"""The pages of the help: Markdown that comes with the program, in every language; which of them is about what."""

import re
from collections.abc import Iterable, Sequence

from assay.texts import DEFAULT_LANGUAGE, LANGUAGES
from assay.values import frozen
from assay_gui.actions import MENUS
from assay_gui.words import Words
from assay_resources import bundled

FIRST = "first-steps"
SHORTCUTS = "shortcuts"
PAGES = (
    FIRST, "verdict", "levels", "correcting", "writing", "files", "keys", "signing", "rules", "reports", "settings",
    "glossary", SHORTCUTS, "privacy",
)  # fmt: skip
"""All pages, in the order they are listed."""
TOPIC_OF_PAGE = {
    "home": FIRST,
    "documents": "verdict",
    "write": "writing",
    "keys": "keys",
    "rules": "rules",
    "history": "reports",
}
"""Page of the window, by the name the rail has for it, to the page of the help; others begin at the first."""
TOPIC_OF_TAB = {"form": "writing", "source": "correcting", "criteria": "levels", "signatures": "files"}
"""View of a document to the page of the help; others are about the verdict."""
TOPIC_OF_DIALOG = {
    "AboutDialog": "privacy",
    "AcceptDialog": "signing",
    "AcceptFindingDialog": "correcting",
    "AnswerAllDialog": "signing",
    "AnswerDialog": "signing",
    "AskAllDialog": "signing",
    "AskDialog": "signing",
    "AsOfDialog": "verdict",
    "BackupDialog": "keys",
    "ClearingHousesDialog": "verdict",
    "CompareDocumentsDialog": "writing",
    "ComparePacksDialog": "rules",
    "CorrectDialog": "correcting",
    "DeletePastDialog": "privacy",
    "DeriveDialog": "writing",
    "EvidenceDialog": "writing",
    "EvidenceRenewDialog": "writing",
    "EvidenceRowDialog": "writing",
    "ExportDialog": "reports",
    "FailureDialog": "privacy",
    "FixDialog": "correcting",
    "HandInDialog": "signing",
    "ImportPackDialog": "rules",
    "KeepFileDialog": "files",
    "KeepTemplateDialog": "writing",
    "MigrateDialog": "correcting",
    "NewDialog": "writing",
    "OutcomeDialog": "signing",
    "OwnerDialog": "signing",
    "PackPreviewDialog": "rules",
    "PageTextDialog": "signing",
    "PastTextDialog": "reports",
    "PickDialog": "writing",
    "ProjectChoiceDialog": "writing",
    "TableDialog": "writing",
    "PublishDialog": "signing",
    "ReadAnswerDialog": "signing",
    "RegistrationNumberDialog": "signing",
    "RemovePackDialog": "rules",
    "RemoveTrustDialog": "files",
    "RetentionDialog": "privacy",
    "SettingsDialog": "settings",
    "SignAllDialog": "signing",
    "SignDialog": "signing",
    "TakeOverDialog": "writing",
    "TermsDialog": "signing",
    "UnsavedDialog": "correcting",
}
"""Class of a dialog to the page of the help; all others are about keys."""
ABOUT_THE_PAGE = ("OutcomeDialog", "TaskDialog")
"""Dialogs that serve more than one page of the window: over the page of rules they are about rules."""
_TITLE = re.compile(r"\A# (.+)$", re.MULTILINE)
_MARKS = re.compile(r"[#*`|]|\]\([^)]*\)|\[")


@frozen
class HelpPage:
    """One page."""

    id: str
    title: str
    text: str
    """Markdown."""

    @property
    def plain(self) -> str:
        """The text without its marks, in small letters, to search in."""
        return _MARKS.sub(" ", self.text).casefold()


def pages(words: Words) -> tuple[HelpPage, ...]:
    """All pages in the language of the words; in English where there are none in it."""
    lang = words.texts.lang if words.texts.lang in LANGUAGES else DEFAULT_LANGUAGE
    return tuple(_page(page_id, lang, words) for page_id in PAGES)


def found(among: Iterable[HelpPage], asked: str) -> tuple[HelpPage, ...]:
    """The pages in which every one of the words stands; titles first. All pages where nothing is asked for."""
    wanted = asked.casefold().split()
    hits = [page for page in among if all(word in page.plain for word in wanted)]
    return tuple(sorted(hits, key=lambda page: not all(word in page.title.casefold() for word in wanted)))


def shortcuts(words: Words) -> Sequence[tuple[str, str, str]]:
    """Menu, action and keys of every action that has keys, in the order of the menus."""
    return [
        (_plain(words.say(f"menu.{name}")), _plain(words.say(f"action.{row.id}")), row.shortcut)
        for name, rows in MENUS
        for row in rows
        if row.shortcut
    ]


def _page(page_id: str, lang: str, words: Words) -> HelpPage:
    text = bundled("help", lang, f"{page_id}.md").read_text("utf-8")
    if page_id == SHORTCUTS:
        text += _table(words)
    titled = _TITLE.match(text)
    return HelpPage(page_id, titled.group(1) if titled else page_id, text)


def _table(words: Words) -> str:
    head = "|".join(words.say(f"help.column.{name}") for name in ("keys", "action", "menu"))
    rows = "\n".join(f"| `{keys}` | {action} | {menu} |" for menu, action, keys in shortcuts(words))
    return f"\n\n| {head} |\n|---|---|---|\n{rows}\n"


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")
