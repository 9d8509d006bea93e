/** What a step of GitHub Actions tells its program: inputs and context, read from the environment and checked. */
import { z } from 'zod'
import { TriageError } from '../../core/errors.ts'
import { processEnvironment } from './environment.ts'
import { siteUrl } from './site-url.ts'

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables; an input `x-y` is `INPUT_X-Y`. */
const schema = z.object({
  'INPUT_GITHUB-TOKEN': z.string().trim().min(1),
  INPUT_MODE: z.enum(['comment', 'dry-run']).default('comment'),
  INPUT_STATE: z.string().trim().min(1).default('.auth-triage/state.sqlite'),
  GITHUB_API_URL: siteUrl,
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_EVENT_PATH: z.string().min(1),
  GITHUB_RUN_ID: z.string().regex(/^\d+$/),
  GITHUB_STEP_SUMMARY: z.string().min(1).optional(),
})

export interface ActionSettings {
  readonly token: string
  /** `dry-run` writes nothing to the issue. */
  readonly mode: 'comment' | 'dry-run'
  /** File of what the Action remembers; the workflow keeps it in a cache. */
  readonly statePath: string
  readonly apiUrl: string
  readonly eventName: string
  /** File with the event's payload. */
  readonly eventPath: string
  readonly runId: string
  /** File that is shown as the job's summary; null where there is none. */
  readonly summaryPath: string | null
}

/** @throws TriageError('environment-invalid') naming each variable that is wrong */
export function readActionEnvironment(env: NodeJS.ProcessEnv = processEnvironment()): ActionSettings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const checked = schema.safeParse(set)
  if (!checked.success) throw invalid(checked.error)
  const it = checked.data
  return {
    token: it['INPUT_GITHUB-TOKEN'],
    mode: it.INPUT_MODE,
    statePath: it.INPUT_STATE,
    apiUrl: it.GITHUB_API_URL,
    eventName: it.GITHUB_EVENT_NAME,
    eventPath: it.GITHUB_EVENT_PATH,
    runId: it.GITHUB_RUN_ID,
    summaryPath: it.GITHUB_STEP_SUMMARY ?? null,
  }
}

function invalid(error: z.ZodError): TriageError {
  const lines = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  return new TriageError('environment-invalid', `The step has wrong inputs:\n${lines.join('\n')}`, {
    hint: 'Correct them under `with:`; docs/action.md has an example that works.',
  })
}
