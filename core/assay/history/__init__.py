# SPDX-License-Identifier: Apache-2.0
"""The history: what was checked when, by which rules, with what result. One SQLite file in the user's data folder.

`store` opens the file, `recording` writes to it, `looking` reads it, `removing` deletes and keeps the time limit,
`trends` and `exporting` put it together. What a report says and where its file lies is all that is kept.
"""
