import { describe, expect, test } from 'vitest'
import { applyPlan, findOwnComments } from '../../../src/adapters/github/apply-plan.ts'
import type { GitHub } from '../../../src/adapters/github/github.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import type { Plan } from '../../../src/core/plan/plan.ts'

const LABEL = { name: 'auth: missing scope', color: 'd93f0b', description: 'The token lacks a scope.' }
const NOTHING: Plan = { addLabels: [], removeLabels: [], comment: { kind: 'none' }, suppressed: [] }
const FULL: Plan = {
  ...NOTHING,
  addLabels: [LABEL],
  removeLabels: ['auth: old'],
  comment: { kind: 'create', body: 'text' },
}

function start(): { github: MemoryGitHub; ref: IssueRef } {
  const github = createMemoryGitHub()
  return { github, ref: github.openIssue({ owner: 'acme', repo: 'app', title: 'T', labels: ['auth: old'] }) }
}

describe('applyPlan', () => {
  test('adds labels before commenting, each only once the label exists', async () => {
    const { github, ref } = start()
    await applyPlan(github, ref, FULL)
    expect(github.writes).toEqual([
      'ensureLabel acme/app#1',
      'addLabels acme/app#1',
      'removeLabel acme/app#1',
      'createComment acme/app#1',
    ])
  })

  test('adds all labels in one call', async () => {
    const { github, ref } = start()
    await applyPlan(github, ref, { ...NOTHING, addLabels: [LABEL, { ...LABEL, name: 'auth: b' }] })
    expect(github.writes.filter((write) => write.startsWith('addLabels'))).toHaveLength(1)
    expect(await github.readIssue(ref)).toMatchObject({ labels: ['auth: old', LABEL.name, 'auth: b'] })
  })

  test('writes nothing for a plan that is empty except for suppressed writes', async () => {
    const { github, ref } = start()
    await applyPlan(github, ref, { ...NOTHING, suppressed: ['label removed by a person: auth: a'] })
    expect(github.writes).toEqual([])
  })

  test('edits the comment that the plan names', async () => {
    const { github, ref } = start()
    const { id } = await github.createComment(ref, 'first')
    const applied = await applyPlan(github, ref, { ...NOTHING, comment: { kind: 'update', id, body: 'second' } })
    expect(applied.comment).toEqual({ kind: 'updated', id })
    expect(await github.listComments(ref)).toMatchObject([{ id, body: 'second', own: true }])
  })

  test.each<[keyof GitHub, readonly string[]]>([
    ['ensureLabel', []],
    ['addLabels', ['ensureLabel acme/app#1']],
    ['removeLabel', ['ensureLabel acme/app#1', 'addLabels acme/app#1']],
    ['createComment', ['ensureLabel acme/app#1', 'addLabels acme/app#1', 'removeLabel acme/app#1']],
  ])('stops when %s is refused and writes nothing after it', async (method, writes) => {
    const { github, ref } = start()
    github.refuseNext(method, 403)
    await expect(applyPlan(github, ref, FULL)).rejects.toMatchObject({ code: 'github-refused' })
    expect(github.writes).toEqual(writes)
  })

  test('completes the plan when it is applied again after a failure', async () => {
    const { github, ref } = start()
    github.refuseNext('createComment', 502)
    await applyPlan(github, ref, FULL).catch(() => undefined)
    await applyPlan(github, ref, FULL)
    expect(await github.readIssue(ref)).toMatchObject({ labels: [LABEL.name] })
    expect(await github.listComments(ref)).toHaveLength(1)
  })
})

describe('findOwnComments', () => {
  const isMarked = (body: string) => body.startsWith('mark')
  const ours = { id: 1, body: 'mark 1', own: true, author: 'auth-triage[bot]', createdAt: 0 }

  test.each([
    ['our comment with the marker', [ours], { id: 1, body: 'mark 1' }],
    ['the newest of two', [ours, { ...ours, id: 2 }], { id: 2, body: 'mark 1' }],
    ['no comment when a person pasted a copy', [{ ...ours, own: false }], null],
    ['no comment of ours without the marker', [{ ...ours, body: 'welcome' }], null],
    ['our comment after a pasted copy', [{ ...ours, id: 7, own: false }, ours], { id: 1, body: 'mark 1' }],
    ['nothing when there are no comments', [], null],
  ])('finds %s', (_title, comments, expected) => {
    expect(findOwnComments(comments, isMarked)[0] ?? null).toEqual(expected)
  })
})
