/**
 * Reads and writes suggestions through the REST API (public preview): https://docs.github.com/en/rest/issues. No body
 * here has a `state`, so nothing can open or close an issue.
 */

import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { formatRef, type IssueRef, type RepositoryRef, repositoryName } from '../../../core/issue-ref.ts'
import type { NativeDetails, Suggestion } from '../../../core/plan/plan.ts'
import { HOUR_MS } from '../../../core/time-units.ts'
import type { NativeOutcome, NativeWriters, SuggestedFields, SuggestionReader } from '../native-fields.ts'
import { isNotPermitted, refusalStatus } from '../refusal.ts'
import { type Calls, ONCE } from './octokit-calls.ts'

/** The version of the API that has suggestions. */
const HEADERS = { 'x-github-api-version': '2026-03-10' }
/** Owners switch the feature on at any time; one useless call an hour does no harm. */
const RETRY_AFTER_MS = HOUR_MS
const MAX_REPOSITORIES = 1_000

const KINDS = { add_label: 'label', set_type: 'type', add_field: 'field' } as const

const suggestionSchema = z.object({
  action: z.enum(['add_label', 'set_type', 'add_field']),
  state: z.enum(['pending', 'applied', 'approved', 'dismissed', 'replaced', 'invalidated']),
  target_id: z.number().nullable(),
  target_value: z.unknown(),
})

/** @param onUnsupported called at most once an hour for a repository that does not offer the feature */
export function createOctokitNativeFields(
  calls: Calls,
  onUnsupported: (repository: RepositoryRef) => void = () => undefined,
): SuggestionReader & NativeWriters {
  const unsupported = new LRUCache<string, true>({ max: MAX_REPOSITORIES, ttl: RETRY_AFTER_MS })

  async function ifSupported<T>(ref: IssueRef, call: () => Promise<T>): Promise<T | 'unsupported'> {
    const key = repositoryName(ref)
    if (unsupported.has(key)) return 'unsupported'
    try {
      return await call()
    } catch (error) {
      if (!isUnsupported(error)) throw error
      unsupported.set(key, true)
      onUnsupported({ owner: ref.owner, repo: ref.repo })
      return 'unsupported'
    }
  }

  return {
    listSuggestions: (ref) => ifSupported(ref, () => listSuggestions(calls, ref)),
    explainLabels: (ref, names, details) => ifSupported(ref, () => explainLabels(calls, { ref, names }, details)),
    suggestFields: (ref, fields, details) => ifSupported(ref, () => suggestFields(calls, { ref, fields }, details)),
  }
}

/** 404: the feature is off. 400, 415 and 422: the server does not know the fields. */
function isUnsupported(error: unknown): boolean {
  return [400, 404, 415, 422].includes(refusalStatus(error)) || isNotPermitted(error)
}

async function listSuggestions(calls: Calls, ref: IssueRef): Promise<readonly Suggestion[]> {
  const { owner, repo, number } = ref
  const { data } = await calls.read(`to list the suggestions on ${formatRef(ref)}`, () =>
    calls.octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/suggestions', {
      owner,
      repo,
      issue_number: number,
      state: 'all',
      per_page: 100,
      headers: HEADERS,
    }),
  )
  const known = (data as readonly unknown[]).flatMap((it) => suggestionSchema.safeParse(it).data ?? [])
  const isByIdOnly = ({ action, target_value: value }: (typeof known)[number]) =>
    action === 'add_label' && typeof value !== 'string'
  const names = known.some(isByIdOnly) ? await labelNames(calls, ref) : new Map<number, string>()
  return known.flatMap(({ action, state, target_id: id, target_value: value }) => {
    const name = action === 'add_field' ? String(id) : typeof value === 'string' ? value : names.get(id ?? 0)
    return name === undefined ? [] : [{ kind: KINDS[action], name, state }]
  })
}

/** Returns the names of a repository's labels by id. */
async function labelNames({ octokit, read }: Calls, { owner, repo }: IssueRef): Promise<ReadonlyMap<number, string>> {
  const { data } = await read(`to list the labels of ${owner}/${repo}`, () =>
    octokit.rest.issues.listLabelsForRepo({ owner, repo, per_page: 100 }),
  )
  return new Map(data.map(({ id, name }) => [Number(id), name]))
}

async function explainLabels(
  { octokit, write }: Calls,
  { ref, names }: { readonly ref: IssueRef; readonly names: readonly string[] },
  details: NativeDetails,
): Promise<NativeOutcome> {
  const { owner, repo, number } = ref
  await write(`to label ${formatRef(ref)}`, () =>
    octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      owner,
      repo,
      issue_number: number,
      labels: names.map((name) => ({ name, ...explained(details) })),
      headers: HEADERS,
      request: ONCE,
    }),
  )
  return 'sent'
}

async function suggestFields(
  { octokit, write }: Calls,
  { ref, fields: { type, fields } }: { readonly ref: IssueRef; readonly fields: SuggestedFields },
  details: NativeDetails,
): Promise<NativeOutcome> {
  const { owner, repo, number } = ref
  const reason = explained({ ...details, suggest: true })
  await write(`to suggest fields on ${formatRef(ref)}`, () =>
    octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      owner,
      repo,
      issue_number: number,
      ...(type !== null && { type: { value: type, ...reason } }),
      ...(fields.length > 0 && {
        issue_field_values: fields.map(({ id, value }) => ({ field_id: id, value, ...reason })),
      }),
      headers: HEADERS,
      request: ONCE,
    }),
  )
  return 'sent'
}

function explained({ rationale, confidence, suggest }: NativeDetails) {
  return { rationale, confidence, ...(suggest && { suggest: true }) }
}
