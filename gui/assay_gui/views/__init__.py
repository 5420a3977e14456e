# SPDX-License-Identifier: Apache-2.0
"""What the window shows; each view gets its values from a model or a document and tells by signals."""
