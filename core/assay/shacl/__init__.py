# SPDX-License-Identifier: Apache-2.0
"""SHACL Core, compiled: shapes become plain data once, and closures when a document needs them.

`compile.compile_shapes` makes a `program.Program`, `evaluate.validate` runs it, `explain.leaf_causes` says why;
`reference` is pySHACL, for the shapes the compiler refuses and for second opinions.
"""
