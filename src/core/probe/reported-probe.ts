/**
 * The probes that a report contains. The newest block decides; the others are history. A block that was changed after it
 * was written is not read as one, so its lines count like any other text.
 */

import { judgeTrace } from '../flow/judge-flow.ts'
import type { Observation } from '../flow/observation.ts'
import type { ReportedFlow, Trace, Traces } from '../flow/report-flow.ts'
import { compareStages, type Stage } from '../flow/stage.ts'
import type { Segment, Source } from '../report/report.ts'
import { signatureOfFault } from './fault.ts'
import { type BlockStage, type ProbeBlock, readProbeBlocks } from './read-blocks.ts'

/** What comments say about the blocks of a thread. */
export interface ProbeNote {
  /** Sources with a block that was changed after it was written. */
  readonly damaged: readonly Source[]
  /** How the newest block differs from the one before it; null if there is only one. */
  readonly change: ProbeChange | null
}

export interface ProbeChange {
  /** ISO times. */
  readonly from: string
  readonly to: string
  readonly sameUrl: boolean
  /** The broken stages; null for none. */
  readonly was: Stage | null
  readonly is: Stage | null
}

/** A block with the segment that contains it. */
interface LocatedBlock {
  readonly block: ProbeBlock
  readonly segment: Segment
}

export interface ReportedProbe {
  readonly note: ProbeNote
  /** All intact blocks. */
  readonly blocks: readonly LocatedBlock[]
  readonly newest: LocatedBlock | null
  /** Where the newest block says what is broken, and the signature that explains it; null if it says nothing of the kind. */
  readonly evidence: ProbeEvidence | null
}

export interface ProbeEvidence {
  readonly segment: Segment
  readonly line: BlockStage
  readonly signature: string | null
}

/** @returns null if the report has no block */
export function readReportedProbe(segments: readonly Segment[]): ReportedProbe | null {
  const blocks: LocatedBlock[] = []
  const damaged: Source[] = []
  for (const segment of segments) {
    if (segment.kind !== 'log' || segment.flattened) continue
    const found = readProbeBlocks(segment.text)
    blocks.push(...found.intact.map((block) => ({ block, segment })))
    if (found.damaged > 0) damaged.push(segment.source)
  }
  if (blocks.length + damaged.length === 0) return null
  // The sort is stable, so of two blocks of the same time the later one in the thread is the newer one.
  const ordered = blocks.toSorted((a, b) => compareTimes(a.block.at, b.block.at))
  const newest = ordered.at(-1) ?? null
  const change = newest === null ? null : changeBetween(ordered.at(-2)?.block, newest.block)
  return { note: { damaged, change }, blocks, newest, evidence: newest && evidenceOf(newest) }
}

/** ISO times compare as texts. */
function compareTimes(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function changeBetween(before: ProbeBlock | undefined, after: ProbeBlock): ProbeChange | null {
  if (before === undefined) return null
  const [was, is] = [before, after].map((block) => brokenLine(block)?.stage ?? null)
  return { from: before.at, to: after.at, sameUrl: before.url === after.url, was: was ?? null, is: is ?? null }
}

function brokenLine({ stages }: ProbeBlock): BlockStage | undefined {
  return stages.find(({ ok }) => !ok)
}

function evidenceOf({ block, segment }: LocatedBlock): ProbeEvidence | null {
  const line = brokenLine(block)
  if (line === undefined) return null
  return { segment, line, signature: line.fault === null ? null : signatureOfFault(line.fault, line.stage) }
}

/** @returns the traces, in which the newest block stands for its segment and older blocks show nothing */
export function withProbe(traces: Traces, probe: ReportedProbe | null): Traces {
  if (probe === null) return traces
  return new Map([...traces, ...probe.blocks.map(({ segment }) => [segment, traceOfProbe(probe, segment)] as const)])
}

function traceOfProbe({ newest }: Pick<ReportedProbe, 'newest'>, segment: Segment): Trace {
  const stages = newest?.segment === segment ? stagesShown(newest.block) : []
  const observations = stages.map(toObservation)
  return { observations, ...judgeTrace(observations) }
}

/**
 * The stages until the broken one: an edge that blocks some clients is broken although the walk went on. Without a login,
 * a later endpoint that answers is no stage that went through, so a block in which nothing is broken shows none at all.
 */
function stagesShown({ stages }: ProbeBlock): readonly BlockStage[] {
  const broken = stages.findIndex(({ ok }) => !ok)
  const loggedIn = stages.some(({ stage, ok }) => stage === 'callback' && ok)
  if (broken === -1) return loggedIn ? stages : []
  return stages
    .slice(0, broken + 1)
    .filter(({ stage, ok }) => !ok || loggedIn || compareStages(stage, 'client-id') <= 0)
}

function toObservation({ stage, ok, status, side, line, start }: BlockStage): Observation {
  const outcome = ok ? 'passed' : 'failed'
  const unsaid = {
    server: null,
    name: null,
    url: null,
    process: null,
    error: null,
    vantage: 'client',
    authorized: null,
    isRecord: true,
  } as const
  return { stage, outcome, status, side, line, start, ...unsaid }
}

/** @returns the flow that the newest block shows; null if nothing in it is broken, so that logs may show more */
export function flowOfProbe(probe: ReportedProbe | null): ReportedFlow | null {
  const newest = probe?.newest ?? null
  if (newest === null || probe?.evidence == null) return null
  const { source, line: first } = newest.segment
  const { stage, side, status, line } = probe.evidence.line
  const reached = stagesShown(newest.block).findLast(({ ok }) => ok)?.stage ?? null
  return { reached, broken: { stage, side, status, error: null, segment: source, line: first + line } }
}
