/** Whether a report says, where its form asks for the error, that there is none. */
import type { Field } from '../report/report.ts'

/** The heading under which an error or a log is asked for. */
const ASKS_FOR_ERROR = /\b(?:errors?|logs?|output|stack ?trace)\b/i

/** Nothing but such an answer; what was left out of a form says nothing. */
const NONE =
  /^\W*(?:(?:there (?:is|are|was|were) )?no(?:t any)? (?:\w+ )?(?:errors?|logs?|messages?|output)(?: (?:messages?|logs?|output|lines?))?(?: (?:(?:is|are|was|were) )?(?:found|shown|printed|displayed|seen|at all))?)\W*$/i

const LONGEST = 100

export function saysNoError(fields: readonly Field[]): boolean {
  const answers = fields.filter(({ heading }) => ASKS_FOR_ERROR.test(heading)).map(({ text }) => withoutFence(text))
  return answers.some((text) => text.length <= LONGEST && NONE.test(text))
}

/** A form may render its answer as a block of code, with or without its line breaks. */
function withoutFence(text: string): string {
  return text
    .trim()
    .replace(/^```[a-z]{0,12}\s/i, '')
    .replace(/```$/, '')
    .trim()
}
