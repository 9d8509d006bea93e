/** What a person can do about a refusal by GitHub, where no queue tries again. */
import type { TriageError } from '../../core/errors.ts'
import { BOT_HINTS, classifyRefusal, type RefusalKind } from './refusal.ts'

const NO_SUCH_THING = 'Check the name. For a private repository, set GITHUB_TOKEN to a token that may read it.'

/** Nobody repeats a command but the person who gave it, with a token or with the App's credentials. */
const COMMAND_HINTS: Readonly<Record<RefusalKind, (minutes: number) => string>> = {
  'rate-limited': (minutes) => `Run the command again in ${minutes} min. A GITHUB_TOKEN raises the limit.`,
  forbidden: () =>
    'Check GITHUB_TOKEN: it may have expired, or lack the permission. Without it, the command signs in as the App.',
  gone: () => NO_SUCH_THING,
  unavailable: () =>
    'Run the command again. If that does not help, check the network, GITHUB_API_URL and https://www.githubstatus.com.',
  rejected: () => BOT_HINTS.rejected,
}

/** A workflow runs again for the next event on the issue, with the job's own token. */
const ACTION_HINTS: Readonly<Record<RefusalKind, string>> = {
  'rate-limited': 'No action needed.',
  forbidden: 'Give the job `issues: write` and `contents: read`. An archived repository accepts no writes.',
  gone: BOT_HINTS.gone,
  unavailable: 'If this repeats, see https://www.githubstatus.com.',
  rejected: BOT_HINTS.rejected,
}

/** @param error has a hint of its own, or that of the bot, which is replaced */
export function refusalHint(error: TriageError, program: 'command' | 'action'): string {
  if (error.code !== 'github-refused') return error.hint
  const { kind, retryAfterMs } = classifyRefusal(error)
  if (error.hint !== BOT_HINTS[kind]) return error.hint
  return program === 'action' ? ACTION_HINTS[kind] : COMMAND_HINTS[kind](minutesUntil(retryAfterMs ?? 0))
}

function minutesUntil(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000))
}
