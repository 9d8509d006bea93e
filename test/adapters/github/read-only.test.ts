import { expect, test } from 'vitest'
import { applyPlan } from '../../../src/adapters/github/apply-plan.ts'
import { createMemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { readOnly } from '../../../src/adapters/github/read-only.ts'

const LABEL = { name: 'auth: missing scope', color: 'd93f0b', description: 'The token lacks a scope.' }

function start() {
  const github = createMemoryGitHub()
  const ref = github.openIssue({ owner: 'acme', repo: 'app', title: 'T', labels: ['auth: old'] })
  const suppressed: string[] = []
  return { github, ref, suppressed, readOnlyGitHub: readOnly(github, (what) => suppressed.push(what)) }
}

test('reads as before, writes nothing and reports suppressed writes', async () => {
  const { github, ref, suppressed, readOnlyGitHub } = start()
  const own = (await github.createComment(ref, 'text')).id
  const before = [...github.writes]
  await readOnlyGitHub.ensureLabel(ref, LABEL)
  await readOnlyGitHub.addLabels(ref, [LABEL.name])
  await readOnlyGitHub.removeLabel(ref, 'auth: old')
  await readOnlyGitHub.updateComment(ref, own, 'other')
  await readOnlyGitHub.deleteComment(ref, own)
  await readOnlyGitHub.react(ref, own, '+1')
  expect(await readOnlyGitHub.createComment(ref, 'new')).toEqual({ id: 0 })
  expect(github.writes).toEqual(before)
  expect(await readOnlyGitHub.readIssue(ref)).toMatchObject({ labels: ['auth: old'] })
  expect(await readOnlyGitHub.listComments(ref)).toMatchObject([{ id: own, body: 'text' }])
  expect(suppressed).toEqual([
    'add labels on acme/app#1',
    'remove a label on acme/app#1',
    'edit our comment on acme/app#1',
    'delete our comment on acme/app#1',
    'react on acme/app#1',
    'comment on acme/app#1',
  ])
})

test('returns a plan’s suppressed writes, and nothing to undo', async () => {
  const { github, ref, readOnlyGitHub } = start()
  const comment = { kind: 'create', body: 'text' } as const
  const plan = { addLabels: [LABEL], removeLabels: ['auth: old'], comment, suppressed: [] }
  expect(await applyPlan(readOnlyGitHub, ref, plan)).toEqual({
    addedLabels: [],
    removedLabels: [],
    comment: { kind: 'none' },
    notPermitted: [],
    suppressedWrites: ['add label auth: missing scope', 'remove label auth: old', 'create comment'],
  })
  expect(github.writes).toEqual([])
})
