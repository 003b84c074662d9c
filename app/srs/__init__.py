"""When to show what: pure functions from a log of answers to memory states and plans.

Read in this order: `memory` (the words), `fsrs` (the formulas), `states` (one answer),
`fold` (all answers of one card), `study_days` (which day is it), `due` (the plan),
`outcomes` (what each button leads to), `queue` (what comes next), `flags` (suspend, bury,
flag), `replay` (histories from a file).

Nothing is imported here, so that a command that needs one part loads only that part.
"""
