/**
 * Reads what a comment says about versions: that one works, or that one still fails. Only plain statements count. What is
 * guessed, asked, supposed, conditional, quoted, about somebody else, or mixed with another failure says nothing.
 */
import { readReport } from '../report/read-report.ts'
import { sentencesOf } from '../report/sentences.ts'
import { withoutCommands } from '../report/without-commands.ts'
import { VERSION_PATTERN } from '../version-order.ts'

export interface VersionWord {
  readonly word: 'works' | 'fails'
  readonly version: string
}

/** A statement that says one thing about several versions is a table, not an answer. */
const MAX_WORDS = 4
/** In characters; a statement about a fix is short. */
const MAX_REMARK = 4_000
const MAX_SENTENCES = 40

/** Any of these, anywhere in the comment, makes the whole of it uncertain. */
const UNCERTAIN =
  /\b(?:maybe|perhaps|apparently|reportedly|supposedly|allegedly|theoretically|might|may (?:be|have)|could (?:be|have)|possibl[ey]|probably|presumably|likely|seem(?:s|ed|ingly)?|appears? to|i (?:think|guess|suspect|assume|believe|suppose|hope)|hopefully|fingers crossed|not (?:entirely |really |quite |100 ?% )?(?:sure|certain)|(?:no|any) idea|(?:don'?t|do not|didn'?t|can'?t|cannot) (?:really )?(?:know|tell|say|confirm|verify)|unclear|wonder\w*|somehow|so far|for now|as far as i can tell|afaict|looks? (?:like|good|ok|fine|fixed|solved|resolved|better|to)|sounds? like|too early|will (?:know|see|watch|monitor|report)|mostly|most (?:of the time|times|days)|usually|generally|normally|partially|partly|sometimes|intermittent\w*|occasional\w*|sporadic\w*|half (?:of )?the time|some(?:times)? of the time|on and off|flaky|almost|not always|not every time|once in a while|only (?:when|if|with|after|behind|on|in|for)|(?:first|initial|one|second|other) (?:error|problem|issue|part|bug|account|machine)|as long as|provided|assuming|at first (?:glance|sight)|first impression|fingers|knock on wood|unless|except|workaround|work-around|work around|works? around|both|either)\b/i

/** A sentence with any of these states nothing about the reporter's own try. */
const NOT_STATED =
  /\?|\b(?:if|whether|when|whenever|once|until|would|should|shall|please|can you|could you|can (?:someone|anyone|anybody)|has (?:someone|anyone|anybody)|does (?:it|this|that)|is (?:it|this|that)|going to|(?:i|we)'ll|let me|let us|will|plan(?:s|ned|ning)? to|want(?:s|ed)? to|need(?:s|ed)? to|supposed(?:ly)?|claims?|claimed|according to|changelog|release notes?|the notes|says?|said|told|hear[ds]?|reads?|(?<!as )expected|imagine|someone|somebody|anyone|others?|another user|co-?workers?|colleagues?|team-?mates?|a friend|people|(?:he|she|they) (?:say|said|report|told)|my (?:boss|manager|customer|client)s?|in (?:theory|principle)|for (?:others|everyone|everybody|some)|had (?:the|this|that|a) |last (?:week|month|year|time)|previously|back then|used to|(?:not|isn'?t|wasn'?t) (?:true|the case|correct)|wouldn'?t|wrong that|disagree|doubt|similar|related|now that|because|due to|docs|documentation|readme|website|test suite|(?:unit |the )tests?)\b/i

/** The remark turns to another failure, or to something that still does not work. */
const TURNS =
  /\b(?:but|however|although|though|except|yet)\b[^.!?\n]*\b(?:now|new|another|other|different|get|gets|see|fail\w*|error\w*|broken|crash\w*|hang\w*|stuck|slow\w*|not|n't|never|no longer|wrong|issue|problem|bug)\b|\b(?:another|different|separate|new|next|other) (?:issue|problem|error|bug|failure)\b/i

/** "Same here" agrees with whatever was said before, so it says nothing by itself. */
const ECHO = /^\W*(?:same here|me too|\+1|same for (?:me|us)|same on my (?:side|end)|likewise|ditto)\b/i

const FAILS =
  /\b(?:still (?:fail\w*|see(?:s|ing)?|get\w*|happen\w*|loop\w*|broken|there|present|occur\w*|exist\w*|remain\w*|(?:has|have|having) (?:the|this|that|an?) (?:same )?(?:error|problem|issue|bug|loop|failure)|reproduc\w*|persist\w*|stuck|(?:an |the )?(?:issue|problem|error|same)|(?:does|is|do|did|can)(?:n'?t| not)|cannot|not|no|refus\w*|reject\w*|crash\w*|hang\w*|affected|shows?|showing|throws?|throwing)|fail(?:s|ed|ing)?|broken|(?:do|does|did)(?:n'?t| not) (?:work|help|fix|solve|change)|(?:is|are|was|has|have)(?:n'?t| not) (?:been )?(?:fixed|solved|resolved|gone|working)|not (?:yet |really |completely |fully )?(?:been )?(?:fixed|solved|resolved|working|gone)|(?:can(?:'t|not| not)|unable to) (?:log|sign|connect|authenticate|login)\b|(?:the |exact(?:ly)? )*same (?:error|problem|issue|failure|result|behaviou?r|message|loop|thing)|identical (?:error|problem|result)|no (?:change|luck|difference|effect|improvement)|persists?|(?:came|is|are) back(?: again)?|no longer works?|stopped working|never work(?:s|ed)|keeps? (?:happening|failing|looping|coming back|asking|crashing|occurring|returning)|reproduc(?:es|ible|ed))\b/i

const WORKS =
  /\b(?:works?|worked|working|solved|fixed|fixes|fixed it|resolved|resolves|solves|cured|(?:error|errors|problem|issue|it|that|this|message|warning|loop|failure)(?:'s|’s| is| are| has| was)? (?:now )?gone|(?:is|are|was|were) (?:now )?gone|goes through|went through|logs? in (?:fine|again|now)|logged in (?:fine|again)|(?:log ?in|sign ?in|auth\w*|connection)\b[^.;,]{0,20}\b(?:ok|fine|succeed(?:s|ed))|succeeds?|succeeded|all good|did (?:it|the trick)|able to (?:log|sign|connect|authenticate)|confirm(?:s|ed|ing)? (?:the|that) fix|no longer (?:fail\w*|happen\w*|see|get|getting|seeing|occur\w*|reproduc\w*|loop\w*|broken|an issue|a problem|there|present)|no more (?:error|errors|loop|loops|problem|problems|401s?|403s?)|(?:can'?t|cannot|can not|could ?n[o']t|unable to) reproduce|not (?:reproducible|happening|occurring|seeing (?:it|this|the error)) any ?more|(?:do|does|did)(?:n'?t| not) (?:fail|happen|occur|reproduce|loop|see (?:it|this|the error))(?: any ?more)?|(?:has|have)(?:n'?t| not) (?:happened|failed|occurred|seen (?:it|this)))\b/i

/** Phrases of `WORKS` that contain a word of `FAILS`, removed before failures are looked for, and the other way round. */
const WORKS_BY_NEGATION =
  /\b(?:no longer (?:fail\w*|happen\w*|see|get|getting|seeing|occur\w*|reproduc\w*|loop\w*|broken|an issue|a problem|there|present)|(?:can'?t|cannot|can not|could ?n[o']t|unable to) reproduce|not reproducible|(?:do|does|did)(?:n'?t| not) (?:fail|happen|occur|reproduce|loop|see (?:it|this|the error))|(?:has|have)(?:n'?t| not) (?:happened|failed|occurred|seen (?:it|this))|not (?:happening|occurring|seeing (?:it|this|the error)) any ?more|without (?:fail\w*|errors?|problems?|issues?))\b/gi
const FAILS_BY_NEGATION =
  /\b(?:(?:do|does|did)(?:n'?t| not) (?:work|help|fix|solve|change)|(?:is|are|was|has|have)(?:n'?t| not) (?:been )?(?:fixed|solved|resolved|gone|working)|not (?:yet |really |completely |fully )?(?:been )?(?:fixed|solved|resolved|working|gone|work)|no longer works?|stopped working|still (?:not|no|(?:does|is|do|did)(?:n'?t| not)) (?:working|work|fixed|solved|resolved)|never (?:worked|works|fixed|solved)|nothing (?:works|worked|fixed|fixes))\b/gi

/** @param body Markdown, untrusted; quotes, logs and commands in it do not count */
export function readFixWords(body: string): readonly VersionWord[] {
  const prose = proseOf(body)
  if (UNCERTAIN.test(prose)) return []
  const words: VersionWord[] = []
  let before: readonly string[] = []
  let waiting: VersionWord['word'] | null = null
  for (const sentence of sentencesOf(prose, MAX_SENTENCES)) {
    const versions = versionsIn(sentence)
    const isStatement = !NOT_STATED.test(sentence) && !ECHO.test(sentence)
    const found = isStatement ? wordsIn(sentence, before) : []
    // One unclear statement makes the rest uncertain, too.
    if (found === null) return []
    words.push(...found)
    // "Not fixed. Running 1.2.3."
    const [version] = versions
    const isNamed =
      isStatement && waiting !== null && found.length === 0 && versions.length === 1 && RUNS.test(sentence)
    if (isNamed && waiting !== null && version !== undefined) words.push({ word: waiting, version })
    waiting = isStatement && versions.length === 0 && found.length === 0 ? plainWordOf(sentence) : null
    if (versions.length > 0) before = isStatement ? versions : []
  }
  return consistent(words)
}

/** A sentence that names the version that the sentence before is about. */
const RUNS = /\b(?:running|using|on|with|version|tested|tried|updated|upgraded|installed)\b/i

function plainWordOf(sentence: string): VersionWord['word'] | null {
  const word = wordOf(sentence)
  return word === 'unclear' ? null : word
}

function proseOf(body: string): string {
  const { segments } = readReport({ title: '', body: withoutCommands(body), attachments: [] })
  return segments
    .filter(({ kind }) => kind === 'prose')
    .map(({ text }) => text)
    .join('\n\n')
    .slice(0, MAX_REMARK)
    .replaceAll('’', "'")
}

/**
 * @param before the versions in the sentence before, to which "Works now." refers
 * @returns null if the sentence says something unclear about a version
 */
function wordsIn(sentence: string, before: readonly string[]): readonly VersionWord[] | null {
  const words: VersionWord[] = []
  for (const part of partsOf(sentence)) {
    const versions = versionsIn(part)
    const word = wordOf(part)
    if (word === 'unclear') return null
    if (word === null) continue
    const about = versions.length > 0 ? versions : versionsIn(sentence).length === 0 ? before : versionsIn(sentence)
    const [version] = about
    // "0.3.2 and 0.3.3 work" is a list; "updated from 0.3.2 to 0.3.3" is about the last.
    const meant = about.length === 1 ? version : targetOf(part)
    if (meant === undefined) {
      if (about.length > 1) return null
      continue
    }
    words.push({ word, version: meant })
  }
  if (words.length > 0 && TURNS.test(sentence) && words.every(({ word }) => word === 'works')) return null
  return words
}

/** "fails on 0.3.2 but works on 0.3.3" says one thing in each part. A part without a version belongs to the one before. */
function partsOf(sentence: string): readonly string[] {
  const parts = sentence.split(/[,;:]\s+|\s(?:but|and|while|whereas|—|–|-)\s/)
  const withVersion = parts.filter((part) => versionsIn(part).length > 0 && wordOf(part) !== null)
  return withVersion.length > 1 ? parts : [sentence]
}

const DENIED =
  /\b(?:not|never|none|nothing|cannot|neither|nor|no)\b(?! (?:more|problems?|issues?|errors?|worries)\b)|n't\b/i

function wordOf(part: string): VersionWord['word'] | 'unclear' | null {
  const fails = FAILS.test(part.replaceAll(WORKS_BY_NEGATION, ' '))
  const works = WORKS.test(part.replaceAll(FAILS_BY_NEGATION, ' '))
  if (fails && works) return 'unclear'
  // Whatever else is denied, it is more than a plain success.
  if (works && DENIED.test(part.replaceAll(WORKS_BY_NEGATION, ' '))) return 'unclear'
  return fails ? 'fails' : works ? 'works' : null
}

function versionsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(new RegExp(VERSION_PATTERN, 'gi'))].map(([, version]) => version as string))]
}

/** The version after "from 0.3.2 to". */
function targetOf(text: string): string | undefined {
  const [, version] = new RegExp(String.raw`\bfrom\s+\S{1,40}\s+to\s+${VERSION_PATTERN}`, 'i').exec(text) ?? []
  return version
}

/** A version about which the comment says both is left out. */
function consistent(words: readonly VersionWord[]): readonly VersionWord[] {
  const byVersion = Map.groupBy(words, ({ version }) => version)
  return [...byVersion.values()]
    .flatMap((its) => (new Set(its.map(({ word }) => word)).size === 1 ? its.slice(0, 1) : []))
    .slice(0, MAX_WORDS)
}
