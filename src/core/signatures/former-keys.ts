/** Keeps signature files valid that were written for earlier versions of the schema. */

export interface RenamedKey {
  /** Path of the value, with the former name. */
  readonly path: readonly PropertyKey[]
  /** Current name of the key. */
  readonly currentName: string
}

/** Former keys by their path, with their current names. */
export const FORMER_SIGNATURE_KEYS = {
  surfaces: 'products',
  'checklist.when.surface': 'product',
  'known-false-positives': 'false-signals',
} as const

/**
 * Turns the former `expect` and `otherwise` of a step into its outcomes, in place.
 * @param data as parsed from YAML
 * @returns the steps that were changed
 */
export function convertFormerSteps(data: unknown): readonly RenamedKey[] {
  const checklist = (data as { checklist?: unknown } | null)?.checklist
  if (!Array.isArray(checklist)) return []
  return checklist.flatMap((step: unknown, at) => {
    if (typeof step !== 'object' || step === null || !('expect' in step) || 'outcomes' in step) return []
    const { expect, otherwise, ...rest } = step as Record<string, unknown>
    const outcomes = [expect, otherwise].filter((it) => it !== undefined).map((see) => ({ see }))
    checklist[at] = { ...rest, outcomes }
    return [{ path: ['checklist', at, 'expect'], currentName: 'outcomes' }]
  })
}
