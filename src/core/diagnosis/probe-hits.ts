/** Lets the newest probe of a report decide: its broken stage is evidence, and the words of its blocks are not. */
import type { ReportedProbe } from '../probe/reported-probe.ts'
import { sectionAt } from '../report/sections.ts'
import type { Clause } from '../signatures/clause-schema.ts'
import type { Hit, Pack } from '../signatures/pack.ts'
import type { ReadHit } from './mood.ts'

/** Stands for the block wherever the clause of a signature would be named. */
const PROBE_CLAUSE: Clause = { id: 'probe-block', in: ['log'], strength: 'decisive', case: 'match', regex: 'stage' }

/** What a block says of the report as a whole: that it is about a login, and of which client. */
const ABOUT: ReadonlySet<string> = new Set(['topic', 'only-when'])

/**
 * Drops the hits in the words of a block, which are this program's own. Those that say what the report is about stay if
 * the newest probe found something broken.
 */
export function outsideBlocks(hits: readonly Hit[], probe: ReportedProbe | null): readonly Hit[] {
  if (probe === null) return hits
  const isInside = (hit: Hit) =>
    probe.blocks.some(
      ({ segment, block }) => segment === hit.segment && block.start <= hit.start && hit.start < block.end,
    )
  return hits.filter((hit) => !isInside(hit) || (ABOUT.has(hit.owned.role) && probe.evidence !== null))
}

/** @returns the broken stage as evidence for the signature that explains it; an empty list if none in the pack does */
export function hitsOfProbe(probe: ReportedProbe | null, pack: Pack): readonly ReadHit[] {
  const evidence = probe?.evidence ?? null
  if (evidence === null || evidence.signature === null || !pack.signatures.has(evidence.signature)) return []
  const { segment, line } = evidence
  return [
    {
      owned: { role: 'evidence', owner: evidence.signature, clause: PROBE_CLAUSE },
      segment,
      start: line.start,
      end: line.end,
      captures: {},
      // A block says what happened, whatever heading it is pasted under.
      reading: { section: sectionAt(segment, line.start), mood: 'stated' },
    },
  ]
}
