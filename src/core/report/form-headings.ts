/**
 * Texts that issue forms and templates put into a body: headings, check boxes, hints. The reporter did not write them.
 * Maintainers reword and translate forms at any time, so reading an answer never depends on this table. It only helps
 * to find the end of a heading when the line breaks are lost, and to drop the form's own sentences.
 */

/** Headings as `normalizeHeading` returns them. */
const FORM_HEADINGS = new Set(
  `what's wrong | what should happen | what happened | what happens | what did you expect
  what did you expect to happen | what did you expect to see | what is the issue | what issue are you seeing
  what is the problem | what do you see | what do you see instead | what steps can reproduce the bug
  what version of codex is running | what version are you using | what version of codex cli is running
  which model were you using | what platform is your computer | what did you do | what were you trying to do
  what you asked claude to do | what claude actually did | what is the actual behavior
  what subscription do you have | what is the expected behavior | is this a regression
  where does the issue occur | when | where | when did you last reproduce | can you reproduce it
  how often does it happen | how can we reproduce it | anything else | anything else we need to know
  describe the bug | describe the issue | describe the problem | describe the feature
  describe the solution you'd like | describe alternatives you've considered | description | bug description
  issue description | issue details | issue | bug | bug report | feature request | summary | tl;dr | overview
  problem | problem statement | problem description | the problem | background | context | motivation | use case
  use cases | use case example | use case examples | proposal | proposed solution | proposed solutions
  proposed fix | proposed change | proposed changes | proposed behavior | suggested fix | suggested solution
  suggested solutions | possible solution | possible fix | solution | workaround | workarounds
  current workaround | alternative solutions | alternatives | alternatives considered | considered alternatives
  steps | steps to reproduce | steps to reproduce the behavior | to reproduce | how to reproduce | reproduction
  reproduction steps | repro | repro steps | reproducible example | minimal reproduction
  minimal reproducible example | expected | expected behavior | expected behaviour | expected result
  expected results | expected outcome | actual | actual behavior | actual behaviour | actual result
  actual results | current behavior | current behaviour | observed | observed behavior | desired behavior
  behavior | symptoms | error | errors | error message | error messages | error log | error logs
  error messages/logs | error output | error details | log | logs | log output | relevant log output
  debug output | debug logs | relevant logs | console output | stack trace | output | screenshot | screenshots
  screenshots/videos | attachments | evidence | environment | environment info | environment information
  environment details | your environment | system info | system information | setup | configuration | config
  version | versions | version info | claude code version | claude version | claude desktop version | cli version
  codex version | app version | extension version | client version | server version | product version
  last working version | node version | node.js version | python version | vs code version | gemini cli version
  client information | operating system | os | os version | operating system version | browser and os | browser
  platform | architecture | terminal/shell | terminal | shell | claude model | model | model used | models
  installation method | install method | package manager | mcp server | mcp server url | mcp server name
  transport used | transport | client registration type | provider | authentication method | login information
  plan | subscription | account type | priority | severity | impact | business impact | user impact
  feature category | component | area | category | documentation type | frequency | reproducibility
  permission mode | relevant conversation | files affected | type of behavior issue | claude's behavior
  expected claude behavior | affected files | affected versions | affected users | additional
  additional information | additional info | additional context | additional notes | additional details
  more information | other information | other context | notes | note | remarks | related | related issues
  related issue | similar issues | references | links | root cause | root cause analysis | technical details
  analysis | investigation | diagnosis | diagnostics | findings | test plan | test results | testing
  verification | acceptance criteria | implementation | implementation notes | implementation details | benefits
  examples | example | changes | conclusion | questions | question | feedback | feedback id | details
  confirmation | code of conduct | documentation location | section/topic | current documentation
  what's wrong with the documentation | suggested improvement | preflight checklist | checklist
  pre-submission checklist | before submitting | self checks | self-checks | prerequisites | pre-requisites
  initial checks | checks | issue checklist | submission checklist | first check | verification checklist
  contribution | first time issue`
    .split(/[|\n]/)
    .map((heading) => heading.trim()),
)

/** Headings above check boxes that confirm that the reporter has read the form. */
const CHECKLIST =
  /^(?:(?:pre-?\w*|issue|submission|verification|bug|my)?[ -]?check ?lists?|before (?:you )?(?:submit|submitting|opening|filing)\b.*|self[ -]?checks?|(?:initial|first|basic|pre-?\w*)[ -]checks?|pre-?requisites|confirmations?|acknowledge?ments?|code of conduct|terms|is there an existing issue.*|have you (?:searched|read|checked)\b.*)$/

/** Check box sentences, in the first person or the imperative. */
const ATTESTATION =
  /^(?:i(?:'ve| have|'m| am| will|'d| would| confirm| agree| understand| searched| read| checked| did| acknowledge| verified)\b.{0,80}\b(?:search|issues?|duplicate|latest|up.to.date|newest|docs|documentation|readme|faq|guidelines|guide|code of conduct|terms|report|single|policy|redacted|removed|sensitive|request|template|english|discussions|contribut|language|submit|willing)|this is (?:a )?single\b|single (?:bug|feature|issue)|(?:the |on (?:the )?|using (?:the )?)?latest version$|(?:my|this|the) (?:issue|bug|report|request) (?:is not|isn't|hasn't|has not)\b|searched (?:the )?(?:existing|open|closed|for)\b|no (?:existing|duplicate|similar) issues?|checked (?:for|that|existing)\b|please do not modify this template|make sure (?:you|to|this)\b.{0,60}\b(?:search|latest|read)|yes, i\b)/

/** What people attest in a sentence of their own: `I have searched the open issues`, not `I have an issue with …`. */
const ATTESTS =
  /^(?:i(?:'ve| have| did| am|'m| will|'d| would)?(?: (?:also|already|carefully|now|hereby|be))* (?:confirm|agree|understand|acknowledge|search|read|check|look|review|verif|follow|fill|includ|provid|remov|redact|ensur|made sure|using|running|reporting|aware|willing|happy)|(?!i\b|i')[a-z])/

/** In characters. A longer text says more than a form asks for. */
const MAX_ATTESTATION = 200

const SAYS_MORE = /`|https?:|\b(?:error|fail\w*|but|then|when|[45]\d\d)\b/

/** Hints in forms and templates, which stay in the body if the reporter does not overwrite them. */
const HINT =
  /^(?:a (?:clear|concise|short|brief|detailed)\b.{0,60}\b(?:description|summary|explanation)|please (?:describe|provide|include|paste|add|fill|copy|enter|list|specify|attach|run|be as|search|make sure|note that|tell us|share|explain|check)\b|if applicable,? (?:please )?add|add any other (?:context|information|details)|(?:describe|explain|paste|provide|include|list|enter|tell us|write) (?:what|the|your|any|a|here|as|steps|how|us|in)\b.{0,200}|e\.?g\.?[ ,:].{0,120}|for example[ ,:].{0,120}|steps to reproduce the behaviou?r:?$|if you have (?:ideas|any)\b|(?:tell us|help us)\b|this will be automatically formatted|have you (?:considered|searched)|the more (?:detail|information)|optional\b.{0,60}|drag and drop)/

/** Hints that come from a template even if they are not in italics. */
const SURE_HINT =
  /^(?:a clear and concise description of\b|if applicable,? add screenshots\b|add any other context about the\b|steps to reproduce the behaviou?r:?$|please copy and paste any relevant log output|this will be automatically formatted into code)/

/** Answers that mean "no answer". */
const NOTHING = /^(?:no response|n\/?a|n\.a\.|none|nil|nothing|not applicable|no|-+|–|—|\.+|\?+|x|tbd|todo|empty)[.!]?$/

/** Normalizes a heading for the table: lower case, no emoji or numbering, no punctuation or markup at its ends. */
export function normalizeHeading(heading: string): string {
  const text = heading
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[^\p{L}]+/u, '')
  return text
    .slice(0, endOfWords(text))
    .replace(/\s+/g, ' ')
    .replace(/ ?\/ ?/g, '/')
}

/** Returns the offset at which the last word ends, before punctuation, emoji and `(optional)`. */
function endOfWords(text: string): number {
  let end = text.length
  while (end > 0) {
    if (text.endsWith('(optional)', end)) end -= '(optional)'.length
    else {
      const last = lastCharacter(text, end)
      if (/[\p{L}\p{N})]/u.test(last)) break
      end -= last.length
    }
  }
  return end
}

/** Returns the character before `end`, which is one or two UTF-16 units long. */
function lastCharacter(text: string, end: number): string {
  const pair = text.slice(Math.max(0, end - 2), end)
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : text.slice(end - 1, end)
}

export function isFormHeading(heading: string): boolean {
  const normal = normalizeHeading(heading)
  return FORM_HEADINGS.has(normal) || /^(?:[\w.]{1,20} ){1,4}versions?$/.test(normal)
}

export const isChecklistHeading = (heading: string): boolean => CHECKLIST.test(normalizeHeading(heading))
export const isAttestation = (text: string): boolean =>
  ATTESTATION.test(text.trim().toLowerCase().replaceAll('’', "'").slice(0, 200))

/** @param text a paragraph, or an item without a box: the reporter's own words begin like an attestation, too */
export function isBareAttestation(text: string): boolean {
  const start = text.trim().toLowerCase().replaceAll('’', "'")
  return start.length <= MAX_ATTESTATION && isAttestation(text) && ATTESTS.test(start) && !SAYS_MORE.test(start)
}

export const isEmptyAnswer = (text: string): boolean => NOTHING.test(withoutMarks(text.trim()).toLowerCase())

/**
 * Removes `_`, `*` and backticks from both ends. A pattern that ends in `$` would read a run of them once per
 * character.
 */
function withoutMarks(text: string): string {
  let end = text.length
  while (end > 0 && '_*`'.includes(text.charAt(end - 1))) end--
  return text.slice(0, end).replace(/^[_*`]+/, '')
}

/**
 * @param inItalics true if the text is in italics, as forms write their hints; other text must be one of the well-known
 *   hints
 */
export function isHint(text: string, inItalics: boolean): boolean {
  const start = text.trim().toLowerCase().slice(0, 240)
  return SURE_HINT.test(start) || (inItalics && HINT.test(start))
}
