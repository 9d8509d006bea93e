/** Reads the notes of a release: its version, and the issues and pull requests of its own repository that it names. */
import { isSameRepository, type RepositoryRef } from '../issue-ref.ts'
import { readReport } from '../report/read-report.ts'
import { versionInTag } from '../version-order.ts'

export interface ReleaseText {
  readonly tag: string
  /** Markdown, untrusted. */
  readonly notes: string
}

export interface ReleaseReading {
  /** Null if the tag contains no version. */
  readonly version: string | null
  /** Numbers of the named issues and pull requests, in order of appearance. */
  readonly named: readonly number[]
}

/** Generated notes of a large release name a few hundred pull requests. */
const MAX_NAMED = 500
/** In characters; GitHub's maximum is 125,000. */
const MAX_NOTES = 125_000

/** The URL of an issue or pull request, `owner/repo#12`, or `#12`. */
const NAMED = new RegExp(
  [
    String.raw`https?://[\w.:-]{1,100}/(?<urlOwner>[\w-]{1,39})/(?<urlRepo>[\w.-]{1,100})/(?:issues|pull)/(?<urlNumber>[1-9]\d{0,8})(?![\w-])`,
    String.raw`(?<![\w/.-])(?<owner>[\w-]{1,39})/(?<repo>[\w.-]{1,100})#(?<otherNumber>[1-9]\d{0,8})(?![\w-])`,
    String.raw`(?<![\w&/])(?:#|GH-)(?<number>[1-9]\d{0,8})(?![\w-])`,
  ].join('|'),
  'gi',
)

export function readReleaseNotes({ tag, notes }: ReleaseText, repository: RepositoryRef): ReleaseReading {
  return { version: versionInTag(tag), named: namedIn(notes.slice(0, MAX_NOTES), repository) }
}

/** Code is an example, and a quote is somebody else's text. */
function namedIn(notes: string, repository: RepositoryRef): readonly number[] {
  const { segments } = readReport({ title: '', body: notes, attachments: [] })
  const numbers = new Set<number>()
  for (const { text } of segments.filter(({ kind }) => kind === 'prose')) {
    for (const { groups = {} } of text.matchAll(NAMED)) {
      const { urlOwner, urlRepo, owner = urlOwner, repo = urlRepo } = groups
      const isHere = owner === undefined || isSameRepository({ owner, repo: repo as string }, repository)
      if (isHere) numbers.add(Number(groups['number'] ?? groups['otherNumber'] ?? groups['urlNumber']))
    }
  }
  return [...numbers].slice(0, MAX_NAMED)
}
