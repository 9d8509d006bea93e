/**
 * Tells whether the author of a report already explains the failure: names its cause in code, proposes the change that
 * ends it, or asks for a feature. Such an author has done what a checklist asks for, and writes to the maintainers.
 *
 * Only the report's form decides. "I think the cause is …" above a log is what any reporter writes, and is not enough.
 */
import { normalizeHeading } from './form-headings.ts'
import type { Report, Segment } from './report.ts'
import { sectionOf } from './sections.ts'

/**
 * `root`: the cause, under a heading that leaves no other reading; `guess`: a cause that the author is not sure of;
 * `ticket`: what has to be done.
 */
type PartKind = 'root' | 'cause' | 'guess' | 'change' | 'ticket'

/** A passage that says why it fails, or what to change. */
interface Part {
  readonly kind: PartKind
  readonly words: number
  readonly namesCode: boolean
  /** Whether the author speaks of themselves. */
  readonly isWish: boolean
}

const ROOT_HEADING =
  /^(?:(?:the|exact|actual|technical|underlying|confirmed) )*(?:root[ -]?cause|cause$)|^why (?:it|this) (?:happens|fails|breaks)|^what(?: i|['’])s (?:really|actually) (?:going on|happening|wrong)|^what (?:really|actually) happens|根本原因|根因/

const CAUSE_HEADING =
  /\broot[ -]?cause|^(?:(?:the|exact|actual|technical|underlying|confirmed) )*(?:causes?|diagnosis|(?:code |source |bug )?analysis|code (?:path|pointers?|references?|locations?)|investigation|findings?)\b|^why (?:it|this)\b|^what(?: i|['’])s (?:really|actually) (?:going on|happening|wrong)|^what (?:really|actually) happens|^(?:relevant|affected|offending|responsible|faulty|problematic|where in the) (?:source )?(?:code|files?|lines?|functions?)\b|根本原因|根因|原因分析/

const CHANGE_HEADING =
  /^(?:(?:the|a|my|suggested|proposed|possible|potential|recommended|minimal|simplest|simple|candidate|expected|desired|one|technical|code) )*(?:fix(?:es)?|patch(?:es)?|changes?|diff|implementation|remediation|solutions?|approach(?:es)?|design)\b|^(?:suggest|propos|recommend|feature request)|\bsolution you(?:'d| would) like|修复建议|建议修复|修复方案/

/** Only who plans the work writes these. */
const TICKET_HEADING = /^acceptance criteria|^definition of done|^current limitation/

/** A way around the failure changes nothing in the product. */
const WORKAROUND = /work-?around|temporar/

const UNSURE_START = /^(?:(?:the|my|a|suspected|possible|likely|probable|potential) )+/

const UNSURE_HEADING = /suspect|possib|likely|probab|potential|hypothes|theor|guess|maybe|assum|speculat|\?$/

const UNSURE_WORDS =
  /^[^.\n]{0,60}?\b(?:i (?:think|guess|suspect|believe|assume)|not sure|no idea|don't know|unknown|unclear|maybe|perhaps|probably|possibly|might|could be|seems?|it looks? like|appears?)\b/i

/** A line such as `Root cause: …` or `The cause is …` in a text without headings. */
const LABEL =
  /^[ \t]*(?:[-*>\d.]+[ \t]*)?(?:(?:the )?(?<root>root cause(?: analysis)?)|(?<cause>(?:the )?cause|diagnosis|analysis|investigation|findings)|(?<guess>(?:suspected|likely|probable|possible) (?:root )?cause)|(?<change>(?:(?:suggested|proposed|possible|recommended) )?(?:code )?(?:fix|patch|change|solution)))(?:[ \t]*\([^)\n]{1,40}\))?(?:[ \t]?[:：]| is(?=[ \t]))\s*(?=\S)/gim

/** Fewer words state a title, or that nothing is known. */
const MIN_WORDS = 8
/** A change described at this length is a proposal even if it names no code. */
const MIN_WORDS_OF_PROPOSAL = 25

const SOURCE_FILE = String.raw`\.(?:[cm]?[jt]sx?|py|go|rs|java|kts?|cs|rb|php|swift|scala|dart|exs?|cc|cpp|hpp|[ch])`

/**
 * A file in a folder, or a place in a file. Parts are bounded, and none starts inside a word: otherwise a long word would
 * be read once from each of its characters.
 */
const FILE_REFERENCE = new RegExp(
  String.raw`(?<![\w.@+-])[\w.@+-]{1,100}(?:[/\\][\w.@+-]{1,100}){1,20}${SOURCE_FILE}\b|(?<![\w.-])[\w.-]{1,100}${SOURCE_FILE}(?::\d+|#L\d+|\(\d+|,? (?:at |around |on )?lines? ~?\d+)`,
)

const FILE_REFERENCES = new RegExp(FILE_REFERENCE, 'g')

/** Lines of a file as the website of a repository writes them: whoever copies that has read the source. */
const LINES_OF_SOURCE = new RegExp(String.raw`\w${SOURCE_FILE}#L\d`)
const OWN_PROGRAM = /\b(?:my|our|mine|ours|example|sample|demo|repro\w*)\b/i

/** What a specification demands, said by somebody who compares the program with it. */
const CITED_RULE =
  /\b(?:RFC[ -]?\d{4}|OAuth 2\.1|OIDC|spec(?:ification)?)\b[^.\n]{0,80}\b(?:MUST|SHOULD|MAY|SHALL|REQUIRED)\b|\b(?:MUST|SHOULD|MAY|SHALL)\b[^.\n]{0,80}\b(?:RFC[ -]?\d{4}|spec(?:ification)?)\b|\bRFC[ -]?\d{4},? ?(?:§|[Ss]ection|[Ss]ec\.)|\b(?:[Bb]y|[Pp]er|[Aa]ccording to) the (?:[A-Z][\w-]{1,15} ){0,3}spec(?:ification)?\b|\bspec(?:ification)? (?:wants|says|requires|demands|states|expects|allows|forbids)\b/

/**
 * In a passage about the cause, a function, a file of the project, a commit or a pull request is a place in the source,
 * too. A path in the reporter's home or on their disk is none.
 */
const NAMED_CODE =
  /(?<![\w~$:/\\.@+-])\.?[\w@+-]{1,100}(?:\/[\w.@+-]{1,100}){1,20}\.(?:ya?ml|json|toml|properties|xml|conf|ini|lua|sh|sql|md|tf|html|vue|svelte|gradle)\b|(?<![\w.$])[\w.$]{0,60}(?:[a-z\d][A-Z]|_[a-z]|\w[.:]{1,2}[A-Za-z])\w{0,60}\([^()\n]{0,80}\)|\b\w{3,}\(\)|(?<![\w-])(?!(?:node|next|vue|nuxt|express)\.js\b)[\w-]{1,100}\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|cs|rb|php|swift)\b|\b(?:PR|pull request|commit) (?:#\d+|[\da-f]{7,40}\b)|\/(?:pull|commit)\/[\da-f]+/i

const PATCH = /^(?:diff --git |@@ -\d+)/m

/** Lines of a program, as opposed to what it printed. */
const SOURCE_CODE =
  /;[ \t]*$|\)[^\n(){]{0,20}\{[ \t]*$|=>|^[ \t]*(?:export )?(?:def|class|if|return|func|function|fn|const|let|var|await|async|import|public|private|raise|throw)\b|^[+-][ \t]*\w+.*[({=]/m

/** The author has mended the source, and shows how. */
const OWN_CHANGE =
  /\b(?:I|we) (?:have |then |so |now |therefore ){0,2}(?:changed|patched|edited|modified|rewrote) (?:the|its?|this|that) (?:[\w./-]{1,40} ){0,2}(?:script|code|template|chart|source|function|method|class|library)\b/i

const ASKS_FOR_HELP =
  /\b(?:am I|do I|did I|should I|can (?:I|somebody|someone|anyone)|what (?:is|am|do)|how (?:do|can|to)|any (?:ideas?|help))\b[^.?\n]{0,80}\?/i

const REQUEST_TITLE = /^\W*(?:feat(?:ure)?(?: request)?|enhancement|proposal|rfc)(?:\([^)]{1,40}\))?\s?[\]):：]/i

/** Questions of the forms for a feature. */
const REQUEST_HEADING = /\bsolution you(?:['’]d| would) like|\bfeature request related to a problem/i

const WISH = /\b(?:I|me|my|mine)\b/

/** Places in the source that a text must name to be read as an analysis without a heading. */
const MIN_PLACES = 2

/** @param report redacted */
export function explainsCause({ title, segments }: Pick<Report, 'title' | 'segments'>): boolean {
  const own = segments.filter(({ source }) => source === 'body' || source.startsWith('comment:'))
  if (own.some(isPatch)) return true
  const parts = partsOf(own).filter(({ words, namesCode }) => namesCode || words >= MIN_WORDS)
  const kinds = new Set(parts.map(({ kind }) => kind))
  const isRequest = REQUEST_TITLE.test(title) || own.some(({ heading }) => REQUEST_HEADING.test(heading ?? ''))
  if (isRequest && kinds.has('change')) return true
  const places = placesIn(own)
  if (places > 0 && NAMED_CODE.test(title)) return true
  if (own.some(({ kind }) => kind === 'log') && own.some(tellsOwnChange)) return true
  if (own.some((it) => linksToSource(it) || citesRule(it)) && !own.some(({ text }) => ASKS_FOR_HELP.test(text)))
    return true
  if (kinds.has('root') || kinds.has('ticket')) return true
  if (kinds.has('cause') && (places >= MIN_PLACES || kinds.has('change'))) return true
  if (kinds.has('change') && places >= MIN_PLACES) return true
  return parts.some((it) => it.namesCode || isProposal(it))
}

function isProposal({ kind, words, isWish }: Part): boolean {
  return kind === 'change' && words >= MIN_WORDS_OF_PROPOSAL && !isWish
}

/** In steps to reproduce, a patch is what the reporter runs. */
function isPatch({ kind, heading, text }: Segment): boolean {
  return kind === 'log' && PATCH.test(text) && sectionOf(heading) !== 'steps'
}

function citesRule({ kind, text }: Segment): boolean {
  return kind !== 'log' && CITED_RULE.test(text)
}

function tellsOwnChange({ kind, text }: Segment): boolean {
  return kind === 'prose' && OWN_CHANGE.test(text)
}

/** A line of the product's source, as opposed to the reporter's own program or an example. */
function linksToSource({ kind, heading, text }: Segment): boolean {
  if (kind !== 'prose' || isAside(heading)) return false
  return text.split('\n').some((line) => LINES_OF_SOURCE.test(line) && !OWN_PROGRAM.test(line))
}

function placesIn(segments: readonly Segment[]): number {
  const prose = segments.filter(({ kind, heading }) => kind === 'prose' && !isAside(heading))
  return new Set(prose.flatMap(({ text }) => text.match(FILE_REFERENCES) ?? [])).size
}

/** Files are named there that the reporter ran, or has. */
function isAside(heading: string | null): boolean {
  return ['steps', 'environment', 'related'].includes(sectionOf(heading))
}

function partsOf(segments: readonly Segment[]): readonly Part[] {
  const sections = Map.groupBy(segments, ({ source, heading }) => `${source}\n${heading ?? ''}`)
  return [...sections.values()].flatMap((section) => {
    const kind = kindOf(section[0]?.heading ?? null)
    if (kind === null) return section.flatMap(labelledParts)
    const own = section.filter(({ text, heading }) => text !== heading)
    return [partOf(kind, textOf(own, 'prose'), textOf(own, 'log'))]
  })
}

function kindOf(heading: string | null): PartKind | null {
  const normal = normalizeHeading(heading ?? '')
  if (WORKAROUND.test(normal)) return null
  if (TICKET_HEADING.test(normal)) return 'ticket'
  if (CHANGE_HEADING.test(normal)) return 'change'
  if (!CAUSE_HEADING.test(normal.replace(UNSURE_START, ''))) return null
  if (UNSURE_HEADING.test(normal) || heading?.trim().endsWith('?')) return 'guess'
  return ROOT_HEADING.test(normal) ? 'root' : 'cause'
}

function labelledParts({ kind, text }: Segment): readonly Part[] {
  if (kind !== 'prose') return []
  const labels = [...text.matchAll(LABEL)]
  return labels.map((label, at) => {
    const [words = ''] = text.slice(label.index + label[0].length, labels[at + 1]?.index).split('\n\n', 1)
    const [named = 'change'] = Object.entries(label.groups ?? {}).find(([, it]) => it !== undefined) ?? []
    return partOf(named as PartKind, words, '')
  })
}

/** @param fenced the code blocks of the passage */
function partOf(kind: PartKind, words: string, fenced: string): Part {
  const isUnsure = (kind === 'root' || kind === 'cause') && UNSURE_WORDS.test(words)
  const namesCode = FILE_REFERENCE.test(words) || NAMED_CODE.test(words) || SOURCE_CODE.test(fenced)
  return { kind: isUnsure ? 'guess' : kind, words: words.split(/\s+/).length, namesCode, isWish: WISH.test(words) }
}

function textOf(segments: readonly Segment[], wanted: Segment['kind']): string {
  return segments
    .filter(({ kind }) => kind === wanted)
    .map(({ text }) => text)
    .join('\n')
}
