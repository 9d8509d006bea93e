/** A failed example as text: the expected (-) and actual (+) results, then the clauses of the two contenders. */
import type { FailedExample } from '../../../../core/diagnosis/examples.ts'
import type { SignatureExplanation } from '../../../../core/diagnosis/explain/explain.ts'
import type { FailureExplanation } from '../../../../core/diagnosis/explain/failure.ts'
import { describeMiss, shortenForTerminal } from './print-explanation.ts'

const MAX_QUOTE = 90

export function printFailure({ signature, example }: FailedExample, failure: FailureExplanation): string {
  const { mismatches, expected, rival, explanation } = failure
  const scoreOf = (id: string) => explanation.outcomes.find(({ outcome }) => outcome === id)?.logOdds
  const contender = (it: SignatureExplanation | null, role: string) =>
    it === null ? [] : printContender(it, role, scoreOf(it.signature))
  return [
    `${signature}: "${example}"`,
    ...mismatches.flatMap((it) => [`  - ${it.expected}`, `  + ${it.actual}`]),
    ...contender(expected, 'expected'),
    ...contender(rival, 'ranks first'),
  ].join('\n')
}

function printContender(it: SignatureExplanation, role: string, logOdds: number | undefined): readonly string[] {
  const found = it.clauses.filter(({ hits }) => hits.length > 0)
  const missed = it.clauses.filter(({ role: kind, hits }) => kind !== 'against' && hits.length === 0)
  const score = logOdds === undefined ? 'not considered' : `${logOdds.toFixed(2)} log-odds`
  return [
    `    ${it.signature} (${role}, ${score})`,
    ...(it.isOpen ? [] : ['      inactive: none of its only-when clauses was found']),
    ...found.map(({ id, role: kind, strength, hits }) => {
      const mark = kind === 'against' ? 'against' : 'hit'
      return `      ${mark.padEnd(8)}${id} (${strength}): ${shortenForTerminal(hits[0]?.text ?? '', MAX_QUOTE)}`
    }),
    ...it.counterSigns.map(
      ({ id, evidence }) => `      counter-sign ${id}: ${shortenForTerminal(evidence[0]?.text ?? '', MAX_QUOTE)}`,
    ),
    ...missed.map((clause) => `      miss    ${clause.id} (${clause.strength}): ${describeMiss(clause)}`),
  ]
}
