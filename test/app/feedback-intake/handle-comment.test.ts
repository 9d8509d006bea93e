import { beforeEach, describe, expect, test } from 'vitest'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const HEADING = "problems in this repository's settings"
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(twoSignaturePack(), () => {})
  bot.github.giveRole('keeper', 'triage')
  bot.configure(ACME, 'mode: comment\n')
  return () => bot.store.close()
})

const file = () => bot.open({ ...ACME, title: 'OAuth login fails', body: 'lost-badge found' })

/** Delivers a push to the default branch that replaces the settings with this text. */
async function push(text: string): Promise<void> {
  bot.configure(ACME, text)
  const repository = { name: ACME.repo, owner: { login: ACME.owner }, default_branch: 'main' }
  const commits = [{ added: [], modified: ['.github/auth-triage.yml'], removed: [] }]
  await bot.hear('push', { installation: { id: 1001 }, repository, ref: 'refs/heads/main', commits })
}

/** Unlike the real GitHub, the end-to-end tests' local GitHub does not send a comment's text from before an edit. */
describe('an edited comment', () => {
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

  test('does not repeat a command that was there before', async () => {
    expect(await edited('/triage explain', 'Please:\n\n/triage explain')).toEqual([])
  })

  test('carries out only the new command', async () => {
    expect(await edited('/triage explain', '/triage explain\n/triage wrong')).toHaveLength(1)
    expect(await bot.store.feedbackIn(ACME)).toMatchObject([{ kind: 'wrong-signature' }])
  })
})

describe('problems with the settings', () => {
  test("are listed with their line and a fix in the answer to a maintainer's command", async () => {
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

  test('are not shown to anybody else', async () => {
    const ref = await file()
    await push('mod: 7\n')
    for (const by of ['reporter', 'passer-by']) await bot.say(ref, '/triage help', by)
    expect(await bot.commentOn(ref)).not.toContain(HEADING)
  })

  test('are shown without a credential that the file contains, and without live Markdown', async () => {
    const ref = await file()
    await push(`mode: comment\nghp_${'a1B2'.repeat(9)}: 7\n"<img src=x> @octocat": 1\n`)
    await bot.say(ref, '/triage help', 'keeper')
    const comment = await bot.commentOn(ref)
    expect(comment).toContain(HEADING)
    expect(comment).not.toContain('a1B2a1B2')
    expect(comment.replace(/`[^`]*`/g, '')).not.toMatch(/<img|@octocat/)
  })
})
