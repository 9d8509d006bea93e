/**
 * Measures the installed server under load, on both database engines: acknowledgement time at a constant rate, the time
 * from a delivery to its plan and its comment, lost and duplicated work, and memory after many deliveries. Compares it
 * with a plain Probot app that labels and comments in its handler. The sender, the server and the local GitHub are
 * separate processes.
 * Usage: npm run -s bench:load [-- --json] [-- --seconds 30] [-- --rate 200] [-- --deliveries 50000]
 */
import { execFileSync, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Octokit } from '@octokit/rest'
import { openStore } from '../src/adapters/store/open.ts'
import { startEmbeddedPostgres } from '../test/support/embedded-postgres.ts'
import { loadWebhook } from '../test/support/webhooks.ts'
import { type Sent, send } from './load/sender.ts'
import { type Server, startServer } from './load/server.ts'
import { type FigureSet, printResult } from './result.ts'

const ISSUES = 600
/** One issue in 50 shows a known failure. */
const KNOWN_FAILURES = ISSUES / 50
/** Number of issues in each of two repositories that are answered at the pace that GitHub asks for. */
const PACED_ISSUES = 3
/** Warm-up deliveries per second, sent for two seconds before anything is measured. */
const WARM_UP = 50
const WEBHOOKS = '/api/github/webhooks'
const TIMEOUT_MS = 20 * 60_000
/** Loaded only once, because the sender sends it up to 400 times per second. */
const EDITED = loadWebhook('issues.edited')

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string', default: '30' },
    rate: { type: 'string', default: '200' },
    deliveries: { type: 'string', default: '50000' },
  },
})
const [seconds, rate, deliveries] = [Number(values.seconds), Number(values.rate), Number(values.deliveries)]

interface LocalGitHub {
  readonly url: string
  readonly appId: number
  readonly privateKey: string
  readonly webhookSecret: string
  readonly token: string
  readonly repository: { readonly owner: string; readonly name: string }
  readonly neighbour: { readonly owner: string; readonly name: string }
  /** Ids of the repositories, by owner. */
  readonly ids: Readonly<Record<string, number>>
}

interface Contestant {
  readonly name: string
  /** True if it logs finished deliveries and has a store. */
  readonly isOurs: boolean
  readonly args: readonly string[]
  readonly databaseUrl?: string
}

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))
execFileSync(process.execPath, [path('../scripts/build.ts')], { stdio: 'ignore' })
const postgres = await startEmbeddedPostgres({ isDurable: true })
const serve = [path('../dist/entrypoints/cli/bin.js'), 'serve']
const sqlite = await measure({ name: 'SQLite', isOurs: true, args: serve })
const onPostgres = await measure({ name: 'PostgreSQL', isOurs: true, args: serve, databaseUrl: postgres.url })
const plain = await measure({ name: 'plain Probot', isOurs: false, args: [path('./load/plain-app.ts')] })
await postgres.remove()

const sooner = (plain['six issues, s'] ?? 0) / (sqlite['six issues, s'] ?? 1)
printResult(
  { name: 'load', figures: sqlite, beside: { 'on PostgreSQL': onPostgres, 'plain Probot': plain } },
  `Six issues in two installations are answered ${sooner.toFixed(1)} times faster than by the plain app.`,
)
process.exit()

async function measure(contestant: Contestant): Promise<FigureSet> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-load-'))
  const { github, leave } = await startGitHub()
  try {
    const start = (changes: Readonly<Record<string, string>>) =>
      startServer({ ...contestant, folder, environment: { ...environmentFor(github, contestant, folder), ...changes } })
    // This server waits between writes as GitHub asks.
    const paced = await start({})
    const sixIssues = await answerSix(paced, github)
    await paced.stop()
    const server = await start({ WRITE_GAP_MS: '0' })
    // Warms up the process, which compiles code on first use.
    await sendDeliveries(server, github, { count: 2 * WARM_UP, perSecond: WARM_UP })
    say(`${contestant.name}: ${rate} deliveries a second for ${seconds} s`)
    const sent = await sendDeliveries(server, github, { count: rate * seconds, perSecond: rate })
    const figures = { ...acknowledged(sent), 'six issues, s': sixIssues }
    if (!contestant.isOurs) return await server.stop().then(() => figures)
    const times = await untilDone(server, sent)
    const memory = await measureMemory(server, github, contestant.name)
    await server.stop()
    return { ...figures, ...times, ...memory, ...(await countWrong(github, contestant, folder)) }
  } finally {
    leave()
    rmSync(folder, { recursive: true })
  }
}

async function startGitHub(): Promise<{ readonly github: LocalGitHub; readonly leave: () => void }> {
  const child = fork(path('./load/local-github.ts'), [ISSUES, KNOWN_FAILURES, PACED_ISSUES].map(String), {
    stdio: 'inherit',
  })
  const github = await new Promise<LocalGitHub>((resolve, reject) => {
    child.once('message', (message) => resolve(message as LocalGitHub))
    child.once('exit', (code) => reject(new Error(`the local GitHub ended with ${code}`)))
  })
  return { github, leave: () => child.disconnect() }
}

function environmentFor(github: LocalGitHub, { databaseUrl }: Contestant, folder: string): Record<string, string> {
  return {
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    HOST: '127.0.0.1',
    PORT: '0',
    GITHUB_API_URL: github.url,
    STORE_PATH: join(folder, 'store.sqlite'),
    SWEEP_MINUTES: '0',
    REACTION_MINUTES: '0',
    BACKLOG_LIMIT: '1000000',
    LOG_LEVEL: 'info',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  }
}

/**
 * Delivers three issues in each of two installations, all at once. @returns seconds until every issue has its label and
 * comment
 */
async function answerSix(server: Server, github: LocalGitHub): Promise<number> {
  const octokit = new Octokit({ baseUrl: github.url, auth: github.token })
  const waiting = [github.repository, github.neighbour].flatMap(({ owner, name: repo }, at) =>
    Array.from({ length: PACED_ISSUES }, (_, more) => {
      const issue_number = (at === 0 ? ISSUES : 0) + more + 1
      return { owner, repo, issue_number, installation: 1001 + at, id: github.ids[owner] }
    }),
  )
  const start = performance.now()
  await send({
    url: `${server.url}${WEBHOOKS}`,
    secret: github.webhookSecret,
    count: waiting.length,
    perSecond: 1_000,
    payload: (at) => payloadFor(waiting[at] ?? raise()),
  })
  for (const { installation: _, id: __, ...target } of waiting) {
    for (;;) {
      const [issue, comments] = await Promise.all([
        octokit.rest.issues.get(target),
        octokit.rest.issues.listComments(target),
      ])
      if (issue.data.labels.length > 0 && comments.data.length > 0) break
      await sleep(50)
    }
  }
  return (performance.now() - start) / 1000
}

interface Rate {
  readonly count: number
  readonly perSecond: number
}

/** Sends deliveries about all issues in rotation, so each issue gets many. */
function sendDeliveries(server: Server, github: LocalGitHub, { count, perSecond }: Rate): Promise<Sent> {
  const { owner, name: repo } = github.repository
  return send({
    url: `${server.url}${WEBHOOKS}`,
    secret: github.webhookSecret,
    count,
    perSecond,
    payload: (at) =>
      payloadFor({ owner, repo, id: github.ids[owner], issue_number: 1 + (at % ISSUES), installation: 1001 }),
  })
}

interface IssueLocation {
  readonly owner: string
  readonly repo: string
  readonly id: number | undefined
  readonly issue_number: number
  readonly installation: number
}

function payloadFor({ owner, repo, id, issue_number: number, installation }: IssueLocation): unknown {
  const repository = { ...EDITED.repository, id, name: repo, full_name: `${owner}/${repo}` }
  const body =
    number <= KNOWN_FAILURES || number > ISSUES || installation > 1001 ? 'Missing user:mcp_servers scope' : 'Colours.'
  return {
    ...EDITED,
    installation: { id: installation },
    repository: { ...repository, owner: { ...repository.owner, login: owner } },
    issue: { ...EDITED.issue, number, body },
  }
}

function acknowledged({ answers, refused }: Sent): FigureSet {
  return {
    'answer p50, ms': quantile(answers, 0.5),
    'answer p99, ms': quantile(answers, 0.99),
    'answer longest, ms': quantile(answers, 1),
    'not accepted': refused,
  }
}

/** Waits until the bot has finished all deliveries. It logs each one after applying its plan. */
async function untilDone(server: Server, { at }: Sent): Promise<FigureSet> {
  const start = Math.min(...at.values())
  const deadline = Date.now() + TIMEOUT_MS
  const missing = () => [...at.keys()].filter((guid) => !server.done.has(guid)).length
  while (missing() > 0 && Date.now() < deadline) await sleep(200)
  const waits = [...at].flatMap(([guid, sentAt]) => {
    const doneAt = server.done.get(guid)
    return doneAt === undefined ? [] : [doneAt - sentAt]
  })
  const last = Math.max(...server.done.values())
  return {
    'plan p50, ms': quantile(waits, 0.5),
    'plan p99, ms': quantile(waits, 0.99),
    'done a second': (1000 * waits.length) / (last - start),
    lost: missing(),
  }
}

/** Measures resident memory after the first deliveries and after all deliveries, once the bot has finished them. */
async function measureMemory(server: Server, github: LocalGitHub, name: string): Promise<FigureSet> {
  const before = server.memory()
  say(`${name}: ${deliveries} more deliveries, to measure memory`)
  const sent = await sendDeliveries(server, github, { count: deliveries, perSecond: 2 * rate })
  await untilDone(server, sent)
  return { 'memory before, MB': before / 1e6, 'memory after, MB': server.memory() / 1e6 }
}

/** Counts issues without their one comment, issues with more than one comment, and unfinished deliveries. */
async function countWrong(github: LocalGitHub, { databaseUrl }: Contestant, folder: string): Promise<FigureSet> {
  const octokit = new Octokit({ baseUrl: github.url, auth: github.token })
  const { owner, name: repo } = github.repository
  let doubled = 0
  let silent = 0
  for (let number = 1; number <= KNOWN_FAILURES + 50; number += 1) {
    const { data } = await octokit.rest.issues.listComments({ owner, repo, issue_number: number })
    if (data.length > 1 || (data.length === 1 && number > KNOWN_FAILURES)) doubled += 1
    if (data.length === 0 && number <= KNOWN_FAILURES) silent += 1
  }
  const { queue, store } = await openStore({ path: join(folder, 'store.sqlite'), url: databaseUrl ?? null })
  const unfinished = (await queue.backlog()) + (await queue.parked()).length
  await store.close()
  return { doubled, 'without its comment': silent, unfinished }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function raise(): never {
  throw new RangeError('more deliveries than issues')
}
