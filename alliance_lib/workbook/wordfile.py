"""Which paragraphs stand in this Word file, with their numbers? Read without Word, after a look at the zip itself."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from alliance_lib.workbook import preflight

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
SKIPPED = {f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
PARAGRAPHS = 20_000
SAID = {"not_excel": "not_word", "old_xls": "old_doc", "macros": "word_macros", "unsafe": "word_unsafe", "ods": "not_word"}
# Fields that pull something in, start something, or print a name or path; a page number may stay.
FIELDS = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|MACROBUTTON|AUTHOR|LASTSAVEDBY|USERNAME"
                    rb"|USERINITIALS|USERADDRESS|FILENAME|TEMPLATE|DOCPROPERTY|DATABASE|RD)\b")
SAFE_OUTSIDE = ("/hyperlink", "/attachedTemplate")  # a link waits for a click; the template's own place is taken out


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its text, its own number as Word shows it ("" if none), and its level as a heading (0 if none)."""

    text: str
    number: str = ""
    level: int = 0


def fault(path: Path) -> str:
    """What keeps us from reading this file as Word? The name of a section under [input], or ""."""
    found = preflight.fault(path, BODY)
    return SAID.get(found, found)


def loads(path: Path) -> str:
    """Does this file load something from elsewhere, or print a name or path? "template_loads" if it does."""
    with zipfile.ZipFile(path) as held:
        for name in held.namelist():
            text = held.read(name) if name.endswith((".xml", ".rels")) else b""
            if name.endswith(".rels") and _outside(ElementTree.fromstring(text)):
                return "template_loads"
            if name.startswith(("word/header", "word/footer")) and FIELDS.search(b" ".join(_instructions(ElementTree.fromstring(text)))):
                return "template_loads"
    return ""


def _outside(rels: Element) -> bool:
    return any(one.get("TargetMode") == "External" and not one.get("Type", "").endswith(SAFE_OUTSIDE) for one in rels)


def _instructions(root: Element) -> Iterator[bytes]:
    for one in root.iter():
        if one.tag == f"{W}instrText":
            yield (one.text or "").encode()
        elif one.tag == f"{W}fldSimple":
            yield one.get(f"{W}instr", "").encode()


def paragraphs(path: Path) -> list[Paragraph]:
    """Which paragraphs stand in the body, tables included, in order?

    Reads: a .docx that passed `fault`.
    Gives: Paragraph; struck text of tracked changes, comments, notes, headers and footers are left out.
    Refuses: ValueError("word_unsafe") for XML that declares entities, ValueError("broken") for what cannot be read,
        ValueError("word_long") for more paragraphs than any agreement has.
    """
    try:
        with zipfile.ZipFile(path) as held:
            parts = {name: ElementTree.fromstring(held.read(f"word/{name}.xml"))
                     for name in ("document", "styles", "numbering") if f"word/{name}.xml" in held.namelist()}
    except DefusedXmlException:
        raise ValueError("word_unsafe") from None
    except (ParseError, zipfile.BadZipFile, OSError, RecursionError):
        raise ValueError("broken") from None
    styles, numbering = _Styles(parts.get("styles")), _Numbering(parts.get("numbering"))
    found = []
    for one in _walk(parts["document"]):
        text = " ".join("".join(_text(one)).split())
        number_id, level = styles.numbered(one)
        number = numbering.next(number_id, level) if number_id and text else ""
        if text:
            found.append(Paragraph(text, number, styles.level(one)))
        if len(found) > PARAGRAPHS:
            raise ValueError("word_long")
    return found


def _walk(root: Element) -> Iterator[Element]:
    """Every paragraph, but not the old form that Word keeps of a drawing, nor what was struck."""
    pile = [root]
    while pile:
        one = pile.pop()
        if one.tag == f"{W}p":
            yield one
        if one.tag not in SKIPPED:
            pile += reversed([part for part in one if one.tag != f"{W}p" or part.tag != f"{W}pPr"])


def _text(paragraph: Element) -> Iterator[str]:
    """The text of one paragraph; a paragraph inside it (a text box) speaks for itself."""
    pile = list(reversed(paragraph))
    while pile:
        one = pile.pop()
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif one.tag in (f"{W}noBreakHyphen",):
            yield "-"
        elif one.tag not in SKIPPED and one.tag not in (f"{W}p", f"{W}pPr"):
            pile += reversed(one)


def _value(parent: Element | None, path: str) -> str:
    found = None if parent is None else parent.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


class _Styles:
    """What a style says of a paragraph: its level as a heading and its list."""

    def __init__(self, root: Element | None) -> None:
        self.held = {} if root is None else {one.get(f"{W}styleId", ""): one for one in root.findall(f"{W}style")}

    def level(self, paragraph: Element) -> int:
        """Level 1 to 9 as a heading, 0 if it is none."""
        own = _value(paragraph, "pPr/outlineLvl")
        for style in self._chain(paragraph):
            own = own or _value(style, "pPr/outlineLvl")
            named = re.fullmatch(r"(?:heading|kop) ([1-9])", _value(style, "name").lower())
            if named and not own:
                own = str(int(named[1]) - 1)
        return int(own) + 1 if own.isdecimal() and int(own) < 9 else 0

    def numbered(self, paragraph: Element) -> tuple[str, int]:
        """Which list does it belong to, and at which level? ("", 0) for none."""
        number, level = _value(paragraph, "pPr/numPr/numId"), _value(paragraph, "pPr/numPr/ilvl")
        for style in self._chain(paragraph):
            number, level = number or _value(style, "pPr/numPr/numId"), level or _value(style, "pPr/numPr/ilvl")
        level = int(level) if level.isdecimal() and int(level) < 9 else 0
        return ("" if number == "0" else number), level

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        name, seen = _value(paragraph, "pPr/pStyle"), set()
        while name in self.held and name not in seen:
            seen.add(name)
            yield self.held[name]
            name = _value(self.held[name], "basedOn")


class _Numbering:
    """Counts numbered paragraphs as Word does; bullets have no number."""

    def __init__(self, root: Element | None) -> None:
        self.lists, self.counts = {}, {}
        if root is None:
            return
        kinds = {one.get(f"{W}abstractNumId"): one for one in root.findall(f"{W}abstractNum")}
        for one in root.findall(f"{W}num"):
            kind = kinds.get(_value(one, "abstractNumId"))
            if kind is not None:
                self.lists[one.get(f"{W}numId")] = (_value(one, "abstractNumId"), {
                    level.get(f"{W}ilvl"): level for level in kind.findall(f"{W}lvl")})

    def next(self, number_id: str, level: int) -> str:
        """The number that Word shows in front of the next paragraph of this list and level."""
        if number_id not in self.lists:
            return ""
        family, levels = self.lists[number_id]
        own = levels.get(str(level))
        if own is None or _value(own, "numFmt") == "bullet":
            return ""
        counts = self.counts.setdefault(family, {})
        counts[level] = counts.get(level, self._start(levels, level) - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return re.sub(r"%([1-9])", lambda m: self._shown(levels, counts, int(m[1]) - 1), _value(own, "lvlText"))

    @staticmethod
    def _start(levels: dict, level: int) -> int:
        first = _value(levels.get(str(level)), "start")
        return int(first) if first.isdecimal() and len(first) < 6 else 1

    def _shown(self, levels: dict, counts: dict, level: int) -> str:
        count = counts.get(level, self._start(levels, level))
        letters = {"lowerLetter": "a", "upperLetter": "A"}.get(_value(levels.get(str(level)), "numFmt"))
        return chr(ord(letters) + (count - 1) % 26) if letters else str(count)
