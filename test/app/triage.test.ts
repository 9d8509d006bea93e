import { beforeEach, describe, expect, test } from 'vitest'
import { readCompiledPack } from '../../src/adapters/compiled-pack/shipped.ts'
import { shippedPack } from '../../src/adapters/config/shipped-pack.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../../src/adapters/store/open.ts'
import type { Store } from '../../src/adapters/store/store.ts'
import { triageIssue } from '../../src/app/triage.ts'
import type { IssueRef } from '../../src/core/issue-ref.ts'
import { triageReport, UNTOUCHED } from '../../src/core/plan/triage-report.ts'
import { plainRules } from '../../src/core/settings/plain-rules.ts'
import { decodePack } from '../../src/core/signatures/compiled-pack.ts'
import { twoSignaturePack } from '../support/packs.ts'

const pack = twoSignaturePack()
const BADGE = 'auth: lost badge'
const TICKET = 'auth: torn ticket'
let github: MemoryGitHub
let store: Store

beforeEach(async () => {
  github = createMemoryGitHub()
  store = (await openStore({ path: ':memory:' })).store
  return () => store.close()
})

function triage(ref: IssueRef, deps: { readonly store?: Store } = {}) {
  return triageIssue(ref, 'guid-1', { github, store, pack, clock: () => 5000, ...deps })
}

function fileIssue(body: string): IssueRef {
  return github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body })
}

async function commentsOn(ref: IssueRef) {
  return (await github.listComments(ref)).filter(({ own }) => own)
}

describe('a triaged issue', () => {
  test('gets a label and a comment, and the recorded decision contains no text of the issue', async () => {
    const ref = fileIssue('lost-badge found, hunter2')
    await triage(ref)
    expect(await github.readIssue(ref)).toMatchObject({ labels: [BADGE] })
    const decisions = await store.decisions(ref)
    expect(decisions).toMatchObject([
      {
        delivery: 'guid-1',
        decision: 'assert',
        signature: 'lost-badge',
        evidence: ['own-line'],
        at: 5000,
        pack: pack.fingerprint,
        acts: [`label added: ${BADGE}`, 'comment created'],
      },
    ])
    expect(JSON.stringify(decisions)).not.toContain('hunter2')
  })

  test('gets a question with the words of its error, which are not in the recorded decision', async () => {
    const shipped = decodePack(await readCompiledPack(shippedPack()))
    const ref = fileIssue('OAuth login does not work.\n```\nError: frobnication failed near hunter2 zone\n```')
    await triageIssue(ref, 'guid-1', { github, store, pack: shipped, clock: () => 5000 })
    const [comment] = await commentsOn(ref)
    expect(comment?.body).toContain('hunter2')
    const decisions = await store.decisions(ref)
    expect(decisions).toMatchObject([{ decision: 'ask', question: shipped.topic['ask-around-error'] }])
    expect(JSON.stringify(decisions)).not.toContain('hunter2')
  })

  test('is not written to again by a second run', async () => {
    const ref = fileIssue('lost-badge found')
    await triage(ref)
    const writes = github.writes.length
    await triage(ref)
    expect(github.writes).toHaveLength(writes)
    expect((await store.decisions(ref)).map(({ acts }) => acts.length)).toEqual([2, 0])
  })

  test.each(['transferred', 'deleted'] as const)('is left alone if it was %s', async (gone) => {
    const ref = fileIssue('lost-badge found')
    if (gone === 'transferred') github.as('person').transfer(ref)
    else github.as('person').delete(ref)
    expect(await triage(ref)).toBe(gone)
    expect(await store.decisions(ref)).toEqual([])
  })

  test('is left alone if it is a pull request', async () => {
    const pull = { owner: 'acme', repo: 'gateway', title: 'It fails', body: 'lost-badge found', isPullRequest: true }
    expect(await triage(github.openIssue(pull))).toBe('pull-request')
    expect(github.writes).toEqual([])
  })

  test("records the writes that a person's action suppresses", async () => {
    const ref = fileIssue('lost-badge found')
    await triage(ref)
    github.as('person').removeLabel(ref, BADGE)
    await triage(ref)
    expect((await store.decisions(ref))[1]?.acts).toEqual([`suppressed: label removed by a person: ${BADGE}`])
  })
})

describe('a run that fails', () => {
  /** Returns a store whose given method fails on the first call. */
  function failingOnce(method: 'rememberComment' | 'recordDecision'): Store {
    let failed = false
    const act = async (...args: readonly unknown[]) => {
      if (failed) return (store[method] as (...args: readonly unknown[]) => Promise<void>)(...args)
      failed = true
      throw new Error('disk full')
    }
    return { ...store, [method]: act }
  }

  test.each(['rememberComment', 'recordDecision'] as const)(
    'in %s results in only one comment when it is repeated',
    async (method) => {
      const ref = fileIssue('lost-badge found')
      const failing = { store: failingOnce(method) }
      await expect(triage(ref, failing)).rejects.toThrow('disk full')
      const writes = [...github.writes]
      await triage(ref, failing)
      expect(await commentsOn(ref)).toHaveLength(1)
      expect(github.writes).toEqual(writes)
    },
  )

  test('before remembering its comment does not restore the comment if a person deletes it later', async () => {
    const ref = fileIssue('lost-badge found')
    const failing = { store: failingOnce('rememberComment') }
    await expect(triage(ref, failing)).rejects.toThrow('disk full')
    await triage(ref, failing)
    for (const { id } of await commentsOn(ref)) github.as('person').deleteComment(ref, id)
    github.as('person').edit(ref, { body: 'torn-ticket found' })
    await triage(ref)
    expect(await commentsOn(ref)).toEqual([])
    expect(await github.readIssue(ref)).toMatchObject({ labels: [TICKET] })
  })

  test.each(['addLabels', 'createComment'] as const)(
    'because GitHub refuses %s leads to one comment and one label when it is repeated',
    async (method) => {
      const ref = fileIssue('lost-badge found')
      github.refuseNext(method, 502)
      await expect(triage(ref)).rejects.toMatchObject({ code: 'github-refused' })
      await triage(ref)
      expect(await commentsOn(ref)).toHaveLength(1)
      expect(await github.readIssue(ref)).toMatchObject({ labels: [BADGE] })
    },
  )
})

test('the same issue gives the same triage, byte for byte', () => {
  const issue = { title: 'It fails', body: 'lost-badge found', attachments: [] }
  const first = JSON.stringify(triageReport(issue, UNTOUCHED, plainRules(pack)))
  expect(JSON.stringify(triageReport(issue, UNTOUCHED, plainRules(twoSignaturePack())))).toBe(first)
})
