# SPDX-License-Identifier: Apache-2.0
"""Rule packs: dated folders of data that say what is checked; made from official files, loaded, described."""
