/**
 * Measures how often each clause was correct when it hit, as log-odds. A few hits say little, so each clause is pulled
 * towards the average for its strength (additive smoothing with a prior worth `PRIOR` reports).
 */
import type { Strength } from '../../src/core/diagnosis/diagnosis.ts'
import type { Reliabilities } from '../../src/core/diagnosis/model-parameters.ts'
import type { ReadHit } from '../../src/core/diagnosis/mood.ts'

/** The hits in one report, and which signatures are correct for it. */
export interface HitReport {
  readonly hits: readonly ReadHit[]
  readonly importance: number
  isRight(signature: string): boolean
}

const PRIOR = 3

interface Tally {
  readonly strength: Strength
  right: number
  all: number
}

export function measureReliability(reports: readonly HitReport[]): Reliabilities {
  const tallies = new Map<string, Tally>()
  for (const { hits, importance, isRight } of reports) {
    for (const [key, strength, owner] of distinctClauses(hits)) {
      const tally = tallies.get(key) ?? { strength, right: 0, all: 0 }
      tallies.set(key, tally)
      tally.all += importance
      if (isRight(owner)) tally.right += importance
    }
  }
  const shares = averageByStrength([...tallies.values()])
  const clauses = [...tallies].map(([key, { strength, right, all }]): [string, number] => {
    return [key, logOdds((right + PRIOR * shares[strength]) / (all + PRIOR))]
  })
  return {
    clauses: Object.fromEntries(clauses.sort(([a], [b]) => (a < b ? -1 : 1))),
    strengths: {
      decisive: logOdds(shares.decisive),
      strong: logOdds(shares.strong),
      supporting: logOdds(shares.supporting),
    },
  }
}

function distinctClauses(hits: readonly ReadHit[]): readonly [string, Strength, string][] {
  const found = new Map<string, [string, Strength, string]>()
  for (const { owned, reading } of hits) {
    if (owned.role !== 'evidence' || reading.mood !== 'stated') continue
    const key = `${owned.owner}/${owned.clause.id}`
    found.set(key, [key, owned.clause.strength, owned.owner])
  }
  return [...found.values()]
}

function averageByStrength(tallies: readonly Tally[]): Record<Strength, number> {
  const share = (strength: Strength) => {
    const own = tallies.filter((it) => it.strength === strength)
    const sum = (of: 'right' | 'all') => own.reduce((total, it) => total + it[of], 0)
    return sum('all') === 0 ? 0.5 : sum('right') / sum('all')
  }
  return { decisive: share('decisive'), strong: share('strong'), supporting: share('supporting') }
}

function logOdds(share: number): number {
  return Number(Math.log(share / (1 - share)).toFixed(3))
}
