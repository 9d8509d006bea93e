/** The labels that the bot may set, made from the pack: name, colour, description. */
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import type { LabelDefinition } from './plan.ts'

/** One colour for every cause, so that the labels read as one family in a list of issues. */
const CAUSE_COLOR = '5319e7'
/** GitHub's limit: https://docs.github.com/en/rest/issues/labels */
const MAX_DESCRIPTION = 100

/** Set while the bot's one question is open. */
export const ASK_LABEL: LabelDefinition = {
  name: 'needs: auth evidence',
  color: 'fbca04',
  description: 'About authentication; one answer from the reporter would tell the cause',
}

/** Set while a credential stands in the issue that its owner has to revoke; red, since it cannot wait. */
export const CREDENTIAL_LABEL: LabelDefinition = {
  name: 'security: leaked credential',
  color: 'b60205',
  description: 'A working credential seems to stand in this issue; it has to be revoked',
}

/** The label of a signature. */
export function labelOf(signature: Signature): LabelDefinition {
  const { title } = signature
  const description = title.length > MAX_DESCRIPTION ? `${title.slice(0, MAX_DESCRIPTION - 1)}…` : title
  return { name: signature.label, color: CAUSE_COLOR, description }
}

/**
 * Every label that the bot may set or may have set, once each. Signatures that do not speak any more are included, so
 * that a label which an earlier pack set can still be taken off.
 */
export function ownLabels(pack: Pack): readonly LabelDefinition[] {
  const byName = new Map<string, LabelDefinition>()
  for (const label of [...[...pack.signatures.values()].map(labelOf), ASK_LABEL, CREDENTIAL_LABEL]) {
    const name = labelKey(label.name)
    if (!byName.has(name)) byName.set(name, label)
  }
  return [...byName.values()]
}

/** The form in which label names are compared: GitHub takes `Bug` and `bug` for the same label. */
export function labelKey(name: string): string {
  return name.toLowerCase()
}
