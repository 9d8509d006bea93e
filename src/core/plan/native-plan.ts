/**
 * Plans the use of GitHub's own fields for one issue: why a label is added, how sure the bot is, and suggestions for the
 * issue's type and fields. Does no I/O.
 */
import { inertText } from '../comments/defuse.ts'
import type { RelatedReports } from '../comments/duplicates-section.ts'
import { truncate } from '../comments/one-line.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { RepositorySettings } from '../settings/repository-settings.ts'
import type { PackContent } from '../signatures/pack.ts'
import { labelKey, labelsForAll } from './labels.ts'
import type { IssueState, LabelDefinition, NativeDetails, NativePlan } from './plan.ts'

interface NativeContext {
  readonly diagnosis: Diagnosis
  readonly pack: PackContent
  readonly settings: RepositorySettings
  readonly state: IssueState
  readonly related?: RelatedReports | undefined
}

/** GitHub's limit for a rationale. */
const MAX_RATIONALE = 280

/** Calibrated confidence from which GitHub is told `high` and `medium`. */
const HIGH = 0.95
const MEDIUM = 0.8

/**
 * @param causeLabels the labels to add because of the cause
 * @returns null if the repository does not use these fields, if only labels may be written, or if there is nothing to
 *   explain
 */
export function nativePlan(context: NativeContext, causeLabels: readonly LabelDefinition[]): NativePlan | null {
  const { diagnosis, pack, settings, state } = context
  const signature = diagnosis.signature === null ? undefined : pack.signatures.get(diagnosis.signature)
  if (settings.native === 'off' || settings.mode === 'label-only' || diagnosis.decision !== 'assert') return null
  if (signature === undefined) return null
  const labels = causeLabels.map(({ name }) => name)
  const type = typeToSuggest(settings, state)
  const fields = fieldsToSuggest(settings, state)
  const duplicate = duplicateToSuggest(context)
  if (labels.length === 0 && type === null && fields.length === 0 && duplicate === null) return null
  return { ...detailsOf(diagnosis, signature, settings), labels, type, fields, duplicate }
}

/** @returns those of the labels to add that belong to the cause; a question or a warning needs no approval */
export function labelsOfCause(
  added: readonly LabelDefinition[],
  {
    settings: { labels },
    causes,
  }: { readonly settings: RepositorySettings; readonly causes: readonly LabelDefinition[] },
): readonly LabelDefinition[] {
  const keys = new Set([...causes, ...labelsForAll(labels)].map(({ name }) => labelKey(name)))
  return added.filter(({ name }) => keys.has(labelKey(name)))
}

function detailsOf(
  { confidence, ranked }: Diagnosis,
  { id, since, title }: { readonly id: string; readonly since: number; readonly title: string },
  { native }: RepositorySettings,
): NativeDetails {
  const line = ranked[0]?.evidence[0]?.text ?? ''
  const reason = `${title} (${id}, version ${since})`
  const quoted = line === '' ? reason : `${reason}: ${inertText(line, MAX_RATIONALE)}`
  return {
    rationale: truncate(quoted, MAX_RATIONALE),
    confidence: confidence >= HIGH ? 'high' : confidence >= MEDIUM ? 'medium' : 'low',
    suggest: native === 'suggest',
  }
}

/** A type that somebody set or was suggested is left alone. */
function typeToSuggest(settings: RepositorySettings, { type, suggestions = [] }: IssueState): string | null {
  const isDecided = type !== null || suggestions.some(({ kind }) => kind === 'type')
  return isDecided ? null : (settings['issue-type'] ?? null)
}

/**
 * GitHub's own mark for duplicates closes the issue, and even as a suggestion it is sent as a change of state. So the
 * suggestion is a label.
 */
function duplicateToSuggest({ settings, state, related }: NativeContext): NativePlan['duplicate'] {
  const label = settings.labels.duplicate
  const [link] = related?.links ?? []
  if (label === undefined || link === undefined || settings.native !== 'suggest') return null
  const isSame = (name: string) => labelKey(name) === labelKey(label)
  const { suggestions = [] } = state
  if (state.labels.some(isSame) || suggestions.some(({ kind, name }) => kind === 'label' && isSame(name))) return null
  const title = inertText(link.title, MAX_RATIONALE)
  return { label, rationale: truncate(`Same cause as the earlier issue ${link.number}: ${title}`, MAX_RATIONALE) }
}

function fieldsToSuggest(settings: RepositorySettings, { fields, suggestions = [] }: IssueState): NativePlan['fields'] {
  if (fields === undefined) return []
  return Object.entries(settings['issue-fields'])
    .map(([id, value]) => ({ id: Number(id), value }))
    .filter(({ id }) => !fields.includes(id))
    .filter(({ id }) => !suggestions.some(({ kind, name }) => kind === 'field' && name === String(id)))
}
