/** Lets a user other than the bot act on in-memory issues, and records the actor of each action. */
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { EventActor } from '../../../core/plan/plan.ts'
import type { DuplicateMark } from '../duplicate-marks.ts'
import type { Issue } from '../issue.ts'
import type { MergedChange } from '../merged-changes.ts'
import { refusedError } from '../refusal.ts'
import { findIssue, labelsOf, type MemoryComment, type MemoryIssue, type MemoryState } from './memory-state.ts'

export interface FakeUser {
  edit(ref: IssueRef, change: { readonly title?: string; readonly body?: string | null }): void
  addLabel(ref: IssueRef, name: string): void
  removeLabel(ref: IssueRef, name: string): void
  reopen(ref: IssueRef): void
  /** @param mergedChange the merged change that closes it; by default, the user does */
  close(ref: IssueRef, as?: Issue['closedAs'], mergedChange?: MergedChange): void
  /** Marks the issue as a duplicate, or removes the mark. */
  mark(ref: IssueRef, canonical: IssueRef, kind?: DuplicateMark['kind'], login?: string): void
  lock(ref: IssueRef): void
  /** Transfers the issue to another repository: it is no longer found under this reference. */
  transfer(ref: IssueRef): void
  delete(ref: IssueRef): void
  /** Writes a comment by `author` (default: this user) and returns the comment's id. */
  comment(ref: IssueRef, body: string, author?: string): number
  editComment(ref: IssueRef, id: number, body: string): void
  /** Adds 👎 to a comment. */
  thumbDown(ref: IssueRef, id: number, login: string): void
  minimise(ref: IssueRef, id: number): void
  deleteComment(ref: IssueRef, id: number): void
}

/** GitHub's default colour for a label that is created by adding it to an issue. */
const DEFAULT_COLOR = 'ededed'

export function createFakeUser(state: MemoryState, by: EventActor): FakeUser {
  const change = (ref: IssueRef, fields: Partial<MemoryIssue>) =>
    void Object.assign(findIssue(state, ref), { updatedAt: state.clock() }, fields)
  return {
    edit: (ref, fields) => change(ref, fields),
    addLabel: (ref, name) => addLabel(state, by, { ref, name }),
    removeLabel: (ref, name) => removeLabel(state, by, { ref, name }),
    reopen: (ref) => change(ref, { open: true, closedAt: null, closedAs: null, mergedChange: null }),
    close: (ref, closedAs = 'completed', mergedChange) =>
      change(ref, { open: false, closedAt: state.clock(), closedAs, mergedChange: mergedChange ?? null }),
    mark(ref, canonical, kind = 'marked', login = by) {
      state.lastId += 1
      findIssue(state, ref).marks.push({ id: `mark-${state.lastId}`, kind, canonical, by: login, at: state.clock() })
    },
    lock: (ref) => change(ref, { locked: true }),
    transfer: (ref) => change(ref, { gone: 'transferred' }),
    delete: (ref) => change(ref, { gone: 'deleted' }),
    comment(ref, body, author = by) {
      const { comments } = findIssue(state, ref)
      change(ref, {})
      state.lastId += 1
      comments.push({ id: state.lastId, body, by, author, createdAt: state.clock(), minimised: false, against: [] })
      return state.lastId
    },
    editComment: (ref, id, body) => void Object.assign(findComment(state, ref, id), { body }),
    thumbDown: (ref, id, login) => void findComment(state, ref, id).against.push(login),
    minimise: (ref, id) => void Object.assign(findComment(state, ref, id), { minimised: true }),
    deleteComment(ref, id) {
      const { comments } = findIssue(state, ref)
      comments.splice(comments.indexOf(findComment(state, ref, id)), 1)
    },
  }
}

interface LabelOnIssue {
  readonly ref: IssueRef
  readonly name: string
}

function addLabel(state: MemoryState, by: EventActor, { ref, name }: LabelOnIssue): void {
  const issue = findIssue(state, ref)
  const key = name.toLowerCase()
  const definition = labelsOf(state, ref).get(key) ?? { name, color: DEFAULT_COLOR, description: '' }
  labelsOf(state, ref).set(key, definition)
  if (issue.labels.includes(definition.name)) return
  issue.labels.push(definition.name)
  issue.events.push({ label: definition.name, action: 'labeled', by })
}

function removeLabel(state: MemoryState, by: EventActor, { ref, name }: LabelOnIssue): void {
  const issue = findIssue(state, ref)
  const at = issue.labels.findIndex((label) => label.toLowerCase() === name.toLowerCase())
  if (at < 0) return
  const [label = name] = issue.labels.splice(at, 1)
  issue.events.push({ label, action: 'unlabeled', by })
}

function findComment(state: MemoryState, ref: IssueRef, id: number): MemoryComment {
  const comment = findIssue(state, ref).comments.find((candidate) => candidate.id === id)
  if (comment) return comment
  throw refusedError(`to find a comment on ${formatRef(ref)}`, Object.assign(new Error('gone'), { status: 404 }))
}
