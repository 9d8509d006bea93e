/** What somebody tries out on a page: the form as it came goes to the analysis, which alone looks into it. */
import type { Analysis } from '../analysis/analysis.ts'
import type { TriedReport } from '../analysis/try-report.ts'
import { LIMITS, MEGABYTE } from '../attachments/limits.ts'

/** GitHub's own limit for a log, and room for the rest of the form. */
export const LARGEST_FORM = LIMITS.fileBytes + MEGABYTE

/** @returns a sentence that says what is wrong with the form */
export async function readTried(request: Request, analysis: Analysis): Promise<TriedReport | string> {
  const body = new Uint8Array(await request.arrayBuffer())
  return analysis.run('tried', { contentType: request.headers.get('content-type') ?? '', body })
}
