"""Every way to read a file, by one who wants to know what is in it."""

import base64
import binascii
import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from plotly.offline import get_plotlyjs
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject


def secrets_in(texts: Iterable[str], secrets: Iterable[str]) -> list[str]:
    """Which secrets can be read? Upper and lower case are one."""
    whole = "\n".join(texts).casefold()
    return [one for one in secrets if one.casefold() in whole]


def readings(path: Path) -> Iterator[str]:
    """The name of the file and everything in it: as it is, unescaped, out of JSON, out of Base64, out of the PDF."""
    yield path.name
    texts = list(_pdf(path)) if path.suffix == ".pdf" else [path.read_text(encoding="utf-8").replace(get_plotlyjs(), "")]
    for text in texts:
        yield text
        yield unquote(html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)))
        for run in re.findall(r"[A-Za-z0-9+/]{12,}={0,2}", text):
            try:
                yield base64.b64decode(run, validate=True).decode("latin-1")
            except binascii.Error:
                continue


def _pdf(path: Path) -> Iterator[str]:
    """The text of the pages and every object: properties, outlines, annotations, attachments; not pictures and fonts."""
    reader = PdfReader(path)
    yield from (page.extract_text() for page in reader.pages)
    for held in map(reader.get_object, range(1, reader.trailer["/Size"])):
        if isinstance(held, StreamObject) and held.get("/Subtype") != "/Image" and "/Length1" not in held:
            yield held.get_data().decode("latin-1")
        yield str(held) if isinstance(held, DictionaryObject) else ""


def properties(path: Path) -> list[str]:
    """What does a PDF say about itself beside its title?"""
    reader = PdfReader(path)
    told = [f"property: {name}" for name in reader.metadata or {} if name not in ("/Title", "/Producer")]
    return told + [f"attached: {name}" for name in reader.attachments] + (["property: xmp"] if reader.xmp_metadata else [])
