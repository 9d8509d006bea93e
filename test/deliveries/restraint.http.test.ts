import { pino } from 'pino'
import { beforeEach, describe, expect, test } from 'vitest'
import { renderMarker } from '../../src/comments/marker.ts'
import { createRulesKeeper } from '../../src/config/rules-keeper.ts'
import { toDelivery } from '../../src/deliveries/events.ts'
import { processDelivery } from '../../src/deliveries/process-delivery.ts'
import { createIndexKeeper } from '../../src/matching/index-keeper.ts'
import { type OpenedStore, openStore } from '../../src/store/open.ts'
import { octokitSubject, REF } from '../github/octokit-subject.ts'
import { about } from '../helpers/made-up-bot.ts'
import { twoSignaturePack } from '../helpers/packs.ts'
import { useRecordedReplies } from '../helpers/recorded-replies.ts'
import { answerAs, type RestIssue } from '../helpers/rest-github.ts'
import { madeUpReader } from '../issue-report/made-up-world.ts'

useRecordedReplies()

const pack = twoSignaturePack()
const NOW = Date.parse('2026-11-20T11:00:00Z')
const marker = renderMarker({ decision: 'assert', signature: 'lost-badge', pack: pack.fingerprint })
const UNDO: RestIssue = {
  roles: { keeper: 'triage' },
  comments: [
    { id: 1, body: `${marker}\nThis looks like it.`, by: 'us' },
    { id: 2, body: '/triage undo', by: 'keeper' },
  ],
}
let opened: OpenedStore

beforeEach(async () => {
  opened = await openStore({ path: ':memory:' })
  await opened.store.rememberComment(REF, 1)
  const undo = { addedLabels: ['auth: lost badge'], removedLabels: ['question'], comment: { id: 1, before: null } }
  const decided = { decision: 'assert', reason: 'sure', signature: 'lost-badge', confidence: 1, evidence: [] } as const
  await opened.store.recordDecision({
    ref: REF,
    delivery: 'guid-0',
    pack: 'x',
    acts: [],
    at: NOW - 1000,
    ...decided,
    undo,
  })
  return () => opened.store.close()
})

/** The bot hears of the maintainer's undo; what it wrote. */
async function hearUndo(world: Partial<RestIssue>, isStopped = false): Promise<readonly string[]> {
  const calls = answerAs({ ...UNDO, ...world })
  const { store, inbox } = opened
  const clock = () => NOW
  const rules = createRulesKeeper({ ...{ pack, store, clock, mayLoosen: false }, onProblems: () => {} })
  const payload = { action: 'created', ...about(REF), comment: { id: 2 } }
  const delivery = toDelivery({ id: 'guid-1', name: 'issue_comment', payload }, NOW)
  if (delivery === null) throw new Error('nothing is to be done about it')
  const github = octokitSubject()
  await processDelivery(
    { ...delivery, attempt: 1, suspicion: 0 },
    {
      ...{ store, inbox, pack, rules, indexes: createIndexKeeper(store), clock, isStopped },
      ...{ backfillLimit: 0, site: 'https://github.com', log: pino({ level: 'silent' }) },
      ...{ githubFor: async () => github, readerFor: async () => madeUpReader({}) },
      fetchLogs: async () => ({ attachments: [] }),
    },
  )
  return calls.writes
}

test('a maintainer undoes the last act with four calls that write', async () => {
  expect(await hearUndo({})).toEqual([
    'DELETE /repos/Acme/gateway/issues/7/labels/auth%3A%20lost%20badge',
    'POST /repos/Acme/gateway/issues/7/labels',
    'DELETE /repos/Acme/gateway/issues/comments/1',
    'POST /repos/Acme/gateway/issues/comments/2/reactions',
  ])
})

describe('the same undo sends nothing that writes', () => {
  test.each<[string, Partial<RestIssue>]>([
    ['in a dry run', { settings: 'mode: dry-run\n' }],
    ['under settings that cannot be read', { settings: 'mode: [\n' }],
    ['where the author is ignored', { settings: 'ignore: { authors: [reporter] }\n' }],
    ['where a label is ignored', { settings: "ignore: { labels: ['auth: lost badge'] }\n" }],
    ['on a locked issue', { issue: { locked: true } }],
    ['on an issue that moved away', { issue: { repository_url: 'https://api.github.com/repos/acme/elsewhere' } }],
    ['on an issue that was deleted', { status: 410 }],
    ['on an issue that may not be seen', { status: 404 }],
  ])('%s', async (_, world) => {
    expect(await hearUndo(world)).toEqual([])
  })

  test('stopped on the command line', async () => {
    await opened.store.setStopped('a flood', NOW)
    expect(await hearUndo({})).toEqual([])
  })

  test('stopped in the environment', async () => {
    expect(await hearUndo({}, true)).toEqual([])
  })
})
