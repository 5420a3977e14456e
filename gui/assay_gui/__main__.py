# SPDX-License-Identifier: Apache-2.0
"""`python -m assay_gui`, and the entry of the frozen program."""

import sys

from assay_gui.app import main

if __name__ == "__main__":
    sys.exit(main())
