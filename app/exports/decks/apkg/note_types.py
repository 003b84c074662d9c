"""The note types of the package. Their ids, fields and templates stay: Anki knows them by these.

A change of wording or style gets a later CHANGED; other fields or templates need a new id, for
Anki keeps the notes of two shapes apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CHANGED = 1_795_305_600  # 2026-11-22, in seconds

_ABOVE = '{{#Context}}<div class="context">{{Context}}</div>{{/Context}}'
_HINT = '{{#Hint}}<div class="hint">{{hint:Hint}}</div>{{/Hint}}'
_BELOW = '{{#Remark}}<div class="remark">{{Remark}}</div>{{/Remark}}'
_ANSWER = '<hr id="answer">'

# Shows the entries one by one on the front; without scripts the front only asks.
_ONE_BY_ONE = """\
<div class="entries" id="entries">{{Entries}}</div>
<button class="more" id="more" type="button">Show the next entry</button>
<script>
(function () {
  var hidden = Array.prototype.slice.call(document.querySelectorAll("#entries li"));
  var button = document.getElementById("more");
  if (!hidden.length) { button.style.display = "none"; return; }
  hidden.forEach(function (entry) { entry.style.visibility = "hidden"; });
  document.getElementById("entries").className += " ready";
  button.onclick = function () {
    var entry = hidden.shift();
    if (entry) { entry.style.visibility = "visible"; }
    if (!hidden.length) { button.style.display = "none"; }
  };
})();
</script>"""

CSS = """\
.card { font: 20px/1.45 system-ui, sans-serif; max-width: 40em; margin: 0 auto; padding: 1em;
  text-align: left; color: #1c2430; background: #fff; }
.card.nightMode, .nightMode .card { color: #e6e9ee; background: #1d2126; }
.context { font-size: 15px; opacity: .75; margin-bottom: .6em; }
.remark { font-size: 17px; margin-top: 1em; padding-left: .8em; border-left: 3px solid #7a8799; }
.hint { font-size: 16px; margin-top: .8em; }
.cloze, mark { font-weight: 600; color: #1d5fbf; background: none; }
.nightMode .cloze, .nightMode mark { color: #8ab8ff; }
.front .entries { display: none; }
.front .entries.ready { display: block; }
.more { font: inherit; font-size: 16px; padding: .4em .9em; }
img { max-width: 100%; height: auto; background: #fff; }
table { border-collapse: collapse; }
td, th { border: 1px solid #8895a7; padding: .25em .6em; }
pre { white-space: pre-wrap; }
"""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type; *templates* are names with their front and back."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]
    cloze: bool = False


def _front(asked: str) -> str:
    return f'<div class="front">{_ABOVE}{asked}{_HINT}</div>'


def _back(asked: str, answer: str) -> str:
    return f"{_ABOVE}{asked}{_ANSWER}{answer}{_BELOW}"


# One type for cards of two sides, whether or not a note is asked the other way round as well:
# a note that gains its reverse stays the note that it was. Anki makes the card whose front has
# something to show.
CARD = NoteType(
    1_795_305_600_001,
    "Retain card",
    ("Front", "Back", "Reverse front", "Reverse back", "Context", "Remark", "Hint"),
    (
        (
            "Forward",
            "{{#Front}}" + _front("{{Front}}") + "{{/Front}}",
            _back("{{Front}}", "{{Back}}"),
        ),
        (
            "Reverse",
            "{{#Reverse front}}" + _front("{{Reverse front}}") + "{{/Reverse front}}",
            _back("{{Reverse front}}", "{{Reverse back}}"),
        ),
    ),
)
LIST = NoteType(
    1_795_305_600_002,
    "Retain list",
    ("Question", "Entries", "Context", "Remark", "Hint"),
    (
        (
            "List",
            _front("{{Question}}" + _ONE_BY_ONE),
            _back("{{Question}}", '<div class="entries">{{Entries}}</div>'),
        ),
    ),
)
CLOZE = NoteType(
    1_795_305_600_003,
    "Retain cloze",
    ("Text", "Context", "Remark", "Hint"),
    (("Cloze", _front("{{cloze:Text}}"), f"{_ABOVE}{{{{cloze:Text}}}}{_BELOW}"),),
    cloze=True,
)
NOTE_TYPES = (CARD, LIST, CLOZE)


def as_json(kind: NoteType) -> dict[str, Any]:
    """Return *kind* as schema 11 keeps it in ``col.models``."""
    return {
        "id": kind.id,
        "name": kind.name,
        "type": int(kind.cloze),
        "mod": CHANGED,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [
            {
                "name": name,
                "ord": number,
                "qfmt": front,
                "afmt": back,
                "did": None,
                "bqfmt": "",
                "bafmt": "",
            }
            for number, (name, front, back) in enumerate(kind.templates)
        ],
        "flds": [
            {"name": name, "ord": number, "font": "Arial", "size": 20, "rtl": False}
            | {"sticky": False, "media": []}
            for number, name in enumerate(kind.fields)
        ],
        "css": CSS,
        "latexPre": "",
        "latexPost": "",
        "req": [[n, "any", [0]] for n, _ in enumerate(kind.templates)],
        "tags": [],
        "vers": [],
    }
