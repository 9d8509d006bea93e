/** The changelog of a release, made from the subjects of its commits. Pure: git is asked by `release.ts`. */

/** What to raise in a version, as in https://semver.org */
const KINDS = ['major', 'minor', 'patch']

/**
 * @param present version as package.json has it, e.g. `0.1.0`
 * @throws Error when `kind` is none of major, minor, patch
 */
export function nextVersion(present: string, kind: string | undefined): string {
  const at = KINDS.indexOf(kind ?? '')
  if (at === -1) throw new Error(`Say what to release: ${KINDS.join(', ')}.`)
  return present
    .split('.')
    .map((part, place) => (place < at ? part : place === at ? Number(part) + 1 : 0))
    .join('.')
}

interface Release {
  readonly version: string
  /** As `2026-11-20`. */
  readonly date: string
  /** First lines of the commits, oldest first. */
  readonly subjects: readonly string[]
}

/** One section, its entries in the order of the commits; releases are no entries. */
export function renderSection({ version, date, subjects }: Release): string {
  const entries = [...new Set(subjects)].filter((subject) => !/^Release \d/.test(subject))
  return `## ${version} (${date})\n\n${entries.map((it) => `- ${defuse(it)}\n`).join('')}`
}

/** @returns the changelog with the section above all others */
export function addSection(changelog: string, section: string): string {
  const first = changelog.search(/^## \d/m)
  const at = first === -1 ? changelog.length : first
  return `${changelog.slice(0, at).trimEnd()}\n\n${section}${first === -1 ? '' : `\n${changelog.slice(at)}`}`
}

/** A subject is text, whatever signs stand in it. */
function defuse(subject: string): string {
  return subject.replace(/[\\`*_[\]<>@#]/g, '\\$&')
}
