# SPDX-License-Identifier: Apache-2.0
"""`--extension`: wrong usage is told before any document is opened."""

from datetime import datetime

from assay.errors import PackError, UsageError


def refuse_bad_extensions(names: tuple[str, ...], pack: str | None, moment: datetime) -> None:
    """UsageError for an extension there is none of, of other rules than those asked for, or that is unsound."""
    try:
        _combine(names, pack, moment)
    except PackError as error:
        raise UsageError(error.text_id, **error.params) from error


def _combine(names: tuple[str, ...], pack: str | None, moment: datetime) -> None:
    from assay.rules.extend import extended
    from assay.rules.library import load

    chosen = None if pack is None else load(pack, moment)
    if chosen is not None and chosen.base:
        raise PackError("pack.is_extension", id=chosen.id, base=chosen.base)
    extensions = [load(name, moment) for name in names]
    for extension in extensions:
        if not extension.base:
            raise PackError("pack.no_extension", id=extension.id)
    for base in dict.fromkeys(extension.base for extension in extensions):
        together = [extension for extension in extensions if extension.base == base]
        extended(chosen or load(base, moment), *together)
