/** The section on remedies: what helped, what did not, and the version that fixed the failure. */
import { type FixStatus, findFix } from '../diagnosis/fix.ts'
import type { Environment } from '../report/report.ts'
import { fittingTexts, type ReportFacts } from '../signatures/fitting-texts.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { sourceLink } from './source-link.ts'

const MAX_HELPED = 2
const MAX_REFUTED = 2

type Remedies = readonly Signature['remedies'][number][]

interface RemedyFacts extends ReportFacts {
  /** Whether the first verified remedy is shown elsewhere in the comment; false if absent. */
  readonly isFirstShown?: boolean
}

/**
 * @returns one line each for a fix that updating may not bring, the verified remedies or, without any, the reported
 *   ones, and the refuted remedies; an empty string when nothing is known
 */
export function renderRemedies(signature: Signature, facts: RemedyFacts, captures: Captures): string {
  const { isFirstShown = false } = facts
  const fitting = fittingRemedies(signature, facts)
  return [
    isOutdated(signature, facts) ? '' : renderFix(signature, facts),
    renderGroup(fitting, captures, { standing: 'verified', max: MAX_HELPED, isFirstShown }) ||
      renderGroup(fitting, captures, { standing: 'reported', max: MAX_HELPED }),
    renderGroup(fitting, captures, { standing: 'refuted', max: MAX_REFUTED }),
  ]
    .filter((line) => line !== '')
    .join('\n\n')
}

/** @returns the first remedy of this standing that fits the report; an empty string when none is known */
export function renderFirstRemedy(
  signature: Signature,
  facts: ReportFacts & { readonly standing: Standing },
  captures: Captures,
): string {
  return renderGroup(fittingRemedies(signature, facts), captures, { standing: facts.standing, max: 1 })
}

function fittingRemedies({ id, remedies }: Signature, facts: ReportFacts): Remedies {
  return fittingTexts(remedies, { id, kind: 'remedies' }, facts)
}

type Standing = Signature['remedies'][number]['standing']

const HEADINGS: Readonly<Record<Standing, string>> = {
  verified: 'Has helped',
  reported: 'Helped one reporter',
  refuted: 'Has not helped',
}

interface RemedyGroup {
  readonly standing: Standing
  readonly max: number
  readonly isFirstShown?: boolean
}

function renderGroup(
  remedies: Remedies,
  captures: Captures,
  { standing, max, isFirstShown = false }: RemedyGroup,
): string {
  const texts = remedies
    .filter((remedy) => remedy.standing === standing)
    .map((remedy) => ({ text: renderAuthored(remedy.text, captures), link: sourceLink(remedy.source) }))
    .filter(({ text }) => text !== '')
    .slice(isFirstShown ? 1 : 0, max)
    .map(({ text, link }) => `${endSentence(text)} (${link})`)
  return texts.length === 0 ? '' : `**${HEADINGS[standing]}:** ${texts.join(' ')}`
}

/** @returns a sentence when the report's version is older than the one that fixed the failure; otherwise empty */
export function renderUpdate(signature: Signature, facts: ReportFacts): string {
  return isOutdated(signature, facts) ? renderFix(signature, facts) : ''
}

function isOutdated(signature: Signature, facts: ReportFacts): boolean {
  return findFix(signature, facts)?.reported === 'older'
}

function renderFix(signature: Signature, facts: ReportFacts): string {
  const { environment } = facts.report
  const fix = findFix(signature, facts)
  if (fix === null) return ''
  const version = `${fix.product} ${inlineCode(fix.version, 40)} (${sourceLink(fix.source)})`
  if (fix.what !== undefined) return renderPartialFix(fix, version, environment)
  const known = `**Fixed in** ${version}.`
  const yours = codeSpan(environment.version ?? '', 40)
  if (fix.reported === 'unknown') return known
  if (fix.reported === 'older') return `${known} This report names ${yours}: update first.`
  return `${known} This report names ${yours}. **For maintainers:** that version already has the fix, so this may be a regression.`
}

/** Says what was fixed, and nothing to those who have it: they have another form of the failure. */
function renderPartialFix({ what, reported }: FixStatus, version: string, environment: Environment): string {
  if (reported === 'same' || reported === 'newer') return ''
  const known = `**Fixed in** ${version}: ${endSentence(renderAuthored(what ?? '', {}))}`
  const yours = codeSpan(environment.version ?? '', 40)
  return reported === 'older' ? `${known} This report names ${yours}: if that is your case, update first.` : known
}
