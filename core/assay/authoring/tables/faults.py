# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a cell."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a cell is none of the field's values."""

    COUNTRY = "country"
    REGION = "region"
    EITHER_CHOICE = "either_choice"
    """It means several entries of the list."""
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    EITHER_NUMBER = "either_number"
    """Two readings: a decimal comma, or a mark between thousands."""
    DAY = "day"
    EITHER_DAY = "either_day"
    """Two readings: the day first, or the month."""
    MOMENT = "moment"
    DURATION = "duration"
    ADDRESS = "address"
    REFERENCE = "reference"
    EITHER_REFERENCE = "either_reference"
    """Several things bear the name."""
    SEVERAL = "several"
    """More values than the field takes."""
    CODE = "code"
    """A number, DID or e-mail address that cannot be right; it is written all the same."""
    UNREAD = "unread"
    """A formula without a value."""
    UNWRITABLE = "unwritable"
    """The vocabulary gives no way to write it."""
    UNASKED = "unasked"
    """The other answers of the row leave no question that it answers."""
    TWICE = "twice"
    """Another row has the same id."""


KEPT = frozenset((Fault.CODE, Fault.TWICE))
"""Faults with which a value is written all the same."""
