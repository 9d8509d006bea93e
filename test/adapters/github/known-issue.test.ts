import { beforeEach, expect, test } from 'vitest'
import type { IssueSnapshot } from '../../../src/adapters/github/github.ts'
import { withKnownIssue, withSnapshot } from '../../../src/adapters/github/known-issue.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'

let github: MemoryGitHub
let ref: IssueRef

beforeEach(() => {
  github = createMemoryGitHub()
  ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'Now', body: 'Body' })
})

async function snapshotBefore(): Promise<IssueSnapshot> {
  const [repository, issue] = [await github.readRepository(ref), await github.readIssue(ref)]
  if (repository === null || typeof issue === 'string') throw new Error('It must exist.')
  const comment = { id: 1, body: 'Before', author: 'reporter', createdAt: 0, own: false }
  const labelEvents = [{ label: 'auth: a', action: 'labeled', by: 'us' } as const]
  return {
    ref,
    repository: { ...repository, ownerId: 77 },
    issue: { ...issue, title: 'Before' },
    comments: [comment],
    labelEvents,
  }
}

async function readAll(from: MemoryGitHub | ReturnType<typeof withSnapshot>, asked: IssueRef) {
  const [repository, issue] = [await from.readRepository(asked), await from.readIssue(asked)]
  return [
    repository?.ownerId === 77,
    typeof issue !== 'string' && issue.title === 'Before',
    (await from.listComments(asked)).length === 1,
    (await from.listLabelEvents(asked)).length === 1,
  ]
}

test('a snapshot answers the first read of each part, under the name in any case', async () => {
  const known = withSnapshot(github, await snapshotBefore())
  expect(await readAll(known, { ...ref, owner: 'Acme' })).toEqual([true, true, true, true])
})

test('later reads call GitHub, because people may have changed the issue by then', async () => {
  const known = withSnapshot(github, await snapshotBefore())
  await readAll(known, ref)
  expect(await readAll(known, ref)).toEqual([false, false, false, false])
})

test('reads of another issue call GitHub and leave the snapshot unused', async () => {
  const other = github.openIssue({ owner: 'acme', repo: 'portal', title: 'Other', body: 'Body' })
  const known = withSnapshot(github, await snapshotBefore())
  expect(await readAll(known, other)).toEqual([false, false, false, false])
  expect(await readAll(known, ref)).toEqual([true, true, true, true])
})

test('a known issue is returned once', async () => {
  const known = withKnownIssue(github, ref, 'deleted')
  expect([await known.readIssue(ref), await known.readIssue(ref)]).toMatchObject(['deleted', { title: 'Now' }])
})
