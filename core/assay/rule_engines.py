# SPDX-License-Identifier: Apache-2.0
"""Which engines insist on a rule, in words: what the book of rules says of each."""

from assay.rules.engines import Enforced, EngineProfile, Step, Wants
from assay.texts import Texts
from assay.values import frozen


@frozen
class Enforcement:
    """Whether one engine insists."""

    engine: str
    """Its name in words."""
    enforced: Enforced
    why: str = ""
    """Why the answer is not simply yes; empty where nothing is known about it."""


def engine_name(profile: EngineProfile, texts: Texts) -> str:
    """What an engine is called."""
    name = f"prediction.engine.{profile.id}"
    return texts.say(name) if texts.has(name) else profile.name


_STRONGEST = (Enforced.YES, Enforced.OBSERVED, Enforced.UNKNOWN, Enforced.NO)


def enforcement(name: str, profile: EngineProfile, rules: tuple[str, ...], criterion: str, texts: Texts) -> Enforcement:
    """What an engine does about the rules of one entry: the strongest of what it does about each."""
    if criterion and (step := _level_step(profile, criterion)) is not None:
        unsure = criterion in step.unsure
        return _told(name, Enforced.UNKNOWN if unsure else step.enforced, step.why if unsure else "", texts)
    found = [_answer(profile, rule) for rule in rules] or [(Enforced.UNKNOWN, "")]
    enforced, why = min(found, key=lambda answer: _STRONGEST.index(answer[0]))
    return _told(name, enforced, why, texts)


def _told(name: str, enforced: Enforced, why: str, texts: Texts) -> Enforcement:
    is_plain = enforced in (Enforced.YES, Enforced.OBSERVED)
    return Enforcement(name, enforced, texts.say(why) if why and not is_plain and texts.has(why) else "")


def _level_step(profile: EngineProfile, criterion: str) -> Step | None:
    steps = (step for step in profile.steps if step.wants is Wants.LEVEL)
    return next((step for step in steps if criterion not in step.without), None)


def _answer(profile: EngineProfile, rule: str) -> tuple[Enforced, str]:
    """Of the steps that look at a rule, the first that looks at all its findings, else the first of all."""
    steps = [step for step in profile.steps if step.look.sees(rule, _any_text(step.look.texts))]
    if steps:
        step = next((step for step in steps if not step.look.texts), steps[0])
        return step.enforced, step.why
    ignored = next((rest for rest in profile.ignored if rest.look.sees(rule, _any_text(rest.look.texts))), None)
    return (Enforced.NO, ignored.why) if ignored else (Enforced.UNKNOWN, "")


def _any_text(texts: tuple[str, ...]) -> str:
    """A text that the patterns mean: it is the rule that is asked about."""
    return texts[0].rstrip("*") if texts else ""
