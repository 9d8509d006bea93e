/** Avoids rereading an issue that was just read. */
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { GitHub } from './github.ts'
import type { Gone, Issue } from './issue.ts'

/** Returns a client whose first read of this issue returns the given one. Later reads call GitHub. */
export function withKnownIssue(github: GitHub, ref: IssueRef, issue: Issue | Gone): GitHub {
  let isUsed = false
  return {
    ...github,
    async readIssue(requested) {
      if (isUsed || formatRef(requested) !== formatRef(ref)) return github.readIssue(requested)
      isUsed = true
      return issue
    },
  }
}
