import { beforeEach, describe, expect, test } from 'vitest'
import { labelHistory } from '../../../src/app/events/label-history.ts'
import { toDelivery } from '../../../src/app/webhooks/events.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { everyCommand } from '../../support/commands.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const pack = twoSignaturePack()
const LOST = { ...ACME, title: 'It fails', body: 'lost-badge found', author: 'reporter' }

let bot: MadeUpBot
beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  bot.configure(ACME, 'discussions: true\n')
  bot.github.giveRole('keeper', 'triage')
  return () => bot.store.close()
})

describe('a discussion', () => {
  test('gets the same label and comment as an issue', async () => {
    const ref = await bot.discuss(LOST)
    expect(await bot.commentOn(ref)).toContain('The lost badge')
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    expect(await bot.store.decisions(ref)).toMatchObject([{ decision: 'assert', signature: 'lost-badge' }])
  })

  test('gets nothing unless the settings say so', async () => {
    bot.configure({ ...ACME, repo: 'quiet' }, 'mode: comment\n')
    const ref = await bot.discuss({ ...LOST, repo: 'quiet' })
    expect(bot.github.writes).toEqual([])
    expect(await bot.store.decisions(ref)).toEqual([])
  })

  test('is answered once, however often it is edited', async () => {
    const ref = await bot.discuss(LOST)
    const before = bot.github.writes.length
    await bot.hear('discussion', { action: 'edited', ...(await bot.discussionFieldsFor(ref)) })
    expect(bot.github.writes).toHaveLength(before)
  })

  test("takes the reporter's answers and commands from its comments", async () => {
    const ref = await bot.discuss({ ...LOST, body: 'I cannot log in: 401 Unauthorized' })
    await bot.sayOnDiscussion(ref, 'lost-badge found', 'reporter')
    expect(await bot.commentOn(ref)).toContain('The lost badge')
    await bot.sayOnDiscussion(ref, '/triage wrong', 'reporter')
    expect(await bot.commentOn(ref)).toContain('withdrawn')
  })

  test('keeps a label removed that a person removed', async () => {
    const ref = await bot.discuss(LOST)
    bot.github.as('person').removeLabel(ref, 'auth: lost badge')
    await bot.hear('discussion', { action: 'edited', ...(await bot.discussionFieldsFor(ref)) })
    expect(await bot.labelsOf(ref)).toEqual([])
  })

  test('records a removed label as feedback', async () => {
    const ref = await bot.discuss(LOST)
    bot.github.as('person').removeLabel(ref, 'auth: lost badge')
    const sender = { type: 'User', login: 'keeper' }
    const label = { name: 'auth: lost badge' }
    await bot.hear('discussion', { action: 'unlabeled', ...(await bot.discussionFieldsFor(ref)), label, sender })
    expect(await bot.store.feedbackOn(ref)).toMatchObject([{ kind: 'wrong-signature', rights: 'maintainer' }])
  })

  test('does not get its comment again after a person deleted it', async () => {
    const ref = await bot.discuss(LOST)
    const [own] = await bot.github.listComments(ref)
    const comment = { id: own?.id, user: { type: 'Bot' }, body: own?.body }
    bot.github.as('person').deleteComment(ref, own?.id ?? 0)
    await bot.hear('discussion_comment', { action: 'deleted', ...(await bot.discussionFieldsFor(ref)), comment })
    await bot.hear('discussion', { action: 'edited', ...(await bot.discussionFieldsFor(ref)) })
    expect(await bot.commentOn(ref)).toBe('')
  })

  test('asks nobody about a fix, because it is no report', async () => {
    const ref = await bot.discuss(LOST)
    await bot.sayOnDiscussion(ref, '/triage fixed-in 1.2.3', 'keeper')
    expect(await bot.commentOn(ref)).not.toContain('1.2.3')
    expect(await bot.store.as(await bot.store.knownRepositories()).fixSignalsIn(ACME)).toEqual([])
  })

  test('is compared with earlier reports, but is not a report of a cluster itself', async () => {
    const first = await bot.open(LOST)
    bot.wait(60_000)
    const ref = await bot.discuss(LOST)
    expect(await bot.commentOn(ref)).toContain(`/${first.number}`)
    expect(await bot.store.as(await bot.store.knownRepositories()).countReports(ACME)).toBe(1)
    bot.wait(60_000)
    const third = await bot.open(LOST)
    expect(await bot.commentOn(third)).toContain(`/${first.number}`)
    expect(await bot.store.as(await bot.store.knownRepositories()).reportsNumbered(ACME, [first.number])).toHaveLength(
      1,
    )
  })

  test('that is deleted or moved is forgotten', async () => {
    for (const action of ['deleted', 'transferred']) {
      const fields = await bot.discussionFieldsFor({ ...ACME, number: 1 })
      const delivery = toDelivery({ id: 'guid', name: 'discussion', payload: { action, ...fields } }, 1)
      expect(delivery).toMatchObject({ event: `discussion.${action}` })
    }
    const ref = await bot.discuss(LOST)
    await bot.sayOnDiscussion(ref, '/triage worked', 'reporter')
    const earlier = async () => {
      const decisions = await bot.store.as(await bot.store.knownRepositories()).decisions(ref)
      return decisions.flatMap(({ undo }) => undo?.comment?.before ?? [])
    }
    expect(await earlier()).toHaveLength(1)
    await bot.hear('discussion', { action: 'deleted', ...(await bot.discussionFieldsFor(ref)) })
    expect(await earlier()).toEqual([])
  })

  test.each([
    ['opened by a bot', { user: { type: 'Bot' } }, {}],
    ['edited by a bot', {}, { sender: { type: 'Bot', login: 'renovate[bot]' } }],
  ])('is ignored when it is %s', async (_, issue, others) => {
    const { issue: plain, ...fields } = about({ ...ACME, number: 1 }, 7)
    const payload = { action: 'created', ...fields, discussion: { ...plain, ...issue }, ...others }
    expect(toDelivery({ id: 'guid', name: 'discussion', payload }, 1)).toBeNull()
  })
})

type Restrain = (bot: MadeUpBot, ref: IssueRef) => Promise<void> | void

const RESTRAINTS: readonly (readonly [string, Restrain])[] = [
  ['if the bot is stopped on the command line', (it) => it.store.setStopped('a flood', it.now())],
  ['if the bot is stopped in the environment', (it) => it.stopByEnvironment()],
  ['on a locked discussion', (it, ref) => it.github.as('person').lock(ref)],
  ['after `/triage stop`', (it, ref) => it.sayOnDiscussion(ref, '/triage stop', 'keeper')],
]

describe.each(RESTRAINTS)('nothing is written on a discussion %s', (_, restrain) => {
  test.each(everyCommand('torn-ticket').filter((command) => !/start|stop/.test(command)))('for %s', async (command) => {
    const ref = await bot.discuss(LOST)
    await restrain(bot, ref)
    const before = bot.github.writes.length
    await bot.sayOnDiscussion(ref, command, 'keeper')
    expect(bot.github.writes.slice(before)).toEqual([])
  })
})

test('nothing is written on a discussion in a dry run', async () => {
  bot.configure({ ...ACME, repo: 'dry' }, 'mode: dry-run\ndiscussions: true\n')
  const ref = await bot.discuss({ ...LOST, repo: 'dry' })
  expect(bot.github.writes).toEqual([])
  expect(await bot.store.as(await bot.store.knownRepositories()).decisions(ref)).toHaveLength(1)
})

describe('a payload', () => {
  const fields = about({ ...ACME, number: 1 }, 7)

  test.each([
    ['discussion', 'created', { issue: fields.issue }],
    ['discussion', 'created', { discussion: fields.issue, comment: { id: 1 } }],
    ['discussion_comment', 'created', { issue: fields.issue, comment: { id: 1 } }],
    ['issues', 'opened', { issue: fields.issue, discussion: fields.issue }],
    ['issue_comment', 'created', { issue: fields.issue, discussion: fields.issue, comment: { id: 1 } }],
  ])('that was signed for another event is refused as %s.%s', (name, action, parts) => {
    const { issue: _, ...others } = fields
    expect(() => toDelivery({ id: 'guid', name, payload: { action, ...others, ...parts } }, 1)).toThrow(
      /does not belong to/,
    )
  })

  test('is stored without the text, and read again from what is stored', () => {
    const { issue, ...others } = fields
    const payload = { action: 'created', ...others, discussion: { ...issue, title: 'secret', body: 'secret' } }
    const stored = toDelivery({ id: 'guid', name: 'discussion', payload }, 1)
    expect(stored?.payload).not.toContain('secret')
    expect(
      toDelivery({ id: 'guid', name: 'discussion', payload: { action: 'created', ...others, discussion: issue } }, 1),
    ).toEqual(stored)
  })
})

describe('the history of labels', () => {
  const wrote = (addedLabels: readonly string[], removedLabels: readonly string[] = []) => ({
    undo: { addedLabels, removedLabels, comment: null },
  })

  test('is what the bot wrote, and what somebody removed since', () => {
    expect(labelHistory([wrote(['Auth', 'ask']), wrote([], ['ask'])], ['other'], false)).toEqual([
      { label: 'Auth', action: 'labeled', by: 'us' },
      { label: 'ask', action: 'labeled', by: 'us' },
      { label: 'ask', action: 'unlabeled', by: 'us' },
      { label: 'Auth', action: 'unlabeled', by: 'person' },
    ])
  })

  test('has no removal while the label is there', () => {
    expect(labelHistory([wrote(['Auth'])], ['auth'], false)).toEqual([{ label: 'Auth', action: 'labeled', by: 'us' }])
  })

  test('does not take the removal of an undo for that of a person', () => {
    expect(labelHistory([wrote(['Auth'])], [], true).at(-1)).toEqual({ label: 'Auth', action: 'unlabeled', by: 'us' })
  })
})
