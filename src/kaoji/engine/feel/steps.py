"""Words that stand on a scale: what a place of a declared 序 makes of the words that it gets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kaoji.engine.feel.failure import FeelFailure, type_failure
from kaoji.engine.feel.show import described
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.values import Choice, Null, OneOf, Value


@dataclass(frozen=True, slots=True)
class Steps:
    """A declared scale: its name and its words, lowest first."""

    scale: str
    words: tuple[str, ...]

    @property
    def all(self) -> tuple[Choice, ...]:
        """Every step of the scale."""
        return tuple(Choice(self.scale, word, rank) for rank, word in enumerate(self.words))

    def step_of(self, value: Value) -> Value:
        """The step of a word; of an unknown value the steps that it may be."""
        if isinstance(value, Null):
            return value
        if isinstance(value, OneOf):
            # "Anything may be" is here one of the steps: the place takes nothing else.
            options = tuple(map(self.step_of, value.options)) or self.all
            return replace(value, options=tuple(dict.fromkeys(options)))
        if isinstance(value, Choice) and value.scale == self.scale:
            return value
        if isinstance(value, str):
            return self._named(value)
        message = speak(
            "这里应当是序「{scale}」上的等级，不是{what}", scale=self.scale, what=described(value)
        )
        raise type_failure(message)

    def _named(self, word: str) -> Choice:
        if word not in self.words:
            message = speak("序「{scale}」上没有「{word}」这一级", scale=self.scale, word=word)
            remedy = speak("有的是：{words}", words=speak("、").join(self.words))
            raise FeelFailure("choice-unknown", message, remedy=remedy)
        return Choice(self.scale, word, self.words.index(word))
