"""The screen a panel stands on: its style, its keys, and whether anybody is there."""

from collections.abc import Callable, Sequence

import anywidget
import ipywidgets as widgets
import traitlets
from IPython import get_ipython
from markupsafe import Markup

from alliance_lib import page
from alliance_lib.live.distant import kept
from alliance_lib.words import Words


def attended() -> bool:
    """Does somebody sit at the screen? A kernel that may ask a person something runs a live notebook, or one of a kept dossier."""
    kernel = getattr(get_ipython(), "kernel", None)
    return kept() or kernel is not None and kernel.get_parent("shell").get("content", {}).get("allow_stdin") is True


def button(label: str, kind: str = "") -> widgets.Button:
    """A button that is as wide as its words."""
    return widgets.Button(description=label, button_style=kind, layout={"width": "auto"})


def framed(parts: Sequence[widgets.Widget], words: Words, private: bool, opened: Callable = lambda *_: None) -> widgets.VBox:
    """The parts of a panel in the house style: type that is read from a distance, a focus that is seen, keys of its own.

    private puts the facilitator's frame around it; opened is called when somebody has it on the screen.
    """
    style, keys = (page.templates().get_template(f"live/live.{kind}").render() for kind in ("css", "js"))
    said = Markup('<p class="own">{}</p>').format(words.say("page.private")) if private else ""
    blank = Keys(_esm=keys, blank=words.say("live.blank"), paused=words.say("live.paused"), lang=words.lang, layout={"overflow": "visible"})
    blank.on_msg(opened)
    box = widgets.VBox([widgets.HTML(f"<style>{style}</style>{said}"), blank, *parts])
    for name in ("alliance-panel", *(["private"] if private else [])):
        box.add_class(name)
    return box


class Keys(anywidget.AnyWidget):
    """The keys of a panel, and the key that blanks the picture; what they are called on the screen, and its language."""

    blank, paused, lang = (traitlets.Unicode().tag(sync=True) for _ in range(3))
