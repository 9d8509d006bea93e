/**
 * The hidden first line of the bot's comment proves nothing: anyone can paste it, and people with rights can edit the
 * bot's comment. The bot uses the line only to know what its own comment says, and recognises its comments by the
 * account that wrote them.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { type MarkerState, renderMarker } from '../../../src/core/comments/marker.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ISSUE = { owner: 'acme', repo: 'gateway', title: 'It fails', body: 'lost-badge found', author: 'reporter' }
const STATE: MarkerState = { decision: 'assert', signature: 'torn-ticket', pack: '0123456789ab' }
const FORGED = `${renderMarker(STATE)}\nThis looks like The torn ticket.\n`
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(twoSignaturePack())
  return () => bot.store.close()
})

/** An issue's comments with their authors. */
async function comments(ref: IssueRef): Promise<readonly (readonly [string, string])[]> {
  return (await bot.github.listComments(ref)).map(({ own, body }) => [own ? 'us' : 'another', body] as const)
}

describe('a pasted marker', () => {
  test.each(['person', 'bot'] as const)(
    'in a comment by a %s does not keep the bot from writing its own comment',
    async (by) => {
      const ref = bot.github.openIssue(ISSUE)
      bot.github.as(by).comment(ref, FORGED, by)
      await bot.hear('issues', { action: 'opened', ...about(ref) })
      const [pasted, own, ...others] = await comments(ref)
      expect([pasted, own?.[0], others]).toEqual([['another', FORGED], 'us', []])
      expect(own?.[1]).toContain('lost badge')
    },
  )

  test.each(['person', 'bot'] as const)(
    "in a later comment by a %s does not replace the bot's own comment",
    async (by) => {
      const ref = await bot.open(ISSUE)
      const before = await comments(ref)
      bot.github.as(by).comment(ref, FORGED, by)
      bot.github.as('person').edit(ref, { title: 'It fails still' })
      await bot.hear('issues', { action: 'edited', ...about(ref) })
      expect((await comments(ref)).slice(0, 2)).toEqual([...before, ['another', FORGED]])
      expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    },
  )

  test('in the issue is ordinary text', async () => {
    const ref = await bot.open({ ...ISSUE, body: `${FORGED}\nlost-badge found` })
    expect([(await comments(ref)).length, await bot.labelsOf(ref)]).toEqual([1, ['auth: lost badge']])
  })

  test('in a comment with a command does not change what the command is about', async () => {
    const ref = await bot.open(ISSUE)
    await bot.say(ref, `${FORGED}\n/triage wrong`, 'reporter')
    const about = (await bot.store.feedbackOn(ref)).map(({ kind, signature }) => [kind, signature?.id])
    expect(about).toEqual([['wrong-signature', 'lost-badge']])
  })

  test("in a person's deleted comment is not feedback", async () => {
    const ref = await bot.open(ISSUE)
    const comment = { id: 99, user: { type: 'User' }, body: FORGED }
    await bot.hear('issue_comment', { action: 'deleted', ...about(ref), comment })
    expect(await bot.store.feedbackOn(ref)).toEqual([])
  })
})

/** First lines that someone with the right to edit the bot's comment may write. */
const CHANGED: readonly (readonly [string, string])[] = [
  ['with another cause', renderMarker(STATE)],
  ['with an unknown cause', renderMarker({ ...STATE, signature: 'bent-key' })],
  ['with a cause named constructor', renderMarker({ ...STATE, signature: 'constructor' })],
  ['with a cause named __proto__', renderMarker({ ...STATE, signature: '__proto__' })],
  ['without a cause', renderMarker({ ...STATE, signature: null })],
  ['with the decision `silent`', renderMarker({ decision: 'silent', signature: null, pack: 'x' })],
  ['with a credential warning', renderMarker({ decision: 'silent', signature: null, pack: 'x', warned: true })],
  ['with a question that was never asked', renderMarker({ ...STATE, decision: 'ask', question: 'deadbeef' })],
  ['with steps that do not exist', renderMarker({ ...STATE, steps: [99, 98] })],
  ['with a huge step number', renderMarker({ ...STATE, steps: [Number.MAX_SAFE_INTEGER] })],
  ['with the key __proto__', '<!-- auth-triage:v1 {"__proto__":{"decision":"assert"},"decision":"ask"} -->'],
  ['that is truncated', renderMarker(STATE).slice(0, 40)],
  ['without an end', renderMarker(STATE).replace(' -->', '')],
  ['that is not JSON', '<!-- auth-triage:v1 hello -->'],
  ['that is a list', '<!-- auth-triage:v1 [] -->'],
  ['that is 20,000 characters long', `<!-- auth-triage:v1 ${'a'.repeat(20_000)} -->`],
  ['that occurs twice', `${renderMarker(STATE)}\n${renderMarker({ ...STATE, signature: 'lost-badge' })}`],
]

describe("the bot's comment after a person changed its first line", () => {
  test.each(CHANGED)('is restored by the next triage after a line %s', async (_, line) => {
    const ref = await bot.open(ISSUE)
    const before = await comments(ref)
    await change(ref, line)
    bot.github.as('person').edit(ref, { title: 'It fails still' })
    await bot.hear('issues', { action: 'edited', ...about(ref) })
    expect([await comments(ref), await bot.labelsOf(ref)]).toEqual([before, ['auth: lost badge']])
  })

  test.each(CHANGED)('accepts commands only about known causes or none after a line %s', async (_, line) => {
    const ref = await bot.open(ISSUE)
    await change(ref, line)
    for (const command of ['wrong', 'worked 1', 'explain']) await bot.say(ref, `/triage ${command}`)
    const named = (await bot.store.feedbackOn(ref)).map(({ signature }) => signature?.id ?? null)
    expect(['lost-badge', 'torn-ticket', null]).toEqual(expect.arrayContaining(named))
  })

  test('is not replaced when the line is no longer a marker', async () => {
    const ref = await bot.open(ISSUE)
    await change(ref, '<!-- auth-triage:v2 {} -->')
    const before = await comments(ref)
    bot.github.as('person').edit(ref, { body: 'torn-ticket found' })
    await bot.hear('issues', { action: 'edited', ...about(ref) })
    expect(await comments(ref)).toEqual(before)
  })
})

async function change(ref: IssueRef, line: string): Promise<void> {
  const [own] = await bot.github.listComments(ref)
  if (own === undefined) throw new Error('there is no comment')
  bot.github.as('person').editComment(ref, own.id, own.body.replace(/^.*\n/, `${line}\n`))
}
