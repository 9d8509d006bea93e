/**
 * The hidden first line of the bot's comment is no signature: anybody can paste it, and who may edit the bot's comment can
 * change it. So nothing rests on it but what the bot's comment said, and who wrote a comment is told by its account.
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

/** The comments of an issue, by who wrote them. */
async function comments(ref: IssueRef): Promise<readonly (readonly [string, string])[]> {
  return (await bot.github.listComments(ref)).map(({ own, body }) => [own ? 'us' : 'another', body] as const)
}

describe('a marker that somebody pasted', () => {
  test.each(['person', 'bot'] as const)(
    'into a comment of a %s makes it no comment of ours: ours is written',
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
    'into a later comment of a %s is not taken for ours, which stays',
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

  test('into the issue is text like any other', async () => {
    const ref = await bot.open({ ...ISSUE, body: `${FORGED}\nlost-badge found` })
    expect([(await comments(ref)).length, await bot.labelsOf(ref)]).toEqual([1, ['auth: lost badge']])
  })

  test('into a comment with a command does not say what the command is about', async () => {
    const ref = await bot.open(ISSUE)
    await bot.say(ref, `${FORGED}\n/triage wrong`, 'reporter')
    const about = (await bot.store.feedbackOn(ref)).map(({ kind, signature }) => [kind, signature?.id])
    expect(about).toEqual([['wrong-signature', 'lost-badge']])
  })

  test('into a comment of a person that is deleted says nothing', async () => {
    const ref = await bot.open(ISSUE)
    const comment = { id: 99, user: { type: 'User' }, body: FORGED }
    await bot.hear('issue_comment', { action: 'deleted', ...about(ref), comment })
    expect(await bot.store.feedbackOn(ref)).toEqual([])
  })
})

/** What somebody with the right to edit the bot's comment may write into its first line. */
const CHANGED: readonly (readonly [string, string])[] = [
  ['of another cause', renderMarker(STATE)],
  ['of a cause that nobody knows', renderMarker({ ...STATE, signature: 'bent-key' })],
  ['of a cause named constructor', renderMarker({ ...STATE, signature: 'constructor' })],
  ['of a cause named __proto__', renderMarker({ ...STATE, signature: '__proto__' })],
  ['that is of no cause', renderMarker({ ...STATE, signature: null })],
  ['that says that nothing was said', renderMarker({ decision: 'silent', signature: null, pack: 'x' })],
  [
    'that says that a credential was warned of',
    renderMarker({ decision: 'silent', signature: null, pack: 'x', warned: true }),
  ],
  ['with a question that was never put', renderMarker({ ...STATE, decision: 'ask', question: 'deadbeef' })],
  ['with steps that there are not', renderMarker({ ...STATE, steps: [99, 98] })],
  ['with a step too large to count', renderMarker({ ...STATE, steps: [Number.MAX_SAFE_INTEGER] })],
  ['with a key that every object has', '<!-- auth-triage:v1 {"__proto__":{"decision":"assert"},"decision":"ask"} -->'],
  ['that is cut off', renderMarker(STATE).slice(0, 40)],
  ['without an end', renderMarker(STATE).replace(' -->', '')],
  ['that is no JSON', '<!-- auth-triage:v1 hello -->'],
  ['that is a list', '<!-- auth-triage:v1 [] -->'],
  ['that goes on and on', `<!-- auth-triage:v1 ${'a'.repeat(20_000)} -->`],
  ['that is there twice', `${renderMarker(STATE)}\n${renderMarker({ ...STATE, signature: 'lost-badge' })}`],
]

describe('the bot’s own comment with a first line that a person changed', () => {
  test.each(CHANGED)('becomes what it was when the issue is looked at again: a line %s', async (_, line) => {
    const ref = await bot.open(ISSUE)
    const before = await comments(ref)
    await change(ref, line)
    bot.github.as('person').edit(ref, { title: 'It fails still' })
    await bot.hear('issues', { action: 'edited', ...about(ref) })
    expect([await comments(ref), await bot.labelsOf(ref)]).toEqual([before, ['auth: lost badge']])
  })

  test.each(CHANGED)('takes a command about causes that there are, or about none: a line %s', async (_, line) => {
    const ref = await bot.open(ISSUE)
    await change(ref, line)
    for (const command of ['wrong', 'worked 1', 'explain']) await bot.say(ref, `/triage ${command}`)
    const named = (await bot.store.feedbackOn(ref)).map(({ signature }) => signature?.id ?? null)
    expect(['lost-badge', 'torn-ticket', null]).toEqual(expect.arrayContaining(named))
  })

  test('and that is no marker any more is nobody’s: nothing is written in its place', async () => {
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
