/** The login that the logs of a report show. */
import type { Segment, Source } from '../report/report.ts'
import { type BrokenStage, judgeFlow, type TraceFlow, withFirstRequests } from './judge-flow.ts'
import type { Observation } from './observation.ts'
import { readObservations } from './read-observations.ts'
import type { Stage } from './stage.ts'

export interface Trace {
  readonly observations: readonly Observation[]
  readonly flow: TraceFlow
}

/** Traces by segment; only segments that show something of a login. */
export type Traces = ReadonlyMap<Segment, Trace>

export interface ReportedFlow {
  readonly reached: Stage | null
  readonly broken: (BrokenStage & { readonly segment: Source }) | null
}

/** One observation alone is a line, not a login. */
const MIN_OBSERVATIONS = 2

/** @param segments of a report; each log is a trace of its own, and so is a list of steps in prose */
export function readTraces(segments: readonly Segment[]): Traces {
  const traces = new Map<Segment, Trace>()
  for (const segment of segments) {
    if (segment.kind === 'title' || segment.flattened) continue
    const observations = withFirstRequests(readObservations(segment.text))
    if (observations.length > 0) traces.set(segment, { observations, flow: judgeFlow(observations) })
  }
  return traces
}

/** @returns the flow of the trace with the most observations, one that broke before one that did not */
export function chooseFlow(traces: Traces): ReportedFlow | null {
  const flows = [...traces]
    .filter(([, { observations }]) => observations.length >= MIN_OBSERVATIONS)
    .map(([segment, { observations, flow }]) => ({ segment, size: observations.length, ...flow }))
    .sort((a, b) => Number(b.broken !== null) - Number(a.broken !== null) || b.size - a.size)
  const [first] = flows
  if (first === undefined) return null
  const { segment, reached, broken } = first
  const located = broken && { ...broken, segment: segment.source, line: segment.line + broken.line }
  return { reached, broken: located }
}
