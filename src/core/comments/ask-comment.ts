/** The comment of an `ask`: one short paragraph and one question. */
import type { Candidate, Evidence } from '../diagnosis/diagnosis.ts'
import type { Signature } from '../signatures/schema.ts'
import { renderAuthored } from './authored.ts'
import type { CommentContext } from './comment-input.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { mentionEvidence, quotableLine } from './evidence-section.ts'
import type { CommentSection } from './fit-body.ts'
import { renderFooter } from './footer.ts'
import { logPlace } from './log-locations.ts'
import { renderOutdated } from './repository-wording.ts'
import { renderUnreadSection } from './unread-section.ts'

const MAX_CANDIDATES = 2
const MAX_GENERIC = 120

/** The sections of the comment, without marker and warning. */
export function renderAsk(input: CommentContext): readonly CommentSection[] {
  const leading = leadingCandidates(input)
  const isOver = input.diagnosis.reason === 'handed-over'
  return [
    ...(isOver ? [{ text: HANDED_OVER, optional: false }] : renderAsking(input, leading)),
    { text: renderTrackRecord(input), optional: false },
    { text: renderOutdated(input), optional: true },
    { text: renderUnreadSection(input.report), optional: true },
    {
      text: renderFooter({ kind: 'ask', signatures: leading.map(({ signature }) => signature), input }),
      optional: false,
    },
  ]
}

const HANDED_OVER =
  'Thanks for the answers. They do not settle the cause, and no further question would: a maintainer will look at this.'

function renderAsking(input: CommentContext, leading: readonly Lead[]): readonly CommentSection[] {
  return [renderOpening(input, leading), `> ${renderQuestion(input)}`, renderHowToAnswer(input)].map((text) => ({
    text,
    optional: false,
  }))
}

/** Tells maintainers why a cause that shows is not asserted. */
function renderTrackRecord({ diagnosis, heard }: CommentContext): string {
  const id = diagnosis.ranked[0]?.signature
  const standing = id === undefined ? undefined : heard?.trackRecords.get(id)
  if (diagnosis.reason !== 'muted' || id === undefined || standing === undefined) return ''
  return `<sub>For maintainers: ${codeSpan(id)} was rejected in ${standing.rejected} of its last ${standing.asserted} answers here, so it only asks now. ${codeSpan(`/triage unmute ${id}`)} lets it answer again.</sub>`
}

interface Lead {
  readonly candidate: Candidate
  readonly signature: Signature
}

/** A candidate less likely than this would only distract from the question. */
const MIN_NAMED = 0.2

/** Only stable signatures speak. One without a passage to show cannot say what points to it. */
function leadingCandidates({ diagnosis, pack }: CommentContext): readonly Lead[] {
  return diagnosis.ranked
    .flatMap((candidate) => {
      const signature = pack.signatures.get(candidate.signature)
      const likely = candidate.confidence >= MIN_NAMED && quotableLine(candidate).length > 0
      const speaks = likely && signature?.status === 'stable'
      return speaks ? [{ candidate, signature }] : []
    })
    .slice(0, MAX_CANDIDATES)
}

function renderOpening(input: CommentContext, leading: readonly Lead[]): string {
  return [
    'Thanks for the report. This is about authentication, but the cause cannot be told from what is here yet.',
    renderLeads(input, leading),
    renderGeneric(input.diagnosis.generic),
    'One answer would help most:',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function renderLeads({ report }: CommentContext, leading: readonly Lead[]): string {
  const named = leading.map(({ candidate, signature }) => {
    const [evidence] = quotableLine(candidate)
    const because = evidence === undefined ? '' : ` (${mentionEvidence(evidence, report)})`
    return `**${inlineCode(signature.title, 80)}**${because}`
  })
  const [first, second] = named
  if (first === undefined) return ''
  return second === undefined
    ? `It may be ${first}, but that alone does not settle it.`
    : `It may be ${first}, or ${second}.`
}

function renderGeneric(generic: Evidence | null): string {
  return generic === null
    ? ''
    : `The message ${codeSpan(generic.text, MAX_GENERIC)} is printed for many causes, so it does not decide.`
}

function renderQuestion({ diagnosis, pack }: CommentContext): string {
  const asked = renderAuthored(diagnosis.question ?? '', diagnosis.captures)
  return asked === '' ? renderAuthored(pack.topic.ask, {}) : asked
}

function renderHowToAnswer({ report }: CommentContext): string {
  const place = logPlace(report.environment)
  const log = place === null ? 'the lines of the log around the failure help most' : `for the log, ${place}`
  return `Reply here or edit the description, whichever is easier; ${log}. Please take out tokens, keys and e-mail addresses first.`
}
