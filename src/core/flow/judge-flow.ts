/**
 * Reads the observations of one trace together: how far each login came, what broke it, and which failures a later line
 * cured. A trace is one log, or the log lines of one issue.
 */
import { type Attempt, type Party, partiesOf } from './attempts.ts'
import { isRedirect, type Observation } from './observation.ts'
import { isRetried } from './retries.ts'
import { compareStages, needsToken, type Side, STAGES, type Stage } from './stage.ts'

export interface BrokenStage {
  readonly stage: Stage
  readonly side: Side
  readonly status: number | null
  /** OAuth error code on the line; null when there is none. */
  readonly error: string | null
  /** True if a program's record of the step says so, which needs no status. */
  readonly isRecord: boolean
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

/** A trace, judged. */
export interface JudgedTrace {
  readonly flow: TraceFlow
  /** What the trace shows of the server that `flow` is about, in order. */
  readonly shown: readonly Observation[]
  /** 0-based line on which a login was through: its first request succeeded. Null if none was. */
  readonly through: number | null
  /** Whether all its lines are records of steps that passed. */
  readonly hasOnlyPassed: boolean
  /** Whether the line that begins at this offset is later than everything that the trace shows. */
  isOver(lineStart: number): boolean
  /**
   * Whether a line later than the one that begins at this offset shows that a failure at this stage was overcome, or
   * this line itself shows a request that was answered with success.
   */
  isCured(lineStart: number, stage: Stage): boolean
}

/**
 * Whether an observation shows that a failure at a stage was overcome: success at the same stage or at a later one. A
 * client goes on after a 404 on one of several well-known URLs, and what fails later may only be the consequence; but
 * where an endpoint answers in the protocol's own words, its metadata was not needed.
 */
function cures(later: Observation, stage: Stage): boolean {
  if (stage === 'first-request' || stage === 'call') {
    return later.outcome === 'passed' && (later.stage === 'first-request' || later.stage === 'call')
  }
  if (stage === 'token' || stage === 'refresh') {
    return later.outcome === 'passed' && (later.stage === 'token' || (needsToken(later.stage) && !isAnonymous(later)))
  }
  // Nobody refuses the connection of a browser that was never opened.
  if (stage === 'authorize' && later.stage === 'callback' && later.side === 'client') return true
  // The browser is sent on after a refusal, too.
  if ((stage === 'authorize' || stage === 'callback') && later.stage === stage && isRedirect(later.status)) return false
  if (compareStages(stage, 'client-id') < 0 && isAnswered(later)) return true
  return later.outcome === 'passed' && compareStages(later.stage, stage) >= 0
}

function isAnswered({ stage, error }: Observation): boolean {
  return error !== null && compareStages(stage, 'client-id') > 0 && !needsToken(stage)
}

/** A call that needed no token proves none. */
function isAnonymous({ stage, authorized }: Observation): boolean {
  return stage === 'call' && authorized === false
}

/**
 * @param observations of one trace, in the order of time
 * @param isBackwards whether the trace begins with its newest line: what comes later in time has the smaller offset
 */
export function judgeTrace(observations: readonly Observation[], isBackwards = false): JudgedTrace {
  const isLater = (a: number, b: number) => (isBackwards ? a < b : a > b)
  const parties = partiesOf(observations).map(judgeParty)
  const broken = parties.findLast((it) => it.flow.broken !== null && !isElsewhere(it, parties, isLater))
  const chosen =
    broken ?? parties.findLast(({ flow, through }) => through !== null && flow.broken === null) ?? parties.at(-1)
  const through = parties.map((it) => it.through).filter((it) => it !== null)
  const latest = (lines: readonly number[]) => lines.reduce((most, it) => (isLater(it, most) ? it : most))
  return {
    flow: chosen?.flow ?? { reached: null, broken: null },
    shown: chosen?.observations ?? [],
    through: through.length === 0 ? null : latest(through),
    hasOnlyPassed: observations.every(({ isRecord, outcome }) => isRecord && outcome === 'passed'),
    isOver: (lineStart) => isLater(lineStart, observations.at(-1)?.start ?? 0),
    isCured: (lineStart, stage) => {
      const own = observations.find(({ start }) => start === lineStart)
      if (own?.outcome === 'passed' && own.status !== null && cures(own, stage)) return true
      const party = partyAt(parties, lineStart, isLater)
      if (party === undefined) return false
      const isMetadata = compareStages(stage, 'client-id') < 0
      const cure = party.lastCures.get(stage)
      return (party.needsNoLogin && isMetadata) || (cure !== undefined && isLater(cure, lineStart))
    },
  }
}

/**
 * Whether a call was refused by a service that never did anything else, such as one for updates or telemetry, and calls
 * elsewhere go on after it: the login that the trace is about did not break there.
 */
function isElsewhere(
  { flow, observations }: JudgedParty,
  parties: readonly JudgedParty[],
  isLater: (a: number, b: number) => boolean,
): boolean {
  const last = observations.at(-1)?.start ?? 0
  const refused = observations.find(({ line }) => line === flow.broken?.line)
  if (refused?.server == null || flow.broken?.side === 'edge') return false
  const ofService = observations.filter(({ server, stage }) => server === refused.server || needsToken(stage))
  if (!ofService.every(({ stage, outcome }) => needsToken(stage) && outcome === 'failed')) return false
  return parties.some(
    (it) => it.flow.broken === null && it.observations.some((one) => isThrough(one) && isLater(one.start, last)),
  )
}

/**
 * Whether a trace shows a login that ended in a successful request with nothing broken after it, or only records of
 * steps that passed.
 */
export function wentThrough({ flow, through, hasOnlyPassed }: JudgedTrace): boolean {
  return flow.broken === null && (through !== null || hasOnlyPassed)
}

interface JudgedParty {
  readonly flow: TraceFlow
  readonly through: number | null
  /** Offset of the last line that cures a failure, by the stage of the failure. */
  readonly lastCures: ReadonlyMap<Stage, number | undefined>
  /** Whether calls went through although nothing ever asked for a login. */
  readonly needsNoLogin: boolean
  readonly observations: Attempt
}

function judgeParty({ attempts }: Party): JudgedParty {
  const all = attempts.flat()
  const judged = attempts.map((attempt, at) => judgeAttempt(attempt, attempts[at - 1]))
  const lastThrough = judged.findLastIndex((it) => it.through)
  const lastBroken = judged.findLastIndex(({ flow }) => flow.broken !== null)
  const lastOpen = lastThrough === -1 ? judged.length - 1 : lastThrough
  const chosen = judged[lastBroken > lastThrough ? lastBroken : lastOpen]
  const throughLine = all.findLast(isThrough)?.line ?? null
  return {
    flow: chosen === undefined ? { reached: null, broken: null } : chosen.flow,
    through: throughLine,
    lastCures: new Map(STAGES.map((stage) => [stage, all.findLast((it) => cures(it, stage))?.start])),
    needsNoLogin:
      throughLine !== null &&
      !all.some(({ stage, outcome }) => outcome === 'asked' || needsToken(stage) || stage === 'token'),
    observations: all,
  }
}

function judgeAttempt(attempt: Attempt, previous: Attempt | undefined): { flow: TraceFlow; through: boolean } {
  const furthest = attempt
    .filter(({ outcome }) => outcome === 'passed')
    .reduce<Stage | null>((most, { stage }) => (most === null || compareStages(stage, most) > 0 ? stage : most), null)
  // A trace can have thousands of failures at a few stages, so the last cure is found once per stage.
  const lastCures = new Map(STAGES.map((stage) => [stage, attempt.findLastIndex((it) => cures(it, stage))]))
  const lastPassed = attempt.findLastIndex(({ outcome }) => outcome === 'passed')
  // What fails after it is a consequence.
  const first = attempt.find((it, at) => {
    if (it.outcome !== 'failed') return false
    // What stands in front of the server lets no later request through either.
    if (it.side === 'edge') return lastPassed <= at
    if (isRetried(attempt, at)) return false
    return (lastCures.get(it.stage) as number) <= at
  })
  const isFailure = first !== undefined && !isIdleProbe(first, attempt, previous)
  return {
    flow: { reached: furthest, broken: isFailure ? toBroken(first, attempt.slice(attempt.indexOf(first) + 1)) : null },
    through: !isFailure && attempt.some(isThrough),
  }
}

function isThrough({ stage, outcome }: Observation): boolean {
  return outcome === 'passed' && (stage === 'first-request' || stage === 'call')
}

/**
 * Clients ask for metadata although a server needs no login, and a 404 is the right answer then: the calls before it
 * went through, and nothing asked for a login since.
 */
function isIdleProbe(failure: Observation, attempt: Attempt, previous: Attempt | undefined): boolean {
  if (compareStages(failure.stage, 'client-id') >= 0 || failure.side === 'edge') return false
  const wasCalled = previous?.some(isThrough) === true || attempt.some(isThrough)
  return wasCalled && !attempt.some(({ outcome }) => outcome === 'asked')
}

/** Lines about one failure: its reason in words, the event, the request. */
const MAX_SAME = 2

/** A program says why a request failed and then logs the request, or the other way round: all these lines are about one failure. */
function toBroken(it: Observation, later: readonly Observation[]): BrokenStage {
  const end = later.findIndex(({ stage, outcome }) => stage !== it.stage || outcome !== 'failed')
  const same = later.slice(0, Math.min(MAX_SAME, end === -1 ? MAX_SAME : end))
  const side = it.side === null && same[0]?.side === 'edge' ? 'edge' : sideOf(it)
  return {
    stage: it.stage,
    side,
    status: it.status ?? same.find(({ status }) => status !== null)?.status ?? null,
    error: it.error ?? same.find(({ error }) => error !== null)?.error ?? null,
    isRecord: it.isRecord,
    line: it.line,
  }
}

function sideOf({ stage, side, status }: Observation): Side {
  if (side !== null) return side
  if (stage === 'callback') return status === null ? 'authorization-server' : 'client'
  if (stage === 'challenge' || stage === 'resource-metadata' || stage === 'first-request' || stage === 'call') {
    return 'resource-server'
  }
  return 'authorization-server'
}

/** The party of the line, or of the nearest line before it that shows something. */
function partyAt(
  parties: readonly JudgedParty[],
  start: number,
  isLater: (a: number, b: number) => boolean,
): JudgedParty | undefined {
  if (parties.length === 1) return parties[0]
  let best = parties[0]
  let nearest: number | undefined
  for (const party of parties) {
    const before = party.observations.findLast((it) => !isLater(it.start, start))?.start
    if (before === undefined || (nearest !== undefined && !isLater(before, nearest))) continue
    best = party
    nearest = before
  }
  return best
}
