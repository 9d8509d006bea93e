/** The bot without a network: an in-memory GitHub with its webhooks, and a real store and queue. */
import { pino } from 'pino'
import { expect } from 'vitest'
import type { IssueReader } from '../../src/adapters/github/issue-reader.ts'
import { createMemoryGitHub } from '../../src/adapters/github/memory/memory-github.ts'
import type { NewIssue } from '../../src/adapters/github/memory/memory-issues.ts'
import { openStore } from '../../src/adapters/store/open.ts'
import { createInProcessAnalysis } from '../../src/app/analysis/in-process.ts'
import { processDelivery } from '../../src/app/events/process-delivery.ts'
import { commandsBy } from '../../src/app/events/read-delivery.ts'
import { createIndexCache } from '../../src/app/matching/index-cache.ts'
import { createRulesCache, type RulesCacheOptions } from '../../src/app/settings-loader/rules-cache.ts'
import { toDelivery } from '../../src/app/webhooks/events.ts'
import { withCommandsBefore } from '../../src/app/webhooks/read-payload.ts'
import { weeklyDelivery, weekOf } from '../../src/app/weekly/weekly-delivery.ts'
import type { IssueRef, RepositoryRef } from '../../src/core/issue-ref.ts'
import type { ProbeRequest, ProbeResponse } from '../../src/core/probe/probe.ts'
import { compileInProcess } from '../../src/core/settings/rule-compiler.ts'
import type { Pack } from '../../src/core/signatures/pack.ts'
import { madeUpReader } from '../app/issue-dossier/made-up-world.ts'

/** The operator's key for alarm webhooks. */
export const ALARM_KEY = 'k'.repeat(32)

const SETTINGS = '.github/auth-triage.yml'

/** Fails a test that writes invalid settings by mistake. */
const noProblems = (_: unknown, problems: readonly string[]) => expect(problems).toEqual([])

/** The caller must close the store. */
export async function openMadeUpBot(pack: Pack, onProblems: RulesCacheOptions['onProblems'] = noProblems) {
  let now = 1_795_000_000_000
  let deliveries = 0
  let reader: IssueReader = madeUpReader({})
  let isStopped = false
  let hookAnswer: ProbeResponse = { status: 204, headers: {}, body: '', url: '' }
  const posts: ProbeRequest[] = []
  const alarmHook = {
    key: ALARM_KEY,
    send: async (request: ProbeRequest) => {
      posts.push(request)
      return hookAnswer
    },
  }
  const clock = () => now
  const github = createMemoryGitHub(clock)
  const analysis = createInProcessAnalysis(pack)
  const { store, queue } = await openStore({ path: ':memory:' })
  // As in the server, a name refers to no repository until GitHub confirms it.
  const strict = store.as([])
  const rules = createRulesCache({
    compiler: compileInProcess(pack, false),
    store: strict,
    clock,
    mayLoosen: false,
    onProblems,
  })
  const indexes = createIndexCache(strict)
  /** The common fields of webhooks about an issue. */
  const fieldsFor = async (ref: IssueRef) => about(ref, (await github.readRepository(ref))?.id)

  /** The same for webhooks about a discussion. */
  async function discussionFieldsFor(ref: IssueRef) {
    const { issue: discussion, ...fields } = await fieldsFor(ref)
    return { ...fields, discussion }
  }

  async function workOff(): Promise<void> {
    for (let taken = await queue.claim(now); taken !== null; taken = await queue.claim(now)) {
      await processDelivery(taken, {
        analysis,
        store: strict,
        queue,
        pack,
        rules,
        indexes,
        clock,
        isStopped,
        backfillLimit: 0,
        site: 'https://github.com',
        log: pino({ level: 'silent' }),
        githubFor: async () => github,
        // Like GitHub, the GitHub in memory has one sequence of numbers for issues and discussions.
        discussionsFor: async () => ({ ...github, listLabelEvents: async () => [] }),
        readerFor: async () => reader,
        fetchLogs: async () => ({}),
        alarmHook,
      })
      await queue.complete(taken.id, now)
    }
  }

  /** Accepts a webhook and processes all waiting deliveries. */
  async function hear(name: string, payload: object): Promise<void> {
    const cut = await withCommandsBefore(name, payload, commandsBy(analysis))
    const delivery = toDelivery({ id: `guid-${++deliveries}`, name, payload: cut }, now)
    if (delivery !== null) await queue.accept(delivery)
    await workOff()
  }

  return {
    github,
    store,
    queue,
    workOff,
    hear,
    now: clock,
    wait(ms: number): void {
      now += ms
    },
    /** The alarm webhooks so far. */
    posts,
    /** Answers subsequent alarm webhooks. */
    answerPosts(answer: ProbeResponse): void {
      hookAnswer = answer
    },
    /** Does the repository's weekly work. */
    async passWeek(repository: RepositoryRef): Promise<void> {
      now += 7 * 24 * 60 * 60 * 1000
      const known = await github.readRepository(repository)
      if (known === null) throw new Error('no such repository')
      const week = weekOf(known, now)
      await queue.accept(weeklyDelivery({ installation: 1001, repository: { ...known }, week }, now))
      await workOff()
    },
    /** Stops the bot as `STOPPED` in the environment does. */
    stopByEnvironment(): void {
      isStopped = true
    },
    /** Uses this reader for subsequent dossiers. */
    readBy(another: IssueReader): void {
      reader = another
    },
    configure(repository: RepositoryRef, text: string): void {
      github.writeFile(repository, SETTINGS, text)
    },
    async open(issue: NewIssue): Promise<IssueRef> {
      const ref = github.openIssue(issue)
      await hear('issues', { action: 'opened', ...(await fieldsFor(ref)) })
      return ref
    },
    /** Opens a discussion. */
    async discuss(discussion: NewIssue): Promise<IssueRef> {
      const ref = github.openIssue(discussion)
      await hear('discussion', { action: 'created', ...(await discussionFieldsFor(ref)) })
      return ref
    },
    /** Writes a comment on a discussion. */
    async sayOnDiscussion(ref: IssueRef, text: string, by: string): Promise<void> {
      const id = github.as('person').comment(ref, text, by)
      await hear('discussion_comment', { action: 'created', ...(await discussionFieldsFor(ref)), comment: { id } })
    },
    discussionFieldsFor,
    /** Writes a comment, by default as the reporter. */
    async say(ref: IssueRef, text: string, by?: string): Promise<void> {
      const issue = await github.readIssue(ref)
      const author = by ?? (typeof issue === 'string' ? '' : issue.author)
      const id = github.as('person').comment(ref, text, author)
      await hear('issue_comment', { action: 'created', ...(await fieldsFor(ref)), comment: { id } })
    },
    /** Edits the bot's comment as GitHub does when someone ticks a box. */
    async tick(ref: IssueRef, words: string, login: string): Promise<void> {
      const [own] = (await github.listComments(ref)).filter((it) => it.own)
      const id = own?.id ?? 0
      const from = own?.body ?? ''
      expect(from).toContain(`- [ ] ${words}`)
      github.as('person').editComment(ref, id, from.replace(`- [ ] ${words}`, `- [x] ${words}`))
      const parts = {
        ...(await fieldsFor(ref)),
        sender: { type: 'User', login },
        comment: { id },
        changes: { body: { from } },
      }
      await hear('issue_comment', { action: 'edited', ...parts })
    },
    /** The bot's comment; empty if there is none. */
    async commentOn(ref: IssueRef): Promise<string> {
      const own = (await github.listComments(ref)).filter((it) => it.own)
      expect(own.length).toBeLessThanOrEqual(1)
      return own[0]?.body ?? ''
    },
    async labelsOf(ref: IssueRef): Promise<readonly string[]> {
      const issue = await github.readIssue(ref)
      return typeof issue === 'string' ? [] : issue.labels
    },
  }
}

export type MadeUpBot = Awaited<ReturnType<typeof openMadeUpBot>>

/** The common fields of webhooks about an issue. If `id` is omitted, they match those that an early version stored. */
export function about({ owner, repo, number }: IssueRef, id?: number) {
  return {
    installation: { id: 1001 },
    repository: { ...(id !== undefined && { id }), name: repo, owner: { login: owner } },
    issue: { number, user: { type: 'User' } },
    sender: { type: 'User', login: 'somebody' },
  }
}
