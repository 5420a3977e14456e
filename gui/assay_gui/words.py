# SPDX-License-Identifier: Apache-2.0
"""What the window says: the shared catalogue, asked for by text id, and how verdicts and states are shown."""

from datetime import datetime

from assay.errors import AssayError
from assay.texts import Texts, load_texts

PSEUDO_LANGUAGE = "en-XA"
"""Every text 40 % longer: shows what a longer language would clip, and any text that is not in the catalogue."""
_KILO = 1000
_MEGA = 1_000_000
_PADDING = "·ëéïøüxwn"


class ReportWords:
    """The words of the reports, for views that show what the reports show; as long as the window's language is."""

    def __init__(self, words: "Words") -> None:
        self._words = words

    def say(self, text_id: str, /, **params: str | int) -> str:
        """The sentence or word of a report under `text_id`."""
        return self._words.lengthened(self._words.texts.say(text_id, **params))


class Words:
    """Sentences and labels of the window in one language."""

    def __init__(self, lang: str = "en") -> None:
        self.lang = lang
        self._texts: Texts = load_texts("en" if lang == PSEUDO_LANGUAGE else lang)

    @property
    def texts(self) -> Texts:
        """The core's catalogue behind it."""
        return self._texts

    @property
    def of_reports(self) -> ReportWords:
        """The words of the reports."""
        return ReportWords(self)

    def say(self, text_id: str, /, **params: object) -> str:
        """A label or sentence of the window: the text `window.<text_id>`."""
        return self.lengthened(self._texts.part(f"window.{text_id}", "what", params))

    def tip(self, text_id: str, /, **params: object) -> str:
        """The explanation that belongs to a label; empty where there is none."""
        return self.lengthened(self._texts.part(f"window.{text_id}", "tip", params))

    def pair(self, name: str, told: str) -> str:
        """What something is called and what is said of it, with the colon as the language sets it."""
        return self._texts.say("report.pair", name=name, told=told)

    def error(self, error: AssayError) -> str:
        """What went wrong and what to do, in words."""
        here = f"window.error.{error.text_id}"  # where the usual words are for the command line
        text_id = here if self._texts.has(here) else f"error.{error.text_id}"
        if not self._texts.has(text_id):
            return self.say("failure.unknown", detail=str(error))
        parts = (self._texts.part(text_id, member, error.params) for member in ("what", "why", "how"))
        return self.lengthened(" ".join(part for part in parts if part))

    def size(self, count: int) -> str:
        """A size in bytes as people say it."""
        if count < _KILO:
            return self.say("size.bytes", count=count)
        if count < _MEGA:
            return self.say("size.kilobytes", amount=f"{count / _KILO:.0f}")
        return self.say("size.megabytes", amount=self._decimal(count / _MEGA))

    def duration(self, seconds: float) -> str:
        """A duration as people say it."""
        if seconds < 1:
            return self.say("duration.milliseconds", amount=max(1, round(seconds * 1000)))
        return self.say("duration.seconds", amount=self._decimal(seconds))

    def day(self, when: datetime, today: datetime) -> str:
        """Today, yesterday, or the date."""
        days = (today.astimezone().date() - when.astimezone().date()).days
        if days == 0:
            return self.say("when.today")
        return self.say("when.yesterday") if days == 1 else when.astimezone().strftime("%Y-%m-%d")

    def _decimal(self, number: float) -> str:
        from assay.reports.phrases import decimal  # all that reports are made of comes with it: not before the paint

        return decimal(number, self._texts)

    def lengthened(self, text: str) -> str:
        """The text as it is; in the made-up language, longer."""
        if self.lang != PSEUDO_LANGUAGE or not text:
            return text
        wanted = max(1, round(len(text) * 0.4))
        return text + (_PADDING * (wanted // len(_PADDING) + 1))[:wanted]
