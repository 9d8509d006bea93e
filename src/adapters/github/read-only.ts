/** Makes a GitHub client read-only: its reads work as before, and its writes do nothing. */
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { GitHub, Writers } from './github.ts'

/** The id returned for a comment that was not written; GitHub's ids start at 1. */
const NO_COMMENT = 0

/**
 * This is the only way to prevent a handler from writing. Each write returns the result of a write that changed
 * nothing.
 * @param onSuppressed called for each suppressed write, e.g. with `react on acme/app#1`
 */
export function readOnly(github: GitHub, onSuppressed: (what: string) => void = () => undefined): GitHub {
  const suppress = (what: string) => async (ref: IssueRef) => onSuppressed(`${what} on ${formatRef(ref)}`)
  // A write that is added to `GitHub` but missing here causes a compile error.
  const writers: Writers = {
    ensureLabel: async () => undefined,
    addLabels: async (ref, names) => (names.length === 0 ? undefined : suppress('add labels')(ref)),
    removeLabel: suppress('remove a label'),
    async createComment(ref) {
      await suppress('comment')(ref)
      return { id: NO_COMMENT }
    },
    updateComment: suppress('edit our comment'),
    deleteComment: suppress('delete our comment'),
    react: suppress('react'),
    async explainLabels(ref) {
      await suppress('add labels')(ref)
      return 'sent'
    },
    async suggestFields(ref) {
      await suppress('suggest fields')(ref)
      return 'sent'
    },
  }
  return { ...github, ...writers, isReadOnly: true }
}

/**
 * Makes a GitHub client that writes nothing but labels: no comment and no reaction.
 * @param onSuppressed called for each suppressed write
 */
export function labelsOnly(github: GitHub, onSuppressed: (what: string) => void = () => undefined): GitHub {
  const { ensureLabel, addLabels, removeLabel } = github
  const { isReadOnly: _, ...silenced } = readOnly(github, onSuppressed)
  return { ...silenced, ensureLabel, addLabels, removeLabel }
}
