import { expect, test } from 'vitest'
import { about, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }

async function answered(body: string) {
  const bot = await openMadeUpBot(twoSignaturePack())
  bot.github.giveRole('keeper', 'triage')
  const ref = await bot.open({ ...ACME, title: 'It fails', body })
  return { bot, ref }
}

test('undo never brings back a line that the reporter has edited away since', async () => {
  const { bot, ref } = await answered('lost-badge found for mr-wilson')
  expect(await bot.commentOn(ref)).toContain('mr-wilson')
  bot.github.as('person').edit(ref, { body: 'torn-ticket found' })
  await bot.hear('issues', { action: 'edited', ...about(ref) })
  expect(await bot.commentOn(ref)).toContain('torn-ticket found')
  await bot.say(ref, '/triage undo', 'keeper')
  expect(await bot.commentOn(ref)).toBe('')
  expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
  await bot.store.close()
})

test('undo never brings back a line that was edited away while the bot did not see it', async () => {
  const { bot, ref } = await answered('lost-badge found for mr-wilson')
  await bot.say(ref, '/triage worked 1', 'person')
  expect(await bot.commentOn(ref)).toContain('Solved')
  bot.github.as('person').edit(ref, { body: 'nothing' })
  await bot.say(ref, '/triage undo', 'keeper')
  expect(await bot.commentOn(ref)).not.toContain('mr-wilson')
  await bot.store.close()
})

test('undo restores the comment while everything that it quotes is still there', async () => {
  const { bot, ref } = await answered('lost-badge found for mr-wilson')
  const before = await bot.commentOn(ref)
  await bot.say(ref, '/triage wrong', 'keeper')
  expect(await bot.commentOn(ref)).not.toBe(before)
  await bot.say(ref, '/triage undo', 'keeper')
  expect(await bot.commentOn(ref)).toBe(before)
  await bot.store.close()
})

test('an edit deletes the stored earlier texts of the comment', async () => {
  const { bot, ref } = await answered('lost-badge found for mr-wilson')
  await bot.say(ref, '/triage wrong', 'keeper')
  expect(JSON.stringify(await bot.store.decisions(ref))).toContain('mr-wilson')
  bot.github.as('person').edit(ref, { body: 'nothing' })
  await bot.hear('issues', { action: 'edited', ...about(ref) })
  expect(JSON.stringify(await bot.store.decisions(ref))).not.toContain('mr-wilson')
  await bot.store.close()
})
