"""Commands whose modules are imported when they run: asking what there is costs a tenth of importing all of it."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from .listed import PANELS, Listed


class LazyCommand(TyperCommand):
    """Stands for a command, or a group of commands, in the list of all."""

    def __init__(self, name: str, listed: Listed, panel: str) -> None:
        super().__init__(name, short_help=listed.help, help=listed.help, rich_help_panel=panel)
        self.listed = listed

    @cached_property
    def loaded(self) -> Any:
        module, _, attribute = self.listed.place.partition(":")
        found = getattr(import_module(f".{module}", __package__), attribute)
        if isinstance(found, typer.Typer):
            return typer.main.get_group(found)
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(self.name)(found)
        return typer.main.get_command(alone)

    def make_context(self, *given: Any, **named: Any) -> Any:
        return self.loaded.make_context(*given, **named)


class LazyGroup(TyperGroup):
    """The command line: every command is listed, found when it runs, and may refuse."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for panel, commands in PANELS.items():
            for name, listed in commands.items():
                self.commands[name] = LazyCommand(name, listed, panel)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            raise _refusal(error) or error from None


def _refusal(error: Exception) -> typer.Exit | None:
    """An expected refusal, told in a sentence, ends with its code."""
    from .printing import remark
    from .refusals import code_of, expected, sentence_of

    if not expected(error):
        return None
    remark(sentence_of(error))
    return typer.Exit(code_of(error))
