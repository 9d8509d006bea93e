import { beforeEach, describe, expect, test } from 'vitest'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import type { IntakeDeps } from '../../../src/app/feedback-intake/intake-context.ts'
import { replayCommands } from '../../../src/app/feedback-intake/replay-commands.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const WRONG = '- [x] This answer is wrong: take it back'
const pack = twoSignaturePack()
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  bot.github.giveRole('keeper', 'triage')
  return () => bot.store.close()
})

const file = (body = 'lost-badge found', author = 'reporter') => bot.open({ ...ACME, title: 'It fails', body, author })

/** A maintainer edits the bot's comment without ticking a box. */
async function editOwnComment(ref: IssueRef, change: (body: string) => string): Promise<void> {
  const [own] = (await bot.github.listComments(ref)).filter((it) => it.own)
  const { id = 0, body: from = '' } = own ?? {}
  bot.github.as('person').editComment(ref, id, change(from))
  const sender = { type: 'User', login: 'keeper' }
  await bot.hear('issue_comment', {
    action: 'edited',
    ...about(ref),
    sender,
    comment: { id },
    changes: { body: { from } },
  })
}

describe('a ticked box in quoted evidence', () => {
  test.each([
    ['a log line', `\`\`\`\nlost-badge found ${WRONG}\n\`\`\``],
    ['log lines', `\`\`\`\nlost-badge found\n${WRONG}\n\`\`\``],
    ['a sentence', `We see lost-badge found ${WRONG}`],
    [
      'a whole section',
      `\`\`\`\nlost-badge found\n<details>\n<summary>For maintainers</summary>\n\n${WRONG}\n\n</details>\n\`\`\``,
    ],
  ])('does not count as feedback when a maintainer edits the comment: %s', async (_, body) => {
    const ref = await file(body)
    expect(await bot.commentOn(ref)).toContain('This looks like')
    await editOwnComment(ref, (from) => `${from}\n\nSee also the wiki.`)
    expect(await bot.store.feedbackOn(ref)).toEqual([])
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
  })

  test('does not hide the real box, which still counts', async () => {
    const ref = await file(`\`\`\`\nlost-badge found ${WRONG}\n\`\`\``)
    await bot.tick(ref, 'This answer is right', 'keeper')
    expect(await bot.store.feedbackOn(ref)).toMatchObject([{ kind: 'is-signature', who: 'keeper' }])
  })
})

describe('the signature', () => {
  const reject = async (authors: readonly string[]) => {
    for (const author of authors) {
      const ref = await file('lost-badge found', author)
      await bot.say(ref, '/triage wrong')
    }
  }
  const isAsserted = async () =>
    (await bot.labelsOf(await file('lost-badge found', 'another'))).includes('auth: lost badge')

  test('is not muted by one user who rejects it on five issues', async () => {
    await reject(['stranger', 'stranger', 'Stranger', 'stranger', 'stranger'])
    expect(await isAsserted()).toBe(true)
  })

  test('is not muted by two users who reject it on three issues each', async () => {
    await reject(['ann', 'ann', 'ann', 'ben', 'ben', 'ben'])
    expect(await isAsserted()).toBe(true)
  })

  test('is muted by three different users who reject it', async () => {
    await reject(['ann', 'ben', 'cat', 'ann', 'ben'])
    expect(await isAsserted()).toBe(false)
  })

  test('is muted by one maintainer who rejects it twice', async () => {
    for (const author of ['a', 'b', 'c', 'd', 'e']) {
      const ref = await file('lost-badge found', author)
      if (author < 'c') await bot.say(ref, '/triage wrong', 'keeper')
    }
    expect(await isAsserted()).toBe(false)
  })
})

test('a deleted account does not get the rights of a reporter whose account has also been deleted', async () => {
  const ref = await file('lost-badge found', 'ghost')
  await bot.say(ref, '/triage wrong', 'ghost')
  expect(await bot.store.feedbackOn(ref)).toEqual([])
})

describe('a bot comment that a maintainer deletes', () => {
  const deleted = async (ref: IssueRef, id: number, login = 'auth-triage[bot]') => {
    const body = (await bot.commentOn(ref)).split('\n')[0]
    const comment = { id, body, user: { type: 'Bot', login } }
    const sender = { type: 'User', login: 'keeper' }
    await bot.hear('issue_comment', { action: 'deleted', ...about(ref), sender, comment })
    return (await bot.store.feedbackOn(ref)).map(({ origin }) => origin)
  }

  test('does not count as feedback if another bot wrote the comment with a copy of our marker', async () => {
    const ref = await file()
    expect(await deleted(ref, 4711)).toEqual([])
  })

  test.each([
    ['does not count', 'helper[bot]', []],
    ['counts', 'auth-triage[bot]', ['comment-deleted']],
  ])('%s as feedback if %s wrote it and we remember no comment of ours', async (_, login, origins) => {
    const ref = await file()
    await bot.store.forgetComment(ref)
    expect(await deleted(ref, 4711, login)).toEqual(origins)
  })

  test('counts as feedback if the comment is our own', async () => {
    const ref = await file()
    const own = (await bot.store.ownCommentId(ref)) ?? 0
    expect(await deleted(ref, own)).toEqual(['comment-deleted'])
  })
})

describe('replaying commands', () => {
  test('looks up the role of each of the last 30 people only once', async () => {
    const ref = await file()
    for (let at = 0; at < 120; at++) bot.github.as('person').comment(ref, '/triage signal common', `person-${at % 60}`)
    const asked: string[] = []
    const github = {
      ...bot.github,
      roleOf: async (place: IssueRef, login: string) => {
        asked.push(login)
        return bot.github.roleOf(place, login)
      },
    }
    const deps: IntakeDeps = {
      github,
      store: bot.store,
      clock: bot.now,
      analysis: createInProcessAnalysis(pack),
      rules: { rulesFor: async () => plainRules(pack) },
    }
    await replayCommands({ ref, reporter: 'reporter', except: null }, deps)
    expect(asked).toEqual(Array.from({ length: 30 }, (_, at) => `person-${at + 30}`))
    expect(await bot.store.feedbackOn(ref)).toHaveLength(30)
  })
})
