# SPDX-License-Identifier: Apache-2.0
"""Runs the SHACL benchmark with the others; it prints, and fails only where engines disagree."""

import pytest

from benchmarks import bench_shacl


@pytest.mark.benchmark
@pytest.mark.shared
def test_engines_agree_while_they_are_timed():
    assert bench_shacl.main([]) == 0
