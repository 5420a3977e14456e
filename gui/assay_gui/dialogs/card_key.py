# SPDX-License-Identifier: Apache-2.0
"""Which driver, which card or stick, which of its keys, and what it is to be called here."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from assay.keys.key_record import LONGEST_NAME
from assay.reports.safe_text import shorten, visible
from assay_gui.card_work import CardWish, Driver, SeenCard
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.columns import Columns
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.key_fields import KeyFields
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.models.keys import kind_of
from assay_gui.views.parts import button, label
from assay_gui.views.plain_tips import PlainTips

if TYPE_CHECKING:
    from assay.keys.token_facts import TokenInfo, TokenKey

_ROWS = 6
_LONGEST = 48
"""Characters of a label that are shown."""


class CardKeyDialog(TaskDialog):
    """Driver, list of keys, name, owner."""

    look_wanted = Signal(object)
    """Paths of drivers: what do they reach?"""
    reveal_wanted = Signal(object)
    """A `TokenInfo`: which keys does it show after its PIN?"""
    wanted = Signal(object)
    """A `CardWish`."""

    def __init__(
        self,
        look: Look,
        drivers: Sequence[Driver],
        names: tuple[str, ...],
        did: str,
        *,
        chosen: Path | None,
        ask: Callable[[QWidget], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        words = look.words
        super().__init__(look, words.say("card_key.title"), words.say("card_key.do"), parent)
        self._ask = ask
        self._names = {name.casefold() for name in names}
        self._paths: list[Path | None] = []
        """As the choice has them; None stands for all of them."""
        self._rows: list[tuple[TokenInfo, TokenKey | None] | None] = []
        self._suggested = ""
        self.known: tuple[Mapping[str, str], ...] = ()
        """Public parts of the keys that are here already."""
        self.explain(words.say("card_key.explain"))
        columns = Columns(self)
        self.drivers = Choice(look)
        self.choose_button = button(words.say("card_key.choose"), words.tip("card_key.choose"))
        self.again_button = button(words.say("card_key.again"), words.tip("card_key.again"), "small")
        self.keys = QListWidget()
        self.keys.setItemDelegate(PlainTips(self.keys))
        self._lay_out_drivers(drivers, chosen)
        self._lay_out_keys()
        columns.go_right()
        self.fields = KeyFields(look, self, names, did)
        columns.end()
        self.drivers.activated.connect(lambda _row: self.look_again())
        self.choose_button.clicked.connect(self._choose)
        self.again_button.clicked.connect(self.look_again)
        self.keys.currentRowChanged.connect(lambda _row: self._row_chosen())
        self.act_button.clicked.connect(self._act)
        self.check()

    @property
    def chosen_drivers(self) -> tuple[Path, ...]:
        """The driver that is chosen, or all of them; none where there is none."""
        told = self.drivers.currentData()
        return tuple(map(Path, told)) if told else ()

    @property
    def rows(self) -> tuple[str, ...]:
        """What its list says."""
        return tuple(self.keys.item(row).text() for row in range(self.keys.count()))

    def look_again(self) -> None:
        """Have it found out what the drivers reach now."""
        if self.chosen_drivers:
            self.look_wanted.emit(self.chosen_drivers)

    def forget_cards(self) -> None:
        """Nothing is known of them any more."""
        self._rows.clear()
        self.keys.clear()

    def show_cards(self, found: Sequence[SeenCard]) -> None:
        """Show what there is, the first key chosen."""
        self.forget_cards()
        for card in found:
            self._list_card(card)
        if not found:
            self._list(self._look.words.say("card_key.none"), None)
        cannot = (text for text, told in zip(self.rows, self._rows, strict=True) if told is None)
        self.keys.setAccessibleDescription(" ".join(cannot))  # the arrows pass over these
        self.show_problem("")
        free = [row for row, told in enumerate(self._rows) if told is not None]
        if free:
            self.keys.setCurrentRow(free[0])
            self.keys.setFocus()

    def show_problem(self, message: str) -> None:
        """It did not work; the list says what there was before."""
        super().show_problem(message)
        self.fit()

    def is_ready(self) -> bool:
        """Whether a key is chosen and has a name and an owner; keys to be shown first need neither."""
        has_fields = self.fields.is_ready()
        chosen = self._chosen()
        return chosen is not None and (chosen[1] is None or has_fields)

    def first_field(self) -> QWidget:
        """The keys; where there is none, the driver."""
        return self.keys if self._chosen() else self.again_button if self.chosen_drivers else self.choose_button

    def _chosen(self) -> "tuple[TokenInfo, TokenKey | None] | None":
        row = self.keys.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _act(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        info, key = chosen
        if key is None:
            self.reveal_wanted.emit(info)
        else:
            self.wanted.emit(CardWish(info, key, self.fields.name.text().strip(), self.fields.did.text().strip()))

    def _row_chosen(self) -> None:
        chosen, words = self._chosen(), self._look.words
        key = chosen[1] if chosen else None
        is_hidden = chosen is not None and key is None
        self.act_button.setText(words.say("card_key.reveal_do" if is_hidden else "card_key.do"))
        self.act_button.setAccessibleName(self.act_button.text())
        if key is not None and self.fields.name.text() in ("", self._suggested):
            self._suggested = self._name_of(key)
            self.fields.name.setText(self._suggested)
            self.fields.name.setCursorPosition(0)
        self.check()

    def _name_of(self, key: "TokenKey") -> str:
        name = visible(key.label)[:LONGEST_NAME].strip()
        return "" if name.casefold() in self._names else name

    def _choose(self) -> None:
        path = self._ask(self)
        if path is None:
            return
        if path not in self._paths:
            self._add_driver(Driver(path))
        self.drivers.setCurrentIndex(self._paths.index(path))
        self.look_again()

    def _list_card(self, card: SeenCard) -> None:
        words, info = self._look.words, card.info
        name = _shown(info.label) or _shown(info.reader)
        if card.fault is not None:
            self._list(words.say("card_key.reader", name=name, state=words.error(card.fault)), None)
        elif info.state.value == "ready":
            self._list_keys(card, name)
        else:
            state = words.of_reports.say(f"token_state.{info.state.value}")
            self._list(words.say("card_key.reader", name=name, state=state), None)

    def _list_keys(self, card: SeenCard, name: str) -> None:
        words = self._look.words
        for key in card.keys:
            told = _shown(key.label) or words.say("card_key.no_label", id=key.id[:_LONGEST])
            is_here = key.public_jwk in self.known
            text = words.say(
                "card_key.key_here" if is_here else "card_key.key", key=told, kind=kind_of(key, words), card=name
            )
            self._list(text, None if is_here else (card.info, key))
        if not card.shows_all and card.info.needs_pin:
            self._list(words.say("card_key.reveal", card=name), (card.info, None))
        elif not card.keys:
            self._list(words.say("card_key.no_keys", card=name), None)

    def _list(self, text: str, what: "tuple[TokenInfo, TokenKey | None] | None") -> None:
        if what is None and text in self.rows:
            return  # several drivers see one reader
        item = QListWidgetItem(text)
        item.setToolTip(text)
        if what is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._rows.append(what)
        self.keys.addItem(item)

    def _add_driver(self, driver: Driver) -> None:
        words, file = self._look.words, visible(driver.path.name)
        told = words.say("card_key.driver_of", maker=driver.maker, file=file) if driver.maker else file
        self.drivers.addItem(told, [str(driver.path)])
        self._paths.append(driver.path)

    def _lay_out_drivers(self, drivers: Sequence[Driver], chosen: Path | None) -> None:
        words = self._look.words
        if len(drivers) > 1:
            self.drivers.addItem(words.say("card_key.all_drivers"), [str(driver.path) for driver in drivers])
            self._paths.append(None)
        for driver in drivers:
            self._add_driver(driver)
        self.drivers.setPlaceholderText(words.say("card_key.no_driver"))
        self.drivers.setCurrentIndex(self._paths.index(chosen) if chosen in self._paths else min(0, len(drivers) - 1))
        name = name_above(self.drivers, words.say("card_key.driver"))
        self.drivers.setAccessibleDescription(words.tip("card_key.driver"))
        row = QHBoxLayout()
        row.addWidget(self.drivers, 1)
        row.addWidget(self.choose_button)
        self.body.addWidget(name)
        self.body.addLayout(row)
        self.body.addWidget(label(words.tip("card_key.driver"), "small", wrap=True))

    def _lay_out_keys(self) -> None:
        words = self._look.words
        name = name_above(self.keys, words.say("card_key.keys"))
        self.keys.setObjectName("ticked")
        self.keys.setWordWrap(True)
        self.keys.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.keys.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.keys.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.keys.setFixedHeight(_ROWS * (self.fontMetrics().height() + 6))
        row = QHBoxLayout()
        row.addWidget(name, 1)
        row.addWidget(self.again_button)
        self.body.addLayout(row)
        self.body.addWidget(self.keys)


def _shown(text: str) -> str:
    return shorten(visible(text), _LONGEST)
