# SPDX-License-Identifier: Apache-2.0
"""Every row of the gallery, measured: names, nothing clipped or over another, whole texts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

import assay_gui
from assay_gui.main_window import LEAST
from assay_gui.words import PSEUDO_LANGUAGE
from gallery import PAGES, SCENES
from layout_faults import cut_by_dots, far_from_fields, framed_otherwise, pulled_apart, silent
from stage import Stage, staged
from widget_faults import cut_aside, marked_up, overlapping, primaries
from window import clipped, nameless

SMALL = (960, 540)
HOME = Path(assay_gui.__file__).parent
WITHOUT_WIDGETS = ("__init__", "least_height", "help_button", "page_frame", "plain_tips", "tips_by_keys", "laid_out")
"""Modules seen wherever others are: a measure of heights, the frame of pages, the `?` beside words that need one, the
tips of lists, those shown by keys, texts in lines.
"""


def modules(scene_root: QWidget) -> set[str]:
    """Where the widgets come from that are shown."""
    shown = [one for one in [scene_root, *scene_root.findChildren(QWidget)] if one.isVisible()]
    return {kind.__module__.rpartition(".")[2] for one in shown for kind in type(one).__mro__}


def defines_widgets(name: str) -> bool:
    for folder in ("views", "dialogs"):
        path = HOME / folder / f"{name}.py"
        if path.exists() and any(
            line.startswith("class ") and "(Q" in line and not line.rpartition("(Q")[2].startswith(_NO_WIDGETS)
            for line in path.read_text("utf-8").splitlines()
        ):
            return True
    return False


_NO_WIDGETS = ("Object", "Styled", "Syntax", "Layout", "Graphics", "Abstract", "Sort", "Proxy", "Text")


def measure(qtbot, folder: Path, lang: str, faults: Callable[[Stage, QWidget], list[str]], **how) -> str:
    """What is wrong in which scene, line by line."""
    found: list[str] = []
    with staged(qtbot, folder, lang) as stage:
        if "size" in how:
            stage.main.resize(*how["size"])
        for scene in how.get("scenes", SCENES):
            shown = scene.show(stage)
            found += [f"{scene.name}: {one}" for one in faults(stage, shown)]
            stage.clear(shown)
    return "\n".join(found)


def test_every_view_and_dialog_is_in_a_row():
    drawn = {module for scene in SCENES for module in scene.modules}
    there = {path.stem for folder in ("views", "dialogs") for path in (HOME / folder).glob("*.py")}
    assert there - drawn - set(WITHOUT_WIDGETS) == set()
    assert drawn - there == set()
    assert len({scene.name for scene in SCENES}) == len(SCENES)


def test_longer_texts_are_whole_everywhere(qtbot, tmp_path: Path):
    claimed = {scene.name: scene.modules for scene in SCENES}
    seen: dict[str, set[str]] = {}

    def faults(stage: Stage, shown: QWidget) -> list[str]:
        seen[f"{len(seen)}"] = modules(shown)
        next_steps = primaries(shown)
        return [
            *(f"nameless: {one}" for one in nameless(shown)),
            *(f"clipped: {one}" for one in clipped(shown)),
            *(f"over another: {one}" for one in overlapping(shown)),
            *(f"next steps: {next_steps}" for _ in next_steps[1:2]),
            *(f"tips may be markup: {one}" for one in marked_up(shown)),
            *(f"says nothing: {one}" for one in silent(shown)),
            *(f"pulled apart: {one}" for one in pulled_apart(shown)),
            *(f"far from its field: {one}" for one in far_from_fields(shown)),
            *(f"not as other dialogs: {one}" for one in framed_otherwise(shown)),
        ]

    told = measure(qtbot, tmp_path, PSEUDO_LANGUAGE, faults)
    assert not told, told
    for (name, wanted), there in zip(claimed.items(), seen.values(), strict=True):
        assert {one for one in wanted if defines_widgets(one)} - there == set(), name


@pytest.mark.parametrize("lang", ["de", "fr"])
def test_no_sentence_is_cut_by_dots_at_the_usual_size(qtbot, tmp_path: Path, lang: str):
    scenes = [scene for scene in PAGES if not scene.name.startswith("dialog-")]
    told = measure(qtbot, tmp_path, lang, lambda _stage, shown: cut_by_dots(shown), scenes=scenes)
    assert not told, told


@pytest.mark.parametrize("lang", ["de", "fr"])
def test_nothing_is_clipped_in_a_small_window(qtbot, tmp_path: Path, lang: str):
    def faults(stage: Stage, shown: QWidget) -> list[str]:
        found = [*clipped(shown), *overlapping(shown), *cut_aside(shown)]
        stage.main.resize(*LEAST)
        stage.settle()
        found += [f"smallest: {one}" for one in (*clipped(shown), *overlapping(shown), *cut_aside(shown))]
        stage.main.resize(*SMALL)
        return found

    scenes = [scene for scene in PAGES if not scene.name.startswith("dialog-")]
    told = measure(qtbot, tmp_path, lang, faults, scenes=scenes, size=SMALL)
    assert not told, told


def test_texts_of_twice_the_size_are_whole(qtbot, tmp_path: Path):
    def faults(stage: Stage, shown: QWidget) -> list[str]:
        stage.look.theme.resize(200)
        stage.settle()
        return [*clipped(shown), *overlapping(shown), *cut_aside(shown)]

    scenes = [scene for scene in PAGES if not scene.name.startswith("dialog-")]
    told = measure(qtbot, tmp_path, "de", faults, scenes=scenes)
    assert not told, told
