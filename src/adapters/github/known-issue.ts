/** Avoids rereading what was just read. */
import { formatRef, type IssueRef, type RepositoryRef } from '../../core/issue-ref.ts'
import type { GitHub, IssueSnapshot } from './github.ts'
import type { Gone, Issue } from './issue.ts'

/** Returns a client whose first read of this issue returns the given one. Later reads call GitHub. */
export function withKnownIssue(github: GitHub, ref: IssueRef, issue: Issue | Gone): GitHub {
  return { ...github, readIssue: firstFrom(issue, isSame(ref), github.readIssue) }
}

/** Returns a client that answers the first read of each part from the snapshot. Later reads call GitHub. */
export function withSnapshot(github: GitHub, snapshot: IssueSnapshot): GitHub {
  const { ref, repository, issue, comments, labelEvents } = snapshot
  const isIssue = isSame(ref)
  return {
    ...github,
    readRepository: firstFrom(
      repository,
      (asked: RepositoryRef) => isIssue({ ...asked, number: ref.number }),
      github.readRepository,
    ),
    readIssue: firstFrom(issue, isIssue, github.readIssue),
    listComments: firstFrom(comments, isIssue, github.listComments),
    listLabelEvents: firstFrom(labelEvents, isIssue, github.listLabelEvents),
  }
}

function firstFrom<Asked, Answer>(
  known: Answer,
  isKnown: (asked: Asked) => boolean,
  read: (asked: Asked) => Promise<Answer>,
) {
  let isUsed = false
  return async (asked: Asked): Promise<Answer> => {
    if (isUsed || !isKnown(asked)) return read(asked)
    isUsed = true
    return known
  }
}

/** GitHub's names are case-insensitive. */
function isSame(ref: IssueRef): (asked: IssueRef) => boolean {
  return (asked) => formatRef(asked).toLowerCase() === formatRef(ref).toLowerCase()
}
