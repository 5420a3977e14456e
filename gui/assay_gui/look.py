# SPDX-License-Identifier: Apache-2.0
"""Icons in the colours of the moment, and the bundle every view is given: words, theme, icons."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap

from assay.values import frozen
from assay_gui.theme import Roles, Theme
from assay_gui.words import Words
from assay_resources import bundled

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

ICON_SIZE = 20
STATE_ROLES = {"fail": "fail", "wait": "wait", "passed": "passed", "idle": "idle", "advice": "accent"}
"""State to the colour role of its badge."""
_HIGHEST_COUNT = 99
_SCALES = (1.0, 2.0)


class Icons:
    """Draws the bundled SVG icons, recoloured; each drawing is kept."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._sources: dict[str, str] = {}
        self._renderers: dict[tuple[str, str, str], QSvgRenderer] = {}
        self._badges: dict[tuple[object, ...], QPixmap] = {}

    def icon(self, name: str, role: str = "muted") -> QIcon:
        """An icon in a role's colour, sharp at 100 % and 200 %."""
        found = QIcon()
        for scale in _SCALES:
            found.addPixmap(self.pixmap(name, role, ICON_SIZE, scale))
        return found

    def pixmap(self, name: str, role: str, size: int, scale: float) -> QPixmap:
        """An icon as a picture of `size` logical pixels."""
        return self._drawn(self._renderer(name, role), size, scale)

    def state(self, state: str, size: int, scale: float) -> QPixmap:
        """The badge of a state."""
        return self.pixmap(f"state-{state}", STATE_ROLES[state], size, scale)

    def paint_state(
        self, painter: QPainter, box: QRectF, state: str, *, count: int = 0, roles: Roles | None = None
    ) -> None:
        """Paint the badge of a state; with a count, the number stands in place of the sign."""
        roles = roles or self._theme.roles
        if not count:
            painter.drawPixmap(box.topLeft(), self._badge(state, round(box.width()), painter, roles))
            return
        text = str(count) if count <= _HIGHEST_COUNT else f"{_HIGHEST_COUNT}+"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(roles.color(STATE_ROLES[state]))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        font = QFont(painter.font())
        font.setPixelSize(round(box.height() * (0.7 if len(text) == 1 else 0.6)))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(roles.color("on_state"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _badge(self, state: str, size: int, painter: QPainter, roles: Roles) -> QPixmap:
        """The sign of a state as a picture, drawn once: lists show hundreds of them at every key stroke."""
        device = painter.device()
        scale = device.devicePixelRatio() if device is not None else 1.0
        key = (state, size, scale, roles.color(STATE_ROLES[state]).name(), roles.on_state)
        if key not in self._badges:
            self._badges[key] = self._drawn(self._renderer(f"state-{state}", STATE_ROLES[state], roles), size, scale)
        return self._badges[key]

    @staticmethod
    def _drawn(renderer: "QSvgRenderer", size: int, scale: float) -> QPixmap:
        picture = QPixmap(round(size * scale), round(size * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return picture

    def _renderer(self, name: str, role: str, roles: Roles | None = None) -> "QSvgRenderer":
        from PySide6.QtSvg import QSvgRenderer  # not needed for the first paint

        roles = roles or self._theme.roles
        key = (name, roles.color(role).name(), roles.on_state)
        if key not in self._renderers:
            drawn = self._source(name).replace("currentColor", key[1]).replace("signColor", roles.on_state)
            self._renderers[key] = QSvgRenderer(QByteArray(drawn.encode()))
        return self._renderers[key]

    def _source(self, name: str) -> str:
        if name not in self._sources:
            self._sources[name] = bundled("icons", f"{name}.svg").read_text("utf-8")
        return self._sources[name]


@frozen
class Look:
    """What every view needs to speak and to be seen."""

    words: Words
    theme: Theme
    icons: Icons
