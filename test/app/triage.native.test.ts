import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../src/adapters/github/memory/memory-github.ts'
import type { NativeSupport } from '../../src/adapters/github/memory/memory-suggestions.ts'
import { openStore } from '../../src/adapters/store/open.ts'
import type { Store } from '../../src/adapters/store/store.ts'
import { createIndexCache } from '../../src/app/matching/index-cache.ts'
import { triageIssue } from '../../src/app/triage.ts'
import type { IssueRef } from '../../src/core/issue-ref.ts'
import { parseSettings } from '../../src/core/settings/parse-settings.ts'
import { resolveRules } from '../../src/core/settings/rules.ts'
import { twoSignaturePack } from '../support/packs.ts'

const pack = twoSignaturePack()
const BADGE = 'auth: lost badge'
let github: MemoryGitHub
let store: Store

beforeEach(async () => {
  github = createMemoryGitHub()
  store = (await openStore({ path: ':memory:' })).store
  return () => store.close()
})

const file = (body = 'lost-badge found') =>
  github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body, author: `by ${body.length}` })

async function triage(ref: IssueRef, text: string) {
  const { settings } = parseSettings(text)
  if (settings === null) throw new Error('invalid settings')
  const rules = resolveRules(pack, { settings, problems: [], mayLoosen: false })
  const indexes = createIndexCache(store)
  const clock = () => 0
  const result = await triageIssue(ref, null, { github, store, pack, indexes, clock, rulesFor: async () => rules })
  const issue = await github.readIssue(ref)
  const acts = (await store.decisions(ref)).at(-1)?.acts ?? []
  return { result, acts, labels: typeof issue === 'string' ? [] : issue.labels }
}

describe('with `native: suggest`', () => {
  test('a label waits for approval, and the audit says so', async () => {
    github.suggestions.support('records')
    const { labels, acts } = await triage(file(), 'native: suggest')
    expect(labels).toEqual([])
    expect(acts).toContain(`suggested: ${BADGE}`)
    expect(github.suggestions.explained).toMatchObject([{ what: `label ${BADGE}`, suggest: true }])
  })

  test('nothing is suggested twice, not even after a person dismissed it', async () => {
    github.suggestions.support('records')
    const ref = file()
    await triage(ref, 'native: suggest\nissue-type: Bug')
    github.suggestions.decide(ref, 'dismissed')
    const { labels } = await triage(ref, 'native: suggest\nissue-type: Bug')
    expect(github.suggestions.explained).toHaveLength(2)
    expect(labels).toEqual([])
  })

  test.each<[string, NativeSupport, string]>([
    ['off', 'off', `added without a reason, which GitHub did not take: ${BADGE}`],
    ['accepted but not recorded', 'ignores', `added without a reason, which GitHub did not take: ${BADGE}`],
    ['taken for an order', 'applies', `label added: ${BADGE}`],
  ])('the label is added plainly if the feature is %s', async (_, support, act) => {
    github.suggestions.support(support)
    const { labels, acts } = await triage(file(), 'native: suggest')
    expect(labels).toEqual([BADGE])
    expect(acts).toContain(act)
    expect(acts.filter((it) => it.startsWith('suggested'))).toEqual([])
  })

  test('a plain label after a refused suggestion can be undone, a suggestion needs no undo', async () => {
    github.suggestions.support('ignores')
    const ref = file()
    await triage(ref, 'native: suggest')
    expect((await store.decisions(ref)).at(-1)?.undo?.addedLabels).toEqual([BADGE])
    github.suggestions.support('records')
    const other = file('torn-ticket found')
    await triage(other, 'native: suggest')
    expect((await store.decisions(other)).at(-1)?.undo?.addedLabels).toEqual([])
  })

  test('the issue stays open', async () => {
    github.suggestions.support('applies')
    const ref = file()
    await triage(ref, 'native: suggest\nissue-type: Bug\nlabels: { duplicate: duplicate }')
    expect(await github.readIssue(ref)).toMatchObject({ open: true })
  })

  test('a report of a known cause gets a suggestion for the existing label, with the earlier number', async () => {
    github.suggestions.support('records')
    const text = 'native: suggest\nlabels: { duplicate: duplicate }'
    const labelled = file('Nothing of interest.')
    github.as('person').addLabel(labelled, 'duplicate')
    await triage(file(), text)
    await triage(file(), text)
    const [found] = github.suggestions.explained.filter(({ what }) => what === 'label duplicate')
    expect(found).toMatchObject({
      suggest: true,
      rationale: expect.stringMatching(/^Same cause as the earlier issue 2: /),
    })
  })

  test('a label for duplicates that does not exist is neither suggested nor created', async () => {
    github.suggestions.support('records')
    const text = 'native: suggest\nlabels: { duplicate: duplicate }'
    await triage(file(), text)
    await triage(file(), text)
    expect(await github.listLabels({ owner: 'acme', repo: 'gateway' })).toEqual([BADGE])
  })
})

test('with `native: apply`, the label is on the issue with a reason, and a second run writes nothing', async () => {
  github.suggestions.support('records')
  const ref = file()
  const { labels } = await triage(ref, 'native: apply')
  expect(labels).toEqual([BADGE])
  expect(github.suggestions.explained).toMatchObject([{ what: `label ${BADGE}`, suggest: false }])
  const writes = github.writes.length
  await triage(ref, 'native: apply')
  expect(github.writes).toHaveLength(writes)
})
