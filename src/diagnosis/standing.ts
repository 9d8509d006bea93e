/** Gathers the scanner's hits into one standing per signature: the best hit of every clause, as quoted evidence. */
import { lineAt } from '../report/report.ts'
import type { ClauseRole, Hit, Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import type { Evidence, Strength } from './diagnosis.ts'

/** What a report shows for and against one signature. */
export interface Standing {
  readonly signature: Signature
  /** One entry a clause, strongest first. */
  readonly evidence: readonly Evidence[]
  readonly against: readonly Evidence[]
  /** Shared counter-signs of this signature (`not-when`) that the report shows. */
  readonly counterSigns: readonly string[]
}

/** What a report shows, signature by signature and about the topic as a whole. */
export interface Findings {
  /** Only signatures with some evidence, in order of id. */
  readonly standings: readonly Standing[]
  readonly topic: readonly Evidence[]
  /** Ids of the counter-signs that the report shows. */
  readonly counterSigns: readonly string[]
  /** Messages that carry no class, in order of place; the id is that of the message. */
  readonly generic: readonly Evidence[]
}

/** Longest quote, in characters; a line of a log can be megabytes. */
const LONGEST_QUOTE = 300

const RANK: Readonly<Record<Strength, number>> = { decisive: 0, strong: 1, supporting: 2 }

/** @param hits as the pack's scanner reports them */
export function gatherFindings(hits: readonly Hit[], pack: Pack): Findings {
  const counterSigns = ownersOf(hits, 'counter-sign')
  const filed = Map.groupBy(hits, ({ owned }) => fileUnder(owned.role, owned.owner))
  const find = (role: ClauseRole, owner: string) => filed.get(fileUnder(role, owner)) ?? []
  const standings = [...pack.signatures.values()].flatMap((signature) => {
    const owners = signature.inherits ? [signature.id, signature.broader as string] : [signature.id]
    const own = owners.flatMap((owner) => find('evidence', owner))
    const isOpen = signature['only-when'].length === 0 || find('only-when', signature.id).length > 0
    if (own.length === 0 || !isOpen) return []
    return [
      {
        signature,
        evidence: quoteBest(own),
        against: quoteBest(owners.flatMap((owner) => find('against', owner))),
        counterSigns: signature['not-when'].filter((id) => counterSigns.includes(id)),
      },
    ]
  })
  const generic = quoteBest(hits.filter(({ owned }) => owned.role === 'generic'))
  return { standings, topic: quoteBest(find('topic', 'topic')), counterSigns, generic }
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

function quote({ owned, segment, start, end, captures }: Hit): Evidence {
  const { id, strength } = owned.clause
  const { kind, source, heading, text } = segment
  const line = lineAt(segment, start)
  return { id, strength, segment: kind, source, heading, line, text: linesAround(text, start, end), captures }
}

/** The whole lines that a match touches, cut to a window around the match when they are long. */
function linesAround(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', Math.max(start, end - 1))
  const to = lineEnd === -1 ? text.length : lineEnd
  if (to - from <= LONGEST_QUOTE) return text.slice(from, to).trim()
  const middle = Math.max(from, Math.min(start - 60, to - LONGEST_QUOTE))
  const cut = text.slice(middle, middle + LONGEST_QUOTE).trim()
  return `${middle > from ? '…' : ''}${cut}${middle + LONGEST_QUOTE < to ? '…' : ''}`
}
