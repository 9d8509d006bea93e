/** A GitHub Actions step's inputs and context, read from the environment and validated. */
import { z } from 'zod'
import { TriageError } from '../../core/errors.ts'
import { processEnvironment } from './process-environment.ts'
import { siteUrl } from './site-url.ts'

/**
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables; the input `x-y` is passed as
 * `INPUT_X-Y`.
 */
const schema = z.object({
  'INPUT_GITHUB-TOKEN': z.string().trim().min(1),
  INPUT_MODE: z.enum(['comment', 'label-only', 'dry-run']).default('comment'),
  INPUT_STATE: z.string().trim().min(1).default('.auth-triage/state.sqlite'),
  GITHUB_API_URL: siteUrl,
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_EVENT_PATH: z.string().min(1),
  GITHUB_RUN_ID: z.string().regex(/^\d+$/),
  GITHUB_STEP_SUMMARY: z.string().min(1).optional(),
})

export interface ActionSettings {
  readonly token: string
  /** `label-only` writes nothing but labels to the issue, and `dry-run` nothing at all. */
  readonly mode: 'comment' | 'label-only' | 'dry-run'
  /** The Action's state file; the workflow keeps it in a cache. */
  readonly statePath: string
  readonly apiUrl: string
  readonly eventName: string
  /** File that contains the event payload. */
  readonly eventPath: string
  readonly runId: string
  /** File that GitHub shows as the job summary; null when there is none. */
  readonly summaryPath: string | null
}

/** @throws TriageError('environment-invalid') listing each invalid variable */
export function readActionEnvironment(env: NodeJS.ProcessEnv = processEnvironment()): ActionSettings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const checked = schema.safeParse(set)
  if (!checked.success) throw invalid(checked.error)
  const variables = checked.data
  return {
    token: variables['INPUT_GITHUB-TOKEN'],
    mode: variables.INPUT_MODE,
    statePath: variables.INPUT_STATE,
    apiUrl: variables.GITHUB_API_URL,
    eventName: variables.GITHUB_EVENT_NAME,
    eventPath: variables.GITHUB_EVENT_PATH,
    runId: variables.GITHUB_RUN_ID,
    summaryPath: variables.GITHUB_STEP_SUMMARY ?? null,
  }
}

function invalid(error: z.ZodError): TriageError {
  const lines = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  return new TriageError('environment-invalid', `The step has invalid inputs:\n${lines.join('\n')}`, {
    hint: 'Correct them under `with:`; docs/action.md has a working example.',
  })
}
