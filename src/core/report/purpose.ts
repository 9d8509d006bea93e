/**
 * Tells what a report is for: it reports a failure, or it asks for a feature, a fix, a test or a document, or describes
 * a weakness. A request can contain the words of a failure without one having happened.
 */
import { normalizeHeading } from './form-headings.ts'
import type { Report, Segment } from './report.ts'
import { sectionOf } from './sections.ts'

/** The signs of each purpose that a report shows. */
export interface Purpose {
  /** Signs that something is asked for. */
  readonly request: readonly RequestSign[]
  /** Signs that something failed in a run of the reporter's own. */
  readonly failure: readonly FailureSign[]
}

/** `provoked`: the refusal was made on purpose, to show something else. */
export type RequestSign = 'title' | 'heading' | 'words' | 'finding' | 'provoked'
export type FailureSign = 'title' | 'heading' | 'words' | 'output'

const REQUEST_TITLE =
  /^\W*(?:feat(?:ure)?(?: request)?|enhancement|proposal|rfc|docs?|documentation|chore|test|tests|refactor|perf|ci|idea|discussion|fix|security|hardening|epic|spec|task|todo|readme|changelog|tutorial)(?:\([^)]{1,40}\))?\s?[\]):：]|^\W*(?:add|support|allow|show|let|provide|remind|request|improve|make|document|implement|enable|expose|surface|introduce|better|consider|use|switch|validate|check|warn|display|offer|migrate|replace|remove|drop|rename|clarify|update|unify|cover|write|type|test|harden|rotate|refactor|enforce|require|restrict|limit|reject|persist)\b|\bshould\b|\benforce\b|\brequire\b|\bfeature request\b|\bsupport for\b|\bability to\b|\b(?:never|not) (?:covered|tested)\b|\buntested\b|\bno (?:unit )?tests?\b|\bcoverage\b|\bdead (?:branch|code)\b|^\W*(?:comment|docstring|jsdoc)\b|\b(?:comment|docstring|jsdoc) (?:above|of|for|in) [^\n]{1,60}\b(?:wrong|outdated|stale|misleading)\b/i

const REQUEST_HEADING =
  /propos|suggest|\bsolution\b|alternative|enhancement|\bfeature\b|motivation|use[ -]?case|acceptance criteria|definition of done|\btasks?\b|\bseverity\b|\bimpact\b|recommend|\bgoals?\b|\bbenefits?\b|problem statement|what (?:would|do) you|\bwish\b|threat|risk/

const REQUEST_WORDS =
  /\b(?:feature request|(?:small|my|a|dx|ux) wish|happy to (?:send|open|submit|make|contribute|sponsor|work on|help with)|(?:it would|it'd|would) be (?:nice|great|good|helpful|useful|easy to)|would (?:help|like to (?:see|have|be able))|please (?:add|make|allow|support|say|show|let|provide|document|widen|consider|update|correct)|propos(?:e|al|ing)|defen[sc]e[- ]in[- ]depth|risk assess|enforce|mandatory|non-compliant|compliance|violat\w*|harden(?:ing)?|attack surface|threat model|least privilege|CVE-\d|CWE-\d|nothing (?:fails|is broken|failed)|no test|test coverage|codecov|acceptance criteria|out of scope|priority:|severity:|definition of done|tracking issue|downgrade|spoof\w*|could (?:leak|be)|an attacker)\b/i

/** The form asks it of whoever fills it in. */
const FORM_QUESTION = /\bis your feature request related to a problem\b/gi

/** A weakness that somebody found by reading the code. */
const FINDING =
  /\b(?:severity|priority|confidence|risk|cvss)\b[^\w\n]{0,6}(?:low|medium|high|critical|info|p[0-3]|\d)|\*\*(?:security|severity|risk|location|file|files|cwe)\b|\b(?:an|the|any) attacker\b|\battackers?\b|\b(?:bypass(?:es|ed)?|spoof(?:s|ed|ing)?|exploit\w*|vulnerab\w+|downgraded?)\b|\bsecurity (?:audit|review|finding|advisory|hardening)\b|\bbug bounty\b|\bspec(?:ification)? (?:gap|violation|compliance|conformance)\b/i

const BAD_CREDENTIAL = String.raw`\b(?:wrong|incorrect|invalid|bad|broken|malformed|tampered|garbage|random|fake|bogus|made-up|nonexistent|expired|revoked) (?:\w+ )?(?:passwords?|passcode|credentials?|tokens?|(?:api )?keys?|codes?|secrets?|users?(?: ?names?)?)\b`

/** Steps that make a login fail, such as `Enter a wrong password` or `2. Revoke the token`. */
const PROVOKED = new RegExp(
  [
    String.raw`\b(?:enter|type|use|give|pass|submit|try|send|(?:log|sign) ?in) (?:\w+ ){0,2}?(?:with )?(?:an? |any |some |the )?${BAD_CREDENTIAL}`,
    // A request is also what fails: "every request shows 401 Invalid API Key".
    String.raw`\b(?:connect|call|request|probe)\w* (?:\w+ ){0,2}?with (?:an? |any |some |the )?${BAD_CREDENTIAL}`,
    String.raw`\b(?:on purpose|deliberately|intentionally)\b[^.\n]{0,60}?${BAD_CREDENTIAL}`,
    String.raw`${BAD_CREDENTIAL}[^.\n]{0,60}?\b(?:on purpose|deliberately|intentionally)\b`,
    String.raw`\bnegative (?:test|probe|check|case)\b`,
    String.raw`^(?:revoke|invalidate|expire) (?:the|a|an|your|my)\b`,
  ].join('|'),
  'im',
)

const FAILURE_HEADING =
  /actual|observed|current behaviou?r|error|\blogs?\b|stack ?trace|reproduc|what happen|what's wrong|what issue/

const FAILURE_WORDS =
  /\b(?:i (?:get|got|see|can't|cannot|can not|am unable|keep|tried|have tried|receive)|i'm (?:unable|getting|stuck)|we (?:get|got|see|can't|cannot)|gives? me|(?<!\b(?:would|could|might|may) )fails? with|failed with|failing|stopped working|does(?:n't| not) work|no longer works?|(?:is|are) dead|nothing works|(?:broken|dead|down|out) since|since (?:this morning|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last (?:week|night|month)|the (?:update|upgrade|migration|rotation|renewal))|worked (?:before|until|yesterday)|after (?:upgrading|updating)|getting (?:a|an|the)|unable to|won't (?:connect|log|start)|keeps? (?:asking|failing|saying|logging)|builds? fails?|restarting (?:it )?(?:did(?:n't| not)|does(?:n't| not)))\b/i

const FAILURE_TITLE =
  /^\W*bug\b|\b(?:fails?|failed|failing|failure|broken|breaks?|can'?t|cannot|unable|errors?|rejects?|rejected|refuse[sd]?|denied|loses?|lost|gone|crash\w*|stuck|hangs?|loops?|does(?: not|n'?t)|isn'?t|won'?t|no longer|never|stops?|throws?|drops?|runs? out|expires?|40[0-9]|50[0-9]|invalid_\w+|mismatch)\b/i

/** Error output, as opposed to a sample of code or settings. */
const FAILURE_OUTPUT =
  /\b(?:error|exception|fail(?:ed|ure)?|fatal|denied|unauthorized|forbidden|traceback|ERR!|4\d\d|5\d\d|AADSTS\d+|no matching \w+)\b/i

/** Text read for words, in characters. */
const MAX_PROSE = 6_000

/** @param report redacted */
export function purposeOf({ title, segments, fields }: Pick<Report, 'title' | 'segments' | 'fields'>): Purpose {
  const prose = textOf(segments, (it) => it.kind === 'prose').replaceAll(FORM_QUESTION, '')
  const headings = [...new Set(segments.flatMap(({ heading }) => heading ?? []))]
    .concat(fields.map(({ heading }) => heading))
    .map(normalizeHeading)
  return {
    request: shown({
      title: REQUEST_TITLE.test(title),
      heading: headings.some((it) => REQUEST_HEADING.test(it)),
      words: REQUEST_WORDS.test(prose) || REQUEST_WORDS.test(title),
      finding: showsFinding(segments),
      provoked: PROVOKED.test(prose),
    }),
    failure: shown({
      title: FAILURE_TITLE.test(title),
      heading: headings.some((it) => FAILURE_HEADING.test(it)),
      words: FAILURE_WORDS.test(prose) || FAILURE_WORDS.test(title),
      output: segments.some((it) => isOwnRun(it) && (isOutput(it) ? FAILURE_OUTPUT.test(it.text) : isPrinted(it))),
    }),
  }
}

/** A form also asks reporters of a failure how severe it is, so answers to a question do not count. */
function showsFinding(segments: readonly Segment[]): boolean {
  const unasked = segments.filter(({ heading }) => !heading?.endsWith('?'))
  return FINDING.test(textOf(unasked, (it) => it.kind === 'prose')) || FINDING.test(headedText(unasked))
}

const OUTPUT_HEADING = /\blogs?\b|\boutput\b|\berror (?:message|output)|stack ?trace/i

/** A log, or what was pasted without a fence where the form asks for a log. */
function isOutput({ kind, heading, text }: Segment): boolean {
  return kind === 'log' || (text !== heading && OUTPUT_HEADING.test(heading ?? ''))
}

/** A line of its own that only a program writes, without a fence. */
const PRINTED_LINE = /^(?:AADSTS\d{4,7}|[A-Z]\w{0,60}(?:Error|Exception)|(?:fatal|error|ERROR)): \S/m

function isPrinted({ kind, text }: Segment): boolean {
  return kind === 'prose' && PRINTED_LINE.test(text.slice(0, MAX_PROSE))
}

/** A log in an attachment, or under a heading that tells what happened. */
function isOwnRun({ source, heading }: Segment): boolean {
  if (source !== 'body') return true
  const section = sectionOf(heading)
  return section !== 'proposal' && section !== 'expected' && !/problem/i.test(heading ?? '')
}

/** A request, a finding or a provoked refusal, without a failing run: its error lines are examples. */
export function isRequestOnly({ request, failure }: Purpose): boolean {
  if (request.includes('finding') && failure.length === 0) return true
  if (request.includes('provoked') && !failure.includes('words')) return true
  // What a run printed stands under the heading that asks for it, whichever box of the form is ticked.
  if (failure.includes('heading') && failure.includes('output') && !request.includes('finding')) return false
  // Headings such as "Impact" stand in reports of a failure as well, and a title that tells one is about it.
  if (failure.includes('title') && !request.includes('title') && !request.includes('finding')) return false
  // A heading such as "Suggested fix" alone is common in reports of a failure.
  if (!request.includes('title') && request.length < 2) return false
  const isFinding = request.includes('finding') && !failure.includes('output')
  return isFinding ? request.length >= failure.length : request.length > failure.length
}

function textOf(segments: readonly Segment[], wanted: (segment: Segment) => boolean): string {
  let text = ''
  for (const segment of segments) {
    if (text.length >= MAX_PROSE) break
    if (wanted(segment)) text += `${segment.text.slice(0, MAX_PROSE)}\n`
  }
  return text
}

/** The first words under each heading, since a finding often says `Severity: high` as a heading with its answer. */
function headedText(segments: readonly Segment[]): string {
  const headed = segments.filter(({ heading }) => heading !== null).slice(0, 20)
  return headed.map(({ heading, text }) => `${heading}: ${text.slice(0, 20)}`).join('\n')
}

function shown<Sign extends string>(signs: Readonly<Record<Sign, boolean>>): readonly Sign[] {
  return (Object.keys(signs) as Sign[]).filter((sign) => signs[sign])
}
