/**
 * The server under load, as it is installed, on both engines: how long acknowledgements take at an even rate, how long it
 * takes from a delivery to its plan and its comment, what is lost and what is done twice, and how much memory many
 * deliveries leave behind. Beside it a plain Probot app that labels and comments in its handler. The sender, the server
 * and GitHub (the local one) are processes of their own.
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
/** One in fifty is about a failure that is known. */
const SURE = ISSUES / 50
/** Issues of each of two repositories that are answered at GitHub's pace. */
const MORE = 3
/** Deliveries a second for two seconds before anything is measured. */
const WARM_UP = 50
const WEBHOOKS = '/api/github/webhooks'
const PATIENCE_MS = 20 * 60_000
/** Read once: the sender has 400 of them a second to send. */
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
  /** Number of the repository by its owner. */
  readonly ids: Readonly<Record<string, number>>
}

interface Contestant {
  readonly name: string
  /** Whether its log tells of its work, and it has a store. */
  readonly isOurs: boolean
  readonly args: readonly string[]
  readonly databaseUrl?: string
}

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))
execFileSync(process.execPath, [path('../scripts/build.ts')], { stdio: 'ignore' })
const postgres = await startEmbeddedPostgres({ isDurable: true })
const serve = [path('../dist/cli/bin.js'), 'serve']
const sqlite = await measure({ name: 'SQLite', isOurs: true, args: serve })
const onPostgres = await measure({ name: 'PostgreSQL', isOurs: true, args: serve, databaseUrl: postgres.url })
const plain = await measure({ name: 'plain Probot', isOurs: false, args: [path('./load/plain-app.ts')] })
await postgres.remove()

const sooner = (plain['six issues, s'] ?? 0) / (sqlite['six issues, s'] ?? 1)
printResult(
  { name: 'load', figures: sqlite, beside: { 'on PostgreSQL': onPostgres, 'plain Probot': plain } },
  `Six issues of two installations are answered ${sooner.toFixed(1)} times sooner than by the plain app.`,
)
process.exit()

async function measure(contestant: Contestant): Promise<FigureSet> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-load-'))
  const { github, leave } = await startGitHub()
  try {
    const start = (changes: Readonly<Record<string, string>>) =>
      startServer({ ...contestant, folder, environment: { ...environmentFor(github, contestant, folder), ...changes } })
    // GitHub's pace, which nobody may hurry.
    const unhurried = await start({})
    const sixIssues = await answerSix(unhurried, github)
    await unhurried.stop()
    const server = await start({ WRITE_GAP_MS: '0' })
    // A process that has just started compiles what it runs for the first time.
    await sendAbout(server, github, { count: 2 * WARM_UP, perSecond: WARM_UP })
    say(`${contestant.name}: ${rate} deliveries a second for ${seconds} s`)
    const sent = await sendAbout(server, github, { count: rate * seconds, perSecond: rate })
    const figures = { ...acknowledged(sent), 'six issues, s': sixIssues }
    if (!contestant.isOurs) return await server.stop().then(() => figures)
    const times = await untilDone(server, sent)
    const memory = await remember(server, github, contestant.name)
    await server.stop()
    return { ...figures, ...times, ...memory, ...(await countWrong(github, contestant, folder)) }
  } finally {
    leave()
    rmSync(folder, { recursive: true })
  }
}

async function startGitHub(): Promise<{ readonly github: LocalGitHub; readonly leave: () => void }> {
  const child = fork(path('./load/local-github.ts'), [ISSUES, SURE, MORE].map(String), { stdio: 'inherit' })
  const github = await new Promise<LocalGitHub>((resolve, reject) => {
    child.once('message', (told) => resolve(told as LocalGitHub))
    child.once('exit', (code) => reject(new Error(`the local GitHub ended with ${code}`)))
  })
  return { github, leave: () => child.disconnect() }
}

function environmentFor(github: LocalGitHub, { databaseUrl }: Contestant, folder: string): Record<string, string> {
  return {
    ...{ APP_ID: String(github.appId), PRIVATE_KEY: github.privateKey, WEBHOOK_SECRET: github.webhookSecret },
    ...{ HOST: '127.0.0.1', PORT: '0', GITHUB_API_URL: github.url, STORE_PATH: join(folder, 'store.sqlite') },
    ...{ SWEEP_MINUTES: '0', REACTION_MINUTES: '0', BACKLOG_LIMIT: '1000000', LOG_LEVEL: 'info' },
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  }
}

/** Three issues in each of two installations, all told of at once: seconds until every one has label and comment. */
async function answerSix(server: Server, github: LocalGitHub): Promise<number> {
  const octokit = new Octokit({ baseUrl: github.url, auth: github.token })
  const waiting = [github.repository, github.neighbour].flatMap(({ owner, name: repo }, at) =>
    Array.from({ length: MORE }, (_, more) => {
      const issue_number = (at === 0 ? ISSUES : 0) + more + 1
      return { owner, repo, issue_number, installation: 1001 + at, id: github.ids[owner] }
    }),
  )
  const begun = performance.now()
  await send({
    ...{ url: `${server.url}${WEBHOOKS}`, secret: github.webhookSecret, count: waiting.length, perSecond: 1_000 },
    payload: (at) => payloadFor(waiting[at] ?? raise()),
  })
  for (const { installation: _, id: __, ...place } of waiting) {
    for (;;) {
      const [issue, comments] = await Promise.all([
        octokit.rest.issues.get(place),
        octokit.rest.issues.listComments(place),
      ])
      if (issue.data.labels.length > 0 && comments.data.length > 0) break
      await sleep(50)
    }
  }
  return (performance.now() - begun) / 1000
}

interface Rate {
  readonly count: number
  readonly perSecond: number
}

/** Every issue in turn, so that each is told of many times. */
function sendAbout(server: Server, github: LocalGitHub, { count, perSecond }: Rate): Promise<Sent> {
  const { owner, name: repo } = github.repository
  return send({
    ...{ url: `${server.url}${WEBHOOKS}`, secret: github.webhookSecret, count, perSecond },
    payload: (at) =>
      payloadFor({ owner, repo, id: github.ids[owner], issue_number: 1 + (at % ISSUES), installation: 1001 }),
  })
}

interface Told {
  readonly owner: string
  readonly repo: string
  readonly id: number | undefined
  readonly issue_number: number
  readonly installation: number
}

function payloadFor({ owner, repo, id, issue_number: number, installation }: Told): unknown {
  const repository = { ...EDITED.repository, id, name: repo, full_name: `${owner}/${repo}` }
  const body = number <= SURE || number > ISSUES || installation > 1001 ? 'Missing user:mcp_servers scope' : 'Colours.'
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

/** Waits until the bot is done with all of it. The log says so once the plan was applied. */
async function untilDone(server: Server, { at }: Sent): Promise<FigureSet> {
  const begun = Math.min(...at.values())
  const late = Date.now() + PATIENCE_MS
  const missing = () => [...at.keys()].filter((guid) => !server.done.has(guid)).length
  while (missing() > 0 && Date.now() < late) await sleep(200)
  const waits = [...at].flatMap(([guid, sentAt]) => {
    const doneAt = server.done.get(guid)
    return doneAt === undefined ? [] : [doneAt - sentAt]
  })
  const last = Math.max(...server.done.values())
  return {
    'plan p50, ms': quantile(waits, 0.5),
    'plan p99, ms': quantile(waits, 0.99),
    'done a second': (1000 * waits.length) / (last - begun),
    lost: missing(),
  }
}

/** Resident memory after the first deliveries and after all, once the bot is done with them. */
async function remember(server: Server, github: LocalGitHub, name: string): Promise<FigureSet> {
  const before = server.memory()
  say(`${name}: ${deliveries} deliveries more, for the memory`)
  const sent = await sendAbout(server, github, { count: deliveries, perSecond: 2 * rate })
  await untilDone(server, sent)
  return { 'memory before, MB': before / 1e6, 'memory after, MB': server.memory() / 1e6 }
}

/** Issues without their one comment, issues with more than one, and what the queue did not finish. */
async function countWrong(github: LocalGitHub, { databaseUrl }: Contestant, folder: string): Promise<FigureSet> {
  const octokit = new Octokit({ baseUrl: github.url, auth: github.token })
  const { owner, name: repo } = github.repository
  let doubled = 0
  let silent = 0
  for (let number = 1; number <= SURE + 50; number += 1) {
    const { data } = await octokit.rest.issues.listComments({ owner, repo, issue_number: number })
    if (data.length > 1 || (data.length === 1 && number > SURE)) doubled += 1
    if (data.length === 0 && number <= SURE) silent += 1
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
