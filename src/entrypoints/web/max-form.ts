import { LIMITS, MEGABYTE } from '../../adapters/attachments/limits.ts'

/** Bytes of a form: GitHub's limit for a log, and 1 MB for the rest. */
export const MAX_FORM = LIMITS.fileBytes + MEGABYTE
