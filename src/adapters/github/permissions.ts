/**
 * What an installation lets us do. A feature that GitHub refuses for want of a permission is switched off for that
 * installation for a while, so that the rest goes on and GitHub is not asked in vain (refusals that repeat may get an
 * App suspended); it is tried again later, since the owner may have accepted the permission.
 */
import { isNotPermitted, refusedError } from './refusal.ts'

/** The parts of the bot's work that need a permission of their own. */
export const PERMITTED_FEATURES = ['labels', 'comments', 'settings'] as const

export type Feature = (typeof PERMITTED_FEATURES)[number]

export interface Permissions {
  /**
   * Makes the call unless its feature is switched off.
   * @throws TriageError('github-refused') that `isNotPermitted` knows, without a call while the feature is switched off
   */
  within<T>(feature: Feature, call: () => Promise<T>): Promise<T>
  /** What is switched off now. */
  switchedOff(): readonly Feature[]
}

export interface PermissionsOptions {
  /** Milliseconds. */
  readonly now: () => number
  /** Told once each time that a feature is switched off. */
  readonly onSwitchedOff?: (feature: Feature) => void
}

/** Owners accept new permissions in their own time; one refused call an hour does no harm. */
const TRY_AGAIN_AFTER_MS = 60 * 60 * 1000

export function createPermissions({ now, onSwitchedOff }: PermissionsOptions): Permissions {
  const off = new Map<Feature, { readonly since: number; readonly cause: unknown }>()
  // Of a refusal that is dated in the future, the clock was set back since.
  const isOff = (feature: Feature) =>
    Math.abs(now() - (off.get(feature)?.since ?? Number.NEGATIVE_INFINITY)) < TRY_AGAIN_AFTER_MS
  return {
    async within(feature, call) {
      if (isOff(feature))
        throw refusedError(`the feature "${feature}"; it was not asked again`, off.get(feature)?.cause)
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
