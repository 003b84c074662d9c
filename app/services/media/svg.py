"""SVG of unknown origin → SVG with nothing in it but drawing.

What is known to be harmless is written anew; what editors leave behind (metadata, their own
namespaces, comments) is dropped; everything else refuses the file, by line. A served picture is
loaded by ``<img>``, where nothing runs, and carries a policy of its own besides.
"""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.w3.org/2000/svg"
MAX_DEPTH = 64
MAX_ELEMENTS = 50_000

ELEMENTS = frozenset(
    {
        "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComposite",
        "feDropShadow", "feFlood", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset",
        "filter", "g", "line", "linearGradient", "marker", "mask", "path", "pattern", "polygon",
        "polyline", "radialGradient", "rect", "stop", "style", "svg", "symbol", "text",
        "textPath", "title", "tspan", "use",
    }
)  # fmt: skip
ATTRIBUTES = frozenset(
    {
        "alignment-baseline", "baseProfile", "baseline-shift", "class", "clip-path", "clip-rule",
        "clipPathUnits", "color", "color-interpolation", "color-interpolation-filters", "cx", "cy",
        "d", "direction", "display", "dominant-baseline", "dx", "dy", "enable-background", "fill",
        "fill-opacity", "fill-rule", "filter", "filterUnits", "flood-color", "flood-opacity",
        "focusable", "font-family", "font-size", "font-stretch", "font-style", "font-variant",
        "font-weight", "fr", "fx", "fy", "gradientTransform", "gradientUnits", "height", "id",
        "image-rendering", "in", "in2", "k1", "k2", "k3", "k4", "kerning", "lang",
        "lengthAdjust", "letter-spacing", "marker-end", "marker-mid", "marker-start",
        "markerHeight", "markerUnits", "markerWidth", "mask", "maskContentUnits", "maskUnits",
        "method", "mix-blend-mode", "mode", "offset", "opacity", "operator", "orient", "overflow",
        "paint-order", "pathLength", "patternContentUnits", "patternTransform", "patternUnits",
        "points", "preserveAspectRatio", "primitiveUnits", "r", "refX", "refY", "result", "role",
        "rotate", "rx", "ry", "shape-rendering", "side", "spacing", "spreadMethod",
        "startOffset", "stdDeviation", "stop-color", "stop-opacity", "stroke", "stroke-dasharray",
        "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
        "stroke-opacity", "stroke-width", "style", "tabindex", "text-anchor", "text-decoration",
        "text-rendering", "textLength", "transform", "transform-origin", "type", "values",
        "vector-effect", "version", "viewBox", "visibility", "white-space", "width",
        "word-spacing", "writing-mode", "x", "x1", "x2", "xml:space", "y", "y1", "y2", "zoomAndPan",
    }
)  # fmt: skip

_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
# Of these editors leave elements and attributes behind that draw nothing.
_DROPPED = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://ns.adobe.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/sketch",
    "http://www.serif.com/",
)
_DROPPED_PREFIXES = ("data-", "aria-")
_OUTSIDE = re.compile(r"url\((?!\s*['\"]?#[\w.:-]+['\"]?\s*\))", re.IGNORECASE)
_FRAGMENT = re.compile(r"#[\w.:-]+")
_NOT_PLAIN_CSS = re.compile(r"[\\@<]|image|expression|/\*", re.IGNORECASE)


class SvgRefusedError(ValueError):
    """The SVG holds something that is not known to be harmless; the message names it."""


def clean(data: bytes) -> bytes:
    """Return the drawing in *data* as UTF-8; raises SvgRefusedError."""
    writer = _Writer()
    try:
        writer.parser.Parse(data, True)  # noqa: FBT003 - a C function: it is the end
    except (expat.ExpatError, LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, SvgRefusedError):
            raise
        raise SvgRefusedError(f"cannot be read as XML ({error})") from error
    return "".join(writer.written).encode("utf-8", "replace")


class _Writer:
    """Writes what it is told of a document, as far as it is drawing."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._open: list[str] = []
        self._count = 0
        self._dropping = 0  # elements open within one that is dropped, itself included
        self._css = ""

    def _refuse(self, what: str) -> None:
        raise SvgRefusedError(f"holds {what} in line {self.parser.CurrentLineNumber}")

    def _doctype(self, *_: object) -> None:
        self._refuse("a DOCTYPE; take it out, or save it as plain SVG,")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._count += 1
        if len(self._open) + self._dropping >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            self._refuse("too many elements")
        if self._dropping or local == "metadata" or _is_dropped(namespace):
            self._dropping += 1
            return
        if namespace != NAMESPACE or local not in ELEMENTS or (not self._open and local != "svg"):
            self._refuse(f"<{local[:40]}>, which is not allowed,")
        kept = "".join(self._attribute(key, value) for key, value in attributes.items())
        declared = "" if self._open else f' xmlns="{NAMESPACE}"'
        self.written.append(f"<{local}{declared}{kept}>")
        self._open.append(local)

    def _attribute(self, name: str, value: str) -> str:
        """Return an attribute as it is to be written, "" if it is dropped."""
        namespace, _, local = name.rpartition(" ")
        if _is_dropped(namespace) or (not namespace and local.startswith(_DROPPED_PREFIXES)):
            return ""
        if namespace == _XML:
            return f" xml:{local}={quoteattr(value)}" if local in {"space", "lang"} else ""
        if local == "href" and namespace in {"", _XLINK}:
            if not _FRAGMENT.fullmatch(value):
                self._refuse("a link to something outside of it")
            return f" href={quoteattr(value)}"
        if namespace == _XLINK:
            return ""  # titles and roles of links, of which none goes anywhere
        if namespace or local not in ATTRIBUTES:
            self._refuse(f"the attribute “{local[:40]}”, which is not allowed,")
        self._check_css(value, whole=local == "style")
        return f" {local}={quoteattr(value)}"

    def _check_css(self, text: str, *, whole: bool) -> None:
        if _OUTSIDE.search(text) or (whole and _NOT_PLAIN_CSS.search(text)):
            self._refuse("a style that might load something from outside")

    def _text(self, text: str) -> None:
        if self._dropping or not self._open:
            return
        if self._open[-1] == "style":
            self._css += text  # comes in pieces, and what is refused may lie across them
        else:
            self.written.append(escape(text))

    def _end(self, _: str) -> None:
        if self._dropping:
            self._dropping -= 1
            return
        name = self._open.pop()
        if name == "style":
            self._check_css(self._css, whole=True)
            self.written.append(escape(self._css))
            self._css = ""
        self.written.append(f"</{name}>")


def _is_dropped(namespace: str) -> bool:
    return namespace.startswith(_DROPPED)
