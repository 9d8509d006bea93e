/** Warns the owner of a credential that stands in the issue. The value is nowhere in a Report, so it cannot be shown. */
import type { Report, Secret } from '../report/report.ts'
import { inline } from './defuse.ts'
import { describePlace } from './place.ts'

const MAX_PLACES = 5
const AFTER_EDITING =
  'Editing alone is not enough: the edit history keeps the old text for everyone who can read the issue, until that revision is deleted there too.'

/** The warning, or an empty string when no live credential was found. */
export function renderSecretWarning(report: Report): string {
  const found = [...new Map(report.secrets.filter((it) => it.live).map((it) => [keyOf(it), it])).values()]
  if (found.length === 0) return ''
  const [what, it] = found.length === 1 ? ['a working credential', 'it'] : ['working credentials', 'them']
  const rest = found.length > MAX_PLACES ? [`> - and ${found.length - MAX_PLACES} more`] : []
  return [
    '> [!WARNING]',
    `> **This issue shows what looks like ${what}:**`,
    '>',
    ...found.slice(0, MAX_PLACES).map((it) => `> - ${describe(it, report)}`),
    ...rest,
    '>',
    `> Please revoke ${it} first, then take ${it} out of the text. ${AFTER_EDITING}`,
  ].join('\n')
}

function keyOf({ kind, source, line }: Secret): string {
  return JSON.stringify([kind, source, line])
}

function describe(secret: Secret, report: Report): string {
  return `${inline(secret.kind.replaceAll('-', ' '), 40)}, in ${describePlace(secret, report)}`
}
