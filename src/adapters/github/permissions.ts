/**
 * Permissions of an installation. A feature that GitHub refuses because of a missing permission is switched off for an
 * hour, so that other features keep working and GitHub gets no useless calls (repeated refusals can get an App
 * suspended). Then it is tried again, since the owner may have accepted the permission.
 */
import { isNotPermitted, refusedError } from './refusal.ts'

/** The parts of the bot's work that need a permission of their own. */
export const PERMITTED_FEATURES = ['labels', 'comments', 'settings'] as const

export type Feature = (typeof PERMITTED_FEATURES)[number]

export interface Permissions {
  /**
   * Makes the call unless its feature is switched off.
   * @throws TriageError('github-refused') for which `isNotPermitted` is true, without a call while the feature is off
   */
  within<T>(feature: Feature, call: () => Promise<T>): Promise<T>
  /** Returns the features that are switched off now. */
  switchedOff(): readonly Feature[]
}

export interface PermissionsOptions {
  /** Current time in milliseconds. */
  readonly now: () => number
  /** Called once each time that a feature is switched off. */
  readonly onSwitchedOff?: (feature: Feature) => void
}

/** Owners accept new permissions at any time; one refused call per hour does no harm. */
const RETRY_AFTER_MS = 60 * 60 * 1000

export function createPermissions({ now, onSwitchedOff }: PermissionsOptions): Permissions {
  const off = new Map<Feature, { readonly since: number; readonly cause: unknown }>()
  // A refusal in the future means that the clock was set back since.
  const isOff = (feature: Feature) =>
    Math.abs(now() - (off.get(feature)?.since ?? Number.NEGATIVE_INFINITY)) < RETRY_AFTER_MS
  return {
    async within(feature, call) {
      if (isOff(feature))
        throw refusedError(`the feature "${feature}"; no further call was made`, off.get(feature)?.cause)
      try {
        return await call()
      } catch (error) {
        if (isNotPermitted(error)) {
          if (!isOff(feature)) onSwitchedOff?.(feature)
          off.set(feature, { since: now(), cause: (error as Error).cause })
        }
        throw error
      }
    },
    switchedOff: () => PERMITTED_FEATURES.filter(isOff),
  }
}
