"""A Word file, on the facilitator's own template if there is one: clean text, and properties that name nobody."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from alliance_lib.errors import AllianceError
from alliance_lib.words import Words
from alliance_lib.workbook import wordfile

A4 = (Cm(21), Cm(29.7))
INK, GREY, RED = RGBColor(0x1F, 0x2A, 0x37), RGBColor(0x59, 0x59, 0x59), RGBColor(0xA6, 0x1B, 0x1B)
FONT = "Calibri"
HIGHEST = 0.7  # of a page for one picture, so that its question and conclusion stand with it
# Characters that XML cannot hold, and those that turn the reading direction of what follows.
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
# Parts that tell who made a file, and where: properties, comments, names of reviewers, data of document systems.
TELLING = ("custom-properties", "extended-properties", "thumbnail", "comments", "commentsExtended", "commentsIds",
           "commentsExtensible", "people", "customXml", "attachedTemplate", "mailMergeSource", "glossaryDocument")
SETTINGS = ("w:attachedTemplate", "w:mailMerge", "w:docVars", "w:rsids", "w:documentProtection")
PROPERTIES = ("author", "last_modified_by", "comments", "keywords", "category", "content_status", "identifier", "subject", "version")


def clean(text: object) -> str:
    """Which of this text can stand on paper? All but characters that Word cannot hold or that turn the text round.

    >>> clean("een\\x07 twee\\u202e")
    'een twee'
    """
    return ODD.sub("", str(text))


class Paper:
    """A Word document being written, from top to bottom.

    Reads: words for the language of the spelling check; template, a .docx of which page, styles, header and footer
        are used and the text is not; size of the text in points.
    Refuses: AllianceError for a template that is no Word document, holds macros, or loads something from elsewhere.
    """

    def __init__(self, words: Words, template: Path | None = None, size: float = 11) -> None:
        self.words, self.size, self.own = words, size, template is None
        self.places = []  # of pictures: paragraph, name, alternative text
        self.document = docx.Document() if template is None else _opened(template, words)
        if self.own:
            self._plain_styles()
        else:
            body = self.document.element.body
            for part in [one for one in body if one.tag != qn("w:sectPr")]:
                body.remove(part)

    @property
    def room(self) -> tuple[float, float]:
        """How wide and high is the text area, in points? At most as high as on A4."""
        page = self.document.sections[-1]
        wide = page.page_width - page.left_margin - page.right_margin
        return wide / Pt(1), (min(page.page_height, A4[1]) - page.top_margin - page.bottom_margin) / Pt(1)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading: level 0 is the title of the document."""
        name = f"Heading {level}" if level else "Title"
        self._paragraph(text, style=name if name in self._styles else None, bold=name not in self._styles)

    def text(self, text: str, *, bold: bool = False, keep: bool = False) -> None:
        """A paragraph of ordinary text; keep it on the page of what follows."""
        self._paragraph(text, bold=bold, keep=keep)

    def note(self, text: str, *, keep: bool = False) -> None:
        """Something beside the text itself, in grey; keep it on the page of what follows."""
        self._paragraph(text, color=GREY, keep=keep)

    def warning(self, text: str) -> None:
        """What nobody may overlook."""
        self._paragraph(text, bold=True, color=RED)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[float]) -> None:
        """A table with a heading row that is repeated on every page; shares of the width per column."""
        made = self.document.add_table(rows=1, cols=len(heads))
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        if "Table Grid" in self._styles:
            made.style = "Table Grid"
            _soften(made)
        for column, share in zip(made.columns, shares, strict=True):
            column.width = Pt(self.room[0] * share)
        self._row(made.rows[0], heads, shares, bold=True)
        _mark(made.rows[0], "w:tblHeader")
        for row in rows:
            added = made.add_row()
            _mark(added, "w:cantSplit")
            self._row(added, row, shares)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def picture(self, name: str, alt: str) -> None:
        """The place of a picture, on the page of what follows; `fill` brings it."""
        place = self.document.add_paragraph()
        place.paragraph_format.keep_with_next = True
        self.places.append((place, name, alt))

    def fill(self, pictures: Mapping[str, bytes]) -> None:
        """Put every picture in its place, as wide as the text; a place without one goes.

        Reads: pictures, PNG by name.
        """
        wide, high = self.room
        for place, name, alt in self.places:
            if name in pictures:
                shape = place.add_run().add_picture(BytesIO(pictures[name]))
                scale = min(Pt(wide) / shape.width, Pt(high * HIGHEST) / shape.height)
                shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
                shape._inline.docPr.set("descr", clean(alt))
            else:
                place._p.getparent().remove(place._p)
        self.places = []

    def break_page(self) -> None:
        """Go on at the top of a new page."""
        self.document.add_page_break()

    def foot(self, text: str) -> None:
        """What stands at the bottom of every page, with its number. A template keeps its own footer above it."""
        footer = self.document.sections[-1].footer
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0] if footer.paragraphs and not footer.paragraphs[0].text else footer.add_paragraph()
        self._run(line, f"{text} · {self.words.say('word.page')} ", Pt(8), GREY)
        for kind in ("begin", "PAGE", "separate", "1", "end"):
            run = self._run(line, "1" if kind == "1" else "", Pt(8), GREY)
            if kind == "PAGE":
                run._r.append(OxmlElement("w:instrText"))
                run._r[-1].text = kind
            elif kind != "1":
                run._r.append(OxmlElement("w:fldChar"))
                run._r[-1].set(qn("w:fldCharType"), kind)

    def save(self, path: Path, title: str, day: datetime.date | None) -> None:
        """Write the file; its properties hold a title and the day of the figures, no name, path or time of writing."""
        properties = self.document.core_properties
        for name in PROPERTIES:
            setattr(properties, name, "")
        moment = datetime.datetime.combine(day or datetime.date(2000, 1, 1), datetime.time(12))
        properties.created = properties.modified = moment
        if properties.last_printed is not None:
            properties.last_printed = moment
        properties.title, properties.language, properties.revision = clean(title)[:255], self._language, 1
        _forget(self.document)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.document.save(path)

    @cached_property
    def _styles(self) -> set[str]:
        return {style.name for style in self.document.styles}

    @property
    def _language(self) -> str:
        return "nl-NL" if self.words.lang == "nl" else "en-GB"

    def _paragraph(self, text: str, *, style: str | None = None, bold: bool = False, color=None, keep: bool = False) -> None:
        made = self.document.add_paragraph(style=style)
        made.paragraph_format.keep_with_next = keep or style is not None or None
        made.paragraph_format.keep_together = True
        run = self._run(made, text, None if style or not self.own else Pt(self.size), color)
        run.bold = bold or None

    def _run(self, paragraph, text: str, size=None, color=None):
        run = paragraph.add_run(clean(text))
        run.font.size = size
        if color is not None:
            run.font.color.rgb = color
        return run

    def _row(self, row, texts: Sequence[str], shares: Sequence[float], bold: bool = False) -> None:
        wide = self.room[0]
        for cell, text, share in zip(row.cells, texts, shares, strict=True):
            cell.width = Pt(wide * share)
            line = cell.paragraphs[0]
            line.paragraph_format.space_after = line.paragraph_format.space_before = Pt(1)
            line.paragraph_format.line_spacing = 1
            self._run(line, text, Pt(self.size)).bold = bold or None

    def _plain_styles(self) -> None:
        """A sober page: A4, one typeface, dark headings without rules."""
        page = self.document.sections[-1]
        page.page_width, page.page_height = A4
        page.left_margin = page.right_margin = Cm(2)
        page.top_margin = page.bottom_margin = Cm(1.8)
        sizes = {"Normal": self.size, "Title": self.size + 9, "Heading 1": self.size + 4, "Heading 2": self.size + 1}
        for name, size in sizes.items():
            style = self.document.styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
            fonts = style.element.rPr.rFonts
            for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[theme]
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), self._language)
            style.element.rPr.append(language)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(5)
        for border in self.document.styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)


def _opened(template: Path, words: Words):
    fault = wordfile.fault(template) or wordfile.loads(template)
    if not fault:
        try:
            return docx.Document(str(template))
        except (ValueError, KeyError, PackageNotFoundError):
            fault = "not_word"
    raise AllianceError(words.say(f"input.{fault}.what"), template.name, words.say(f"input.{fault}.remedy"))


def _soften(table) -> None:
    """Grey lines between the rows only."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        shown = side in ("top", "bottom", "insideH")
        for name, value in {"val": "single" if shown else "nil", "sz": "4", "space": "0", "color": "A6A6A6"}.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _mark(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _forget(document) -> None:
    """Take out what a file says of its maker: parts, settings, and names on tracked changes in headers and footers."""
    parts = [rel.target_part for rel in document.part.rels.values() if not rel.is_external]
    for holder in (document.part.package, document.part, *parts):
        for key in [key for key, one in holder.rels.items() if one.reltype.rpartition("/")[2] in TELLING]:
            del holder.rels[key]
    settings = document.settings.element
    for one in [one for name in SETTINGS for one in settings.findall(qn(name))]:
        settings.remove(one)
    for part in parts:
        for one in part.element.iter() if hasattr(part, "element") else ():
            for name in [name for name in one.attrib if name.endswith(("}author", "}initials"))]:
                one.set(name, "")
