# SPDX-License-Identifier: Apache-2.0
"""Forms: what a rule pack's shapes ask of a node, as fields a person can fill, and how answers are written."""
