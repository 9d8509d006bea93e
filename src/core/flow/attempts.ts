/**
 * Parts a trace into logins: one for each server (or process of a client), and for each of these one after the other.
 * Only what happens in the same login, or in a later one with the same server, cures a failure.
 */
import type { Observation } from './observation.ts'
import { compareStages } from './stage.ts'

/** The observations of one login, in order. */
export type Attempt = readonly Observation[]

/** The logins with one server, one after the other. */
export interface Party {
  readonly attempts: readonly Attempt[]
}

/** More servers than this in one trace are read as one. */
const MAX_PARTIES = 50

interface OpenParty {
  /** Name of the configured server; null while the trace has not named it. */
  name: string | null
  /** Host of the resource; null while the trace has not named it. */
  resource: string | null
  readonly process: string | null
  readonly observations: Observation[]
}

/**
 * @param observations of one trace, in order
 * @returns the party of the last observation last
 */
export function partiesOf(observations: readonly Observation[]): readonly Party[] {
  const parties: OpenParty[] = []
  for (const it of observations) {
    const party = findParty(parties, it)
    party.name ??= it.name
    if (isAtResource(it)) party.resource ??= it.server
    // The newest party is the last: what names no server belongs to it.
    parties.splice(parties.indexOf(party), 1)
    parties.push(party)
    party.observations.push(it)
  }
  return parties.map((party) => ({ attempts: attemptsOf(withRefreshes(party.observations)) }))
}

function findParty(parties: OpenParty[], it: Observation): OpenParty {
  const ofProcess = parties.filter((party) => party.process === it.process || it.process === null)
  const newest = ofProcess.at(-1)
  const known = findKnown(ofProcess, it)
  if (known !== undefined) return known
  if (newest !== undefined && parties.length >= MAX_PARTIES) return newest
  const party: OpenParty = { name: null, resource: null, process: it.process, observations: [] }
  parties.push(party)
  return party
}

function findKnown(parties: readonly OpenParty[], it: Observation): OpenParty | undefined {
  const newest = parties.at(-1)
  if (it.name !== null) {
    const isUnnamed = newest?.name === null && newest.resource === null
    return parties.findLast(({ name }) => name === it.name) ?? (isUnnamed ? newest : undefined)
  }
  if (it.server === null) return newest
  const known = parties.findLast(({ resource }) => resource === it.server)
  if (known !== undefined || !isAtResource(it)) return known ?? newest
  return newest?.resource === null ? newest : undefined
}

function isAtResource({ stage }: Observation): boolean {
  return stage === 'challenge' || stage === 'resource-metadata' || stage === 'first-request' || stage === 'call'
}

/**
 * A token request is a refresh if the line before says that one is due, if the line after says that it failed, or if it
 * fails after calls with an earlier token: the path of the request does not tell.
 */
function withRefreshes(observations: readonly Observation[]): readonly Observation[] {
  let hasToken = false
  let wasUsed = false
  return observations.map((it, at) => {
    if (isBeforeToken(it) || it.stage === 'callback') hasToken = false
    wasUsed = hasToken && (wasUsed || (it.stage === 'call' && it.outcome === 'passed'))
    if (it.stage === 'token' && it.outcome === 'passed') hasToken = true
    if (it.stage !== 'token' || it.status === null) return it
    const before = observations[at - 1]
    const after = observations[at + 1]
    const isDue = before?.stage === 'refresh' && before.outcome === 'asked'
    const hasFailed = it.outcome === 'failed' && after?.stage === 'refresh' && after.outcome === 'failed'
    const isSecond = it.outcome === 'failed' && hasToken && wasUsed
    return isDue || hasFailed || isSecond ? { ...it, stage: 'refresh' as const } : it
  })
}

function attemptsOf(observations: readonly Observation[]): readonly Attempt[] {
  const attempts: Observation[][] = [[]]
  let hasEnded = false
  for (const [at, it] of observations.entries()) {
    const current = attempts.at(-1) as Observation[]
    if (hasEnded && startsLogin(it, observations[at + 1])) {
      attempts.push([it])
      hasEnded = false
      continue
    }
    current.push(it)
    hasEnded ||= endsLogin(it)
  }
  let wasAnswered = false
  return attempts.map((attempt) => {
    const staged = inStages(attempt, wasAnswered)
    wasAnswered ||= attempt.some(isFree) && !attempt.some(({ stage }) => stage === 'token' || stage === 'refresh')
    return staged
  })
}

/** A call that was answered before anything asked for a login. */
function isFree({ stage, outcome, authorized }: Observation): boolean {
  return stage === 'call' && outcome === 'passed' && authorized !== true
}

/** A login has ended when its token was used, or when the exchange or the callback failed. */
function endsLogin({ stage, outcome }: Observation): boolean {
  if (outcome === 'failed') return stage === 'token' || stage === 'callback'
  return outcome === 'passed' && stage === 'call'
}

/** A new login begins with the steps that come before a token, or with a refusal that they follow. */
function startsLogin(it: Observation, next: Observation | undefined): boolean {
  if (isBeforeToken(it)) return true
  return it.stage === 'call' && it.outcome === 'asked' && next !== undefined && isBeforeToken(next)
}

function isBeforeToken({ stage }: Observation): boolean {
  return compareStages(stage, 'callback') < 0
}

/**
 * A request to the resource is a challenge before there is a token, the first request right after it, and a call from
 * then on; without a token in sight, what fails before any answer is the challenge too. A 401 for a request with a token
 * is a failure, and not the question for one. Who waits for a login that has come back already waits for its token.
 */
function inStages(observations: readonly Observation[], wasAnsweredBefore: boolean): Attempt {
  let hasToken = false
  let wasUsed = false
  let wasAnswered = false
  let cameBack = false
  return observations.map((it, at) => {
    if (it.stage === 'callback') {
      if (it.outcome === 'failed' && it.side === 'unknown' && cameBack)
        return { ...it, stage: 'token' as const, side: 'client' as const }
      cameBack ||= it.outcome === 'passed'
    }
    if ((it.stage === 'token' || it.stage === 'refresh') && it.outcome === 'passed') {
      hasToken = true
      if (it.stage === 'token') wasUsed = false
    }
    if (it.stage === 'resource-metadata' && it.outcome !== 'failed') hasToken = false
    // Only a request with a token can be refused for what is in it.
    if (it.stage === 'first-request' && it.outcome === 'failed') {
      hasToken = true
      wasUsed ||= wasAnswered
      return wasUsed ? { ...it, stage: 'call' as const } : it
    }
    if (it.stage !== 'call') return it
    if (it.authorized === true) hasToken = true
    if (!hasToken) {
      // Who answers before there is a token asks for none.
      const authorized = it.authorized ?? (wasAnswered || wasAnsweredBefore ? false : null)
      if (it.outcome === 'passed') {
        wasAnswered = true
        return { ...it, authorized }
      }
      const isFirst = !wasAnswered || it.outcome === 'asked' || it.side === 'edge'
      return isFirst ? { ...it, stage: 'challenge' as const } : it
    }
    const stage = wasUsed ? ('call' as const) : ('first-request' as const)
    // A token that ran out is refused once, and then refreshed.
    const isDue = observations[at + 1]?.stage === 'refresh'
    wasUsed = true
    if (it.outcome !== 'asked' || isDue) return { ...it, stage }
    // The log says that the request brought no token.
    const side = it.authorized === false ? ('client' as const) : it.side
    return { ...it, stage, side, outcome: 'failed' as const }
  })
}
