"""Exams on paper: what the PDF and the Word document have in common, and typst's typesetting.

`options` says how an exam is printed, `tree` reads our sanitised HTML, `scripts` tells the
language and direction of a text, `printed` in which order and under which letters answers are
printed. `markup`, `formulas`, `questions`, `answer_sheet` and `key` write typst, `exam.typ`
says how it looks, `fonts` finds the fonts, `typeset` makes the PDF. `word` and `word_text`
write the document for Word.
"""
