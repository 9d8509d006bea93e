import { beforeAll, describe, expect, test } from 'vitest'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { everyCommand } from '../../support/commands.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const pack = twoSignaturePack()
const EVERY_COMMAND = everyCommand('torn-ticket')

/** Creates an issue that was answered before any restraint, a maintainer, and a second issue. */
async function answered(): Promise<{ readonly bot: MadeUpBot; readonly ref: IssueRef }> {
  const bot = await openMadeUpBot(pack)
  bot.github.giveRole('keeper', 'triage')
  const ref = await bot.open({ ...ACME, title: 'It fails', body: 'lost-badge found' })
  await bot.open({ ...ACME, title: 'Another', body: 'nothing' })
  expect(await bot.commentOn(ref)).toContain('The lost badge')
  expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
  return { bot, ref }
}

/** Delivers a push with these settings, so that the bot reads the settings again. */
async function push(bot: MadeUpBot, text: string): Promise<void> {
  bot.configure(ACME, text)
  const repository = { name: ACME.repo, owner: { login: ACME.owner }, default_branch: 'main' }
  const commits = [{ added: [], modified: ['.github/auth-triage.yml'], removed: [] }]
  await bot.hear('push', { installation: { id: 1001 }, repository, ref: 'refs/heads/main', commits })
}

type Restrain = (bot: MadeUpBot, ref: IssueRef) => Promise<void> | void

const RESTRAINTS: readonly (readonly [string, Restrain])[] = [
  ['if the bot is stopped on the command line', (bot) => bot.store.setStopped('a flood', bot.now())],
  ['if the bot is stopped in the environment', (bot) => bot.stopByEnvironment()],
  ['in a dry run', (bot) => push(bot, 'mode: dry-run\n')],
  ['if the author is ignored', (bot) => push(bot, 'ignore: { authors: [reporter] }\n')],
  ['if a label is ignored', (bot) => push(bot, "ignore: { labels: ['auth: lost badge'] }\n")],
  ['on a locked issue', (bot, ref) => bot.github.as('person').lock(ref)],
  ['on an issue that was transferred', (bot, ref) => bot.github.as('person').transfer(ref)],
  ['on an issue that was deleted', (bot, ref) => bot.github.as('person').delete(ref)],
  [
    'after the command `stop`',
    async (bot, ref) => void (await bot.store.recordFeedback(verdictOf({ ref, kind: 'stop', rights: 'maintainer' }))),
  ],
  [
    'in a paused repository',
    async (bot, ref) => {
      const pause = { kind: 'pause', detail: '7', rights: 'maintainer', at: bot.now() } as const
      await bot.store.recordFeedback(verdictOf({ ref: { ...ref, number: 2 }, ...pause }))
    },
  ],
]

test.each(EVERY_COMMAND)('%s is acknowledged if nothing restrains the bot', async (command) => {
  const { bot, ref } = await answered()
  const before = bot.github.writes.length
  await bot.say(ref, command, 'keeper')
  expect(bot.github.writes.slice(before)).toContain('react acme/gateway#1')
  await bot.store.close()
})

describe.each(RESTRAINTS)('nothing is written %s', (_, restrain) => {
  test('in response to any command from any person', async () => {
    const { bot, ref } = await answered()
    await restrain(bot, ref)
    const before = [...bot.github.writes]
    // A maintainer's `/triage start` ends a stop, which another test covers.
    for (const command of EVERY_COMMAND.filter((it) => it !== '/triage start')) {
      const ids = await idsOf(bot, ref, command)
      for (const id of ids) await bot.hear('issue_comment', { action: 'created', ...about(ref), comment: { id } })
      expect(bot.github.writes, command).toEqual(before)
      // Keeps the commands within the hourly budget.
      bot.wait(60 * 60 * 1000)
    }
    expect(await bot.queue.backlog()).toBe(0)
    await bot.store.close()
  })

  test('in response to any other event', async () => {
    const { bot, ref } = await answered()
    await restrain(bot, ref)
    const before = [...bot.github.writes]
    const sender = { type: 'User', login: 'keeper' }
    const issue = { ...about(ref).issue, state_reason: 'completed' }
    for (const action of ['edited', 'closed', 'reopened'])
      await bot.hear('issues', { action, ...about(ref), issue, sender })
    await bot.hear('issues', { action: 'unlabeled', ...about(ref), sender, label: { name: 'auth: lost badge' } })
    expect(bot.github.writes).toEqual(before)
    await bot.store.close()
  })
})

/**
 * Returns the ids of the same comment from a maintainer, the reporter and a user without a role, or unknown ids if the
 * issue is gone.
 */
async function idsOf(bot: MadeUpBot, ref: IssueRef, text: string): Promise<readonly number[]> {
  const exists = typeof (await bot.github.readIssue(ref)) !== 'string'
  if (!exists) return [91, 92, 93]
  return ['keeper', 'reporter', 'passer-by'].map((login) => bot.github.as('person').comment(ref, text, login))
}

describe('a stop', () => {
  const stopped = async (by: string) => {
    const { bot, ref } = await answered()
    await bot.say(ref, '/triage stop', by)
    return { bot, ref, before: bot.github.writes.length }
  }

  test("by the reporter does not keep maintainers' commands from working", async () => {
    const { bot, ref, before } = await stopped('reporter')
    await bot.say(ref, '/triage is torn-ticket', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
    expect(bot.github.writes.slice(before)).toContain('react acme/gateway#1')
    await bot.store.close()
  })

  test('by the reporter keeps binding the reporter and everyone else', async () => {
    const { bot, ref, before } = await stopped('reporter')
    for (const login of ['reporter', 'passer-by']) await bot.say(ref, '/triage explain', login)
    expect(bot.github.writes).toHaveLength(before)
    await bot.store.close()
  })

  test('by a maintainer binds other maintainers, and the reporter cannot end it', async () => {
    const { bot, ref, before } = await stopped('keeper')
    await bot.say(ref, '/triage explain', 'keeper')
    await bot.say(ref, '/triage start', 'reporter')
    await bot.say(ref, '/triage explain', 'reporter')
    expect(bot.github.writes).toHaveLength(before)
    await bot.store.close()
  })

  test.each([
    ['reporter', 'reporter'],
    ['keeper', 'keeper'],
    ['reporter', 'keeper'],
  ])('by %s ends with `/triage start` by %s', async (stopper, starter) => {
    const { bot, ref } = await stopped(stopper)
    bot.wait(1000)
    await bot.say(ref, '/triage start', starter)
    await bot.say(ref, '/triage explain', 'reporter')
    expect(await bot.commentOn(ref)).toContain('What would change the answer')
    await bot.store.close()
  })
})

describe('an undo', () => {
  test('that deletes the comment counts as the bot’s own act', async () => {
    const { bot, ref } = await answered()
    await bot.say(ref, '/triage undo', 'keeper')
    expect(await bot.commentOn(ref)).toBe('')
    const acts = (await bot.store.decisions(ref)).at(-1)?.acts
    expect(acts).toEqual([
      'suppressed: undone by a maintainer: add label auth: lost badge',
      'suppressed: undone by a maintainer: create comment',
    ])
    await bot.store.close()
  })

  test('is taken back by `/triage redo`, with the label and the comment', async () => {
    const { bot, ref } = await answered()
    await bot.say(ref, '/triage undo', 'keeper')
    bot.wait(1000)
    await bot.say(ref, '/triage redo', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    expect(await bot.commentOn(ref)).toContain('The lost badge')
    await bot.store.close()
  })

  test('cannot be taken back by the reporter', async () => {
    const { bot, ref } = await answered()
    await bot.say(ref, '/triage undo', 'keeper')
    await bot.say(ref, '/triage redo', 'reporter')
    expect(await bot.labelsOf(ref)).toEqual([])
    await bot.store.close()
  })
})

test('in `label-only` mode, no command from any person writes anything but labels', async () => {
  const { bot, ref } = await answered()
  await push(bot, 'mode: label-only\n')
  const before = bot.github.writes.length
  for (const command of EVERY_COMMAND) {
    for (const id of await idsOf(bot, ref, command))
      await bot.hear('issue_comment', { action: 'created', ...about(ref), comment: { id } })
    bot.wait(60 * 60 * 1000)
  }
  const kinds = new Set(bot.github.writes.slice(before).map((write) => write.split(' ')[0]))
  expect([...kinds].sort()).toEqual(['addLabels', 'ensureLabel', 'removeLabel'])
  await bot.store.close()
})

test('an undo does not create a label again that was deleted, if only existing ones are used', async () => {
  const { bot, ref } = await answered()
  await bot.say(ref, '/triage is torn-ticket', 'keeper')
  expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
  await push(bot, 'labels: { existing-only: true }\n')
  bot.github.loseLabel(ref, 'auth: lost badge')
  await bot.say(ref, '/triage undo', 'keeper')
  expect(await bot.github.listLabels(ref)).toEqual(['auth: torn ticket'])
  await bot.store.close()
})

describe('a suppressed write', () => {
  let bot: MadeUpBot
  let ref: IssueRef
  beforeAll(async () => {
    ;({ bot, ref } = await answered())
    await push(bot, 'mode: dry-run\n')
    await bot.say(ref, '/triage wrong', 'keeper')
    return () => bot.store.close()
  })

  test('is listed in the audit, and the feedback is stored', async () => {
    const last = (await bot.store.decisions(ref)).at(-1)
    expect(last?.acts).toEqual([
      'suppressed: dry run: remove label auth: lost badge',
      'suppressed: dry run: update comment',
    ])
    expect(await bot.store.feedbackOn(ref)).toMatchObject([{ kind: 'wrong-signature' }])
  })

  test('is carried out by the next run without the restraint', async () => {
    await push(bot, 'mode: comment\n')
    await bot.say(ref, '/triage', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual([])
  })
})

describe('a suppressed undo', () => {
  test('reverts nothing, keeps the bot silent, and leaves the writes to the next undo', async () => {
    const { bot, ref } = await answered()
    await bot.store.setStopped('a flood', bot.now())
    await bot.say(ref, '/triage undo', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    await bot.store.setStopped(null, bot.now())
    bot.github.as('person').edit(ref, { body: 'torn-ticket found' })
    await bot.hear('issues', { action: 'edited', ...about(ref) })
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    await bot.say(ref, '/triage undo', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual([])
    expect(await bot.commentOn(ref)).toBe('')
    await bot.store.close()
  })
})

test('a command that ends a pause gets an answer', async () => {
  const { bot, ref } = await answered()
  await bot.say(ref, '/triage pause 3', 'keeper')
  bot.github.as('person').edit(ref, { body: 'torn-ticket found' })
  await bot.say(ref, '/triage', 'keeper')
  expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
  await bot.say(ref, '/triage pause 0', 'keeper')
  expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
  await bot.store.close()
})
