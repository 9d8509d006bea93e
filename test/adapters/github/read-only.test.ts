import { expect, test } from 'vitest'
import { applyPlan } from '../../../src/adapters/github/apply-plan.ts'
import { createMemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { readOnly } from '../../../src/adapters/github/read-only.ts'

const LABEL = { name: 'auth: missing scope', color: 'd93f0b', description: 'The token lacks a scope.' }

function start() {
  const github = createMemoryGitHub()
  const ref = github.openIssue({ owner: 'acme', repo: 'app', title: 'T', labels: ['auth: old'] })
  const told: string[] = []
  return { github, ref, told, restrained: readOnly(github, (what) => told.push(what)) }
}

test('whoever is restrained reads as before and writes nothing, and what was held back is told', async () => {
  const { github, ref, told, restrained } = start()
  const own = (await github.createComment(ref, 'text')).id
  const before = [...github.writes]
  await restrained.ensureLabel(ref, LABEL)
  await restrained.addLabels(ref, [LABEL.name])
  await restrained.removeLabel(ref, 'auth: old')
  await restrained.updateComment(ref, own, 'other')
  await restrained.deleteComment(ref, own)
  await restrained.react(ref, own, '+1')
  expect(await restrained.createComment(ref, 'new')).toEqual({ id: 0 })
  expect(github.writes).toEqual(before)
  expect(await restrained.readIssue(ref)).toMatchObject({ labels: ['auth: old'] })
  expect(await restrained.listComments(ref)).toMatchObject([{ id: own, body: 'text' }])
  expect(told).toEqual([
    'add labels on acme/app#1',
    'remove a label on acme/app#1',
    'edit our comment on acme/app#1',
    'delete our comment on acme/app#1',
    'react on acme/app#1',
    'comment on acme/app#1',
  ])
})

test('a plan that meets it is held back in words, and nothing of it can be undone later', async () => {
  const { github, ref, restrained } = start()
  const comment = { kind: 'create', body: 'text' } as const
  const plan = { addLabels: [LABEL], removeLabels: ['auth: old'], comment, suppressed: [] }
  expect(await applyPlan(restrained, ref, plan)).toEqual({
    ...{ addedLabels: [], removedLabels: [], comment: { kind: 'none' }, notPermitted: [] },
    suppressedWrites: ['add label auth: missing scope', 'remove label auth: old', 'create comment'],
  })
  expect(github.writes).toEqual([])
})
