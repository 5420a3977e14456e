# SPDX-License-Identifier: Apache-2.0
"""The edge of a library that is given other people's secrets: nothing that it says against them goes any further."""

from types import TracebackType
from typing import Self

_OF_THE_PROGRAM = (KeyboardInterrupt, SystemExit, GeneratorExit)


class Hushed:
    """Ends whatever is raised inside, and remembers what kind of fault it was: no error that follows hangs on to it.

    That takes in panics of libraries written in Rust, which are no `Exception`.
    """

    def __init__(self) -> None:
        self.is_unknown = False
        """The library does not know such a key, or such a lock."""
        self.is_password = False
        """It complained about the password."""

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Whether the error ends here: it does, unless the program itself is to end."""
        if error is None or isinstance(error, _OF_THE_PROGRAM):
            return False
        self.is_unknown = type(error).__name__ == "UnsupportedAlgorithm"
        self.is_password = "password" in str(error).casefold()
        return True
