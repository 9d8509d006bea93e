/**
 * Renders the bot's comment as Markdown from a Report, its Diagnosis and the Pack. Makes no decisions, and shows the
 * issue's text only in redacted and defused form. The same input always gives the same bytes.
 */

import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { solvedBy } from '../feedback/implicit-feedback.ts'
import { renderAnswers } from './answers-section.ts'
import { renderAsk } from './ask-comment.ts'
import { type Asserted, assertedIn, renderAssert } from './assert-comment.ts'
import { renderCanonicalSection } from './canonical-section.ts'
import type { CommentContext } from './comment-context.ts'
import { type CommentSection, fitBody } from './fit-body.ts'
import { renderAskedFix } from './fix-section.ts'
import { renderFooter } from './footer.ts'
import { ENGLISH } from './frame/english.ts'
import { renderIncident } from './incident-section.ts'
import { questionKey, renderMarker } from './marker.ts'
import { renderGreeting } from './repository-wording.ts'
import { renderSecretWarning, showsCredential } from './secret-warning.ts'
import { renderSolved } from './solved-comment.ts'

/**
 * @returns the whole comment, shorter than 60,000 characters; null when there is nothing to say: there is no credential
 *   to warn about, no command to answer, no cluster and no fix to show, and the decision is `silent` or the asserted signature
 *   is not in the pack
 */
export function renderComment(input: CommentContext): string | null {
  const { diagnosis, pack, report, settings } = input
  const asserted = assertedIn(input)
  const sections = renderSections(input, asserted)
  const answers = { text: renderAnswers(input), optional: false }
  const canonicalSection = {
    text: input.related === undefined ? '' : renderCanonicalSection(input.related),
    optional: false,
  }
  const fixSection = {
    text: input.related === undefined ? '' : renderAskedFix(input.fix, input.related.repository),
    optional: false,
  }
  const extra = [canonicalSection, answers]
  const isEmpty = [fixSection, ...extra].every(({ text }) => text === '')
  if (sections === null && !showsCredential(report) && isEmpty) return null
  const { decision, signature } = sections === null ? WARNING_ONLY : diagnosis
  const warned = sections === null && showsCredential(report)
  const namesOthers = canonicalSection.text !== '' || (input.answers ?? []).some(({ kind }) => ABOUT_OTHERS.has(kind))
  const kind = warned ? 'silent' : namesOthers ? 'canonical' : 'answer'
  const footer = { text: renderFooter({ kind, frame: input.frame ?? ENGLISH, input }), optional: false }
  const main = (sections ?? [footer]).toSpliced(-1, 0, ...extra)
  const opening = [renderGreeting(settings), renderSecretWarning(report)].map((text) => ({ text, optional: false }))
  const shown = [...opening, fixSection, ...main].filter((section) => section.text !== '')
  if (input.audience === 'program') return fitBody(shown)
  const marker = renderMarker({
    decision,
    signature,
    pack: pack.fingerprint,
    ...(warned && { warned }),
    ...questionField(diagnosis),
    ...(asserted !== null && { steps: asserted.checklist.steps }),
  })
  const [first, ...rest] = shown
  return fitBody([{ text: `${marker}\n${first?.text ?? ''}`, optional: false }, ...rest])
}

function questionField({ question }: Diagnosis): { question?: string } {
  return question === null ? {} : { question: questionKey(question) }
}

/** The answers that list other reports. */
const ABOUT_OTHERS: ReadonlySet<string> = new Set(['cluster', 'duplicates'])

/** The marker state of a comment that shows no diagnosis. */
const WARNING_ONLY = { decision: 'silent', signature: null } as const

function renderSections(input: CommentContext, asserted: Asserted | null): readonly CommentSection[] | null {
  if (input.diagnosis.decision === 'ask') return renderAskOrIncident(input)
  if (asserted === null) return null
  const solved = solvedBy(input.feedback?.feedbackEvents ?? [])
  return solved === undefined ? renderAssert(input, asserted) : renderSolved(input, asserted.signature, solved)
}

/** Inside an incident, a question would ask for what everybody else has already shown. */
function renderAskOrIncident(input: CommentContext): readonly CommentSection[] {
  if (input.incident === undefined) return renderAsk(input)
  const footer = { text: renderFooter({ kind: 'canonical', frame: input.frame ?? ENGLISH, input }), optional: false }
  return [{ text: renderIncident(input.incident), optional: false }, footer]
}
