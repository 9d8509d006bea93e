import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../../src/adapters/store/open.ts'
import type { Store } from '../../src/adapters/store/store.ts'
import { triageIssue } from '../../src/app/triage.ts'
import type { IssueRef } from '../../src/core/issue-ref.ts'
import { plainRules } from '../../src/core/settings/plain-rules.ts'
import { verdictOf } from '../support/feedback-events.ts'
import { PLAIN_JUDGEMENT, signatureFile, twoSignaturePack } from '../support/packs.ts'

/** A signature with one strong clause: enough for a question, but not for an assertion. */
const leading = (id: string) => ({
  evidence: [{ id: 'own-line', in: ['any'], strength: 'strong', regex: `${id} found` }],
})
const more = ['bent-key', 'wet-stamp'].map((id) => signatureFile(id, leading(id)))
const pack = twoSignaturePack(leading('lost-badge'), leading('torn-ticket'), ...more)
const NEEDS = 'needs: auth evidence'
let github: MemoryGitHub
let store: Store
let now: number

beforeEach(async () => {
  now = 5000
  github = createMemoryGitHub(() => now)
  store = (await openStore({ path: ':memory:' })).store
  return () => store.close()
})

async function triage(ref: IssueRef) {
  now += 1000
  const rulesFor = async () => ({ ...plainRules(pack), parameters: PLAIN_JUDGEMENT })
  return triageIssue(ref, `guid-${now}`, { github, store, pack, rulesFor, clock: () => now })
}

async function asked(body: string): Promise<IssueRef> {
  const ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body })
  await triage(ref)
  return ref
}

async function answered(ref: IssueRef, body: string): Promise<void> {
  github.as('person').edit(ref, { body })
  await triage(ref)
}

const bodies = async (ref: IssueRef) => (await github.listComments(ref)).map(({ body }) => body)

describe('a question', () => {
  test('gets a new comment if it follows an answered question, and the old comment is retired', async () => {
    const ref = await asked('lost-badge found')
    await answered(ref, 'torn-ticket found')
    const [first = '', second = ''] = await bodies(ref)
    expect(first).toBe("This question was answered. The conversation continues in this bot's newer comment below.")
    expect(second).toContain('> Is it the torn-ticket?')
    expect(await github.readIssue(ref)).toMatchObject({ labels: [NEEDS] })
  })

  test('stays if an edit does not answer it', async () => {
    const ref = await asked('lost-badge found')
    await answered(ref, 'lost-badge found, what more do you want?')
    const all = await bodies(ref)
    expect(all).toHaveLength(1)
    expect(all[0]).toContain('> Is it the lost-badge?')
  })

  test('gets only one new comment, even if the run fails before the old comment is retired', async () => {
    const ref = await asked('lost-badge found')
    github.as('person').edit(ref, { body: 'torn-ticket found' })
    github.refuseNext('updateComment', 502)
    await expect(triage(ref)).rejects.toMatchObject({ code: 'github-refused' })
    await triage(ref)
    expect((await bodies(ref)).filter((body) => body.includes('<!-- auth-triage:v1'))).toHaveLength(1)
    expect(await bodies(ref)).toHaveLength(2)
  })

  test('is not asked after three others; a maintainer takes over, and the label is removed', async () => {
    const ref = await asked('lost-badge found')
    for (const cause of ['torn-ticket', 'bent-key', 'wet-stamp']) await answered(ref, `${cause} found`)
    expect((await bodies(ref)).at(-1)).toContain('a maintainer will take a look')
    expect(await github.readIssue(ref)).toMatchObject({ labels: [] })
  })
})

describe('feedback', () => {
  const record = (ref: IssueRef, overrides: Parameters<typeof verdictOf>[0]) =>
    store.recordFeedback(verdictOf({ ref, at: now, rights: 'maintainer', ...overrides }))

  test('of kind `pause` pauses the bot in the whole repository for the given number of days', async () => {
    const other = await asked('nothing')
    await record(other, { kind: 'pause', detail: '2' })
    const ref = await asked('lost-badge found')
    expect(await bodies(ref)).toEqual([])
    now += 2 * 24 * 60 * 60 * 1000
    const later = await asked('lost-badge found')
    expect(await bodies(later)).toHaveLength(1)
  })

  test('of kind `stop` silences the bot on an issue that it has never processed', async () => {
    const ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body: 'lost-badge found' })
    await record(ref, { kind: 'stop' })
    await triage(ref)
    expect(await bodies(ref)).toEqual([])
  })

  test('that a step worked is shown on the next issue with the same cause', async () => {
    const sure = twoSignaturePack()
    const open = async () => {
      now += 1000
      const ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body: 'lost-badge found' })
      const rulesFor = async () => ({ ...plainRules(sure), parameters: PLAIN_JUDGEMENT })
      await triageIssue(ref, `guid-${now}`, { github, store, pack: sure, rulesFor, clock: () => now })
      return ref
    }
    const first = await open()
    expect((await bodies(first))[0]).not.toContain('Has worked in this repository')
    const signature = { id: 'lost-badge', version: 1 }
    await record(first, { kind: 'worked', step: 2, signature, who: 'ann' })
    await record(first, { kind: 'signal', detail: 'easy', signature, who: 'ann' })
    const second = await open()
    expect((await bodies(second))[0]).toContain('**Has worked in this repository:** step 2 (on one issue, easy for 1).')
  })

  test("from a maintainer sets the cause, and another maintainer's in the same second takes it back", async () => {
    const ref = await asked('lost-badge found')
    const signature = { id: 'torn-ticket', version: 1 }
    await record(ref, { kind: 'is-signature', signature })
    await triage(ref)
    expect((await bodies(ref))[0]).toContain('A maintainer says this is **The torn ticket**')
    await record(ref, { kind: 'wrong-signature', signature, at: now - 1000 })
    await triage(ref)
    expect(await github.readIssue(ref)).toMatchObject({ labels: [NEEDS] })
  })
})
