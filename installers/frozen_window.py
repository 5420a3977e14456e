# SPDX-License-Identifier: Apache-2.0
"""Where the frozen window `assay-gui` starts."""

import multiprocessing
import sys

from assay_gui.app import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
