import { beforeEach, describe, expect, test } from 'vitest'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const HEADING = 'problems in the settings of this repository'
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

/** The local GitHub does not tell what a comment was before an edit; GitHub does. */
describe('a comment that is edited', () => {
  async function edited(before: string, now: string): Promise<readonly string[]> {
    const ref = await file()
    const id = bot.github.as('person').comment(ref, before, 'reporter')
    await bot.hear('issue_comment', { action: 'created', ...about(ref), comment: { id } })
    const reactions = bot.github.reactions.length
    bot.github.as('person').editComment(ref, id, now)
    const changes = { body: { from: before } }
    await bot.hear('issue_comment', { action: 'edited', ...about(ref), comment: { id }, changes })
    return bot.github.reactions.slice(reactions)
  }

  test('has no command carried out again that was there before', async () => {
    expect(await edited('/triage explain', 'Please:\n\n/triage explain')).toEqual([])
  })

  test('has a new command carried out, and only that', async () => {
    expect(await edited('/triage explain', '/triage explain\n/triage wrong')).toHaveLength(1)
    expect(await bot.store.feedbackIn(ACME)).toMatchObject([{ kind: 'wrong-signature' }])
  })
})

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
