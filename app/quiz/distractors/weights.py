"""Fitted weights: a row for each feature, a column for each kind of answer.

Printed by ``python -m bench.distractors --fit`` from 6,362 items with wrong options that people
wrote (Liang et al. 2018); figures in docs/quizzes.md. The items themselves are no part of this.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, float, float]] = {
    # one word, phrase, figure
    "token sort ratio": (-0.412, -0.419, -0.591),
    "length ratio": (1.884, -0.562, 1.931),
    "length ratio squared": (-3.735, 0.098, -0.823),
    "length: same within a few letters": (2.630, 0.125, -0.047),
    "length: squared logarithm of the ratio": (-0.951, -0.375, -0.525),
    "words: same number": (0.087, -0.444, -0.140),
    "words: difference": (-1.278, -1.654, -0.493),
    "words: candidate has more": (-0.850, -0.282, -0.546),
    "words: both one, or both several": (0.087, -0.701, 0.368),
    "letters: same three at the end": (0.381, 0.627, 0.054),
    "letters: shared end of the last word": (1.150, -0.119, 1.560),
    "letters: shared end of single words": (-0.359, 0.000, -1.999),
    "letters: shared start of the first word": (0.913, 0.315, -0.086),
    "letters: shared pairs": (-2.041, -2.741, -1.170),
    "letters: TF-IDF, square root": (5.984, 7.064, 6.078),
    "letters: TF-IDF, where digits agree": (-1.802, -1.341, -3.256),
    "letters: with the stem": (5.748, 3.592, 6.956),
    "letters: with the stem, square root": (-0.536, 1.953, -1.681),
    "letters: with answer and stem": (-3.922, -6.245, -1.793),
    "words: TF-IDF": (-1.116, -0.085, 0.483),
    "words: token set ratio, if one is shared": (1.778, 1.957, 0.440),
    "words: partial ratio": (0.229, 0.918, 0.858),
    "words: one text holds the other": (-0.189, -0.979, -0.563),
    "words: with the stem": (3.814, 2.651, 1.145),
    "words: share that stands in the stem": (-1.820, -0.239, -0.370),
    "words: some stand in the stem": (0.779, 0.094, 0.465),
    "digits agree": (2.434, 0.319, 1.526),
    "digits: ratio of the numbers": (0.000, 0.000, 1.036),
    "digits: both formulas, or neither": (-0.271, 1.018, 0.221),
    "capitals: same use": (0.120, 0.461, 0.559),
    "capitals: difference in share": (-1.101, -0.778, -1.743),
    "shape: same": (0.719, 0.334, 0.308),
    "shape: punctuation that differs": (0.591, -0.239, -0.200),
    "plural agrees": (0.400, 0.206, 0.657),
    "gerund agrees": (0.505, 0.145, 0.859),
    "rarity: difference": (-0.356, -0.233, -0.348),
    "rarity": (-0.204, -0.063, -0.073),
    "all, both or none of the others": (2.929, 1.196, 3.188),
}
