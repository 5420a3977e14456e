# SPDX-License-Identifier: Apache-2.0
"""The command `assay`, and `python -m assay`."""

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command (the process's own by default) and give its exit code; never raises.

    The last resort of the process: whatever no one foresaw ends here, as exit code 4 with how to report it.
    """
    gc.disable()  # loading makes no garbage, only objects that stay; `assay.cli.check` turns it on again
    try:
        from assay.cli.run import run

        return run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the one place that may: a traceback helps nobody who only checks files
        from assay.cli.failure import tell_failure

        return tell_failure(error)


if __name__ == "__main__":
    sys.exit(main())
