/** The comment for the decision `ask`: one short paragraph and one question. */
import type { Candidate, Evidence } from '../diagnosis/diagnosis.ts'
import { askedQuestion } from '../diagnosis/question.ts'
import type { Signature } from '../signatures/schema.ts'
import { renderAuthored } from './authored.ts'
import type { CommentContext } from './comment-context.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { mentionEvidence, quotableEvidence } from './evidence-section.ts'
import type { CommentSection } from './fit-body.ts'
import { renderReportedFix } from './fix-section.ts'
import { renderFooter } from './footer.ts'
import { ENGLISH } from './frame/english.ts'
import { logPlace } from './log-locations.ts'
import { renderFold, renderOrigin } from './more-section.ts'
import { renderProbe, renderProbeInvitation } from './probe-section.ts'
import { renderOutdated } from './repository-wording.ts'
import { renderUnreadSection } from './unread-section.ts'

const MAX_CANDIDATES = 1
const MAX_GENERIC = 80

/** @returns the comment's sections, without the marker and the warning */
export function renderAsk(input: CommentContext): readonly CommentSection[] {
  const { report, diagnosis, related, fix, frame = ENGLISH } = input
  const leading = leadingCandidates(input)
  const isHandedOver = diagnosis.reason === 'handed-over'
  const shown = isHandedOver ? [HANDED_OVER] : [frame.unclear, `> ${renderQuestion(input)}`, frame.howToReply]
  return [
    ...shown.map((text) => ({ text, optional: false })),
    { text: isHandedOver ? '' : renderProbeInvitation(input, leading[0]?.signature), optional: true },
    { text: renderTrackRecord(input), optional: false },
    { text: renderProbe(input.diagnosis), optional: true },
    {
      text: related === undefined ? '' : renderReportedFix(fix, report.environment.version, related.repository),
      optional: true,
    },
    { text: renderOutdated(input), optional: true },
    { text: renderUnreadSection(report), optional: true },
    { text: renderReasons(input, leading), optional: true },
    { text: renderFooter({ kind: 'ask', frame, input }), optional: false },
  ]
}

const HANDED_OVER =
  "Thanks for the answers. They don't settle the cause, and another question wouldn't either, so a maintainer will take a look."

/** What the question rests on, and where to find an answer. */
function renderReasons(input: CommentContext, leading: readonly Lead[]): string {
  const { diagnosis, report, pack, audience = 'github', frame = ENGLISH } = input
  const place = logPlace(report.environment)
  const reasons = [
    renderLeads(input, leading),
    renderGeneric(diagnosis.generic),
    place === null ? '' : `For the log, ${place}.`,
  ].filter((part) => part !== '')
  if (reasons.length === 0) return ''
  const signatures = leading.map(({ signature }) => signature)
  return renderFold(frame.whyThisQuestion, [...reasons, renderOrigin(signatures, pack, audience)], audience)
}

/** Explains to maintainers why a cause with evidence is not asserted. */
function renderTrackRecord({ diagnosis, feedback }: CommentContext): string {
  const id = diagnosis.ranked[0]?.signature
  const record = id === undefined ? undefined : feedback?.trackRecords.get(id)
  if (diagnosis.reason !== 'muted' || id === undefined || record === undefined) return ''
  const { endings, rejected, asserted } = record
  const why = endings?.isBeyondChance
    ? `contradicted by ${endings.contradicted} of the ${endings.graded} threads here that ended with a cause`
    : `rejected in ${rejected} of its last ${asserted} answers here`
  return `<sub>For maintainers: ${codeSpan(id)} was ${why}, so the bot now only asks about it. ${codeSpan(`/triage unmute ${id}`)} lets the bot assert it again.</sub>`
}

interface Lead {
  readonly candidate: Candidate
  readonly signature: Signature
}

/** Minimum confidence at which a candidate is named; a less likely one would distract from the question. */
const MIN_NAMED = 0.2

/** Only stable signatures with a quotable passage are named, because the comment shows the evidence for each. */
function leadingCandidates({ diagnosis, pack }: CommentContext): readonly Lead[] {
  return diagnosis.ranked
    .flatMap((candidate) => {
      const signature = pack.signatures.get(candidate.signature)
      const isLikely = candidate.confidence >= MIN_NAMED && quotableEvidence(candidate).length > 0
      return isLikely && signature?.status === 'stable' ? [{ candidate, signature }] : []
    })
    .slice(0, MAX_CANDIDATES)
}

function renderLeads({ report }: CommentContext, leading: readonly Lead[]): string {
  const named = leading.map(({ candidate, signature }) => {
    const [evidence] = quotableEvidence(candidate)
    const because = evidence === undefined ? '' : ` (${mentionEvidence(evidence, report)})`
    return `**${inlineCode(signature.title, 80)}**${because}`
  })
  const [first] = named
  return first === undefined ? '' : `It may be ${first}.`
}

function renderGeneric(generic: Evidence | null): string {
  return generic === null ? '' : `${codeSpan(generic.text, MAX_GENERIC)} has many possible causes.`
}

function renderQuestion({ diagnosis, pack, frame }: CommentContext): string {
  const asked = renderAuthored(askedQuestion(diagnosis) ?? '', diagnosis.captures)
  const isNeutral = asked === '' || diagnosis.question === pack.topic.ask
  return (isNeutral ? frame?.neutralQuestion : null) ?? (asked === '' ? renderAuthored(pack.topic.ask, {}) : asked)
}
