/** The comment on a solved issue: what solved it, and how to keep it from coming back. */
import type { FeedbackEvent } from '../feedback/feedback-event.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import { valuesFor } from './captured-value.ts'
import type { CommentContext } from './comment-context.ts'
import { inlineCode } from './defuse.ts'
import type { CommentSection } from './fit-body.ts'
import { renderFooter } from './footer.ts'
import { ENGLISH } from './frame/english.ts'

/** Words can be misunderstood, a command cannot. */
const NOT_SOLVED = 'Not solved yet? `/triage did-not-work` brings the answer back.'

/**
 * @param event `step` is the number, in the signature, of the step that worked; null for the whole checklist
 * @returns the comment's sections, without the marker and the warning
 */
export function renderSolved(
  input: CommentContext,
  signature: Signature,
  { step, origin }: Pick<FeedbackEvent, 'step' | 'origin'>,
): readonly CommentSection[] {
  const values = valuesFor(input.diagnosis)
  const check = signature.checklist[(step ?? 0) - 1]?.check ?? ''
  const how = renderAuthored(check, values).replace(/[.:]$/, '')
  const by = how === '' ? '' : ` by “${how}”`
  const checks = signature.prevention
    .map((it) => renderAuthored(it, values))
    .filter((it) => it !== '')
    .map((it) => `- ${endSentence(it)}`)
  return [
    { text: `Solved${by}: **${inlineCode(signature.title, 80)}**. Thanks for letting us know.`, optional: false },
    { text: origin === 'words' ? NOT_SOLVED : '', optional: false },
    { text: `**To keep it from coming back**\n\n${checks.join('\n')}`, optional: true },
    { text: renderFooter({ kind: 'assert', signature, frame: input.frame ?? ENGLISH, input }), optional: false },
  ]
}
