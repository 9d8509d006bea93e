/** Steps 2 to 4 of the pipeline within the limits on CPU time and memory: what exceeds them is left out, and said. */
import { type Analysis, isUnreadable } from './analysis.ts'
import type { TriageInput, TriageOutput } from './jobs.ts'

/**
 * Runs steps 2 to 4. If the input exceeds the limits, retries without the attached files, then also without the
 * comments.
 * @returns null if the issue itself exceeds the limits
 */
export async function analyseWithinLimits(input: TriageInput, analysis: Analysis): Promise<TriageOutput | null> {
  try {
    return await analysis.run('triage', input)
  } catch (error) {
    if (!isUnreadable(error)) throw error
    const smaller = shrink(input, error.message)
    return smaller === null ? null : analyseWithinLimits(smaller, analysis)
  }
}

/**
 * @param reason a sentence that says why the input could not be read
 * @returns null if nothing is left to remove
 */
function shrink(input: TriageInput, reason: string): TriageInput | null {
  const { issue, files, remarks = [] } = input
  const { comments = [], ...issueAlone } = issue
  if (files.length > 0) {
    const why = `was left out: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
    const unread = files.map(({ name }) => ({ name, why }))
    return { ...input, files: [], issue: { ...issue, unread: [...(issue.unread ?? []), ...unread] } }
  }
  if (comments.length + remarks.length === 0) return null
  return { ...input, issue: issueAlone, remarks: [] }
}
