import { LIMITS, MEGABYTE } from '../../adapters/attachments/limits.ts'

/** Bytes of a form: GitHub's own limit for a log, and room for the rest. */
export const MAX_FORM = LIMITS.fileBytes + MEGABYTE
