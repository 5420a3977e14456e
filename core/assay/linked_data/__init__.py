# SPDX-License-Identifier: Apache-2.0
"""JSON-LD and RDF: contexts (offline), claims of a credential, canonical form."""
