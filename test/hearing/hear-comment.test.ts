import { beforeEach, describe, expect, test } from 'vitest'
import { type MadeUpBot, openMadeUpBot } from '../helpers/made-up-bot.ts'
import { twoSignaturePack } from '../helpers/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const HEADING = 'what is wrong with the settings of this repository'
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(twoSignaturePack(), () => {})
  bot.github.giveRole('keeper', 'triage')
  bot.configure(ACME, 'mode: comment\n')
  return () => bot.store.close()
})

const file = () => bot.open({ ...ACME, title: 'OAuth login fails', body: 'lost-badge found' })

/** A push to the default branch that leaves these settings there. */
async function push(text: string): Promise<void> {
  bot.configure(ACME, text)
  const repository = { name: ACME.repo, owner: { login: ACME.owner }, default_branch: 'main' }
  const commits = [{ added: [], modified: ['.github/auth-triage.yml'], removed: [] }]
  await bot.hear('push', { installation: { id: 1001 }, repository, ref: 'refs/heads/main', commits })
}

describe('what is wrong with the settings', () => {
  test('is told to a maintainer who commands anything, with line and remedy', async () => {
    const ref = await file()
    await push('mode: comment\nmod: 7\n')
    await bot.say(ref, '/triage help', 'keeper')
    const comment = await bot.commentOn(ref)
    expect(comment).toContain(HEADING)
    expect(comment).toMatch(/- `\.github\/auth-triage\.yml:2`: unknown key `mod` \(did you mean `mode`\?\)/)
    await push('mode: comment\n')
    await bot.say(ref, '/triage help', 'keeper')
    expect(await bot.commentOn(ref)).not.toContain(HEADING)
  })

  test('is told to no one else', async () => {
    const ref = await file()
    await push('mod: 7\n')
    for (const by of ['reporter', 'passer-by']) await bot.say(ref, '/triage help', by)
    expect(await bot.commentOn(ref)).not.toContain(HEADING)
  })

  test('is told without the credential that stands there, and as text', async () => {
    const ref = await file()
    await push(`mode: comment\nghp_${'a1B2'.repeat(9)}: 7\n"<img src=x> @octocat": 1\n`)
    await bot.say(ref, '/triage help', 'keeper')
    const comment = await bot.commentOn(ref)
    expect(comment).toContain(HEADING)
    expect(comment).not.toContain('a1B2a1B2')
    expect(comment.replace(/`[^`]*`/g, '')).not.toMatch(/<img|@octocat/)
  })
})
