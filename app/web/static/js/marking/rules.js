/**
 * The rules that mark what was typed, as one module that is fetched with the first card that needs
 * them: most runs of cards do not.
 */

import { markNumber as number } from "./numbers.js";
import { courseOf as course, mark } from "./wordings.js";

export const rules = { mark, markNumber: number, courseOf: course };
