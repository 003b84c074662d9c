/**
 * The shapes of the JSON API (see /api/v1/openapi.json), for the type checker only.
 *
 * @typedef {"again" | "hard" | "good" | "easy"} RatingName
 * @typedef {"new" | "learning" | "review" | "relearning"} Phase
 * @typedef {1 | 2 | 3 | 4} Rating
 *
 * @typedef {object} Outcome Where one rating leads.
 * @property {string} due  ISO instant
 * @property {string} label  the way there in words, such as "3 d"
 * @property {Phase} phase  the card's phase afterwards
 * @property {Outcomes | null} [next]  the outcomes of the answer after it, in a learning step
 *
 * @typedef {Partial<Record<RatingName, Outcome>>} Outcomes
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {string} text  sanitised HTML
 * @property {string} [side]  the heading it stands under, in a contrast
 * @property {boolean | null} [right]  of an option: whether to choose it
 * @property {string} [feedback]  sanitised HTML, for whoever chose it
 * @property {boolean} [pinned]  whether it keeps its place among the options
 * @property {number | null} [choice]  of what is to be matched: the place of what belongs to it
 * @property {number} [asked]  how many of the last answers it stood in
 * @property {number} [missed]  in how many of them it was missed
 *
 * @typedef {object} Card
 * @property {string} card
 * @property {number} version
 * @property {string} kind
 * @property {string} facet
 * @property {string} front  sanitised HTML, as are back and note
 * @property {string} back
 * @property {string} note  the remark
 * @property {string} hint
 * @property {Item[]} items
 * @property {boolean} ordered
 * @property {string[]} context
 * @property {string} language
 * @property {string} notes_url
 * @property {boolean} [private]  the student's own card, which nobody else can mend
 * @property {string} [own_note]  what the student wrote on it for nobody else, plain text
 * @property {string | null} [advice]  what may help with a card that is forgotten time and again
 * @property {string | null} [corrected]  the answer before it was corrected, as sanitised HTML
 * @property {string[]} [wordings]  what may be typed, the answer first
 * @property {boolean | null} [truth]
 * @property {import("./marking/numbers.js").Quantity | null} [number]
 * @property {{phase: Phase, due: string | null, flagged?: boolean}} state
 * @property {Outcomes} outcomes
 *
 * @typedef {object} QueueReply
 * @property {string} server_time
 * @property {string} mode
 * @property {{new: number, learning: number, review: number}} counts
 * @property {number} minutes_left  of the student's cap for today
 * @property {Card[]} cards
 * @property {{title: string, at: string} | null} [exam]  in exam mode
 * @property {boolean} [repeat_failed]  in exam mode: whether a failure comes back soon
 * @property {LeftOut[]} [left_out]  in exam mode: what will not fit before the exam
 * @property {{terms: string[], words: string} | null} [marking]  for cards that are typed
 * @property {{title: string, at: string} | null} [rests_after]  the last exam, where study rests
 * @property {ComingDay[]} [later]  the days after today, as many as were asked for
 *
 * @typedef {object} ComingDay
 * @property {string} starts  ISO instant
 * @property {number} minutes  that the student gives it
 * @property {number} most_new  cards to begin on it
 * @property {number} seconds_per_new
 * @property {number} seconds_per_review
 * @property {Card[]} cards  none of which is in another day
 *
 * @typedef {object} LeftOut
 * @property {string} deck
 * @property {string} title
 * @property {number} cards
 *
 * @typedef {"review" | "retract" | "suspend" | "bury" | "flag" | "unflag" | "report"} EventType
 *
 * @typedef {object} StudyEvent
 * @property {string} id
 * @property {string} device
 * @property {number} seq
 * @property {EventType} type
 * @property {"schedule" | "exam" | "deck"} mode
 * @property {string} card
 * @property {number} version
 * @property {Rating | null} rating
 * @property {string | null} target
 * @property {string} answered_at
 * @property {string} zone
 * @property {number} elapsed_ms
 * @property {Record<string, unknown>} detail
 *
 * @typedef {object} Course
 * @property {string} slug
 * @property {string} title
 * @property {"student" | "assistant" | "instructor"} role
 * @property {string[]} modes  schedule, and exam while one is ahead
 * @property {string} usual  what the study page opens with
 *
 * @typedef {object} CoursesReply
 * @property {string} user
 * @property {Record<string, unknown>} settings
 * @property {Course[]} courses
 * @property {string} server_time
 *
 * @typedef {object} EventResult
 * @property {string | null} id
 * @property {"stored" | "duplicate" | "rejected"} status
 * @property {string | null} [reason]
 *
 * @typedef {{results: EventResult[], server_time: string}} EventsReply
 * @typedef {{user: {id: string, name: string}, csrf: string}} SessionReply
 */
export {};
