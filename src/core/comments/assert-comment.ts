/** The comment that names a known failure: its headline, the line that shows it, and what to check first. */
import type { Candidate, Diagnosis, Evidence } from '../diagnosis/diagnosis.ts'
import { SHIPPED_PARAMETERS } from '../diagnosis/model-parameters.ts'
import type { HelpfulStep } from '../feedback/helpful-steps.ts'
import type { Report } from '../report/report.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import { type Captures, valuesFor } from './captured-value.ts'
import { type Checklist, renderChecklist } from './checklist.ts'
import type { CommentContext } from './comment-context.ts'
import { inlineCode } from './defuse.ts'
import { renderFixedBefore, renderLinks, renderReportedBefore } from './duplicates-section.ts'
import { isLog, mentionEvidence, quotableEvidence, renderEvidence } from './evidence-section.ts'
import type { CommentSection } from './fit-body.ts'
import { renderReportedFix } from './fix-section.ts'
import { renderFlow } from './flow-section.ts'
import { renderFooter } from './footer.ts'
import { ENGLISH } from './frame/english.ts'
import type { Frame } from './frame/frame.ts'
import { renderIncident } from './incident-section.ts'
import { renderMaintainersBoxes } from './maintainers-section.ts'
import { type MoreSection, renderMore } from './more-section.ts'
import { renderProbe } from './probe-section.ts'
import { renderFirstRemedy, renderRemedies, renderUpdate } from './remedies-section.ts'
import { renderOutdated } from './repository-wording.ts'
import { renderDeciding, renderSymptom } from './symptom-section.ts'
import { renderUnreadSection } from './unread-section.ts'
import { renderWorkingVersion } from './working-version-section.ts'

/** Maximum number of steps named as helpful. */
const MAX_HELPED = 3

export interface Asserted {
  readonly signature: Signature
  /** Undefined when a maintainer named a signature without evidence. */
  readonly candidate: Candidate | undefined
  readonly checklist: Checklist
  /** The values that the signature's texts insert. */
  readonly values: Captures
}

/** @returns null when the decision is not `assert`, or the signature is not in the pack */
export function assertedIn({ diagnosis, pack, report, frame = ENGLISH }: CommentContext): Asserted | null {
  const { decision, signature: id } = diagnosis
  const signature = decision === 'assert' && id !== null ? pack.signatures.get(id) : undefined
  if (signature === undefined) return null
  const values = valuesFor(diagnosis)
  const { answers, flow } = diagnosis
  const checklist = renderChecklist(signature, { report, answers, flow, values, frame })
  return { signature, candidate: diagnosis.ranked.find((it) => it.signature === signature.id), values, checklist }
}

/** @returns the comment's sections, without the marker and the warning */
export function renderAssert(input: CommentContext, asserted: Asserted): readonly CommentSection[] {
  const { report, diagnosis, related, incident, audience, frame = ENGLISH } = input
  const { signature, values } = asserted
  const [quoted] = passagesOf(asserted)
  // If a maintainer named the cause, there is nothing to confirm.
  const asksMaintainers = diagnosis.reason !== 'said' && audience !== 'program'
  const opening = [
    { text: renderHeadline(signature, diagnosis, frame), optional: false },
    { text: quoted === undefined ? '' : renderEvidence([quoted], report, frame), optional: false },
  ]
  const remedy = renderRemedyForStep(asserted, input)
  const footer = { text: renderFooter({ kind: 'assert', signature, frame, input }), optional: false }
  if (incident !== undefined) return [...opening, { text: renderIncident(incident), optional: false }, footer]
  return [
    ...opening,
    { text: renderFlow(input, quoted), optional: true },
    { text: renderProbe(diagnosis), optional: true },
    { text: renderSymptom(signature, input, values), optional: false },
    { text: isDecisionFolded(asserted, report) ? '' : renderDeciding(signature, values), optional: false },
    { text: renderUnreadSection(report), optional: true },
    { text: related === undefined ? '' : renderReportedBefore(related, frame), optional: true },
    { text: renderKnownFix(input, signature), optional: true },
    { text: renderWorkingVersion(report), optional: true },
    { text: renderSteps(asserted, input), optional: true },
    { text: remedy || renderLastResort(asserted, input), optional: true },
    { text: renderOutdated(input), optional: true },
    { text: renderMore(foldedPart({ ...input, isFirstShown: remedy !== '' }, asserted)), optional: true },
    { text: asksMaintainers ? renderMaintainersBoxes() : '', optional: true },
    footer,
  ]
}

/**
 * The fix that this repository knows is more precise than the one in the signature. Without either, an earlier report
 * that was closed as fixed says that there is one.
 */
function renderKnownFix({ report, diagnosis, related, fix }: CommentContext, signature: Signature): string {
  const { environment } = report
  const update = renderUpdate(signature, { report, diagnosis })
  if (related === undefined) return update
  const known = renderReportedFix(fix, environment.version, related.repository)
  return known || update || renderFixedBefore(related, environment.version)
}

/**
 * The first step of a symptom makes the deciding observation. Where it is listed, as the open one or as answered, the
 * question is not repeated above the steps. Nor is an author asked who explains the cause.
 */
function isDecisionFolded({ signature, checklist }: Asserted, { explainsCause = false }: Report): boolean {
  return (
    explainsCause ||
    checklist.steps.some((step) => signature.checklist[step - 1]?.check === signature.checklist[0]?.check)
  )
}

/** Where the report shows which of the causes it is, the steps that look for another one stay folded. */
function renderSteps({ checklist: { found, short } }: Asserted, { report, frame = ENGLISH }: CommentContext): string {
  if (found !== '') return `**${frame.reportShows}**\n\n${found}`
  // An author who explains the cause would be told to find out what the report says.
  if (report.explainsCause) return frame.explained
  return short === '' ? '' : `**${frame.checkFirst}**\n\n${short}`
}

/** Where the report answers the steps, what has helped says more than they do. */
function renderRemedyForStep({ signature, checklist, values }: Asserted, input: CommentContext): string {
  return checklist.found !== '' || checklist.isShortFull || input.report.explainsCause
    ? ''
    : renderFirstRemedy(signature, { ...input, standing: 'verified' }, values)
}

/** No comment leaves its reader without anything to do, not even where the report answers every step. */
function renderLastResort({ signature, checklist, values }: Asserted, input: CommentContext): string {
  const { report, frame = ENGLISH } = input
  if (checklist.found !== '' || checklist.short !== '' || report.explainsCause) return ''
  const reported = renderFirstRemedy(signature, { ...input, standing: 'reported' }, values)
  if (reported !== '') return reported
  return checklist.answered === '' ? '' : `**${frame.checkFirst}**\n\n${checklist.answered}`
}

function foldedPart(input: CommentContext & { readonly isFirstShown: boolean }, asserted: Asserted): MoreSection {
  const { report, pack, related, feedback, audience = 'github', frame = ENGLISH } = input
  const { signature, checklist, values, candidate } = asserted
  const [, second] = passagesOf(asserted)
  const why = paragraphs(
    isDecisionFolded(asserted, report) ? renderDeciding(signature, values) : '',
    endSentence(renderAuthored(signature.cause, values)),
    candidate === undefined ? '' : renderWhy(candidate, signature),
    second === undefined ? '' : renderEvidence([second], report),
    candidate === undefined ? '' : renderAgainst(candidate, report),
  )
  const help = paragraphs(
    renderHelped(checklist.steps, feedback?.helped.get(signature.id) ?? []),
    renderRemedies(signature, input, values),
    renderSolvedWhen(signature, values),
  )
  const duplicates = related === undefined ? '' : renderLinks(related.repository, related.links)
  const steps = checklist.steps.length
  const summary = report.explainsCause && steps > 0 ? frame.toConfirm(steps) : frame.more(steps)
  return { signature, pack, audience, captures: values, checklist, summary, why, help, duplicates }
}

function passagesOf({ candidate }: Asserted): readonly Evidence[] {
  return candidate === undefined ? [] : quotableEvidence(candidate)
}

function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
}

function renderHeadline({ title }: Signature, { reason, confidence }: Diagnosis, frame: Frame): string {
  const name = inlineCode(title, 80)
  if (reason === 'said') return frame.saidByMaintainer(name)
  return frame.looksLike(name, confidence >= SHIPPED_PARAMETERS.thresholds.sure)
}

/** Says how much the quoted passages prove. */
function renderWhy(candidate: Candidate, { kind }: Signature): string {
  const [first, second] = quotableEvidence(candidate)
  if (first === undefined) return ''
  const shown = kind === 'symptom' ? 'it' : 'the cause'
  const verb = first.strength === 'decisive' ? (kind === 'symptom' ? 'shows' : 'names') : 'points to'
  if (second !== undefined && first.strength !== 'decisive')
    return 'The passage above and this one together point to it.'
  return `The ${isLog(first) ? 'line' : 'sentence'} above ${verb} ${shown}.${second === undefined ? '' : ' So does this one.'}`
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

/** A line that the comment quotes as evidence is not also what does not fit. */
function renderAgainst({ against, evidence }: Candidate, report: Report): string {
  const first = against.find(({ source, line }) => !evidence.some((it) => it.source === source && it.line === line))
  return first === undefined ? '' : `What doesn't fit: ${mentionEvidence(first, report)}.`
}

function renderSolvedWhen(signature: Signature, captures: Diagnosis['captures']): string {
  const text = renderAuthored(signature['solved-when'], captures)
  return text === '' ? '' : `**Solved when:** ${endSentence(text)}`
}
