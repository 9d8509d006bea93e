/**
 * Tests what the bot says about other reports of the same cause, in answer to a command and on the canonical report.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { clustersOf } from '../../../src/app/matching/clusters-of.ts'
import { toIndexedReport } from '../../../src/app/matching/stored-report.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { madeUpReader } from '../issue-dossier/made-up-world.ts'

const ACME = { owner: 'acme', repo: 'desktop' }
const BODY = `The connectors show no tools in Cowork, version 1.2.3.

\`\`\`
2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
\`\`\`
`

const pack = await openPack()
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  return () => bot.store.close()
})

async function file(title: string, body: string = BODY, repository = ACME): Promise<IssueRef> {
  bot.wait(3_600_000 * 30)
  return bot.open({ ...repository, title, body, author: `reporter-${bot.now()}` })
}

describe('a command about other reports', () => {
  test('`duplicates` lists the earlier reports with the reasons for each match', async () => {
    await file('No connector tools in Cowork')
    const second = await file('Cowork: connectors have no tools')
    await bot.say(second, '/triage duplicates')
    const comment = await bot.commentOn(second)
    expect(comment).toContain('**Earlier reports of the same cause**')
    expect(comment).toMatch(/redirect\.github\.com\/acme\/desktop\/issues\/1\)[^\n]*same line; same failure/)
  })

  test('`duplicates` and `cluster` say so if there are no other reports', async () => {
    const first = await file('No connector tools in Cowork')
    await bot.say(first, '/triage duplicates')
    expect(await bot.commentOn(first)).toContain('No earlier report of the same cause is known.')
    await bot.say(first, '/triage cluster')
    expect(await bot.commentOn(first)).toContain('This is the only known report of this cause.')
  })

  test('`cluster` shows the number of reports, their dates and their versions', async () => {
    await file('No connector tools in Cowork')
    const second = await file('Cowork: connectors have no tools')
    await bot.say(second, '/triage cluster')
    const comment = await bot.commentOn(second)
    expect(comment).toContain(
      '**2 reports: Token is missing a required scope: `user:mcp_servers`, since 1.2.3 of Cowork in Claude Desktop**',
    )
    expect(comment).toContain('Failure: missing-scope')
    expect(comment).toContain('1.2.3 (2)')
  })

  test('`cluster` shows the signals that people gave on its reports', async () => {
    const first = await file('No connector tools in Cowork')
    await bot.say(first, '/triage signal blocking', 'passer-by')
    const second = await file('Cowork: connectors have no tools')
    await bot.say(second, '/triage signal blocking')
    await bot.say(second, '/triage cluster')
    expect(await bot.commentOn(second)).toContain('- Signals: blocking (2)')
  })

  test("`duplicates` says so if the repository's settings disable duplicates", async () => {
    bot.configure(ACME, 'duplicates: { enabled: false }')
    const first = await file('No connector tools in Cowork')
    await bot.say(first, '/triage duplicates')
    expect(await bot.commentOn(first)).toContain('other reports of the same cause is turned off in this repository')
  })
})

describe("a cluster's canonical report", () => {
  test('does not mention the other reports by default', async () => {
    const first = await file('No connector tools in Cowork')
    await file('Cowork: connectors have no tools')
    expect(await bot.commentOn(first)).not.toContain('reports of this cause')
  })

  test('has one comment, which is updated for every further report', async () => {
    bot.configure(ACME, 'duplicates: { canonical-comment: true }')
    const first = await file('No connector tools in Cowork')
    expect(await bot.commentOn(first)).not.toContain('reports of this cause')
    await file('Cowork: connectors have no tools')
    expect(await bot.commentOn(first)).toContain('**2 reports of this cause**, by 2 people')
    await file('No tools from connectors', BODY.replace('1.2.3', '1.3.0'))
    const comment = await bot.commentOn(first)
    expect(comment).toContain('**3 reports of this cause**, by 3 people')
    expect(comment).toMatch(/The newest report, \[`#3`\][^\n]* adds: version 1\.3\.0/)
  })

  test('is left alone if the cause is unknown', async () => {
    bot.configure(ACME, 'duplicates: { canonical-comment: true }')
    const trace =
      'Palette crashed.\n\n```\nTypeError: cannot read tint of swatch 0x3f at Palette.render (palette.ts:12)\n```\n'
    const first = await file('Palette crashes when I pick the ochre swatch', trace)
    await file('Palette crashes when I pick the ochre swatch', trace)
    expect(await bot.commentOn(first)).toBe('')
  })

  test('is not written to if somebody has deleted its comment', async () => {
    bot.configure(ACME, 'duplicates: { canonical-comment: true }')
    const first = await file('No connector tools in Cowork')
    const [own] = await bot.github.listComments(first)
    bot.github.as('person').deleteComment(first, own?.id ?? 0)
    await file('Cowork: connectors have no tools')
    expect(await bot.commentOn(first)).toBe('')
  })

  test('is not written to if it has been closed', async () => {
    bot.configure(ACME, 'duplicates: { canonical-comment: true }')
    const first = await file('No connector tools in Cowork')
    bot.github.as('person').close(first)
    await file('Cowork: connectors have no tools')
    expect(await bot.commentOn(first)).not.toContain('reports of this cause')
  })
})

describe('another repository of the same owner', () => {
  const CLI = { owner: 'acme', repo: 'cli' }
  const ACROSS = 'duplicates: { across-repositories: true }'

  /** Files two reports of the same cause in each repository, then asks for the cluster in the first repository. */
  async function askedInFirst(): Promise<string> {
    for (const title of ['No connector tools', 'Connectors have no tools']) await file(title, BODY, CLI)
    await file('No connector tools in Cowork')
    const ref = await file('Cowork: connectors have no tools')
    await bot.say(ref, '/triage cluster')
    return bot.commentOn(ref)
  }

  test('is counted if both repositories enable sharing, and its first report is linked', async () => {
    for (const repository of [ACME, CLI]) bot.configure(repository, ACROSS)
    expect(await askedInFirst()).toContain('- Elsewhere: [acme/cli](https://redirect.github.com/acme/cli/issues/1) (2)')
  })

  test.each([
    ['this repository', [CLI]],
    ['the other repository', [ACME]],
  ])('is not counted if %s does not enable sharing', async (_, enabling) => {
    for (const repository of enabling) bot.configure(repository, ACROSS)
    expect(await askedInFirst()).not.toMatch(/elsewhere|acme\/cli/i)
  })

  test('is not mentioned at all if it is private', async () => {
    for (const repository of [ACME, CLI]) bot.configure(repository, ACROSS)
    bot.github.makePrivate(CLI)
    const comment = await askedInFirst()
    expect(comment).toContain(
      '**2 reports: Token is missing a required scope: `user:mcp_servers`, since 1.2.3 of Cowork in Claude Desktop**',
    )
    expect(comment).not.toMatch(/elsewhere|cli\b/i)
  })
})

describe('a duplicate mark on GitHub', () => {
  const OTHER = 'The palette is purple.\n'
  const clusters = async () => (await clustersOf(ACME, bot.store)).list.map(({ members }) => members)

  beforeEach(() => bot.github.giveRole('keeper', 'triage'))

  async function close(ref: IssueRef, reason = 'duplicate'): Promise<void> {
    bot.github.as('person').close(ref, reason as 'duplicate')
    const parts = about(ref)
    await bot.hear('issues', { action: 'closed', ...parts, issue: { ...parts.issue, state_reason: reason } })
  }

  test("in a maintainer's comment joins two issues, and is stored only once even if it is repeated", async () => {
    const [first, second] = [await file('Purple', OTHER), await file('Nothing works at all', 'Help.')]
    await bot.say(second, `Duplicate of #${first.number}`, 'keeper')
    await bot.say(second, `Duplicate of #${first.number}`, 'keeper')
    expect(await clusters()).toEqual([[1, 2]])
  })

  test('in a comment from a user without a role joins nothing', async () => {
    const [first, second] = [await file('Purple', OTHER), await file('Nothing works at all', 'Help.')]
    await bot.say(second, `Duplicate of #${first.number}`, 'passer-by')
    await bot.say(second, `Duplicate of #${first.number}`)
    expect(await clusters()).toEqual([])
  })

  test('joins two issues, and removing it keeps them apart permanently', async () => {
    const [first, second] = [await file('No connector tools'), await file('Cowork has no tools')]
    bot.github.as('person').mark(second, first, 'marked', 'keeper')
    await close(second)
    expect(await clusters()).toEqual([[1, 2]])
    bot.wait(1000)
    bot.github.as('person').mark(second, first, 'unmarked', 'keeper')
    bot.github.as('person').reopen(second)
    await bot.hear('issues', { action: 'reopened', ...about(second) })
    expect(await clusters()).toEqual([])
    expect(await bot.commentOn(second)).not.toContain('Reported before')
  })

  test('follows the later of two maintainers who disagree', async () => {
    bot.github.giveRole('second-keeper', 'write')
    const [first, second] = [await file('Purple', OTHER), await file('Nothing works at all', 'Help.')]
    bot.github.as('person').mark(second, first, 'marked', 'keeper')
    bot.wait(1)
    bot.github.as('person').mark(second, first, 'unmarked', 'second-keeper')
    await close(second)
    expect(await clusters()).toEqual([])
  })

  test('that closes a circle leads to one cluster, with the oldest report as its canonical report', async () => {
    const all = [await file('Purple', OTHER), await file('Help', 'Help.'), await file('What', 'Nothing.')]
    for (const [at, ref] of all.entries()) await bot.say(ref, `Duplicate of #${((at + 1) % 3) + 1}`, 'keeper')
    expect(await clusters()).toEqual([[1, 2, 3]])
    const { canonical, list } = await clustersOf(ACME, bot.store)
    const members = (await bot.store.reportsNumbered(ACME, list[0]?.members ?? [])).map(toIndexedReport)
    expect(canonical(members)?.number).toBe(1)
  })

  test('keeps the duplicate from being linked', async () => {
    await file('No connector tools')
    await close(await file('Cowork has no tools'))
    const third = await file('Connectors without tools')
    expect(await bot.commentOn(third)).toContain('issues/1)')
    expect(await bot.commentOn(third)).not.toContain('issues/2)')
  })
})

describe('an issue that is gone', () => {
  test.each(['deleted', 'transferred'] as const)('because it was %s is no longer linked', async (action) => {
    const first = await file('No connector tools')
    await file('Cowork has no tools')
    if (action === 'deleted') bot.github.as('person').delete(first)
    else bot.github.as('person').transfer(first)
    await bot.hear('issues', { action, ...about(first) })
    expect((await clustersOf(ACME, bot.store)).list).toEqual([])
    expect(await bot.commentOn(await file('Connectors without tools'))).not.toContain('issues/1)')
  })
})

describe('an issue mentioned in a comment', () => {
  const cites = async (ref: IssueRef) => {
    const [kept] = await bot.store.reportsNumbered(ACME, [ref.number])
    return kept === undefined ? [] : toIndexedReport(kept).digest.cites
  }

  test('counts as cited by the report, unless the mention is in a quote, in code, or by a bot', async () => {
    const ref = await file('No connector tools', `${BODY}\nLike #90.`)
    bot.github.as('person').comment(ref, 'See acme/cli#91.', 'keeper')
    bot.github.as('person').comment(ref, '> as in #92\n\n```\n#93\n```', 'keeper')
    bot.github.as('person').comment(ref, 'Possibly #94', 'closer[bot]')
    await bot.say(ref, '/triage')
    expect(await cites(ref)).toEqual(['#90', 'acme/cli#91'])
  })
})

describe('a dossier requested in a comment', () => {
  const SECRET = { owner: 'acme', repo: 'secret', number: 5 }
  const OPEN = { owner: 'acme', repo: 'cli', number: 6 }

  beforeEach(() => {
    bot.github.giveRole('keeper', 'triage')
    bot.github.makePrivate(SECRET)
    const refer = (from: IssueRef) => ({ kind: 'reference', from, at: 1, by: 'ann' }) as const
    bot.readBy(
      madeUpReader({
        'acme/desktop#1': { title: 'No tools', body: 'See #2.', happenings: [refer(SECRET), refer(OPEN)] },
        'acme/desktop#2': { title: 'Linked @octocat <script>' },
        'acme/secret#5': { title: 'Plans' },
        'acme/cli#6': { title: 'Shown' },
      }),
    )
  })

  test("is folded into the bot's comment for a maintainer", async () => {
    const ref = await file('No connector tools')
    await bot.say(ref, '/triage report', 'keeper')
    const comment = await bot.commentOn(ref)
    expect(comment).toContain('<summary>Report on this issue and everything linked to it</summary>')
    expect(comment).toContain('# Report on acme/desktop\\#1: No tools')
    expect(comment).toContain('acme/cli\\#6')
    expect(comment).not.toMatch(/[^`](?:@octocat|<script>)/)
  })

  test('shows neither an issue in a private repository nor its reference to this issue', async () => {
    const ref = await file('No connector tools')
    await bot.say(ref, '/triage report', 'keeper')
    expect(await bot.commentOn(ref)).not.toMatch(/acme\/secret|Plans/)
  })

  test('is refused if the reporter requests it', async () => {
    const ref = await file('No connector tools')
    await bot.say(ref, '/triage report')
    const comment = await bot.commentOn(ref)
    expect(comment).not.toContain('Report on')
    expect(comment).toContain('only maintainers of this repository can do that')
  })

  test('is reported as missing if the issue is not visible on GitHub', async () => {
    bot.readBy(madeUpReader({}))
    const ref = await file('No connector tools')
    await bot.say(ref, '/triage report', 'keeper')
    expect(await bot.commentOn(ref)).toContain('The report could not be written')
  })
})

describe("a box in the maintainers' section of the comment", () => {
  beforeEach(() => bot.github.giveRole('keeper', 'triage'))

  test('for `wrong` takes the answer back, and is stored as feedback from the person who ticked it', async () => {
    const ref = await file('No connector tools')
    await bot.tick(ref, 'This answer is wrong', 'keeper')
    expect(await bot.commentOn(ref)).not.toContain('This looks like')
    expect(await bot.store.feedbackOn(ref)).toMatchObject([
      {
        kind: 'wrong-signature',
        origin: 'box',
        who: 'keeper',
        rights: 'maintainer',
        signature: { id: 'missing-scope' },
      },
    ])
  })

  test("for `right` confirms the cause as a maintainer's feedback", async () => {
    const ref = await file('No connector tools')
    await bot.tick(ref, 'This answer is right', 'keeper')
    expect(await bot.commentOn(ref)).toContain('A maintainer says this is')
    expect(await bot.commentOn(ref)).not.toContain('- [ ]')
  })

  test('does not count as feedback if a user without a role ticked it', async () => {
    const ref = await file('No connector tools')
    await bot.tick(ref, 'This answer is wrong', 'passer-by')
    expect(await bot.store.feedbackOn(ref)).toEqual([])
  })
})
