# SPDX-License-Identifier: Apache-2.0
"""The command line: one small module a command. Nothing heavy is imported before it is needed."""
