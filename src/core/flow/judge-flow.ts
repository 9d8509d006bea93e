/**
 * Reads the observations of one trace together: how far the login came, what broke it, and which failures a later line
 * cured. A trace is one log, or the log lines of one issue.
 */
import type { Observation } from './observation.ts'
import { compareStages, needsToken, type Side, type Stage } from './stage.ts'

export interface BrokenStage {
  readonly stage: Stage
  readonly side: Side
  readonly status: number | null
  /** 0-based line within the segment. */
  readonly line: number
}

/** One login as a trace shows it. */
export interface TraceFlow {
  /** The last stage that went through; null if none did. */
  readonly reached: Stage | null
  /** What ended the login; null if nothing did, or a later line cured it. */
  readonly broken: BrokenStage | null
}

/**
 * Whether an observation shows that a failure at a stage was overcome. Before a token exists, reaching a later stage is
 * enough: a client goes on after a 404 on one of several well-known URLs. After that, only success is: a refused call
 * does not cure a refused refresh.
 */
export function cures(later: Observation, stage: Stage): boolean {
  if (stage === 'first-request' || stage === 'call') {
    return later.outcome === 'passed' && (later.stage === 'first-request' || later.stage === 'call')
  }
  if (stage === 'token' || stage === 'refresh') {
    return later.outcome === 'passed' && (later.stage === 'token' || needsToken(later.stage))
  }
  if (compareStages(later.stage, stage) > 0) return later.outcome !== 'asked'
  return later.stage === stage && later.outcome === 'passed'
}

/** @param read observations of one trace, in order, as `withFirstRequests` returns them */
export function judgeFlow(read: readonly Observation[]): TraceFlow {
  const passed = read.filter(({ outcome }) => outcome === 'passed')
  const furthest = passed.reduce<Stage | null>(
    (most, { stage }) => (most === null || compareStages(stage, most) > 0 ? stage : most),
    null,
  )
  // A trace can have thousands of failures at a few stages, so the last cure is found once per stage.
  const lastCures = new Map(read.map(({ stage }) => [stage, -1]))
  for (const stage of lastCures.keys())
    lastCures.set(
      stage,
      read.findLastIndex((it) => cures(it, stage)),
    )
  const last = read.findLast((it, at) => it.outcome === 'failed' && (lastCures.get(it.stage) ?? -1) <= at)
  return {
    reached: furthest,
    broken: last === undefined ? null : { stage: last.stage, side: sideOf(last), status: last.status, line: last.line },
  }
}

/** Whether a trace shows a login that ended in a successful request, with nothing broken after it. */
export function wentThrough({ reached, broken }: TraceFlow): boolean {
  return broken === null && reached !== null && needsToken(reached) && reached !== 'refresh'
}

/**
 * A request to the resource is a challenge before there is a token, the first request right after it, and a call from
 * then on. A 401 for a request with a token is a failure, and not the question for one.
 */
export function withFirstRequests(observations: readonly Observation[]): readonly Observation[] {
  let hasToken = false
  let wasUsed = false
  return observations.map((it) => {
    if ((it.stage === 'token' || it.stage === 'refresh') && it.outcome === 'passed') {
      hasToken = true
      wasUsed = false
    }
    if (it.stage === 'resource-metadata' && it.outcome !== 'failed') hasToken = false
    if (it.stage !== 'call') return it
    if (!hasToken) return it.outcome === 'asked' ? { ...it, stage: 'challenge' as const } : it
    const stage = wasUsed ? ('call' as const) : ('first-request' as const)
    wasUsed = true
    return { ...it, stage, outcome: it.outcome === 'asked' ? ('failed' as const) : it.outcome }
  })
}

function sideOf({ stage, byEdge, status }: Observation): Side {
  if (byEdge) return 'edge'
  if (stage === 'callback') return status === null ? 'authorization-server' : 'client'
  if (stage === 'challenge' || stage === 'resource-metadata' || stage === 'first-request' || stage === 'call') {
    return 'resource-server'
  }
  return 'authorization-server'
}
