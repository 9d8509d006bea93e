/** Finds what the evidence itself answers or shows, as `answered-by-evidence` and `shown-by-evidence` say. */
import { evidenceAnswers } from '../signatures/answers.ts'
import type { Pack } from '../signatures/pack.ts'
import { type ReadHit, weightOf } from './mood.ts'

const answersOfPacks = new WeakMap<Pack['signatures'], ReadonlyMap<string, readonly string[]>>()

/** @returns a hit of the role `answer` for everything that a hit answers or shows; only what happened is an answer */
export function answersInEvidence(hits: readonly ReadHit[], { signatures }: Pack): readonly ReadHit[] {
  const keys = keysByClause(signatures)
  return hits
    .filter(({ owned, reading }) => owned.role === 'evidence' && weightOf(reading.mood) === 'full')
    .flatMap((hit) =>
      (keys.get(clauseKey(hit.owned.owner, hit.owned.clause.id)) ?? []).map((owner): ReadHit => {
        return { ...hit, owned: { ...hit.owned, role: 'answer', owner } }
      }),
    )
}

function keysByClause(signatures: Pack['signatures']): ReadonlyMap<string, readonly string[]> {
  const known = answersOfPacks.get(signatures)
  if (known !== undefined) return known
  const named = [...signatures.values()].flatMap((signature) => {
    const { id, inherits, broader } = signature
    const owners = inherits && broader !== undefined ? [id, broader] : [id]
    return evidenceAnswers(signature).flatMap(({ keys, clause }) =>
      owners.flatMap((owner) => keys.map((key) => ({ at: clauseKey(owner, clause), key }))),
    )
  })
  const keys = new Map(
    [...Map.groupBy(named, ({ at }) => at)].map(([at, found]) => [at, found.map(({ key }) => key)] as const),
  )
  answersOfPacks.set(signatures, keys)
  return keys
}

function clauseKey(owner: string, clause: string): string {
  return `${owner}/${clause}`
}
