/** The login that the logs of a report show. */
import type { Segment, Source } from '../report/report.ts'
import { type BrokenStage, type JudgedTrace, judgeTrace, type TraceFlow } from './judge-flow.ts'
import { joinLists, type ListPart } from './listed-steps.ts'
import type { Observation } from './observation.ts'
import { readObservations } from './read-observations.ts'
import { needsToken, type Stage } from './stage.ts'
import { isNewestFirst } from './trace-lines.ts'

export interface Trace extends JudgedTrace {
  readonly observations: readonly Observation[]
  /** True if the line that decides is in another segment of the same list. */
  readonly isDecidedElsewhere?: true
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
  for (const { text, parts } of joinLists(segments.filter((it) => it.kind !== 'title' && !it.flattened))) {
    const observations = readObservations(text)
    if (observations.length === 0) continue
    const trace = { observations, ...judgeTrace(observations, isNewestFirst(text)) }
    const deciding = decidingPart(parts, trace)
    for (const part of parts) {
      traces.set(
        part.segment,
        part === deciding ? viewOf(trace, part) : { ...viewOf(trace, part), isDecidedElsewhere: true },
      )
    }
  }
  return traces
}

/** The segment with the line at which the login broke, or else with the last stage that it reached. */
function decidingPart(parts: readonly ListPart[], trace: Trace): ListPart | undefined {
  const line = trace.flow.broken?.line ?? lastReached(trace)?.line ?? 0
  return parts.findLast((it) => it.line <= line)
}

/** @returns the last observation of the stage that a login reached; the first request is written like any other call */
export function lastReached({ flow: { reached }, observations }: Trace): Observation | undefined {
  return observations.findLast(
    ({ stage, outcome }) =>
      outcome === 'passed' && (stage === reached || (stage === 'call' && reached === 'first-request')),
  )
}

/** The trace of a list as one of its segments sees it: what other segments show has lines outside its own. */
function viewOf(trace: Trace, { line, start }: ListPart): Trace {
  if (line === 0) return trace
  const moved = (it: Observation) => ({ ...it, line: it.line - line, start: it.start - start })
  const { broken } = trace.flow
  return {
    ...trace,
    observations: trace.observations.map(moved),
    shown: trace.shown.map(moved),
    flow: { ...trace.flow, broken: broken === null ? null : { ...broken, line: broken.line - line } },
    through: trace.through === null ? null : trace.through - line,
    isOver: (lineStart) => trace.isOver(lineStart + start),
    isCured: (lineStart, stage) => trace.isCured(lineStart + start, stage),
  }
}

/** @returns the trace with the most observations, one that broke before one that did not */
export function chooseTrace(traces: Traces): readonly [Segment, Trace] | null {
  const [first] = [...traces]
    .filter(([segment, trace]) => trace.isDecidedElsewhere !== true && showsLogin(trace.observations, segment))
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
