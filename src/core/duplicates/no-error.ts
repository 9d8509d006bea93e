/** Recognises a report whose answer to the form's question about the error is that there is none. */
import type { Field } from '../report/report.ts'

/** A heading that asks for an error or a log. */
const ASKS_FOR_ERROR = /\b(?:errors?|logs?|output|stack ?trace)\b/i

/** Matches an answer that says only that there is no error. An unanswered field does not count. */
const NONE =
  /^\W*(?:(?:there (?:is|are|was|were) )?no(?:t any)? (?:\w+ )?(?:errors?|logs?|messages?|output)(?: (?:messages?|logs?|output|lines?))?(?: (?:(?:is|are|was|were) )?(?:found|shown|printed|displayed|seen|at all))?)\W*$/i

const MAX_ANSWER_LENGTH = 100

export function saysNoError(fields: readonly Field[]): boolean {
  const answers = fields.filter(({ heading }) => ASKS_FOR_ERROR.test(heading)).map(({ text }) => withoutFence(text))
  return answers.some((text) => text.length <= MAX_ANSWER_LENGTH && NONE.test(text))
}

/** A form may render an answer as a code block, with or without line breaks. */
function withoutFence(text: string): string {
  return text
    .trim()
    .replace(/^```[a-z]{0,12}\s/i, '')
    .replace(/```$/, '')
    .trim()
}
