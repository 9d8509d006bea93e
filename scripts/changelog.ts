/**
 * Turns the changelog's `Unreleased` section into the section for a release. Pure: `release.ts` reads and writes the
 * file.
 */

/** The part of a version to increment, as in https://semver.org */
const KINDS = ['major', 'minor', 'patch']

/** Groups in a section, in order, as in https://keepachangelog.com */
const GROUPS = ['Added', 'Changed', 'Fixed', 'Removed', 'Security']

const UNRELEASED = '## Unreleased'

/**
 * @param present the version in package.json, e.g. `0.1.0`
 * @throws Error when `kind` is not major, minor or patch
 */
export function nextVersion(present: string, kind: string | undefined): string {
  const at = KINDS.indexOf(kind ?? '')
  if (at === -1) throw new Error(`Name the kind of release: ${KINDS.join(', ')}.`)
  return present
    .split('.')
    .map((part, index) => (index < at ? part : index === at ? Number(part) + 1 : 0))
    .join('.')
}

interface Release {
  readonly version: string
  /** E.g. `2026-11-20`. */
  readonly date: string
}

/**
 * @returns the changelog with the unreleased entries as the section for this release, below an empty `Unreleased`
 *   section
 * @throws Error when there is no `Unreleased` section, when it has no entry, or when a group has an unknown name
 */
export function releaseChangelog(changelog: string, { version, date }: Release): string {
  const { before, entries, after } = splitUnreleased(changelog)
  const groups = [...entries.matchAll(/^### (.*)$/gm)].map(([, name]) => name as string)
  const unknown = groups.find((name) => !GROUPS.includes(name))
  if (unknown !== undefined) throw new Error(`CHANGELOG.md: no group is called "${unknown}"; use ${GROUPS.join(', ')}.`)
  if (!/^- /m.test(entries)) throw new Error(`CHANGELOG.md: "${UNRELEASED}" lists nothing that changed for users.`)
  return `${before}${UNRELEASED}\n\n## ${version} (${date})\n\n${entries.trim()}\n${after === '' ? '' : `\n${after}`}`
}

/** @returns the entries that the next release would list */
export function unreleased(changelog: string): string {
  return splitUnreleased(changelog).entries.trim()
}

function splitUnreleased(changelog: string) {
  const from = changelog.indexOf(`${UNRELEASED}\n`)
  if (from === -1) throw new Error(`CHANGELOG.md lacks the section "${UNRELEASED}".`)
  const start = from + UNRELEASED.length
  const next = changelog.slice(start).search(/^## /m)
  const end = next === -1 ? changelog.length : start + next
  return { before: changelog.slice(0, from), entries: changelog.slice(start, end), after: changelog.slice(end) }
}
