# SPDX-License-Identifier: Apache-2.0
"""Where the frozen command `assay` starts."""

import multiprocessing
import sys

from assay.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
