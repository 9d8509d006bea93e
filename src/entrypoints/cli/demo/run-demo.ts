/**
 * The demo: a local GitHub, the bot connected to it as an App over real HTTP, and issues filed by a reporter, who also
 * answers. Everything runs as in production; only the URLs and the attached files are local, and the store is lost when
 * the process ends.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import { TriageError } from '../../../core/errors.ts'
import { createLog } from '../../server/log.ts'
import { type RunningBot, serve } from '../../server/serve.ts'
import { createFileNetwork } from './file-network.ts'
import { type LocalGitHub, startLocalGitHub } from './local-github.ts'
import { DEMO_FILES, DEMO_REPORTS, type DemoReport, type DemoTurn } from './reports.ts'

/** What can be seen of an issue. */
export interface DemoAnswer {
  readonly labels: readonly string[]
  /** The bot's newest comment as posted; null if there is none. */
  readonly comment: string | null
  readonly asExpected: boolean
}

/** One demo issue with the bot's first answer, and with the answer after each further comment. */
export interface DemoIssue extends DemoAnswer {
  readonly number: number
  readonly report: DemoReport
  readonly turns: readonly (DemoAnswer & { readonly turn: DemoTurn })[]
}

export interface RunningDemo {
  readonly github: LocalGitHub
  readonly bot: RunningBot
  readonly issues: readonly DemoIssue[]
  stop(): Promise<void>
}

/** Long enough for a slow machine; the issues take about a second. */
const TIMEOUT_MS = 30_000

/** @throws TriageError when the local GitHub or the bot does not start, or the webhooks are not received in time */
export async function runDemo(): Promise<RunningDemo> {
  const github = await startLocalGitHub()
  const settings = {
    ...readProcessSettings({}),
    credentials: { appId: github.appId, privateKey: github.privateKey },
    webhookSecrets: [github.webhookSecret],
    host: '127.0.0.1',
    port: 0,
    storePath: ':memory:',
    apiUrl: github.url,
    sweepEveryMs: 0, // the local GitHub has no list of deliveries
    writeGapMs: 0, // the local GitHub has no rate limits
  }
  const network = createFileNetwork(DEMO_FILES)
  const bot = await serve(settings, createLog('error'), { network }).catch(async (error: unknown) => {
    await github.close()
    throw error
  })
  github.webhooks.deliverTo(`${bot.url}${settings.webhookPath}`)
  const stop = async () => {
    await bot.stop()
    await github.close()
  }
  try {
    const first = await fileAll(
      DEMO_REPORTS.filter(({ isLater }) => !isLater),
      { github, bot },
    )
    const later = await fileAll(
      DEMO_REPORTS.filter(({ isLater }) => isLater),
      { github, bot },
    )
    const issues: DemoIssue[] = []
    for (const issue of [...first, ...later]) issues.push(await converse(issue, { github, bot }))
    return { github, bot, issues, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface DemoWorld {
  readonly github: LocalGitHub
  readonly bot: RunningBot
}

/** Files the issues one after the other, and waits for the answers to all of them. */
async function fileAll(reports: readonly DemoReport[], world: DemoWorld): Promise<readonly Omit<DemoIssue, 'turns'>[]> {
  const numbers: number[] = []
  await untilHeard('issues.opened', reports.length, world, async () => {
    for (const report of reports) numbers.push(await fileIssue(world.github, report))
  })
  return await Promise.all(
    reports.map(async (report, at) => {
      const number = numbers[at] as number
      const { label, decision, says = '' } = report.expected
      const answer = await readAnswer(world.github, number, { label, says })
      const isSilent = decision === 'silent'
      return { number, report, ...answer, asExpected: answer.asExpected && (answer.comment === null) === isSilent }
    }),
  )
}

async function converse(issue: Omit<DemoIssue, 'turns'>, world: DemoWorld): Promise<DemoIssue> {
  const turns: DemoIssue['turns'][number][] = []
  for (const turn of issue.report.conversation ?? []) {
    await untilHeard('issue_comment.created', 1, world, () => comment(world.github, issue.number, turn))
    turns.push({ turn, ...(await readAnswer(world.github, issue.number, turn.expected)) })
  }
  return { ...issue, turns }
}

async function fileIssue({ reporter, repository }: LocalGitHub, { title, body }: DemoReport): Promise<number> {
  const { owner, name: repo } = repository
  const { data } = await reporter.octokit.rest.issues.create({ owner, repo, title, body })
  return data.number
}

async function comment(github: LocalGitHub, number: number, { by, text }: DemoTurn): Promise<void> {
  const { owner, name: repo } = github.repository
  await github[by].octokit.rest.issues.createComment({ owner, repo, issue_number: number, body: text })
}

/** Acts, then waits until the bot has received the webhooks that people caused and its queue is empty. */
async function untilHeard(
  event: string,
  count: number,
  { github, bot }: DemoWorld,
  act: () => Promise<void>,
): Promise<void> {
  const { deliveries } = github.webhooks
  const before = deliveries.length
  await act()
  const deadline = performance.now() + TIMEOUT_MS
  const heard = () => deliveries.slice(before).filter((it) => it.event === event && !it.byBot && it.status === 200)
  while (heard().length < count) {
    if (performance.now() > deadline) {
      throw new TriageError('demo-unavailable', 'The bot did not receive all webhooks of the demo in time.', {
        hint: 'Try again. If it happens again, run it with LOG_LEVEL=debug and report the output.',
      })
    }
    await sleep(20)
  }
  await bot.idle()
}

async function readAnswer(
  { maintainer, repository }: LocalGitHub,
  number: number,
  expected: { readonly label: string | null; readonly says: string },
): Promise<DemoAnswer> {
  const target = { owner: repository.owner, repo: repository.name, issue_number: number }
  const { rest } = maintainer.octokit
  const [issue, comments] = await Promise.all([rest.issues.get(target), rest.issues.listComments(target)])
  const labels = issue.data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
  const own = comments.data.filter(({ user }) => user?.type === 'Bot').at(-1)?.body ?? null
  const asExpected = labels.join() === (expected.label ?? '') && (own ?? '').includes(expected.says)
  return { labels, comment: own, asExpected }
}
