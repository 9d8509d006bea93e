/** GitHub for whoever is restrained: it reads as the one given, and its writers do nothing. */
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { GitHub, Writers } from './github.ts'

/** The id of a comment that was not written: GitHub counts comments from 1. */
const NO_COMMENT = 0

/**
 * The one way to keep a handler from writing. Each writer returns what a write that changed nothing returns.
 * @param tell told of each write that was held back, e.g. `react on acme/app#1`
 */
export function readOnly(github: GitHub, tell: (what: string) => void = () => undefined): GitHub {
  const hold = (what: string) => async (ref: IssueRef) => tell(`${what} on ${formatRef(ref)}`)
  // A writer that is added to `GitHub` and not here does not compile.
  const writers: Writers = {
    ensureLabel: async () => undefined,
    addLabels: async (ref, names) => (names.length === 0 ? undefined : hold('add labels')(ref)),
    removeLabel: hold('remove a label'),
    async createComment(ref) {
      await hold('comment')(ref)
      return { id: NO_COMMENT }
    },
    updateComment: hold('edit our comment'),
    deleteComment: hold('delete our comment'),
    react: hold('react'),
  }
  return { ...github, ...writers, isReadOnly: true }
}
