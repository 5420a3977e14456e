# SPDX-License-Identifier: Apache-2.0
"""Draws the gallery in one language, light and dark: `gallery_drawing.py FOLDER LANGUAGE [SCENE ...]`.

A process of its own for each scale and language, for Qt takes its scale when it starts. Pictures are named
`<scene>.<language>.<light or dark>.<per cent>.png`.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from assay_gui.theme import Mode
from gallery import SCENES
from stage import Hand, staged


def main() -> int:
    """Writes the pictures; 1 if a scene could not be set, after all others were drawn."""
    folder, lang, wanted = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    percent = round(100 * float(os.environ.get("QT_SCALE_FACTOR", "1")))
    application = QApplication(["Assay"])
    failed = 0
    for mode in (Mode.LIGHT, Mode.DARK):
        with tempfile.TemporaryDirectory(prefix="assay-gallery-") as home, staged(Hand(), Path(home), lang, mode) as on:
            for scene in SCENES:
                if wanted and scene.name not in wanted:
                    continue
                shown = scene.show(on)
                failed += not shown.grab().save(str(folder / f"{scene.name}.{lang}.{mode.value}.{percent}.png"))
                on.clear(shown)
    application.processEvents()
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
