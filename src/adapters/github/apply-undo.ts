/** Undoes the bot's last action on an issue: restores the labels and the bot's comment. */
import type { IssueRef } from '../../core/issue-ref.ts'
import type { GitHub } from './github.ts'

/** The bot's action, and the previous body of its comment. */
export interface Undoable {
  readonly addedLabels: readonly string[]
  readonly removedLabels: readonly string[]
  readonly comment: { readonly id: number; readonly before: string | null } | null
}

/** @throws TriageError `github-refused` at the first write that GitHub refuses; repeating the undo is harmless */
export async function applyUndo(github: GitHub, ref: IssueRef, undo: Undoable): Promise<void> {
  for (const name of undo.addedLabels) await github.removeLabel(ref, name)
  await github.addLabels(ref, undo.removedLabels)
  if (undo.comment === null) return
  const { id, before } = undo.comment
  if (before === null) await github.deleteComment(ref, id)
  else await github.updateComment(ref, id, before)
}
