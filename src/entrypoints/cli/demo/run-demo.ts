/**
 * The demo: a local GitHub, the bot connected to it as an App over real HTTP, and six issues filed by a reporter.
 * Everything runs as in production; only the URLs are local, and the store is lost when the process ends.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import { TriageError } from '../../../core/errors.ts'
import { createLog } from '../../server/log.ts'
import { type RunningBot, serve } from '../../server/serve.ts'
import { type LocalGitHub, startLocalGitHub } from './local-github.ts'
import { DEMO_REPORTS, type DemoReport } from './reports.ts'

/** One demo issue with the bot's answer. */
export interface DemoIssue {
  readonly number: number
  readonly report: DemoReport
  readonly labels: readonly string[]
  /** The comment as posted; null if there is none. */
  readonly comment: string | null
  readonly asExpected: boolean
}

export interface RunningDemo {
  readonly github: LocalGitHub
  readonly bot: RunningBot
  readonly issues: readonly DemoIssue[]
  stop(): Promise<void>
}

/** Long enough for a slow machine; the six issues take about a second. */
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
  const bot = await serve(settings, createLog('error')).catch(async (error: unknown) => {
    await github.close()
    throw error
  })
  github.webhooks.deliverTo(`${bot.url}${settings.webhookPath}`)
  const stop = async () => {
    await bot.stop()
    await github.close()
  }
  try {
    const numbers: number[] = []
    for (const report of DEMO_REPORTS) numbers.push(await fileIssue(github, report))
    await untilAnswered(github, bot)
    const issues = await Promise.all(
      DEMO_REPORTS.map((report, at) => readAnswer(github, report, numbers[at] as number)),
    )
    return { github, bot, issues, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function fileIssue({ reporter, repository }: LocalGitHub, { title, body }: DemoReport): Promise<number> {
  const { data } = await reporter.octokit.rest.issues.create({
    owner: repository.owner,
    repo: repository.name,
    title,
    body,
  })
  return data.number
}

/** Waits until the bot has received every issue's webhook and its queue is empty. */
async function untilAnswered(github: LocalGitHub, bot: RunningBot): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS
  const opened = () =>
    github.webhooks.deliveries.filter(({ event, status }) => event === 'issues.opened' && status === 200)
  while (opened().length < DEMO_REPORTS.length) {
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
  report: DemoReport,
  number: number,
): Promise<DemoIssue> {
  const target = { owner: repository.owner, repo: repository.name, issue_number: number }
  const { rest } = maintainer.octokit
  const [issue, comments] = await Promise.all([rest.issues.get(target), rest.issues.listComments(target)])
  const labels = issue.data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
  const comment = comments.data[0]?.body ?? null
  const { label, decision } = report.expected
  const hasComment = comments.data.length === (decision === 'silent' ? 0 : 1)
  return { number, report, labels, comment, asExpected: labels.join() === (label ?? '') && hasComment }
}
