/** What is known to have helped, what did not, and the versions that ended it. */
import { findFix } from '../diagnosis/fix.ts'
import type { Environment } from '../report/report.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { sourceLink } from './source-link.ts'

const MAX_HELPED = 2
const MAX_REFUTED = 2

/** Verified and refuted remedies, one line each, and the fix for the reporter's product; empty when nothing is known. */
export function renderRemedies(signature: Signature, environment: Environment, captures: Captures): string {
  return [
    renderFix(signature, environment),
    renderTrackRecord(signature, captures, { standing: 'verified', heading: 'Has helped', max: MAX_HELPED }),
    renderTrackRecord(signature, captures, { standing: 'refuted', heading: 'Has not helped', max: MAX_REFUTED }),
  ]
    .filter((line) => line !== '')
    .join('\n\n')
}

interface Line {
  readonly standing: Signature['remedies'][number]['standing']
  readonly heading: string
  readonly max: number
}

function renderTrackRecord(signature: Signature, captures: Captures, { standing, heading, max }: Line): string {
  const texts = signature.remedies
    .filter((remedy) => remedy.standing === standing)
    .map((remedy) => ({ text: renderAuthored(remedy.text, captures), link: sourceLink(remedy.source) }))
    .filter(({ text }) => text !== '')
    .slice(0, max)
    .map(({ text, link }) => `${endSentence(text)} (${link})`)
  return texts.length === 0 ? '' : `**${heading}:** ${texts.join(' ')}`
}

function renderFix(signature: Signature, environment: Environment): string {
  const fix = findFix(signature, environment)
  if (fix === null) return ''
  const known = `**Fixed in** ${fix.product} ${inlineCode(fix.version, 40)} (${sourceLink(fix.source)}).`
  const yours = codeSpan(environment.version ?? '', 40)
  if (fix.reported === 'unknown') return known
  if (fix.reported === 'older') return `${known} This report names ${yours}, so an update may be all it takes.`
  return `${known} This report names ${yours}. **For maintainers:** it is not older than the fix, so this may be a regression.`
}
