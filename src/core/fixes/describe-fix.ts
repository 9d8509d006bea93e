/** What is known about a fix, in one sentence of plain text, for terminals and pages. */
import type { FixLedger } from './ledger.ts'

const CLAIMED_BY: Readonly<Record<FixLedger['claim']['by'], string>> = {
  command: 'a maintainer',
  release: 'a release',
  merge: 'a merged change',
}

/** @returns e.g. `supported: 1.2.3, by a release on 2026-11-18; works for 2, still fails for 1` */
export function describeFix({ state, claim, settled, works, fails, regressions }: FixLedger): string {
  const version = claim.version ?? 'a version that is not released yet'
  const who = claim.who === null ? CLAIMED_BY[claim.by] : claim.who
  const day = new Date(claim.at).toISOString().slice(0, 10)
  const again = regressions.map((it) => `#${it.number} on ${it.version}`).join(', ')
  return [
    `${state}: ${version}, by ${who} on ${day}`,
    `works for ${works.length}, still fails for ${fails.length}`,
    ...(settled === null ? [] : [`a maintainer decided that it ${settled}`]),
    ...(again === '' ? [] : [`reported again on a newer version: ${again}`]),
  ].join('; ')
}
