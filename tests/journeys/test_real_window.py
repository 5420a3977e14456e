# SPDX-License-Identifier: Apache-2.0
"""The program as a person starts it: a process of its own, on a real X server, with a document to open."""

import shutil
import sys

import pytest

from smoke_test import SmokeError, clean_environment, show_window

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no virtual screen (Xvfb) on this machine")


def test_window_is_drawn_and_stays(tmp_path, capsys):
    show_window([sys.executable, "-m", "assay_gui"], clean_environment(tmp_path))
    assert "drawn on the virtual screen" in capsys.readouterr().out


def test_window_that_ends_by_itself_is_noticed(tmp_path):
    with pytest.raises(SmokeError, match="ended by itself with code 7"):
        show_window([sys.executable, "-c", "import sys; sys.exit(7)"], clean_environment(tmp_path))


def test_screen_that_stays_empty_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr("smoke_test.WINDOW_SECONDS", 2)
    with pytest.raises(SmokeError, match="no window was drawn"):
        show_window([sys.executable, "-c", "import time; time.sleep(60)"], clean_environment(tmp_path))
