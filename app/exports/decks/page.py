"""One HTML page of all cards, to print or to keep: it asks nothing of any other file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape

from app.decks.model import Facet
from app.exports.decks.registry import DeckFormat, add
from app.exports.decks.values import (
    PICTURE,
    Collection,
    DeckPicture,
    ExportedCard,
    ExportedDeck,
    ExportedNote,
    picture_addresses,
)
from app.exports.registry import Loss

CSS = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c2430; background: #fff; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2.2rem; break-after: avoid; }
.card { display: grid; grid-template-columns: 1fr 1fr; border: 1px solid #b9c1cc;
  border-bottom: 0; break-inside: avoid; }
.card:last-child { border-bottom: 1px solid #b9c1cc; }
.card > div { padding: .6rem .9rem; min-width: 0; overflow-wrap: anywhere; }
.card > div + div { border-left: 1px dashed #b9c1cc; }
.card p, .card ul, .card ol { margin: .2rem 0; }
.context, .hint, .remark { font-size: .85rem; color: #566070; }
.remark { margin-top: .5rem; }
.blank { white-space: nowrap; } mark { background: none; font-weight: 600; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; } td, th { border: 1px solid #b9c1cc; padding: .2rem .5rem; }
pre { white-space: pre-wrap; }
@media (max-width: 40rem) { .card { grid-template-columns: 1fr; }
  .card > div + div { border-left: 0; border-top: 1px dashed #b9c1cc; } }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } a { color: inherit; } }
"""
_NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def _page(collection: Collection) -> bytes:
    language = collection.decks[0].language if collection.decks else "en"
    title = escape(collection.title)
    sections = "".join(_section(deck, collection.pictures) for deck in collection.decks)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NO_SCRIPT}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{sections}</body>\n</html>\n"
    ).encode()


def _section(deck: ExportedDeck, pictures: Mapping[str, DeckPicture]) -> str:
    cards = "".join(_card(note, card, pictures) for note in deck.notes for card in note.cards)
    language = escape(deck.language)
    head = f'<section lang="{language}">\n<h2>{escape(deck.title)}</h2>'
    return f"{head}\n<div>{cards}</div>\n</section>\n"


def _card(note: ExportedNote, card: ExportedCard, pictures: Mapping[str, DeckPicture]) -> str:
    context, hint = note.context_html, escape(note.hint)
    front = (
        (f'<div class="context">{context}</div>' if context else "")
        + (f"<div>{card.front}</div>{_to_sort(card)}")
        + (f'<div class="hint">Hint: {hint}</div>' if hint else "")
    )
    remark = f'<div class="remark">{note.remark}</div>' if note.remark else ""
    html = f'<div class="card"><div>{front}</div><div>{card.back}{remark}</div></div>\n'
    return PICTURE.sub(lambda found: f"{found[1]}{_data(found[2], pictures)}{found[3]}", html)


def _to_sort(card: ExportedCard) -> str:
    if card.facet is not Facet.SORT:
        return ""
    entries = sorted({entry.html for entry in card.entries})
    return f"<ul>{''.join(f'<li>{html}</li>' for html in entries)}</ul>"


def _data(address: str, pictures: Mapping[str, DeckPicture]) -> str:
    """Return the picture as a data address; an empty one shows its description."""
    picture = pictures.get(address)
    return f"data:{picture.kind};base64,{b64encode(picture.data).decode()}" if picture else ""


def _losses(collection: Collection) -> Iterator[Loss]:
    for _, note in collection.notes():
        sides = (html for card in note.cards for html in (card.front, card.back))
        if any(a not in collection.pictures for html in sides for a in picture_addresses(html)):
            yield Loss(note.identity, "a picture that could not be read; its description stands")


add(
    DeckFormat(
        name="html",
        label="Web page",
        ending="html",
        media_type="text/html; charset=utf-8",
        write=_page,
        losses=_losses,
    )
)
