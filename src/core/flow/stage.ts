/** The stages of a login in the order in which they happen, and the sides that can break one. */

export const STAGES = [
  'challenge',
  'resource-metadata',
  'server-metadata',
  'client-id',
  'authorize',
  'callback',
  'token',
  'first-request',
  'refresh',
  'call',
] as const

export type Stage = (typeof STAGES)[number]

/** Stages as the objects of sentences. */
export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  challenge: 'the request for a login',
  'resource-metadata': "the resource's metadata",
  'server-metadata': "the authorization server's metadata",
  'client-id': 'client registration',
  authorize: 'the authorization page',
  callback: 'the callback',
  token: 'the token exchange',
  'first-request': 'the first request with the token',
  refresh: 'the token refresh',
  call: 'a call with the token',
}

/** Who sent the message that ended the login; `unknown` where nobody answered. */
export const SIDES = ['client', 'resource-server', 'authorization-server', 'edge', 'user', 'unknown'] as const

export type Side = (typeof SIDES)[number]

const ORDER: ReadonlyMap<Stage, number> = new Map(STAGES.map((stage, at) => [stage, at]))

/** @returns a negative number if `a` comes before `b`, zero if they are the same */
export function compareStages(a: Stage, b: Stage): number {
  return (ORDER.get(a) as number) - (ORDER.get(b) as number)
}

/** Whether a token exists at this stage. */
export function needsToken(stage: Stage): boolean {
  return compareStages(stage, 'token') > 0
}

/** How a login fared at a stage; what lies before the last stage that went through went through too. */
export type StageState = 'passed' | 'broken' | 'unseen'

export function stateOfStage(
  stage: Stage,
  { reached, broken }: { readonly reached: Stage | null; readonly broken: Stage | null },
): StageState {
  if (stage === broken) return 'broken'
  if (broken !== null && isBeyond(stage, broken)) return 'unseen'
  return reached !== null && compareStages(stage, reached) <= 0 ? 'passed' : 'unseen'
}

/**
 * Whether a stage comes after the broken one. An earlier attempt may have come further than the one that broke. Calls
 * come before a refresh that fails, although they stand behind it.
 */
export function isBeyond(stage: Stage, broken: Stage): boolean {
  return broken !== 'refresh' && compareStages(stage, broken) > 0
}
