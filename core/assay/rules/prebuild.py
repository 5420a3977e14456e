# SPDX-License-Identifier: Apache-2.0
"""Writes prebuilt documents beside their sources: `python -m assay.rules.prebuild FOLDER...`.

A folder is a rule pack or one language of the program's texts. To be run after every change to a file in it; until
then it loads slowly, from its sources.
"""

import argparse
import shutil
from pathlib import Path

from assay.rules.build import build
from assay.rules.folder import PREBUILT, read_folder
from assay.texts import PREBUILT as PREBUILT_TEXTS
from assay.texts import prebuild_catalogue


def prebuild(folder: Path) -> None:
    """Makes the folder's `prebuilt` anew, the same bytes for the same files; PackError for an unsound pack."""
    documents = build(read_folder(folder))
    place = folder / PREBUILT
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, content in documents.items():
        (place / name).write_bytes(content)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m assay.rules.prebuild", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    for folder in parser.parse_args().folders:
        if (folder / "pack.toml").is_file():
            prebuild(folder)
        else:
            (folder / PREBUILT_TEXTS).write_bytes(prebuild_catalogue(folder))


if __name__ == "__main__":
    _main()
