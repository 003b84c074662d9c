"""What is declared and shown of each type of question (QTI 2.1, section 7)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.exports.packages import add, hashed, mixed
from app.exports.qti21.processing import (
    RESPONSE,
    declare_mapping,
    declare_response,
    number,
    share,
)
from app.exports.qti21.texts import Texts
from app.exports.sheet import as_typed
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching

TRUE, FALSE = "true", "false"
LINES = 10
MARGIN = 10  # characters that a line is longer than the longest answer


def option_id(ident: str) -> str:
    """Return the identifier of an option."""
    return f"option-{ident}"


def entry_id(question: Question, ident: str) -> str:
    """Return the identifier of an entry to be put in order, which does not tell its place."""
    return f"entry-{hashed(question.id, ident)}"


def _right_id(question: Question, ident: str) -> str:
    """Return the identifier of a choice, which does not tell what belongs to it."""
    return f"right-{hashed(question.id, ident)}"


def declare_choice(item: ET.Element, question: Question) -> None:
    """Declare which options are right and, if several are, what each is worth."""
    body: Choice = question.body
    right = [option_id(option.id) for option in body.right]
    cardinality = "multiple" if body.multiple else "single"
    declared = declare_response(item, cardinality, "identifier", right)
    if body.multiple:
        worth = share(question.points, len(body.right))
        cost = f"-{share(question.points, len(body.wrong))}"
        marks = [(option_id(o.id), worth if o.right else cost) for o in body.options]
        declare_mapping(declared, question.points, marks)


def declare_truth(item: ET.Element, question: Question) -> None:
    """Declare whether the stem is true."""
    declare_response(item, "single", "identifier", [TRUE if question.body.truth else FALSE])


def show_choices(texts: Texts, body: ET.Element, question: Question) -> None:
    """Show options, or true and false."""
    asked = question.body
    if not isinstance(asked, Choice):
        shown = _interaction(body, "choiceInteraction", shuffle="false", maxChoices="1")
        for identifier, word in ((TRUE, "True"), (FALSE, "False")):
            add(shown, "simpleChoice", word, identifier=identifier)
        return
    most = "0" if asked.multiple else "1"  # none: as many as there are
    shown = _interaction(body, "choiceInteraction", shuffle="true", maxChoices=most)
    for option in asked.options:
        choice = add(shown, "simpleChoice", identifier=option_id(option.id))
        if option.pinned:
            choice.set("fixed", "true")
        texts.into(choice, texts.sheet.inline(option.text))


def declare_wordings(item: ET.Element, question: Question) -> None:
    """Declare the wordings that count, in upper or lower case."""
    wordings = {as_typed(wording): None for wording in question.body.wordings}
    declared = declare_response(item, "single", "string", list(wordings)[:1])
    marks = [(wording, number(question.points)) for wording in wordings]
    declare_mapping(declared, question.points, marks, caseSensitive="false")


def declare_number(item: ET.Element, question: Question) -> None:
    """Declare the number."""
    declare_response(item, "single", "float", [f"{question.body.quantity.value:f}"])


def show_line(_texts: Texts, body: ET.Element, question: Question) -> None:
    """Show a line to type on."""
    wordings = getattr(question.body, "wordings", ())
    length = max((len(wording) for wording in wordings), default=0) + MARGIN
    _interaction(add(body, "p"), "textEntryInteraction", expectedLength=str(length))


def declare_pairs(item: ET.Element, question: Question) -> None:
    """Declare what belongs to what, each pair worth the same."""
    body: Matching = question.body
    pairs = [f"left-{pair.id} {_right_id(question, pair.choice)}" for pair in body.pairs]
    declared = declare_response(item, "multiple", "directedPair", pairs)
    worth = share(question.points, len(pairs))
    declare_mapping(declared, question.points, [(pair, worth) for pair in pairs])


def show_pairs(texts: Texts, body: ET.Element, question: Question) -> None:
    """Show what is to be matched: each left entry once, each choice as often as one likes."""
    asked: Matching = question.body
    shown = _interaction(body, "matchInteraction", shuffle="true")
    shown.set("maxAssociations", str(len(asked.pairs)))
    lefts = [(f"left-{pair.id}", pair.left) for pair in asked.pairs]
    rights = [(_right_id(question, ident), text) for ident, text in asked.choices]
    for entries, most in ((lefts, "1"), (mixed(question, rights), "0")):
        column = add(shown, "simpleMatchSet")
        for identifier, text in entries:
            entry = add(column, "simpleAssociableChoice", identifier=identifier, matchMax=most)
            texts.into(entry, texts.sheet.inline(text))


def declare_order(item: ET.Element, question: Question) -> None:
    """Declare the right order."""
    right = [entry_id(question, ident) for ident, _ in question.body.entries]
    declare_response(item, "ordered", "identifier", right)


def show_order(texts: Texts, body: ET.Element, question: Question) -> None:
    """Show entries to be put in order, not in the right one even where nothing is shuffled."""
    shown = _interaction(body, "orderInteraction", shuffle="true")
    for ident, text in mixed(question, question.body.entries):
        choice = add(shown, "simpleChoice", identifier=entry_id(question, ident))
        texts.into(choice, texts.sheet.inline(text))


def declare_text(item: ET.Element, _question: Question) -> None:
    """Declare a text, which a person marks."""
    add(item, "responseDeclaration", identifier=RESPONSE, cardinality="single").set(
        "baseType", "string"
    )


def show_text(texts: Texts, body: ET.Element, question: Question) -> None:
    """Show lines to write on, and the key to graders only."""
    asked = question.body
    if isinstance(asked, Listing):
        kind = "ol" if asked.ordered else "ul"
        entries = "".join(f"<li>{texts.sheet.inline(entry.text)}</li>" for entry in asked.entries)
        key = f"<{kind}>{entries}</{kind}>"
    else:
        key = texts.sheet.block(asked.model)
    if key:
        texts.block(add(body, "rubricBlock", view="scorer"), key)
    _interaction(body, "extendedTextInteraction", expectedLines=str(LINES))


def _interaction(body: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return add(body, tag, responseIdentifier=RESPONSE, **attributes)
