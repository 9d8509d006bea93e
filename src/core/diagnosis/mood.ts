/**
 * Reads how a passage is meant: whether the report says that it happened, denies it, expects it, wishes for it, or only
 * cites it. Every clause gets the mood of its match from here, so that no clause repeats these rules.
 */
import { onlyNamesFailures } from '../flow/names-of-failures.ts'
import { endOfLine, startOfLine } from '../redaction/line-bounds.ts'
import type { Segment } from '../report/report.ts'
import { type Section, sectionAt } from '../report/sections.ts'
import { sentenceAround } from '../report/sentences.ts'
import type { Hit } from '../signatures/pack.ts'
import { isAddressedToReader, isCitedAnswer } from './cited-words.ts'

/**
 * - `stated`: it happened;
 * - `negated`: it did not happen, or it works;
 * - `conditional`: it would happen, or happens by rule;
 * - `expected`: it is what should happen;
 * - `wished`: it is part of a wish or a proposal;
 * - `instructed`: it is a command or a step to follow;
 * - `example`: the report is a request or a finding, and nothing failed;
 * - `explained`: another line gives the reason: the one at which the login broke, or the one that this line wraps;
 * - `cured`: a later line of the same log shows that it went through;
 * - `related`: it is said of another report;
 * - `boilerplate`: the product prints it every time, or the form contains it.
 */
export type Mood =
  | 'stated'
  | 'negated'
  | 'conditional'
  | 'expected'
  | 'wished'
  | 'instructed'
  | 'example'
  | 'explained'
  | 'cured'
  | 'related'
  | 'boilerplate'

/** What a passage counts for: in full, only as supporting evidence, or not at all. */
export type Weight = 'full' | 'supporting' | 'none'

const WEIGHTS: Readonly<Record<Mood, Weight>> = {
  stated: 'full',
  conditional: 'supporting',
  expected: 'supporting',
  wished: 'supporting',
  instructed: 'supporting',
  example: 'supporting',
  explained: 'supporting',
  negated: 'none',
  cured: 'none',
  related: 'none',
  boilerplate: 'none',
}

export function weightOf(mood: Mood): Weight {
  return WEIGHTS[mood]
}

/** How and where a clause matched. */
export interface HitReading {
  readonly section: Section
  readonly mood: Mood
}

/** A match of a clause with its reading. */
export interface ReadHit extends Hit {
  readonly reading: HitReading
}

/** Whether a hit says in full more than what only supports. */
export function isSure({ owned, reading }: ReadHit): boolean {
  return owned.clause.strength !== 'supporting' && weightOf(reading.mood) === 'full'
}

/** Offsets in a segment's text. */
interface Passage {
  readonly start: number
  readonly end: number
}

export function readHit({ segment, start, end, owned }: Hit): HitReading {
  const section = sectionAt(segment, start)
  const mood =
    segment.kind === 'log' ? moodInLog(segment, { start, end }, section) : moodInProse(segment, { start, end }, section)
  // A topic clause matches words, not a failure: "the login works, the call does not" is still about a login.
  return { section, mood: mood === 'negated' && owned.role === 'topic' ? 'stated' : mood }
}

/** In a log, the line itself can be a hint, a condition or a command. */
function moodInLog({ text }: Segment, { start, end }: Passage, section: Section): Mood {
  const from = startOfLine(text, start)
  const before = text.slice(Math.max(from, start - MAX_LINE), start)
  const line = text.slice(Math.max(from, start - MAX_LINE), Math.min(endOfLine(text, start), start + MAX_LINE))
  if (isCountedZero(text.slice(start, start + MAX_COUNT), text.slice(end, end + MAX_COUNT))) return 'negated'
  if (HINT_LINE.test(line) || onlyNamesFailures(line)) return 'conditional'
  if (MODAL.test(before)) return 'conditional'
  if (COMMAND_LINE.test(line)) return 'instructed'
  return moodOfSection(section)
}

/** In characters on each side; a line of a log can be megabytes long. */
const MAX_LINE = 400

/** Statistics count what did not happen, too: `invalid_grant: 0`. */
function isCountedZero(passage: string, after: string): boolean {
  return /^["']?\s?[:=]\s?0(?![\w.])/.test(after) || /^\w{2,40}["']?\s?[:=]\s?0(?![\w.])/.test(passage)
}
const MAX_COUNT = 50

/** A condition without a subject in the first person: what a program says about what may happen. */
const HINT_LINE =
  /^\W*(?:if|in case|when) (?:you|the|your|this|it|a|an|no)\b|^\W*(?:note|tip|hint|usage|example|e\.g\.)\s?[:：]/i

/** A program's name begins a command, unless what the program answered follows: `npm error …`, `git push: denied`. */
const COMMAND_LINE =
  /^\s*(?:[$#%❯➜]\s+|>\s+(?!Could not|Failed|Unable|Received)|PS [^>\n]{0,80}>\s*|[\w.-]+@[\w.-]+[:~][^$#\n]{0,60}[$#]\s+|- (?:run|uses|name):\s)|^\s*(?:sudo |npx |npm |aws |az |gcloud |kubectl |docker |gh |git |terraform |helm |export |curl )(?!(?:err|error|warn|warning|notice|info|fatal)\b|[^\n]{0,200}: (?:[Ee]rror|fatal|denied|[Pp]ermission denied|[Uu]nauthorized|[Ff]orbidden|refused)\b)[a-z-]/

function moodOfSection(section: Section): Mood {
  if (section === 'expected') return 'expected'
  if (section === 'proposal') return 'wished'
  return section === 'related' ? 'related' : 'stated'
}

/** Words after which another statement begins, so that what is before them does not govern what follows. */
const CONTRAST =
  /\b(?:but|however|yet|instead|although|though|whereas|nevertheless|except that|and then|so that|so)\b|[;—–]|\s-\s/gi

const MODAL =
  /\b(?:would|could(?! not)|might|may)(?:\W+\w+){0,4}\W*$|\bcan(?: (?:also|still|then|be|only)){0,3}\W{0,3}$/i

const CONDITION = /\b(?:if|in case|in the event|unless|whether|once (?:a|an|the|it|its)|as soon as|as long as)\b/i
/** What the reporter or the program only supposes. */
const SUPPOSITION =
  /\b(?:most likely|perhaps|maybe|possibly|presumably|suppos(?:e|ing)|what if|i (?:guess|suspect|assume)|would (?:the|a|an|we|they|it|you) (?:\w+ )?(?:see|get|be|fail|receive))\b/i

/** Rules of a manual or a specification. */
const RULE =
  /\b(?:according to|as per|per the|by design|the (?:spec|specification|manual|documentation|docs|rfc)\b|rfc ?\d{4}|(?:rejects?|refuses?|returns?|answers?|responds?|throws?|denies|fails?) (?:\w+ ){0,4}(?:if|when|unless|where)\b)/i
/** Tells of one's own experience, so a condition in the same sentence is about a real run. */
const EXPERIENCE =
  /\b(?:i|i'm|i've|we|we're|my|our|me|us|got|getting|today|yesterday|now|since|happen(?:s|ed)|every time|always|again|still)\b/i

const EXPECTATION =
  /\b(?:should|ought to|(?:is|are|was|were) (?:supposed|expected|meant|intended) to|(?:has|have|needs?) to be|expect(?:s|ed|ing)?(?: \w+){0,3} (?:to|that)|i(?:'d| would) expect|shall|must)\b(?!(?: not|n't| never| have))/i
const AS_EXPECTED =
  /\bas (?:it should|expected|intended|designed|documented|desired|wanted)\b|\bon purpose\b|\bdeliberately\b|\bintentional(?:ly)?\b/i

const WISH =
  /\b(?:would (?:be (?:nice|great|good|helpful|useful|better)|help|allow|let|like|love)|it'd be|please (?:add|make|allow|support|say|show|let|provide|consider|document|widen|implement|expose)|feature request|i(?:'d| would) (?:like|love|suggest|propose)|we (?:propose|suggest|want)|wish(?:es)?\b|(?<!\b(?:the|this|your|our|my|each|every|any) )request(?:ing|s)? (?:that|support|a|an|for)\b|let (?:me|users?|us|people) |consider (?:adding|making)|needs? to be able|want to be able)\b/i

const NEGATOR =
  /\b(?:no|without(?: any)?|neither|nor|never (?:a|an|any)|not (?:an?|any|the|about|due to|because of|caused by|related to|a matter of)|nothing to do with|n't (?:an?|any|the)|rather than|instead of|rule[sd]? out|exclud(?:e|es|ed|ing)|unrelated to)(?:\W+(?:\w+\W+){0,3})$/i
/** The negation of a verb: `does not fail with`. Only directly before the passage. */
const VERB_NEGATOR =
  /(?:\b(?:does|did|do|is|are|was|were|will|has|have) ?(?:not|n't)|\bnever)(?: (?:fail|return|report|show|print|get|give|throw|happen|see)\w*)?(?: (?:with|any|an?|the|due to))?\W*$/i
/** What must not be taken for a negation. */
const NO_NEGATION =
  /\b(?:no (?:longer|matter|idea|clue|way|luck|success|response|reply|answer|error is|message)|not only|without (?:success|luck|result))\b/i

/** `No tools: missing scope` denies the tools, and tells what is missing. */
const ABSENCE = /^\W*no (?:[\w-]{1,30} ){0,2}[\w-]{1,30}: /i

const DENIED_AFTER =
  /^[^.!?\n]{0,40}?\b(?:(?:is|are|was|were)(?: not|n't) (?:the (?:cause|problem|issue|reason)|involved|used|relevant|needed|set|affected|at fault)|plays? no (?:part|role)|(?:is|are) (?:out of the question|not it)|(?:is|are) (?:fine|ok|okay|correct|valid|good|unaffected|installed, not used)|(?:works?|worked|succeed(?:s|ed)?|passes|passed)(?: (?:fine|flawlessly|perfectly|well|ok|okay|as expected|everywhere|in))?)\b/i
const FAILURE =
  /\b(?:fail\w*|error\w*|refus\w*|reject\w*|den(?:y|ied|ies)|invalid|expired?|missing|unable|can(?:no|')t|stuck|broken|4\d\d|5\d\d|unauthori[sz]ed|forbidden|not|n't|no|never|wrong|mismatch\w*|loop\w*)\b/i

/** What holds already: `I am signed in and chat works` confirms it, where `the proxy is set and works` denies a fault. */
const HOLDS = /\b(?:(?:signed|logged) in|logged-in|authenticated|authori[sz]ed|connected|active|valid)\b/i

/** A reference to another report, or words that introduce one. */
const REFERENCE =
  /(?:(?:^|[\s(])[\w.-]+\/[\w.-]+)?#\d+\b|\/(?:issues|pull|discussions)\/\d+|\b(?:see also|related to|similar to|duplicate of|possibly the same|same as in|linked? (?:to|with)|follow[- ]?up (?:to|of))\b/gi

const IMPERATIVE =
  /^\W*(?:\d+[.)]\s*)?(?:set|run|start|open|call|use|log ?in|sign ?in|click|go|create|add|install|configure|enable|connect|try|type|enter|execute|restart|clear|delete|remove|launch|select|choose|press|make|have|ensure|prepare|before running|after running|given)\b/i

/** A whole step that is a command: `oc login https://… --token=…`, `tool get pods -w`. */
const COMMAND = /^\W*[a-z][\w.-]{1,30}(?: [a-z][\w:./-]{0,60}){0,4} (?:https?:\/\/\S{1,200} )?--?[a-z]/

function moodInProse(segment: Segment, passage: Passage, section: Section): Mood {
  const { text } = segment
  if (isCitedAnswer(segment) || isAddressedToReader(segment, passage.start)) return 'related'
  const bounds = sentenceAround(text, passage)
  const before = text.slice(bounds.start, passage.start)
  const after = text.slice(passage.end, bounds.end)
  const matched = text.slice(passage.start, passage.end)
  const sentence = before + matched + after
  const governing = before.slice(lastEnd(before, CONTRAST))
  if (isAboutAnotherReport(before, after) || isCitation(governing, after)) return 'related'
  if (isDenied(governing, matched, after)) return 'negated'
  if (AS_EXPECTED.test(after) || EXPECTATION.test(governing)) return 'expected'
  if (WISH.test(governing) || (WISH.test(sentence) && !EXPERIENCE.test(matched) && section !== 'account'))
    return 'wished'
  if (MODAL.test(governing) || isCondition(governing, sentence)) return 'conditional'
  const own = moodOfSection(section)
  if (own !== 'stated') return own
  const isStep = section === 'steps' && (IMPERATIVE.test(sentence) || COMMAND.test(sentence))
  return isStep && !FAILURE.test(sentence) ? 'instructed' : 'stated'
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length
  return end
}

/** Words that somebody else wrote, found elsewhere: `I found "token expired" (https://…), but …`. */
const CITATION =
  /\b(?:found|read|saw|came across|googled|stumbled (?:on|upon|over|across))\b[^.!?\n"“‘`(]{0,60}["“‘`(][^"”’`)\n]{0,200}$/i

/** A reference governs the rest of its sentence: `#812 ("Endless login loop")`. */
function isAboutAnotherReport(before: string, after: string): boolean {
  const at = lastEnd(before, REFERENCE)
  if (at > 0) return /^["'“”(\s,:–—-]*(?:$|["“([]|[^.]{0,200}$)/.test(before.slice(at))
  // A list of links: the title, then the reference.
  return /^[^.\n]{0,120}(?:\(#\d+\)|\(?https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(?:issues|pull)\/\d+\)?)\s*$/.test(
    after,
  )
}

/** The title of a page, in a list of links that lead nowhere. */
const DEAD_LINK = /^[^"”\n]{0,60}["”]\s*(?:→|->|=>|:)\s*(?:HTTP\s)?404\b/

function isCitation(governing: string, after: string): boolean {
  if (DEAD_LINK.test(after)) return true
  return CITATION.test(governing) && /https?:\/\//.test(after)
}

function isDenied(governing: string, matched: string, after: string): boolean {
  const clause = governing.replace(ABSENCE, '')
  if (!NO_NEGATION.test(clause) && (NEGATOR.test(clause) || VERB_NEGATOR.test(clause))) return true
  if (FAILURE.test(matched) || HOLDS.test(matched)) return false
  const denial = DENIED_AFTER.exec(after)
  return denial !== null && !/\b(?:but|however|yet|although|only)\b/i.test(denial[0]) && !FAILURE.test(governing)
}

function isCondition(governing: string, sentence: string): boolean {
  if (RULE.test(governing) || SUPPOSITION.test(governing)) return true
  return CONDITION.test(governing) && !EXPERIENCE.test(sentence)
}
