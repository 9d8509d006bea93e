import { describe, expect, test } from 'vitest'
import { renderMarker } from '../../../src/core/comments/marker.ts'
import { REF } from '../../adapters/github/octokit-subject.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { openRestBot, REST_NOW, type RestBot } from '../../support/rest-bot.ts'
import type { RestIssue } from '../../support/rest-github.ts'

useRecordedReplies()

const pack = twoSignaturePack()
const marker = renderMarker({ decision: 'assert', signature: 'lost-badge', pack: pack.fingerprint })
const UNDO: RestIssue = {
  roles: { keeper: 'triage' },
  comments: [
    { id: 1, body: `${marker}\nThis looks like it.`, by: 'us' },
    { id: 2, body: '/triage undo', by: 'keeper' },
  ],
}

/** Delivers a maintainer's undo to a bot that has already written on the issue. Returns its writes. */
async function writesOfUndo(world: Partial<RestIssue>, how: { isStopped?: boolean; isSwitchedOff?: boolean } = {}) {
  const bot: RestBot = await openRestBot(pack, how.isStopped)
  await bot.store.rememberComment(REF, 1)
  const undo = { addedLabels: ['auth: lost badge'], removedLabels: ['question'], comment: { id: 1, before: null } }
  const decided = { decision: 'assert', reason: 'sure', signature: 'lost-badge', confidence: 1, evidence: [] } as const
  const at = REST_NOW - 1000
  await bot.store.recordDecision({ ref: REF, delivery: 'guid-0', pack: 'x', acts: [], at, ...decided, undo })
  if (how.isSwitchedOff) await bot.store.setStopped('a flood', at)
  const { writes } = await bot.hear({ ...UNDO, ...world }, 'issue_comment', { action: 'created', comment: { id: 2 } })
  await bot.store.close()
  return writes
}

test("a maintainer's undo takes four write calls", async () => {
  expect(await writesOfUndo({})).toEqual([
    'DELETE /repos/Acme/gateway/issues/7/labels/auth%3A%20lost%20badge',
    'POST /repos/Acme/gateway/issues/7/labels',
    'DELETE /repos/Acme/gateway/issues/comments/1',
    'POST /repos/Acme/gateway/issues/comments/2/reactions',
  ])
})

describe('the same undo makes no write call', () => {
  test.each<[string, Partial<RestIssue>]>([
    ['in a dry run', { settings: 'mode: dry-run\n' }],
    ['with invalid settings', { settings: 'mode: [\n' }],
    ['if the author is ignored', { settings: 'ignore: { authors: [reporter] }\n' }],
    ['if a label is ignored', { settings: "ignore: { labels: ['auth: lost badge'] }\n" }],
    ['on a locked issue', { issue: { locked: true } }],
    ['on an issue that was transferred', { issue: { repository_url: 'https://api.github.com/repos/acme/elsewhere' } }],
    ['on an issue that was deleted', { status: 410 }],
    ['on an issue that is not visible', { status: 404 }],
  ])('%s', async (_, world) => {
    expect(await writesOfUndo(world)).toEqual([])
  })

  test('if the bot is stopped on the command line', async () => {
    expect(await writesOfUndo({}, { isSwitchedOff: true })).toEqual([])
  })

  test('if the bot is stopped in the environment', async () => {
    expect(await writesOfUndo({}, { isStopped: true })).toEqual([])
  })
})
