# SPDX-License-Identifier: Apache-2.0
"""Tables and descriptions of interfaces: read, mapped to the fields of a form, made into credentials, and back."""
