# SPDX-License-Identifier: Apache-2.0
"""The run record: one number a run, instants that agree."""

import re
import uuid
from datetime import UTC, datetime

from assay.reports import run_record
from assay.reports.run_record import make_run_record


def test_report_number_is_a_random_uuid():
    numbers = {make_run_record("assay check a", "clock").report_number for _ in range(50)}
    assert len(numbers) == 50
    for number in numbers:
        assert str(uuid.UUID(number)) == number
        assert uuid.UUID(number).version == 4
        assert uuid.UUID(number).variant == uuid.RFC_4122


def test_both_instants_are_the_same_moment():
    made = datetime(2026, 11, 22, 10, 0, 5, 999, tzinfo=UTC)
    record = make_run_record("assay check a", "clock", made=made)
    assert record.made_at == "2026-11-22T10:00:05Z"
    assert datetime.fromisoformat(record.made_at_local) == made.replace(microsecond=0)
    assert (record.command, record.clock) == ("assay check a", "clock")


def test_machine_and_account_are_named():
    record = make_run_record("assay check a", "clock")
    assert record.host
    assert record.made_by
    assert re.search(r"Python 3\.\d+\.\d+$", record.system)


def test_account_without_a_name_does_not_stop_the_report(monkeypatch):
    import getpass

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert run_record._account()
