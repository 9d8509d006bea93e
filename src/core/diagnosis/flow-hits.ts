/** Finds the clauses that say how far the login in the report's logs came. */

import type { BrokenStage } from '../flow/judge-flow.ts'
import type { Observation } from '../flow/observation.ts'
import { chooseTrace, lastReached, type Trace, type Traces } from '../flow/report-flow.ts'
import { endOfLine } from '../redaction/line-bounds.ts'
import type { Segment } from '../report/report.ts'
import type { FlowCondition } from '../signatures/clause-schema.ts'
import type { Hit, OwnedClause } from '../signatures/pack.ts'
import { looksIn } from '../signatures/scanner/scanner.ts'

/**
 * @param clauses of the pack; those without `flow` are left out
 * @returns a hit for each clause that holds for the login that the report shows, on the line that decides it
 */
export function findFlowHits(traces: Traces, clauses: readonly OwnedClause[]): readonly Hit[] {
  const chosen = chooseTrace(traces)
  if (chosen === null) return []
  const [segment, trace] = chosen
  return clauses.flatMap((owned) => {
    const { flow } = owned.clause
    if (flow === undefined || !looksIn(owned.clause, segment)) return []
    const decided = decidingObservation(flow, trace)
    return decided === undefined ? [] : [{ owned, segment, ...lineOf(decided, segment), captures: {} }]
  })
}

function decidingObservation(flow: FlowCondition, trace: Trace): Observation | undefined {
  const { observations, flow: shown } = trace
  if (flow.seen !== undefined && flow.seen !== vantageOf(observations)) return undefined
  if (flow.reached !== undefined && (shown.reached === null || !includes(flow.reached, shown.reached))) return undefined
  if (flow.broken === undefined) {
    // The events of a provider end with the token, wherever the login goes on.
    if (shown.broken !== null || trace.hasOnlyPassed) return undefined
    return lastReached(trace)
  }
  const { broken } = shown
  if (broken === null || !includes(flow.broken, broken.stage)) return undefined
  if (broken.status === TOO_MANY_REQUESTS && broken.side !== 'edge') return undefined
  if (!includes(flow.side, broken.side) || !includes(flow.error, broken.error)) return undefined
  if (flow.status !== undefined && ![flow.status].flat().some((it) => hasStatus(broken, it))) return undefined
  return observations.find(({ line }) => line === broken.line)
}

/** A limit can be met at any stage, and says nothing about the login itself. */
const TOO_MANY_REQUESTS = 429

function includes<T>(wanted: T | readonly T[] | undefined, found: T | null): boolean {
  return wanted === undefined || [wanted].flat().some((it) => it === found)
}

function hasStatus({ status, isRecord }: BrokenStage, wanted: number | '4xx' | '5xx' | 'none'): boolean {
  if (wanted === 'none') return status === null && isRecord
  if (status === null) return false
  return typeof wanted === 'number' ? status === wanted : String(status).startsWith(wanted.charAt(0))
}

/** A trace is a server's if most of its requests are written as servers write them. */
function vantageOf(observations: readonly Observation[]): 'client' | 'server' {
  const fromServer = observations.filter(({ vantage }) => vantage === 'server').length
  return fromServer * 2 > observations.length ? 'server' : 'client'
}

/** The line up to this length; a line can be megabytes long. */
const MAX_LINE = 2_000

function lineOf({ start }: Observation, { text }: Segment): { start: number; end: number } {
  return { start, end: Math.min(endOfLine(text, start), start + MAX_LINE) }
}
