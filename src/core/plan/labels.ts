/** The labels that the bot may set, derived from the pack, each with a name, a colour and a description. */
import { DEFAULT_REPOSITORY_SETTINGS } from '../settings/default-settings.ts'
import type { RepositorySettings } from '../settings/repository-settings.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import type { LabelDefinition } from './plan.ts'

/** The same colour for every cause, so that the labels look related in an issue list. */
const CAUSE_COLOR = '5319e7'
/** The colour of the labels that show whose turn it is. */
const WAITING_COLOR = 'c5def5'

const WAITING_DESCRIPTIONS: Readonly<Record<Turn, string>> = {
  reporter: 'The reporter has to answer or try something',
  maintainers: 'A maintainer has to look at this',
}

const FAMILY_DESCRIPTION = 'About authentication'

/** GitHub's limit: https://docs.github.com/en/rest/issues/labels */
const MAX_DESCRIPTION = 100

/** Set while a question from the bot is open. */
export const ASK_LABEL: LabelDefinition = {
  name: 'needs: auth evidence',
  color: 'fbca04',
  description: 'About authentication; needs one more answer from the reporter to tell the cause',
}

/** Set while the issue contains a credential that its owner has to revoke. Red, because it is urgent. */
const CREDENTIAL_LABEL: LabelDefinition = {
  name: 'security: leaked credential',
  color: 'b60205',
  description: 'This issue seems to contain a working credential, which must be revoked',
}

/** A repository's own label names and colours. */
export type LabelNames = RepositorySettings['labels']

const AS_SHIPPED: LabelNames = DEFAULT_REPOSITORY_SETTINGS.labels

/**
 * @param folder the pack that contains the signature, if a repository may have chosen one label for the whole pack
 * @returns the label of a signature
 */
export function labelOf(signature: Signature, names: LabelNames = AS_SHIPPED, folder?: string): LabelDefinition {
  const { title } = signature
  const color = names.color ?? CAUSE_COLOR
  const ofPack = folder === undefined ? undefined : ownEntry(names.packs, folder)
  const shipped =
    ofPack === undefined
      ? { name: signature.label, color, description: cut(title) }
      : { name: ofPack, color, description: FAMILY_DESCRIPTION }
  return renamed(shipped, ownEntry(names.signatures, signature.id))
}

/** @returns the repository's own labels for every issue whose cause is named */
export function labelsForAll({ all, color = CAUSE_COLOR }: LabelNames): readonly LabelDefinition[] {
  return all.map((name) => ({ name, color, description: FAMILY_DESCRIPTION }))
}

/** The person who has to act next. */
export type Turn = 'reporter' | 'maintainers'

/** @returns the label for issues on which it is this person's turn; none if the repository names none */
export function waitingLabel(turn: Turn, { waiting }: LabelNames): readonly LabelDefinition[] {
  const name = waiting[turn]
  return name === undefined ? [] : [{ name, color: WAITING_COLOR, description: WAITING_DESCRIPTIONS[turn] }]
}

export function askLabel(names: LabelNames): LabelDefinition {
  return renamed(ASK_LABEL, names.ask)
}

export function credentialLabel(names: LabelNames): LabelDefinition {
  return renamed(CREDENTIAL_LABEL, names.credential)
}

/**
 * Every label that the bot may set or may have set, each once. Includes the labels of signatures that are no longer
 * stable, and the default names from before the repository chose its own, so that the bot can still remove them.
 */
export function ownLabels(pack: Pack, names: LabelNames = AS_SHIPPED): readonly LabelDefinition[] {
  const byName = new Map<string, LabelDefinition>()
  for (const label of [...labelsNamed(pack, names), ...labelsNamed(pack, AS_SHIPPED)]) {
    const name = labelKey(label.name)
    if (!byName.has(name)) byName.set(name, label)
  }
  return [...byName.values()]
}

function labelsNamed(pack: Pack, names: LabelNames): readonly LabelDefinition[] {
  const causes = [...pack.signatures.values()].map((signature) =>
    labelOf(signature, names, pack.folders.get(signature.id)),
  )
  const turns = (['reporter', 'maintainers'] as const).flatMap((turn) => waitingLabel(turn, names))
  return [...causes, askLabel(names), credentialLabel(names), ...labelsForAll(names), ...turns]
}

function cut(title: string): string {
  return title.length > MAX_DESCRIPTION ? `${title.slice(0, MAX_DESCRIPTION - 1)}…` : title
}

/** The form in which label names are compared, because GitHub treats `Bug` and `bug` as the same label. */
export function labelKey(name: string): string {
  return name.toLowerCase()
}

function renamed(label: LabelDefinition, { name, color }: LabelNames['ask'] = {}): LabelDefinition {
  return { ...label, name: name ?? label.name, color: color ?? label.color }
}

function ownEntry<T>(entries: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined
}
