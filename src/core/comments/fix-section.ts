/** What a comment says about the fix of its cause: the question to the reporters, or how this report's version compares. */
import type { FixNotice } from '../fixes/fix-notice.ts'
import type { FixLedger, FixRegression } from '../fixes/ledger.ts'
import { codeSpan } from './defuse.ts'
import { linkToIssue, type RepositoryOnSite, withoutBacklink } from './issue-link.ts'

const MAX_VERSION = 40
const MAX_REGRESSIONS = 5

/** @returns the section of the comment in which the reporters are asked; empty for every other comment */
export function renderAskedFix(fix: FixNotice | undefined, repository: RepositoryOnSite): string {
  if (fix?.kind !== 'asked') return ''
  const { ledger, mentions } = fix
  const version = codeSpan(ledger.claim.version ?? '', MAX_VERSION)
  const lines = [
    [renderState(ledger, version), renderQuestion(ledger, mentions)],
    [renderRegressions(ledger.regressions, repository)],
  ]
  return lines
    .map((parts) => parts.filter((it) => it !== '').join(' '))
    .filter((it) => it !== '')
    .join('\n\n')
}

const STATES: Readonly<Record<FixLedger['state'], string>> = {
  claimed: 'A fix is claimed in',
  supported: 'Fixed in',
  contradicted: 'Not fixed in',
}

function renderState({ state, settled, works, fails, claim }: FixLedger, version: string): string {
  const source = claim.url === null ? '' : ` ([${claim.by}](${withoutBacklink(claim.url)}))`
  const yes = joined(settled === 'works', works)
  const no = joined(settled === 'fails', fails)
  const found = [yes === '' ? '' : `it works for ${yes}`, no === '' ? '' : `it still fails for ${no}`]
  const inOrder = (state === 'contradicted' ? found.toReversed() : found).filter((it) => it !== '')
  const details = inOrder.length === 0 ? '' : `: ${inOrder.join(', and ')}`
  return `**${STATES[state]} ${version}**${source}${details}.`
}

function joined(byMaintainer: boolean, people: readonly string[]): string {
  const count = people.length === 0 ? '' : people.length === 1 ? 'one reporter' : `${people.length} reporters`
  return [byMaintainer ? 'a maintainer' : '', count].filter((it) => it !== '').join(' and ')
}

/** The words are those that `fix-words.ts` reads. */
function renderQuestion({ state, claim }: FixLedger, mentions: readonly string[]): string {
  if (state !== 'claimed') return ''
  const answer = (words: string) => codeSpan(`${words} on ${claim.version}`, MAX_VERSION + 20)
  const question = `If you reported this: does it work there? Reply ${answer('works')} or ${answer('still fails')}.`
  return [question, ...mentions.map((it) => `@${it}`)].join(' ')
}

function renderRegressions(regressions: readonly FixRegression[], repository: RepositoryOnSite): string {
  if (regressions.length === 0) return ''
  const shown = regressions
    .slice(-MAX_REGRESSIONS)
    .map(({ number, version }) => `${linkToIssue(repository, number)} (${codeSpan(version, MAX_VERSION)})`)
  return `**For maintainers:** reported again on a version that is newer than the fix: ${shown.join(', ')}. This may be a regression.`
}

/** @returns the line in the answer to a later report of the same cause; empty if there is nothing to say */
export function renderReportedFix(
  fix: FixNotice | undefined,
  reported: string | null,
  repository: RepositoryOnSite,
): string {
  if (fix?.kind !== 'report') return ''
  const { ledger, relation, place } = fix
  const version = codeSpan(ledger.claim.version ?? '', MAX_VERSION)
  const known = `**${ledger.state === 'supported' ? 'Fixed in' : 'A fix is claimed in'} ${version}** (${linkToIssue(repository, place)}).`
  const yours = codeSpan(reported ?? '', MAX_VERSION)
  if (relation === 'unknown') return `${known} If you use an older version, update first.`
  if (relation === 'older') return `${known} This report names ${yours}: update first.`
  const conclusion = relation === 'newer' ? 'so this may be a regression' : 'so the fix may not be complete'
  return `${known} This report names ${yours}. **For maintainers:** that version should have the fix, ${conclusion}.`
}
