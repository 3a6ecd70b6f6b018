"""The screen a panel stands on: its style, its keys, and whether anybody is there."""

from collections.abc import Sequence

import anywidget
import ipywidgets as widgets
from IPython import get_ipython

from alliance_lib import page


def attended() -> bool:
    """Does somebody sit at the screen? Only a kernel that may ask a person something runs a live notebook."""
    kernel = getattr(get_ipython(), "kernel", None)
    return kernel is not None and kernel.get_parent("shell").get("content", {}).get("allow_stdin") is True


def button(label: str, kind: str = "") -> widgets.Button:
    """A button that is as wide as its words."""
    return widgets.Button(description=label, button_style=kind, layout={"width": "auto"})


def framed(parts: Sequence[widgets.Widget]) -> widgets.VBox:
    """The parts of a panel in the house style: type that is read from a distance, a focus that is seen, keys of its own."""
    style, keys = (page.templates().get_template(f"live/live.{kind}").render() for kind in ("css", "js"))
    box = widgets.VBox([widgets.HTML(f"<style>{style}</style>"), anywidget.AnyWidget(_esm=keys), *parts])
    box.add_class("alliance-panel")
    return box
