/** The command that diagnoses what was typed, for a shell. Every value is quoted. */
import type { Typed } from '../../../app/analysis/try-report.ts'

/** A longer text is better kept in a file. */
const MAX_INLINE = 4_000

export function commandLine({ title, body, files }: Typed): string {
  const options = [
    ...(title === '' ? [] : [`--title=${quoted(title)}`]),
    ...(files.length === 0 ? [] : [`--attach ${files.map((name) => quoted(asPath(name))).join(' ')}`]),
  ].join(' ')
  if (body.length > MAX_INLINE) return `auth-triage triage report.md ${options}`.trim()
  const end = delimiterFor(body)
  return `auth-triage triage - ${options}`.trim().concat(` <<'${end}'\n${body}\n${end}`)
}

/** A name that starts with `-` must not become an option. */
function asPath(name: string): string {
  return name.startsWith('-') ? `./${name}` : name
}

/** Nothing inside single quotes has a meaning for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** A text that contains the delimiter as a line of its own would end early, and its rest would be run. */
function delimiterFor(body: string): string {
  const lines = new Set(body.split(/\r\n|[\r\n]/))
  let end = 'REPORT'
  while (lines.has(end)) end += '_'
  return end
}
