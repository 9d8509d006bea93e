/** The ways in which a text puts a value beside the name of a credential, as sources of patterns. */
import { EQUALS, IS, QUOTE } from '../assignment.ts'
import type { CredentialNature } from '../credential-names.ts'

/** Where a value stands decides how much it has to look like one. */
export type Certainty = 'assigned' | 'after a colon' | 'nearby' | 'next word' | 'stated'

/** The type of a variable, as in Go and Kotlin. */
const TYPE = String.raw`(?:[ \t]{1,4}[A-Za-z][\w.]{1,20}(?![\w.])|:[ \t]?[A-Za-z][\w.<>]{1,20}(?![\w.]))?`
/** The arguments of a call, or two elements of a list. */
const BESIDE = String.raw`(?:[ \t]{0,4}\([ \t]{0,4}|${QUOTE}[ \t]{0,4},[ \t]{0,4})`
/** A long string in Lua, quotation in Perl, an anchor or a type in YAML. */
const OPENING = String.raw`(?:\[\[|qq?[({[]|(?:&|!!)[A-Za-z]\w{0,30}[ \t]{1,4}["']?)?`
/** The type of a column in SQL. */
const SQL_TYPE = String.raw`[ \t]{1,4}[A-Za-z]\w{1,20}(?!\w)(?:\(\d{1,5}\))?(?:[ \t]{1,4}NOT[ \t]{1,4}NULL)?`
/** The value for want of another one: `process.env.TOKEN || 'x'`, `apiKey = Config.KEY ?: "x"`. */
const DEFAULT = String.raw`(?:[ \t]{0,4}[=:][ \t]{0,4}[\w.$()]{1,60}(?![\w.$()])|${SQL_TYPE})?[ \t]{0,4}(?:\|\||\?\?|\?:|(?<=[ \t])(?:or|DEFAULT)(?=[ \t]))[ \t]{0,4}`
/** An object with the value in one of its fields, as browsers store tokens: `"accessToken": {"value": "x"}`. */
const FIELD_OF_OBJECT = String.raw`${IS}\{[ \t]{0,4}${QUOTE}?(?:value|raw|secret|data|current)${QUOTE}?[ \t]{0,4}[:=]>?[ \t]{0,4}`
/** A field of a page that a program fills in: Selenium, Playwright, Cypress, Puppeteer. */
const FILLED_IN = String.raw`["'\`)\]]{1,6}\.(?:send_?[kK]eys|type|fill|set_?[vV]alue|enterText|typeText|pressSequentially)\([ \t]{0,4}`
/** Verbs and particles that state a value, in the languages of reports. */
const STATES = 'is|was|ist|lautet|war|auf|es|era|est|était|é|è|jest|to jest|är|er|on|este|je|это|—|–'
/** A verb right after the name; some scripts have no blanks. */
const IS_STATED = String.raw`(?:[ \t](?:${STATES})[ \t:]{1,4}|[ \t]?(?:是|为|為|は|が|는|은|가|를|을)[ \t:]{0,4})["'\`*“„«「]{0,3}`
/** A few words between the name and the verb: "the password of the test account is x". */
const STATED = String.raw`(?:[ \t][^\s.;:=]{1,14}(?=[ \t])){1,4}[ \t](?:${STATES})[ \t:]{1,4}["'\`*“„«「]{0,3}`
/** What the credential is for, as in "the password for the admin account: x". */
const IS_FOR = String.raw`[ \t](?:for|of|to|from|in|on|I|we|that|which|für|von|pour|du|de|del|para|do|da|per|di|voor|van|dla|för|til|для|от)(?:[ \t][^\s.;:=]{1,16}(?=[ \t:=])){1,4}[ \t]?[:=][ \t]{1,4}`
/** Two cells of a table, or a term and its description, in HTML. */
const CELL = String.raw`<\/(?:th|td|dt|b|strong|label|span)>[ \t]{0,4}(?:<(?:td|dd|span|code)[^<>\n]{0,80}>){1,2}`
/** Two elements of a list, each in its own line. */
const BESIDE_NEXT_LINE = String.raw`${QUOTE}[ \t]{0,4},[ \t]{0,4}\n[ \t>]{0,40}`
/** A sentence, a row of a table in Markdown, comma-separated values, or an arrow. */
const AFTER = String.raw`(?:[ \t]{1,4}(?:is|was)[ \t:]{1,4}["'\`*]{0,3}|(?:[ \t]\w{1,12}(?=[ \t])){1,4}[ \t](?:is|was)[ \t:]{1,4}["'\`*]{1,3}|["'\`*]{0,3}[ \t]{0,20}[|│┃][ \t]{0,20}["'\`*]{0,3}|,(?=[^\s,]{10})|[ \t]?(?:->|→|⇒)[ \t]?)`
/** An object that a program printed, with or without the name of its field. */
const PRINTED_OBJECT = String.raw`(?:[ \t]{0,4}[:=]?[ \t]{0,4}<(?=[0-9A-Fa-f]{32,128}>)|[ \t]?[<({[〈《「『【][ \t]?(?:\w{1,20}[=:][ \t]?)?["']?|=[A-Za-z]{2,20}\(|[ \t]{1,4}["'])`
/** The line after the name: a block in YAML or XML, a value in JSON or PHP. */
const NEXT_LINE = String.raw`${QUOTE}?\]?[ \t]{0,8}(?:=>?|:|>)[ \t]{0,4}[|>]?[+-]?[ \t]{0,4}\n[ \t>]{0,40}(?:string\(\d{1,6}\)[ \t])?${QUOTE}?`
/** A heading or a label, with an empty line or a fence between it and the value. */
const BELOW = String.raw`["'*]{0,3}:?["'*]{0,3}[ \t]{0,4}\n(?:[ \t>]{0,8}(?:\`\`\`\w{0,10})?\n)?[ \t>]{0,40}${QUOTE}?`
export const LINE_ENDS = String.raw`(?=${QUOTE}?[ \t,;]{0,4}(?:\n|<|$))`
/** Commands that set a variable, and those that print one. */
const SETS = String.raw`(?<![\w-])(?:setx?|setenv|export|configure|config|add|put|env)[ \t]{1,4}(?:[^\s=]{1,80}[ \t]{1,4}){0,2}?[^\s=]{0,60}?`
/** The option that carries the value, as in `gh secret set NAME --body x`. */
const VALUE_OPTION = String.raw`(?:(?:--(?:body|value|data|secret-string)|-[bv])[ \t=]{1,4})?`
const PRINTED = String.raw`\}?${QUOTE}?[ \t]{0,4}\n[ \t>]{0,8}`
const PRINTS = String.raw`(?<![\w-])(?:printenv|echo|print|cat|write-output|type|read|get)[ \t]{1,4}[^\s=]{0,60}?`

/** No sign at all, possibly the number of a format or an option: `password 7 x`, `rootpw --plaintext x`. */
const NEXT_WORD = `(?:[*_]{1,3}|</[a-z]{1,8}>)?[ \\t]{1,3}(?:--[a-z]{1,12}[ \\t]|\\d[ \\t])?${QUOTE}?`

/** A way to write a value beside its name, as sources of patterns. */
export interface Form {
  /** What is before the name. */
  readonly before?: string
  readonly between: string
  /** `bare` is a value without quotation marks. */
  readonly value: 'quoted' | 'bare' | 'line'
  readonly certainty: Certainty
  /** Names of this nature are also the names of functions and words of prose. */
  readonly except?: CredentialNature
  /** Values of the other natures are found in another form. */
  readonly only?: CredentialNature
  readonly spansLines?: true
}

/** Each form is read at every name in a text, so ways to write the same kind of value are one form. */
export const FORMS: readonly Form[] = [
  { between: TYPE + IS, value: 'quoted', certainty: 'assigned' },
  { between: '(?<!\\.)[ \\t]{1,3}', value: 'quoted', certainty: 'nearby', only: 'password' },
  { between: `${EQUALS}(?:base64:)?`, value: 'bare', certainty: 'assigned' },
  { between: `(?:${IS}${OPENING}|${CELL})`, value: 'bare', certainty: 'after a colon' },
  { between: `(?:${BESIDE}|${FIELD_OF_OBJECT}|${FILLED_IN}|${DEFAULT})`, value: 'quoted', certainty: 'nearby' },
  { between: `(?:${AFTER}|${IS_STATED})`, value: 'bare', certainty: 'nearby' },
  { between: PRINTED_OBJECT, value: 'bare', certainty: 'nearby', except: 'password' },
  { before: SETS, between: `[ \\t]{1,4}${VALUE_OPTION}${QUOTE}?`, value: 'bare', certainty: 'nearby' },
  { between: NEXT_LINE, value: 'line', certainty: 'nearby', spansLines: true },
  { between: BESIDE_NEXT_LINE, value: 'quoted', certainty: 'nearby', except: 'password', spansLines: true },
  { between: BELOW, value: 'line', certainty: 'stated', spansLines: true },
  { between: NEXT_WORD, value: 'bare', certainty: 'next word' },
  { between: `(?: to |${STATED}|${IS_FOR}${QUOTE}?)`, value: 'bare', certainty: 'stated' },
  { before: PRINTS, between: PRINTED, value: 'line', certainty: 'nearby', spansLines: true },
]
