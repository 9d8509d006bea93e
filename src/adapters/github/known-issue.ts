/** GitHub for whoever works on an issue that was just read: it is not asked for the same a second time. */
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { GitHub } from './github.ts'
import type { Gone, Issue } from './issue.ts'

/** The first who reads the issue is told what is known already; whoever looks again asks GitHub. */
export function knowingIssue(github: GitHub, ref: IssueRef, issue: Issue | Gone): GitHub {
  let isPayloadRepository = false
  return {
    ...github,
    async readIssue(asked) {
      if (isPayloadRepository || formatRef(asked) !== formatRef(ref)) return github.readIssue(asked)
      isPayloadRepository = true
      return issue
    },
  }
}
