# SPDX-License-Identifier: Apache-2.0
"""The screen of tests and benchmarks: none that anybody sees, with the room that the window takes when it opens."""

import os
from pathlib import Path

_LAPTOP = Path(__file__).with_name("laptop_screen.json")


def use_laptop_screen() -> None:
    """Before Qt starts, here and in what is started from here. Whoever asked for a screen of his own has that one.

    Qt's own offscreen screen has 800 by 800 pixels, as no computer has had for long.
    """
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_LAPTOP}"
