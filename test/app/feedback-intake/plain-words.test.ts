import { beforeEach, expect, test } from 'vitest'
import { type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(twoSignaturePack(), () => {})
  bot.github.giveRole('keeper', 'triage')
  bot.configure(ACME, 'mode: comment\n')
  return () => bot.store.close()
})

const file = (body = 'lost-badge found') => bot.open({ ...ACME, title: 'OAuth login fails', body })

test("the reporter's plain words mark the issue as solved, and the comment says how to take that back", async () => {
  const ref = await file()
  await bot.say(ref, 'That was it, thanks!', 'reporter')
  expect(await bot.store.feedbackIn(ACME)).toMatchObject([{ kind: 'worked', origin: 'words', rights: 'reporter' }])
  expect(await bot.commentOn(ref)).toContain('Solved: **')
  expect(await bot.commentOn(ref)).toContain('Not solved yet? `/triage did-not-work` brings the answer back.')
  await bot.say(ref, '/triage did-not-work', 'reporter')
  expect(await bot.commentOn(ref)).not.toContain('Solved: **')
})

test('a bystander is not listened to, and gets no reaction', async () => {
  const ref = await file()
  const before = bot.github.reactions.length
  await bot.say(ref, 'Fixed', 'passer-by')
  await bot.say(ref, 'This is not an auth issue.', 'passer-by')
  expect(await bot.store.feedbackIn(ACME)).toEqual([])
  expect(bot.github.reactions).toHaveLength(before)
})

test('"not an auth issue" withdraws an answer and ends a question', async () => {
  const ref = await file()
  await bot.say(ref, 'This is not an auth issue.', 'keeper')
  expect(await bot.store.feedbackIn(ACME)).toMatchObject([{ kind: 'wrong-signature', origin: 'words' }])
})

test("words about another ecosystem than the answer's change nothing", async () => {
  const ref = await file()
  await bot.say(ref, 'not Kubernetes here', 'reporter')
  expect(await bot.store.feedbackIn(ACME)).toEqual([])
})

test('"works for me" counts from the reporter only', async () => {
  const ref = await file()
  await bot.say(ref, 'Works for me', 'keeper')
  expect(await bot.store.feedbackIn(ACME)).toEqual([])
  await bot.say(ref, 'Works for me', 'reporter')
  expect(await bot.store.feedbackIn(ACME)).toMatchObject([{ kind: 'worked' }])
})

test('without an answer of the bot there is nothing to be right or wrong about', async () => {
  const ref = await bot.open({ ...ACME, title: 'Dark mode', body: 'please' })
  await bot.say(ref, 'Fixed', 'reporter')
  expect(await bot.store.feedbackIn(ACME)).toEqual([])
})

test('a command in the same comment decides alone', async () => {
  const ref = await file()
  await bot.say(ref, 'Fixed\n\n/triage did-not-work', 'reporter')
  expect(await bot.store.feedbackIn(ACME)).toMatchObject([{ kind: 'did-not-work', origin: 'command' }])
})
