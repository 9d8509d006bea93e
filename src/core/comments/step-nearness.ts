/** How near a step of a checklist is to the stage at which the login in the report's log broke. */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { stateOfStage } from '../flow/stage.ts'
import type { Check } from '../signatures/schema.ts'

/** In list order. */
const ORDER = { broken: 0, open: 1, passed: 2 } as const

export type Nearness = keyof typeof ORDER

/** @returns `open` for a step that names no stage */
export function nearnessOf({ stage }: Pick<Check, 'stage'>, flow: Diagnosis['flow']): Nearness {
  // The log of a login that went through tells nothing of the one that failed.
  if (stage === undefined || flow === null || flow.through !== undefined) return 'open'
  const login = { reached: flow.reached, broken: flow.broken?.stage ?? null }
  const states = [stage].flat().map((it) => stateOfStage(it, login))
  if (states.includes('broken')) return 'broken'
  return states.includes('unseen') ? 'open' : 'passed'
}

export function compareNearness(a: Nearness, b: Nearness): number {
  return ORDER[a] - ORDER[b]
}
