"""From question files to a sheet that can be exported: rendered in the sandbox, with pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import unquote

from app.decks.rendering import quick, refuse, verbatim
from app.exports.sheet import Fragment, Sheet, fragments, picture_names
from app.quiz.questions import Question
from app.sandbox import Killed, Sandbox


def sheet(
    title: str,
    questions: Sequence[Question],
    sandbox: Sandbox,
    read: Callable[[str], bytes | None],
    language: str = "en",
) -> Sheet:
    """Return the sheet of *questions*; *sandbox* runs ``app.services.rendering.TARGET``.

    *read* gives the bytes of a picture by its path in the deck's folder, None if there is none.
    """
    wanted = dict.fromkeys(one for question in questions for one in fragments(question))
    html = rendered(wanted, sandbox)
    found = {name: read(unquote(name)) for name in picture_names(html.values())}
    pictures = {name: data for name, data in found.items() if data is not None}
    return Sheet(title, tuple(questions), html, pictures, language)


def rendered(wanted: Iterable[Fragment], sandbox: Sandbox) -> dict[Fragment, str]:
    """Return the HTML of each fragment; what cannot be rendered stands as it was written."""
    return {one: _html(one, sandbox) for one in wanted if one.markdown.strip()}


def _html(fragment: Fragment, sandbox: Sandbox) -> str:
    if refuse(fragment.markdown) is not None:
        return verbatim(fragment.markdown)
    plain = quick(fragment.markdown, inline=fragment.inline)
    if plain is not None:
        return plain
    try:
        html: str = sandbox.run({"markdown": fragment.markdown, "inline": fragment.inline})
    except Killed:
        return verbatim(fragment.markdown)
    return html
