/** Gathers the scanner's hits into one standing per signature: the best hit of every clause, as quoted evidence. */
import type { ClauseRole, Hit, Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import type { Evidence, Strength } from './diagnosis.ts'
import { quote } from './quote.ts'
import type { TextClass } from './text-classifier.ts'

/** What a report shows for and against one signature. */
export interface SignatureMatch {
  readonly signature: Signature
  /** One entry a clause, strongest first. */
  readonly evidence: readonly Evidence[]
  readonly against: readonly Evidence[]
  /** Probability that the report as a whole reads like this failure; null when the model does not know it. */
  readonly textClass: number | null
  /** Shared counter-signs of this signature (`not-when`) that the report shows. */
  readonly counterSigns: readonly string[]
}

/** What a report shows, signature by signature and about the topic as a whole. */
export interface CollectedEvidence {
  /** Only signatures with some evidence, or that the report clearly reads like; in order of id. */
  readonly trackRecords: readonly SignatureMatch[]
  readonly topic: readonly Evidence[]
  /** Ids of the counter-signs that the report shows. */
  readonly counterSigns: readonly string[]
  /** Those of them that its title shows: what the reporter calls the matter. */
  readonly counterSignsInTitle: readonly string[]
  /** True when the report says in plain words that nothing failed: then nothing is asserted. */
  readonly isVetoed: boolean
  /** What the report as a whole reads like. */
  readonly textClass: TextClass
  /** Messages that carry no class, in order of place; the id is that of the message. */
  readonly generic: readonly Evidence[]
}

const RANK: Readonly<Record<Strength, number>> = { decisive: 0, strong: 1, supporting: 2 }

/** A signature without any evidence is still considered when the report reads like it with this probability. */
const CLEAR_TEXT_CLASS = 0.05

/** @param hits as the pack's scanner reports them */
export function gatherFindings(hits: readonly Hit[], textClass: TextClass, pack: Pack): CollectedEvidence {
  const counterSigns = ownersOf(hits, 'counter-sign')
  const filed = Map.groupBy(hits, ({ owned }) => fileUnder(owned.role, owned.owner))
  const find = (role: ClauseRole, owner: string) => filed.get(fileUnder(role, owner)) ?? []
  const trackRecords = [...pack.signatures.values()].flatMap((signature) => {
    const owners = signature.inherits ? [signature.id, signature.broader as string] : [signature.id]
    const own = owners.flatMap((owner) => find('evidence', owner))
    const resembles = textClass.probabilities.get(signature.id) ?? null
    const isOpen = signature['only-when'].length === 0 || find('only-when', signature.id).length > 0
    if (!isOpen || (own.length === 0 && (resembles ?? 0) < CLEAR_TEXT_CLASS)) return []
    return [
      {
        signature,
        evidence: quoteBest(own),
        against: quoteBest(owners.flatMap((owner) => find('against', owner))),
        textClass: resembles,
        counterSigns: signature['not-when'].filter((id) => counterSigns.includes(id)),
      },
    ]
  })
  const titles = hits.filter(({ segment }) => segment.kind === 'title')
  const generic = quoteBest(hits.filter(({ owned }) => owned.role === 'generic'))
  return {
    trackRecords,
    topic: quoteBest(find('topic', 'topic')),
    counterSigns,
    counterSignsInTitle: ownersOf(titles, 'counter-sign'),
    isVetoed: hits.some((hit) => vetoes(hit, pack)),
    textClass,
    generic,
  }
}

/** A counter-sign with a veto, shown by a strong clause or in the title. */
function vetoes({ owned, segment }: Hit, pack: Pack): boolean {
  if (owned.role !== 'counter-sign' || !pack.counterSigns[owned.owner]?.vetoes) return false
  return segment.kind === 'title' || owned.clause.strength !== 'supporting'
}

function fileUnder(role: ClauseRole, owner: string): string {
  return `${role} ${owner}`
}

function ownersOf(hits: readonly Hit[], role: Hit['owned']['role']): readonly string[] {
  return [...new Set(hits.filter(({ owned }) => owned.role === role).map(({ owned }) => owned.owner))]
}

/** One quote a clause, the strongest first; among equals logs before prose, since a log cannot be mistaken. */
function quoteBest(hits: readonly Hit[]): readonly Evidence[] {
  const best = new Map<string, Hit>()
  for (const hit of hits) {
    const known = best.get(hit.owned.clause.id)
    if (known === undefined || worth(hit) > worth(known)) best.set(hit.owned.clause.id, hit)
  }
  return [...best.values()].map(quote).sort((a, b) => RANK[a.strength] - RANK[b.strength])
}

/** More captured values first, then logs before words. */
function worth(hit: Hit): number {
  return Object.keys(hit.captures).length * 2 + (hit.segment.kind === 'log' ? 1 : 0)
}
