"""The guard against copied sentences sees through dress, and only inside one block."""

from __future__ import annotations

from pathlib import Path

from tests.content import ngrams

SENTENCE = "One two three four five six seven eight nine ten eleven twelve."


def test_case_punctuation_and_markup_do_not_hide_a_copy() -> None:
    dressed = "one, *two* three **Four** five -- six\nseven `eight` nine ten; ==eleven== TWELVE"
    assert ngrams.fingerprints([SENTENCE]) == ngrams.fingerprints([dressed])


def test_an_apostrophe_is_part_of_its_word() -> None:
    assert ngrams.words("the buyer\u2019s and the buyer's") == [
        "the",
        "buyers",
        "and",
        "the",
        "buyers",
    ]


def test_eleven_words_are_no_run() -> None:
    assert not ngrams.fingerprints([SENTENCE.removesuffix(" twelve.")])


def test_every_run_of_a_longer_text_counts() -> None:
    assert len(ngrams.fingerprints([f"{SENTENCE} Thirteen fourteen."])) == 3


def test_a_run_does_not_cross_two_blocks() -> None:
    halves = ("One two three four five six", "seven eight nine ten eleven twelve")
    for joined in ("{}\n\n{}", "- {}\n- {}", "1. {}\n2. {}", "| {} | {} |", "Q: {}\nA: {}"):
        assert not ngrams.fingerprints(ngrams.blocks(joined.format(*halves)))


def test_a_wrapped_block_is_one_block() -> None:
    wrapped = SENTENCE.replace("six ", "six\n")
    for block in (wrapped, f"- {wrapped}", f":   {wrapped}", "> " + wrapped.replace("\n", "\n> ")):
        assert ngrams.digest(next(ngrams.runs([SENTENCE]))) in ngrams.fingerprints(
            ngrams.blocks(block)
        )


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    digests = ngrams.fingerprints([f"{SENTENCE} And some more words."])
    ngrams.save(tmp_path / "prints", digests)
    assert ngrams.load(tmp_path / "prints") == digests
