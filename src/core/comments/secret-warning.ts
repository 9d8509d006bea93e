/**
 * Warns the owner of a credential in the issue. A Report never contains the credential itself, so the warning cannot
 * show it.
 */

import { revocationOf } from '../redaction/rules.ts'
import type { Report, Secret } from '../report/report.ts'
import { inlineCode } from './defuse.ts'
import { describeLocation } from './location.ts'

const MAX_KINDS = 5
const MAX_PLACES = 3
const AFTER_EDITING =
  'Editing alone is not enough: the edit history shows the old text to everyone who can read the issue until that revision is deleted too.'

/** Whether the report contains a credential that its owner has to revoke. */
export function showsCredential(report: Report): boolean {
  return report.secrets.some((it) => it.live)
}

/** @returns the warning as Markdown; an empty string when there is no live credential */
export function renderSecretWarning(report: Report): string {
  const found = [...new Map(report.secrets.filter((it) => it.live).map((it) => [keyOf(it), it])).values()]
  if (found.length === 0) return ''
  const [what, it] = found.length === 1 ? ['a working credential', 'it'] : ['working credentials', 'them']
  const kinds = [...Map.groupBy(found, ({ kind }) => kind)]
  const rest = kinds.length > MAX_KINDS ? [`> - and ${kinds.length - MAX_KINDS} more kinds`] : []
  return [
    '> [!WARNING]',
    `> **This issue contains what looks like ${what}:**`,
    '>',
    ...kinds.slice(0, MAX_KINDS).map(([kind, places]) => `> - ${describeKind(kind, places, report)}`),
    ...rest,
    '>',
    `> Please revoke ${it} first, then remove ${it} from the text. ${AFTER_EDITING}`,
  ].join('\n')
}

function keyOf({ kind, source, line }: Secret): string {
  return JSON.stringify([kind, source, line])
}

/** For example `GitHub token, in line 4 of the description. To revoke: https://github.com/settings/tokens`. */
function describeKind(kind: string, secrets: readonly Secret[], report: Report): string {
  const revocation = revocationOf(kind)
  const name = revocation?.name ?? inlineCode(kind.replaceAll('-', ' '), 40)
  const how = revocation === null ? '' : `. To revoke: ${revocation.how}`
  return `${name}, in ${describePlaces(secrets, report)}${how}`
}

function describePlaces(secrets: readonly Secret[], report: Report): string {
  const shown = secrets.slice(0, MAX_PLACES).map((it) => describeLocation(it, report))
  const more = secrets.length - shown.length
  if (more > 0) shown.push(`${more} more ${more === 1 ? 'place' : 'places'}`)
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}
