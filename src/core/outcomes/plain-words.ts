/**
 * Reads what a short comment says in plain words: that the failure is gone ("that was it, thanks"), or that the report is
 * not about what the bot answers ("not MCP here"). Only a comment that says nothing else counts; what it asks, guesses,
 * quotes or denies does not. Who wrote it is for the caller to judge.
 */
import { readReport } from '../report/read-report.ts'
import { sentencesOf } from '../report/sentences.ts'
import { readClosingWords } from './closing-words.ts'

export type PlainWords =
  | {
      readonly kind: 'worked'
      /**
       * `that-was-it` points at the cause or the remedy that the bot named; `gone` says that the failure is; `works` says of
       * somebody else's failure only that it cannot be reproduced.
       */
      readonly words: 'that-was-it' | 'gone' | 'works'
    }
  | { readonly kind: 'not-about'; readonly subject: DeniedSubject }

/** What a report is said not to be about: signing in at all, or the ecosystem of a pack. */
export type DeniedSubject =
  | 'auth'
  | 'mcp'
  | 'kubernetes'
  | 'registry'
  | 'git'
  | 'ci'
  | 'database'
  | 'directory'
  | 'web-sso'

/** A longer comment tells more than these words do, and is read with the end of its thread. */
const MAX_WORDS = 25
const MAX_SENTENCES = 4

const GREETING = String.raw`(?:(?:yes|yep|yeah|ok(?:ay)?|great|perfect|nice|awesome|wow|hi|hello|sorry|ah+|thanks?(?: you)?(?: (?:a lot|so much|very much))?)\b[\s,!.:—-]*){0,3}`
const THANKS = String.raw`(?:[,;.!\s—-]*(?:(?:many )?thanks?(?: you)?(?: (?:a lot|so much|very much|for (?:the|your) (?:help|hint|pointer|answer)))?|cheers|closing(?: (?:this|it|now))?))*`
const END = String.raw`[\s.!)\p{Extended_Pictographic}\u{FE0F}:]*$`
const IT = String.raw`(?:(?:it|that|this|the (?:issue|problem|error|login|failure))(?:'s|’s| is| was| has| has been| got| now)*\s+)?(?:now |all |indeed |finally )?`
const NOW = `(?: (?:it|this|that|the (?:issue|problem)|now|again|fine|perfectly|indeed|like a charm|here|for (?:me|us)|on (?:my|our) (?:side|end)))*`

const FIXED = new RegExp(`^${GREETING}${IT}(?:fixed|solved|resolved|gone)${NOW}${THANKS}${END}`, 'iu')
const WORKS = new RegExp(`^${GREETING}${IT}(?:works?|working|worked)${NOW}${THANKS}${END}`, 'iu')
const POINTS = new RegExp(
  `^${GREETING}(?:that|this|it) (?:was (?:exactly )?(?:it|the (?:problem|issue|cause|reason))|did it|did the trick|(?:fixed|solved|resolved) (?:it|this|the (?:issue|problem)))${NOW}${THANKS}${END}`,
  'iu',
)
const ONLY_THANKS = new RegExp(`^${THANKS}${END}`, 'iu')

const SUBJECTS: readonly (readonly [DeniedSubject, string])[] = [
  ['auth', `auth(?:entication|orization)?(?:[ -]related)?|oauth|log-?in|logging in|sign(?:ing)?[ -]?in`],
  ['mcp', 'mcp'],
  ['kubernetes', 'kubernetes|kubectl|k8s'],
  ['registry', 'npm|pypi|docker|a registry|registr(?:y|ies)'],
  ['git', 'git|ssh'],
  ['ci', 'ci|github actions|gitlab ci|jenkins'],
  ['database', 'databases?|postgres(?:ql)?|mysql'],
  ['directory', 'ldap|kerberos|active directory'],
  ['web-sso', 'saml|sso|single sign-?on'],
]
const WHAT = SUBJECTS.map(([, words]) => words).join('|')
const ABOUT = `(?:really |actually |even )?(?:an? |any |the |about |related to |about any )?`
const TAIL = `(?: (?:issue|problem|bug|error|failure|thing|matter))?(?: (?:here|at all|involved|in (?:my|this|our) (?:case|setup|report)))*`
const NOT_ABOUT = new RegExp(
  String.raw`^${GREETING}(?:(?:no|nope)[,.!]?\s+)?(?:(?:this|it|that|my (?:issue|problem|report)|the (?:issue|problem))(?:'s|’s| is)?\s+)?(?:not|isn['’]?t|is not|(?:has |had )?nothing to do with)\s+${ABOUT}(?<subject>${WHAT})${TAIL}${THANKS}${END}`,
  'iu',
)
/** "No authentication" alone is a setting of a server; with these words it speaks of the report. */
const NONE_HERE = new RegExp(
  `^${GREETING}(?:there(?:'s|’s| is) )?no (?<subject>${WHAT})(?: (?:issue|problem|server))?(?: (?:here|at all|involved|in (?:my|this|our) (?:case|setup|report)))+${THANKS}${END}`,
  'iu',
)

/**
 * @param body Markdown, untrusted
 * @returns null when the comment says anything else, or the same with a doubt
 */
export function readPlainWords(body: string): PlainWords | null {
  const { segments } = readReport({ title: '', body: body.slice(0, 1_000), attachments: [] })
  const prose = segments.filter(({ kind }) => kind === 'prose').map(({ text }) => text)
  // A comment with output says more than that it works, and words in code are quoted.
  if (body.length > 1_000 || body.includes('`') || segments.some(({ kind }) => kind === 'log')) return null
  const text = prose.join('\n\n').trim()
  if (text === '' || text.split(/\s+/).length > MAX_WORDS) return null
  const sentences = sentencesOf(text)
  if (sentences.length > MAX_SENTENCES) return null
  return readSolved(body, sentences) ?? readSubject(sentences)
}

function readSolved(body: string, sentences: readonly string[]): PlainWords | null {
  const said = sentences.filter((it) => !ONLY_THANKS.test(it))
  const isSaid = (it: string) => FIXED.test(it) || POINTS.test(it) || WORKS.test(it)
  if (said.length === 0 || !said.every(isSaid)) return null
  const words = readClosingWords(body)
  if (words.asks || words.isUnsolved || words.isMixed) return null
  const isAny = (pattern: RegExp) => said.some((it) => pattern.test(it))
  return { kind: 'worked', words: isAny(POINTS) ? 'that-was-it' : isAny(FIXED) ? 'gone' : 'works' }
}

function readSubject(sentences: readonly string[]): PlainWords | null {
  const said = sentences.filter((it) => !ONLY_THANKS.test(it))
  const [only, ...more] = said
  if (only === undefined || more.length > 0) return null
  const named = (NOT_ABOUT.exec(only) ?? NONE_HERE.exec(only))?.groups?.['subject']
  if (named === undefined) return null
  const subject = SUBJECTS.find(([, words]) => new RegExp(`^(?:${words})$`, 'i').test(named))?.[0]
  return subject === undefined ? null : { kind: 'not-about', subject }
}
