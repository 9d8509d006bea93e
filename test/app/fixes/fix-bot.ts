/** The made-up bot with releases and merged pull requests, and reports of one failure on given versions. */
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { Release } from '../../../src/adapters/github/issue-reader.ts'
import type { StoredReport } from '../../../src/adapters/store/stored-reports.ts'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { toStoredReport } from '../../../src/app/matching/stored-report.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { about, openMadeUpBot } from '../../support/made-up-bot.ts'
import { madeUpReader } from '../issue-dossier/made-up-world.ts'

export const REPOSITORY = { owner: 'acme', repo: 'desktop' }

/** Other issues of the repository, because what is rare in it decides which reports match. */
const BACKGROUND = 60

async function otherReports(pack: Pack, now: number): Promise<readonly StoredReport[]> {
  const path = new URL('../../corpus/not-auth-2.jsonl', import.meta.url)
  const lines = (await readFile(path, 'utf8')).trim().split('\n').slice(0, BACKGROUND)
  const analysis = createInProcessAnalysis(pack)
  const facts = { open: true, author: 'somebody', closedAt: null, closedAs: null, reactions: 0 } as const
  return Promise.all(
    lines.map(async (line, at) => {
      const { title, body } = JSON.parse(line) as { readonly title: string; readonly body: string }
      const digest = await analysis.run('digest', { issue: { title, body, attachments: [] }, rules: null })
      return toStoredReport(90_001 + at, { ...facts, createdAt: now - 1, updatedAt: now - 1 }, digest)
    }),
  )
}

let others: Promise<readonly StoredReport[]> | undefined

/** The caller must close the store. */
export async function openFixBot(pack: Pack) {
  const bot = await openMadeUpBot(pack)
  const seen = await bot.github.readRepository(REPOSITORY)
  if (seen !== null) await bot.store.claimRepository({ ...seen, at: bot.now() })
  others ??= otherReports(pack, bot.now())
  await bot.store.keepReports(REPOSITORY, await others)
  const releases: Release[] = []
  let opened = 0
  const issue = (number: number): IssueRef => ({ ...REPOSITORY, number })
  const fields = async () => about(issue(1), (await bot.github.readRepository(REPOSITORY))?.id)

  async function release(tag: string, notes: string, prerelease = false, action = 'published'): Promise<void> {
    const id = 700 + releases.length
    releases.unshift({ id, tag, notes, at: bot.now(), url: `https://github.com/acme/desktop/releases/tag/${tag}` })
    bot.readBy(madeUpReader({}, { releases }))
    const { issue: _, ...rest } = await fields()
    await bot.hear('release', { action, ...rest, release: { id, prerelease, tag_name: tag, body: notes } })
  }

  async function hearComment(ref: IssueRef, { id, author, action }: Spoken): Promise<void> {
    const common = about(ref, (await bot.github.readRepository(ref))?.id)
    const sender = { type: 'User', login: author }
    await bot.hear('issue_comment', { action, ...common, sender, comment: { id } })
  }

  return {
    ...bot,
    issue,
    release,
    /** Opens a report of the same failure, unless another text is given. */
    async report(author: string, version: string, body = textOf(version)): Promise<IssueRef> {
      opened += 1
      const ref = await bot.open({ ...REPOSITORY, title: `No connector tools in Cowork (${opened})`, body, author })
      expect(ref.number).toBe(opened)
      return ref
    },
    async merge(number: number, pull: number): Promise<void> {
      const url = `https://github.com/acme/desktop/pull/${pull}`
      bot.github.as('person').close(issue(number), 'completed', { kind: 'pull-request', number: pull, url })
      const common = about(issue(number), (await bot.github.readRepository(REPOSITORY))?.id)
      await bot.hear('issues', { action: 'closed', ...common, issue: { ...common.issue, state_reason: 'completed' } })
    },
    /** Writes a comment, as GitHub reports it: the sender is its author. */
    async say(ref: IssueRef, text: string, author: string): Promise<number> {
      const id = bot.github.as('person').comment(ref, text, author)
      await hearComment(ref, { id, author, action: 'created' })
      return id
    },
    /** @param author the person who edits the comment */
    async edit(ref: IssueRef, id: number, text: string, author: string): Promise<void> {
      bot.github.as('person').editComment(ref, id, text)
      await hearComment(ref, { id, author, action: 'edited' })
    },
    /** The bot's comments on all issues. */
    async comments(): Promise<readonly string[]> {
      const numbers = Array.from({ length: opened }, (_, at) => at + 1)
      return Promise.all(numbers.map((number) => bot.commentOn(issue(number))))
    },
    /** Number of issues whose comment is meant to ask. */
    async asking(): Promise<number> {
      return (await bot.store.fixSignalsIn(REPOSITORY)).filter(({ kind }) => kind === 'asked').length
    },
  }
}

interface Spoken {
  readonly id: number
  readonly author: string
  readonly action: 'created' | 'edited'
}

function textOf(version: string): string {
  return `The connectors show no tools in Cowork, version ${version}.

\`\`\`
2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
\`\`\`
`
}
