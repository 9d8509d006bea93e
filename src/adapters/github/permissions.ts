/**
 * Tracks an installation's permissions. A feature that GitHub refuses because of a missing permission is switched off
 * for an hour, so that other features keep working and GitHub receives no useless calls (repeated refusals can get an
 * App suspended). After that hour, the feature is tried again, because the owner may have accepted the permission.
 */
import { HOUR_MS } from '../../core/time-units.ts'
import { isNotPermitted, refusedError } from './refusal.ts'

/** The parts of the bot's work that each need their own permission. */
export const PERMITTED_FEATURES = ['labels', 'comments', 'settings', 'discussions'] as const

export type Feature = (typeof PERMITTED_FEATURES)[number]

export interface Permissions {
  /**
   * Makes the call unless its feature is switched off.
   * @throws TriageError('github-refused') for which `isNotPermitted` is true; while the feature is off, throws it
   *   without making the call
   */
  within<T>(feature: Feature, call: () => Promise<T>): Promise<T>
  /** Returns the features that are currently switched off. */
  switchedOff(): readonly Feature[]
}

export interface PermissionsOptions {
  /** Current time in milliseconds. */
  readonly now: () => number
  /** Called once each time a feature is switched off. */
  readonly onSwitchedOff?: (feature: Feature) => void
}

/** Owners accept new permissions at any time; one refused call per hour does no harm. */
const RETRY_AFTER_MS = HOUR_MS

export function createPermissions({ now, onSwitchedOff }: PermissionsOptions): Permissions {
  const off = new Map<Feature, { readonly since: number; readonly cause: unknown }>()
  // A refusal time in the future means that the clock has since been set back.
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
