/** Collects the scanner's hits by signature: the best hit for every clause, as quoted evidence. */
import type { ClauseRole, Hit, Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import type { Evidence, Strength } from './diagnosis.ts'
import { quote } from './quote.ts'
import type { TextClass } from './text-classifier.ts'

/** The evidence in a report for and against one signature. */
export interface SignatureMatch {
  readonly signature: Signature
  /** One entry per clause, strongest first. */
  readonly evidence: readonly Evidence[]
  readonly against: readonly Evidence[]
  /** The signature's probability according to the text classifier; null when the model does not know the signature. */
  readonly textClass: number | null
  /** Ids of this signature's counter-signs (`not-when`) that the report shows. */
  readonly counterSigns: readonly string[]
}

/** The evidence in a report, by signature and for the topic as a whole. */
export interface CollectedEvidence {
  /** Only signatures with evidence, or with a clear probability from the text classifier; sorted by id. */
  readonly signatureMatches: readonly SignatureMatch[]
  readonly topic: readonly Evidence[]
  /** Ids of the counter-signs that the report shows. */
  readonly counterSigns: readonly string[]
  /** Ids of the counter-signs in the report's title, where the reporter names the subject. */
  readonly counterSignsInTitle: readonly string[]
  /** True if the report says plainly that nothing failed. Nothing is asserted in that case. */
  readonly isVetoed: boolean
  /** The text classifier's result for the whole report. */
  readonly textClass: TextClass
  /** Generic messages, which point to no signature, in report order; each `id` is that of the message. */
  readonly generic: readonly Evidence[]
}

const RANK: Readonly<Record<Strength, number>> = { decisive: 0, strong: 1, supporting: 2 }

/** A signature without evidence is considered if the text classifier gives it at least this probability. */
const CLEAR_TEXT_CLASS = 0.05

/** @param hits as the pack's scanner reports them */
export function collectEvidence(hits: readonly Hit[], textClass: TextClass, pack: Pack): CollectedEvidence {
  const counterSigns = ownersOf(hits, 'counter-sign')
  const byOwner = Map.groupBy(hits, ({ owned }) => keyOf(owned.role, owned.owner))
  const find = (role: ClauseRole, owner: string) => byOwner.get(keyOf(role, owner)) ?? []
  const signatureMatches = [...pack.signatures.values()].flatMap((signature) => {
    const owners = signature.inherits ? [signature.id, signature.broader as string] : [signature.id]
    const evidence = owners.flatMap((owner) => find('evidence', owner))
    const probability = textClass.probabilities.get(signature.id) ?? null
    const isOpen = signature['only-when'].length === 0 || find('only-when', signature.id).length > 0
    if (!isOpen || (evidence.length === 0 && (probability ?? 0) < CLEAR_TEXT_CLASS)) return []
    return [
      {
        signature,
        evidence: quoteBest(evidence),
        against: quoteBest(owners.flatMap((owner) => find('against', owner))),
        textClass: probability,
        counterSigns: signature['not-when'].filter((id) => counterSigns.includes(id)),
      },
    ]
  })
  const titles = hits.filter(({ segment }) => segment.kind === 'title')
  const generic = quoteBest(hits.filter(({ owned }) => owned.role === 'generic'))
  return {
    signatureMatches,
    topic: quoteBest(find('topic', 'topic')),
    counterSigns,
    counterSignsInTitle: ownersOf(titles, 'counter-sign'),
    isVetoed: hits.some((hit) => vetoes(hit, pack)),
    textClass,
    generic,
  }
}

/** Returns true if the hit belongs to a counter-sign with a veto and comes from a strong clause or the title. */
function vetoes({ owned, segment }: Hit, pack: Pack): boolean {
  if (owned.role !== 'counter-sign' || !pack.counterSigns[owned.owner]?.vetoes) return false
  return segment.kind === 'title' || owned.clause.strength !== 'supporting'
}

function keyOf(role: ClauseRole, owner: string): string {
  return `${role} ${owner}`
}

function ownersOf(hits: readonly Hit[], role: Hit['owned']['role']): readonly string[] {
  return [...new Set(hits.filter(({ owned }) => owned.role === role).map(({ owned }) => owned.owner))]
}

/**
 * Returns one quote per clause, strongest first. A log hit is preferred to a prose hit, because logs are more reliable.
 */
function quoteBest(hits: readonly Hit[]): readonly Evidence[] {
  const best = new Map<string, Hit>()
  for (const hit of hits) {
    const known = best.get(hit.owned.clause.id)
    if (known === undefined || worth(hit) > worth(known)) best.set(hit.owned.clause.id, hit)
  }
  return [...best.values()].map(quote).sort((a, b) => RANK[a.strength] - RANK[b.strength])
}

/** Prefers hits with more captured values, then logs over prose. */
function worth(hit: Hit): number {
  return Object.keys(hit.captures).length * 2 + (hit.segment.kind === 'log' ? 1 : 0)
}
