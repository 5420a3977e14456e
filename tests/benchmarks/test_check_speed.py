# SPDX-License-Identifier: Apache-2.0
"""Runs the other benchmarks with the SHACL one; they print, and fail only where something does not run."""

import pytest

from benchmarks import bench_check, bench_window


@pytest.mark.benchmark
def test_whole_check():
    assert bench_check.main() == 0


@pytest.mark.benchmark
def test_first_window(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.argv", ["bench_window"])
    assert bench_window.main() == 0
