/**
 * Renders the bot's comment as Markdown from a Report, its Diagnosis and the Pack. Makes no decisions, and shows the
 * issue's text only in redacted and defused form. The same input always gives the same bytes.
 */

import type { Candidate, Diagnosis } from '../diagnosis/diagnosis.ts'
import { SHIPPED_PARAMETERS } from '../diagnosis/model-parameters.ts'
import type { HelpfulStep } from '../feedback/helpful-steps.ts'
import { solvedBy } from '../feedback/implicit-feedback.ts'
import type { Report } from '../report/report.ts'
import type { Signature } from '../signatures/schema.ts'
import { renderAnswers } from './answers-section.ts'
import { renderAsk } from './ask-comment.ts'
import { endSentence, renderAuthored } from './authored.ts'
import { renderCanonicalSection } from './canonical-section.ts'
import { type Captures, valuesFor } from './captured-value.ts'
import { type Checklist, renderChecklist } from './checklist.ts'
import type { CommentContext } from './comment-context.ts'
import { inlineCode } from './defuse.ts'
import { renderDuplicates } from './duplicates-section.ts'
import { isLog, mentionEvidence, quotableEvidence, renderEvidence } from './evidence-section.ts'
import { type CommentSection, fitBody } from './fit-body.ts'
import { renderFlow } from './flow-section.ts'
import { renderFooter } from './footer.ts'
import { renderIncident } from './incident-section.ts'
import { renderMaintainersBoxes } from './maintainers-section.ts'
import { questionKey, renderMarker } from './marker.ts'
import { renderMore } from './more-section.ts'
import { renderProbe } from './probe-section.ts'
import { renderRemedies } from './remedies-section.ts'
import { renderGreeting, renderOutdated } from './repository-wording.ts'
import { renderSecretWarning, showsCredential } from './secret-warning.ts'
import { renderSolved } from './solved-comment.ts'
import { renderSymptom } from './symptom-section.ts'
import { renderUnreadSection } from './unread-section.ts'

/** Maximum number of steps named as helpful. */
const MAX_HELPED = 3

/**
 * @returns the whole comment, shorter than 60,000 characters; null when there is nothing to say: there is no credential
 *   to warn about, no command to answer and no cluster to show, and the decision is `silent` or the asserted signature
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
  if (sections === null && !showsCredential(report) && answers.text + canonicalSection.text === '') return null
  const { decision, signature } = sections === null ? WARNING_ONLY : diagnosis
  const warned = sections === null && showsCredential(report)
  const marker = renderMarker({
    decision,
    signature,
    pack: pack.fingerprint,
    ...(warned && { warned }),
    ...questionField(diagnosis),
    ...(asserted !== null && { steps: asserted.checklist.steps }),
  })
  const kind = warned ? 'silent' : 'canonical'
  const footer = { text: renderFooter({ kind, signatures: [], input }), optional: false }
  const main = (sections ?? [footer]).toSpliced(-1, 0, canonicalSection, answers)
  const opening = [renderGreeting(settings), renderSecretWarning(report)].map((text) => ({ text, optional: false }))
  const [first, ...rest] = [...opening, ...main].filter((section) => section.text !== '')
  return fitBody([{ text: `${marker}\n${first?.text ?? ''}`, optional: false }, ...rest])
}

function questionField({ question }: Diagnosis): { question?: string } {
  return question === null ? {} : { question: questionKey(question) }
}

interface Asserted {
  readonly signature: Signature
  readonly checklist: Checklist
  /** The values that the signature's texts insert. */
  readonly values: Captures
}

/** @returns null when the decision is not `assert`, or the signature is not in the pack */
function assertedIn({ diagnosis, pack, report }: CommentContext): Asserted | null {
  const { decision, signature: id } = diagnosis
  const signature = decision === 'assert' && id !== null ? pack.signatures.get(id) : undefined
  if (signature === undefined) return null
  const values = valuesFor(report, diagnosis)
  return { signature, values, checklist: renderChecklist(signature.checklist, report.environment, values) }
}

/** The marker state of a comment that shows no diagnosis. */
const WARNING_ONLY = { decision: 'silent', signature: null } as const

function renderSections(input: CommentContext, asserted: Asserted | null): readonly CommentSection[] | null {
  if (input.diagnosis.decision === 'ask') return renderAskOrIncident(input)
  if (asserted === null) return null
  const solved = solvedBy(input.feedback?.feedbackEvents ?? [])
  return solved === undefined ? renderAssert(input, asserted) : renderSolved(input, asserted.signature, solved.step)
}

/** Inside an incident, a question would ask for what everybody else has already shown. */
function renderAskOrIncident(input: CommentContext): readonly CommentSection[] {
  if (input.incident === undefined) return renderAsk(input)
  const footer = { text: renderFooter({ kind: 'ask', signatures: [], input }), optional: false }
  return [{ text: renderIncident(input.incident), optional: false }, footer]
}

function renderAssert(input: CommentContext, { signature, checklist, values }: Asserted): readonly CommentSection[] {
  const { report, diagnosis, pack, related, incident } = input
  const candidate = diagnosis.ranked.find((it) => it.signature === signature.id)
  const why = paragraphs(
    endSentence(renderAuthored(signature.cause, values)),
    candidate === undefined ? '' : renderAgainst(candidate, report),
  )
  const help = paragraphs(
    renderHelped(checklist.steps, input.feedback?.helped.get(signature.id) ?? []),
    renderRemedies(signature, report.environment, values),
    renderSolvedWhen(signature, values),
  )
  const opening = [
    { text: renderHeadline(signature, diagnosis, candidate), optional: false },
    { text: candidate === undefined ? '' : renderEvidence(candidate, report), optional: false },
  ]
  const footer = { text: renderFooter({ kind: 'assert', signatures: [signature], input }), optional: false }
  if (incident !== undefined) return [...opening, { text: renderIncident(incident), optional: false }, footer]
  return [
    ...opening,
    { text: renderFlow(diagnosis.flow), optional: true },
    { text: renderProbe(diagnosis), optional: true },
    { text: renderSymptom(signature, report.environment, values), optional: false },
    { text: renderUnreadSection(report), optional: true },
    { text: related === undefined ? '' : renderDuplicates(related), optional: true },
    { text: checklist.short === '' ? '' : `**What to check first**\n\n${checklist.short}`, optional: true },
    { text: renderOutdated(input), optional: true },
    { text: renderMore({ signature, pack, captures: values, checklist, why, help }), optional: true },
    // A maintainer named the cause, so there is nothing to confirm.
    { text: diagnosis.reason === 'said' ? '' : renderMaintainersBoxes(), optional: true },
    footer,
  ]
}

function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
}

function renderHeadline(signature: Signature, diagnosis: Diagnosis, candidate: Candidate | undefined): string {
  if (diagnosis.reason === 'said') return `A maintainer says this is **${inlineCode(signature.title, 80)}**.`
  const certainty = diagnosis.confidence >= SHIPPED_PARAMETERS.thresholds.sure ? 'sure' : 'likely'
  const why = candidate === undefined ? '' : `: ${renderWhy(candidate, signature)}`
  return `This looks like **${inlineCode(signature.title, 80)}** (${certainty}${why}).`
}

function renderWhy(candidate: Candidate, { kind }: Signature): string {
  const [first, second] = quotableEvidence(candidate)
  const shown = kind === 'symptom' ? 'it' : 'the cause'
  const verb = first?.strength === 'decisive' ? (kind === 'symptom' ? 'shows' : 'names') : 'points to'
  if (second !== undefined && first?.strength !== 'decisive') return 'together, the passages below point to it'
  return first === undefined || !isLog(first)
    ? `the sentence below ${verb} ${shown}`
    : `the line below ${verb} ${shown}`
}

/** @param listed the numbers, in the signature, of the steps listed in the comment */
function renderHelped(listed: readonly number[], helped: readonly HelpfulStep[]): string {
  const texts = helped
    .filter(({ step }) => listed.includes(step))
    .slice(0, MAX_HELPED)
    .map(({ step, issues, easy }) => {
      const praise = easy === 0 ? '' : `, easy for ${easy}`
      return `step ${listed.indexOf(step) + 1} (on ${issues === 1 ? 'one issue' : `${issues} issues`}${praise})`
    })
  return texts.length === 0 ? '' : `**Has worked in this repository:** ${texts.join(', then ')}.`
}

function renderAgainst(candidate: Candidate, report: Report): string {
  const [first] = candidate.against
  return first === undefined ? '' : `What doesn't fit: ${mentionEvidence(first, report)}.`
}

function renderSolvedWhen(signature: Signature, captures: Diagnosis['captures']): string {
  const text = renderAuthored(signature['solved-when'], captures)
  return text === '' ? '' : `**Solved when:** ${endSentence(text)}`
}
