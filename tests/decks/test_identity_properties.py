"""What holds for any decks: nothing is lost, doubled or mixed up by applying files."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.decks.identity import Outcome, fingerprint, plan
from app.decks.model import Note
from tests.decks.identity_cases import Store, cloze, decks, everywhere, listing, term

Files = dict[str, list[Note]]
WORDS = [
    "foo", "Foo", "FOO.", "**foo**", "bar", "Bar", "baz",  # many with one normal form
    "long list of goods", "long list of sold goods", "long lists of goods", "short list of goods",
]  # fmt: skip
FILES = ["one", "two", "three"]

texts = st.sampled_from(WORDS)
entries = st.lists(texts, min_size=1, max_size=3, unique=True)
plain_notes = st.one_of(
    st.builds(term, texts, st.sampled_from(["a meaning", "A meaning", "one more meaning"])),
    entries.flatmap(lambda answers: texts.map(lambda text: cloze(text, *answers))),
    entries.flatmap(lambda found: texts.map(lambda ask: listing(ask, *found))),
)
notes = st.builds(
    lambda note, hint: replace(note, hint=hint), plain_notes, st.sampled_from(["", "", "h"])
)


@st.composite
def files(draw: st.DrawFn, *, unique: bool = False, ids: bool = True) -> Files:
    """Some notes, some with explicit ids (each once), spread over files."""
    chosen = draw(
        st.lists(notes, max_size=7, unique_by=(lambda n: fingerprint(n).exact) if unique else None)
    )
    if ids:
        order = draw(st.permutations([*"xyz", *[None] * 7]))
        chosen = [replace(n, explicit_id=i) for n, i in zip(chosen, order, strict=False)]
    placed: Files = {}
    for note in chosen:
        placed.setdefault(draw(st.sampled_from(FILES)), []).append(note)
    return placed


stores = st.builds(Store, retire_cards=st.booleans())


@given(stores, st.lists(files(), max_size=2), files())
def test_applying_the_same_files_again_changes_nothing(
    store: Store, history: list[Files], last: Files
) -> None:
    for version in [*history, last]:
        store.apply(version)
    before = dict(store.notes)
    again = store.plan(last)
    assert {decision.outcome for decision in again.decisions} <= {Outcome.KEPT}
    assert not any(decision.changed for decision in again.decisions)
    assert again.retired == ()
    store.apply(last)
    assert store.notes == before


@given(stores, files(unique=True), files())
def test_going_back_restores_every_note_and_every_card(
    store: Store, first: Files, second: Files
) -> None:
    before = store.apply(first)
    store.apply(second)
    assert store.apply(first) == before


@given(stores, files(unique=True, ids=False), st.data())
def test_notes_that_only_move_keep_their_ids(
    store: Store, before: Files, data: st.DataObject
) -> None:
    uids = store.apply(before)
    moved: Files = {}
    for note in data.draw(st.permutations([note for notes in before.values() for note in notes])):
        moved.setdefault(data.draw(st.sampled_from(FILES)), []).append(note)
    result = store.plan(moved)
    assert {d.outcome for d in result.decisions} <= {Outcome.KEPT, Outcome.MOVED}
    assert result.retired == ()
    assert store.apply(moved) == uids


@given(stores, st.lists(files(), max_size=3), files())
def test_every_known_note_and_card_is_used_once_at_most(
    store: Store, history: list[Files], last: Files
) -> None:
    for version in history:
        store.apply(version)
    live = {uid for uid, note in store.notes.items() if not note.retired}
    result = store.plan(last)
    used = Counter(d.uid for d in result.decisions if d.uid)
    cards = Counter(c.uid for d in result.decisions for c in d.cards if c.uid)
    assert max([*used.values(), *cards.values()], default=1) == 1
    assert set(used) | set(result.retired) >= live
    assert not set(used) & set(result.retired)
    assert sum(map(len, last.values())) == len(result.decisions)


@given(stores, st.lists(files(), min_size=1, max_size=2), files())
def test_nothing_outside_the_scope_is_touched(
    store: Store, history: list[Files], last: Files
) -> None:
    for version in history:
        store.apply(version)
    inside = {path: notes for path, notes in last.items() if path != "one"}
    result = plan(list(store.notes.values()), decks(**inside), lambda path: path != "one")
    outside = {uid for uid, n in store.notes.items() if n.path == "one" and not n.retired}
    assert not outside & {*result.retired, *(d.uid for d in result.decisions)}


@given(stores, files(ids=False), files(ids=False))
def test_no_note_is_retired_while_its_very_text_is_called_new(
    store: Store, first: Files, second: Files
) -> None:
    store.apply(first)
    result = store.plan(second)
    gone = {store.notes[uid].revisions[0].exact for uid in result.retired}
    new = {fingerprint(d.note).exact for d in result.decisions if d.uid is None}
    assert not gone & new


@given(stores, files(), files(), st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_of_what_is_known(
    store: Store, first: Files, second: Files, random: Random
) -> None:
    store.apply(first)
    known, parsed = list(store.notes.values()), decks(**second)
    before = plan(known, parsed, everywhere)
    random.shuffle(known)
    random.shuffle(parsed)
    assert plan(known, parsed, everywhere) == before


def test_the_strategies_make_notes_that_only_differ_in_dress() -> None:
    assert len({fingerprint(term(word)).normal for word in WORDS}) == 7
