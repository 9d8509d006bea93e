/** All writes to the real GitHub. They are sent one at a time and never retried by the client. */

import { LRUCache } from 'lru-cache'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { LabelDefinition } from '../../../core/plan/plan.ts'
import type { Reaction, Writers } from '../github.ts'
import type { NativeWriters } from '../native-fields.ts'
import { nullIfNotFound, refusalStatus } from '../refusal.ts'
import { type Calls, ONCE } from './octokit-calls.ts'

/**
 * Maximum number of labels cached as existing; the least recently used one is dropped first and then costs another GET.
 */
const KNOWN_LABELS = 1000

/** Creates the write operations for one installation, using its API calls. */
export function createOctokitWrites(calls: Calls): Omit<Writers, keyof NativeWriters> {
  const known = createKnownLabels(KNOWN_LABELS)
  const { within } = calls.permissions
  return {
    ensureLabel: (ref, label) =>
      within('labels', () =>
        known.once(ref, label.name, async () => {
          if (!(await labelExists(calls, ref, label.name))) await createLabel(calls, ref, label)
        }),
      ),
    addLabels: (ref, names) => within('labels', () => addLabels(calls, ref, names)),
    removeLabel: (ref, name) => within('labels', () => removeLabel(calls, ref, name)),
    createComment: (ref, body) => within('comments', () => createComment(calls, ref, body)),
    updateComment: (ref, id, body) => within('comments', () => updateComment(calls, ref, id, body)),
    deleteComment: (ref, id) => within('comments', () => deleteComment(calls, ref, id)),
    react: (ref, id, reaction) => within('comments', () => react(calls, { ref, id }, reaction)),
  }
}

async function labelExists({ octokit, read }: Calls, { owner, repo }: IssueRef, name: string): Promise<boolean> {
  const label = await nullIfNotFound(() =>
    read(`to read the label "${name}" in ${owner}/${repo}`, () => octokit.rest.issues.getLabel({ owner, repo, name })),
  )
  return label !== null
}

async function createLabel(calls: Calls, { owner, repo, number }: IssueRef, label: LabelDefinition): Promise<void> {
  try {
    await calls.write(`to create the label "${label.name}" in ${owner}/${repo}`, () =>
      calls.octokit.rest.issues.createLabel({ owner, repo, ...label, request: ONCE }),
    )
  } catch (error) {
    // Another client has created the label in the meantime, which is fine. Not every server returns GitHub's error code
    // for that.
    if (alreadyExists(error)) return
    if (refusalStatus(error) !== 422 || !(await labelExists(calls, { owner, repo, number }, label.name))) throw error
  }
}

async function addLabels(calls: Calls, ref: IssueRef, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const { owner, repo, number } = ref
  await calls.write(`to label ${formatRef(ref)}`, () =>
    calls.octokit.rest.issues.addLabels({ owner, repo, issue_number: number, labels: [...names], request: ONCE }),
  )
}

async function removeLabel(calls: Calls, ref: IssueRef, name: string): Promise<void> {
  const { owner, repo, number } = ref
  await nullIfNotFound(() =>
    calls.write(`to remove the label "${name}" from ${formatRef(ref)}`, () =>
      calls.octokit.rest.issues.removeLabel({ owner, repo, issue_number: number, name, request: ONCE }),
    ),
  )
}

async function createComment(calls: Calls, ref: IssueRef, body: string): Promise<{ readonly id: number }> {
  const { owner, repo, number } = ref
  const { data } = await calls.write(`to comment on ${formatRef(ref)}`, () =>
    calls.octokit.rest.issues.createComment({ owner, repo, issue_number: number, body, request: ONCE }),
  )
  return { id: data.id }
}

async function updateComment(calls: Calls, ref: IssueRef, id: number, body: string): Promise<void> {
  const { owner, repo } = ref
  await calls.write(`to edit our comment on ${formatRef(ref)}`, () =>
    calls.octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body, request: ONCE }),
  )
}

async function deleteComment(calls: Calls, ref: IssueRef, id: number): Promise<void> {
  const { owner, repo } = ref
  await nullIfNotFound(() =>
    calls.write(`to delete our comment on ${formatRef(ref)}`, () =>
      calls.octokit.rest.issues.deleteComment({ owner, repo, comment_id: id, request: ONCE }),
    ),
  )
}

async function react(
  calls: Calls,
  { ref, id }: { readonly ref: IssueRef; readonly id: number },
  content: Reaction,
): Promise<void> {
  const { owner, repo } = ref
  await nullIfNotFound(() =>
    calls.write(`to react to a comment on ${formatRef(ref)}`, () =>
      calls.octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id: id, content, request: ONCE }),
    ),
  )
}

/**
 * Checks for the error code that GitHub returns if the name already exists:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
function alreadyExists(error: unknown): boolean {
  if (refusalStatus(error) !== 422) return false
  const cause = (error as { cause?: { response?: { data?: { errors?: unknown } } } }).cause
  const errors = cause?.response?.data?.errors
  return Array.isArray(errors) && errors.some((entry: { code?: unknown } | null) => entry?.code === 'already_exists')
}

interface KnownLabels {
  /** Creates the label once: concurrent calls wait for the same creation, later calls do nothing. */
  once(ref: IssueRef, name: string, make: () => Promise<void>): Promise<void>
}

function createKnownLabels(limit: number): KnownLabels {
  const made = new LRUCache<string, Promise<void>>({ max: limit })
  return {
    once({ owner, repo }, name, make) {
      // GitHub's label names are case-insensitive.
      const key = `${owner}/${repo} ${name}`.toLowerCase()
      const known = made.get(key)
      if (known !== undefined) return known
      const making = make().catch((error: unknown) => {
        made.delete(key)
        throw error
      })
      made.set(key, making)
      return making
    },
  }
}
