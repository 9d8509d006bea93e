import { LIMITS, MEGABYTE } from '../../adapters/attachments/limits.ts'

/** Maximum size of a form in bytes: GitHub's limit for a log, plus 1 MB for the rest. */
export const MAX_FORM = LIMITS.fileBytes + MEGABYTE
