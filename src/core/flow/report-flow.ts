/** The login that the logs of a report show. */
import type { Segment, Source } from '../report/report.ts'
import { type BrokenStage, type JudgedTrace, judgeTrace, type TraceFlow } from './judge-flow.ts'
import type { Observation } from './observation.ts'
import { readObservations } from './read-observations.ts'
import { needsToken, type Stage } from './stage.ts'
import { isNewestFirst } from './trace-lines.ts'

export interface Trace extends JudgedTrace {
  readonly observations: readonly Observation[]
}

/** Traces by segment; only segments that show something of a login. */
export type Traces = ReadonlyMap<Segment, Trace>

export interface ReportedFlow {
  readonly reached: Stage | null
  readonly broken: (Omit<BrokenStage, 'isRecord'> & { readonly segment: Source }) | null
  /** Where a login was through, if nothing is broken: its first request succeeded. */
  readonly through?: { readonly segment: Source; readonly line: number }
}

/**
 * One line alone is no login. But only a login has a request that fails at a stage of its own, and a log tells of one; a
 * sentence without a status can tell of anything.
 */
const MIN_OBSERVATIONS = 2

/** @param segments of a report; each log is a trace of its own, and so is a list of steps in prose */
export function readTraces(segments: readonly Segment[]): Traces {
  const traces = new Map<Segment, Trace>()
  for (const segment of segments) {
    if (segment.kind === 'title' || segment.flattened) continue
    const observations = readObservations(segment.text)
    if (observations.length > 0) {
      traces.set(segment, { observations, ...judgeTrace(observations, isNewestFirst(segment.text)) })
    }
  }
  return traces
}

/** @returns the trace with the most observations, one that broke before one that did not */
export function chooseTrace(traces: Traces): readonly [Segment, Trace] | null {
  const [first] = [...traces]
    .filter(([segment, { observations }]) => showsLogin(observations, segment))
    .sort(([, a], [, b]) => rankOf(b.flow) - rankOf(a.flow) || b.observations.length - a.observations.length)
  return first ?? null
}

function showsLogin(observations: readonly Observation[], { kind }: Segment): boolean {
  return observations.length >= MIN_OBSERVATIONS || observations.some((it) => it.isRecord || breaksLogin(it, kind))
}

function breaksLogin({ outcome, stage, side, status }: Observation, kind: Segment['kind']): boolean {
  if (outcome !== 'failed' || (needsToken(stage) && side !== 'edge')) return false
  return kind === 'log' || status !== null
}

function rankOf({ broken }: TraceFlow): number {
  return broken === null ? 0 : 1
}

/** @returns the flow of a report as its answer shows it */
export function chooseFlow(traces: Traces): ReportedFlow | null {
  const chosen = chooseTrace(traces)
  if (chosen === null) return null
  const [segment, { flow, through }] = chosen
  if (flow.broken === null) {
    const { reached } = flow
    return through === null
      ? { reached, broken: null }
      : { reached, broken: null, through: { segment: segment.source, line: segment.line + through } }
  }
  const { stage, side, status, error, line } = flow.broken
  return {
    reached: flow.reached,
    broken: { stage, side, status, error, segment: segment.source, line: segment.line + line },
  }
}
