import * as schema from './0001-schema.ts'
import type { Step } from './step.ts'

/** All steps, run in the order of their names. */
export const STEPS: Readonly<Record<string, Step>> = {
  '0001-schema': schema,
}
