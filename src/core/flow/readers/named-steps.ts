/**
 * Reads the results of tools that check a login step by step (doctors, probes, inspectors), as lines with a mark or as
 * JSON, and steps that a person numbers. The names of steps and the marks are tables.
 */
import type { Observation } from '../observation.ts'
import { NOTHING, type Reader, type Statement } from '../reader.ts'
import type { Side, Stage } from '../stage.ts'

/** Name of a step → stage. The first row that matches wins. */
const STEPS: readonly (readonly [Stage, RegExp])[] = [
  // A field of the metadata is not the endpoint that it names.
  [
    'server-metadata',
    /\b(?:authorization|token|jwks)_(?:endpoint|uri)\b(?= (?:is )?(?:present|listed|named|found)|$)/i,
  ],
  ['resource-metadata', /protected.?resource|\bPRM\b|resource.?metadata|RFC ?9728/i],
  [
    'server-metadata',
    /auth(?:orization)?.?server(?!.?id)|\bAS.?metadata|server.?metadata|openid.?configuration|oidc.?discovery|RFC ?8414|\bdiscovery\b/i,
  ],
  ['client-id', /dynamic.?client|client.?(?:id\b|registration|metadata)|\bDCR\b|\bCIMD\b|registration|RFC ?7591/i],
  ['refresh', /refresh/i],
  [
    'token',
    /token.?(?:endpoint|request)|(?:code|token).?exchange|exchange.?(?:code|token)|^(?:auth\.(?:credentials|login|token)|token)$|\blogin status\b/i,
  ],
  ['callback', /callback|redirect.?(?:back|received)/i],
  ['authorize', /authori[sz](?:e|ation)(?:.?(?:endpoint|request|page|url))?$|consent|\bPKCE\b/i],
  ['challenge', /challenge|www.?authenticate|\b401\b/i],
  ['first-request', /first.?(?:request|call)|authenticated.?(?:request|call|initialize)|bearer.?(?:request|call)/i],
  ['call', /\b(?:initialize|tools.?list|tool.?call|ping)\b|^call$/i],
]

const PASSED = String.raw`ok|okay|pass(?:ed)?|success(?:ful)?|succeeded|good|healthy|valid|true|✓|✔|✅|\[\+\]|🟢`
const FAILED = String.raw`fail(?:ed|ure|s)?|broken|error|errored|ko|invalid|false|refused|✗|✘|✖|❌|×|\[X\]|🔴`
const SKIPPED = String.raw`skip(?:ped)?|at risk|warn(?:ing)?|n\/a|pending|not run|\[-\]|–|⚠|⏭`

/** `[3] name   [X] FAIL`, `3. name   BROKEN  detail`, `name: failed`. */
const NAME_THEN_MARK = new RegExp(
  String.raw`^\s{0,8}(?:[-*•]\s|\[?\d{1,2}[.)\]:]\s{0,3}|\d{1,2}\s\|\s|step \d{1,2}[:.]?\s|[^\w\s]{1,2}\sstep\s)\s{0,3}(?<name>[^\n]{2,60}?)(?:\s{2,40}|\s?[:–—-]\s{1,3}|\s?\.{2,40}\s?|\s{0,20}…\s?|\s?→\s?|\s?\|\s|\t)\s{0,4}(?<mark>${PASSED}|${FAILED}|${SKIPPED})(?![\w-])(?<detail>[^\n]{0,300})`,
  'i',
)
/** `✗ name: detail`, `[FAIL] name`, `PASS name`. */
const MARK_THEN_NAME =
  /^\s{0,8}(?:\d{1,2}[.)]\s{1,3})?\[?(?<mark>✓|✔|✅|🟢|✗|✘|✖|❌|🔴|×|⚠|PASS(?:ED)?|FAIL(?:ED)?|OK|ERROR|BROKEN|SKIP(?:PED)?|WARN)(?:️)?\]?[:\s]\s{0,4}(?<name>[^\n:]{2,70})(?<detail>[^\n]{0,300})/

const IS_PASSED = new RegExp(`^(?:${PASSED})$`, 'i')
const IS_FAILED = new RegExp(`^(?:${FAILED})$`, 'i')

/** In JSON: the key of a check or the value of its name, then its result. */
const JSON_STEP =
  /"(?:name|step|stage|check|id|title|key|event|action|operation|event_?(?:name|type))"\s?:\s?"(?<value>[^"\n]{2,80})"|"(?<key>[\w.\s-]{3,60})"\s?:\s?\{|"(?:status|result|outcome|state|ok|pass(?:ed)?)"\s?:\s?"?(?<mark>[A-Za-z]{2,12}\b|[1-5]\d\d(?!\d))/g

/** Names of sides as tools print them: `whose: identity provider`. */
const SIDES: readonly (readonly [Side, RegExp])[] = [
  ['authorization-server', /\b(?:identity provider|authori[sz]ation.server|idp|provider)\b/i],
  ['resource-server', /\b(?:resource.server|mcp server|server owner)\b/i],
  ['client', /\bclient\b/i],
  ['edge', /\b(?:edge|cdn|waf|firewall|proxy)\b/i],
  ['user', /\buser\b/i],
]

const WHOSE = /\b(?:whose|fault|owner|side|responsible)\s?[:=]\s?"?([a-z -]{2,40})/i

/** A text with fewer marked lines is no result of a tool. */
const MIN_STEPS = 2

export const namedSteps: Reader = {
  name: 'steps with a mark',
  begin() {
    let name: string | null = null
    let waiting: Statement | null = null
    let seen = 0
    return (line) => {
      const found = readMarked(line)
      if (found !== null) {
        seen++
        if (seen >= MIN_STEPS || found.outcome === 'passed') {
          const first = waiting
          waiting = null
          return first === null ? [found] : [first, found]
        }
        waiting = found
        return NOTHING
      }
      if (!line.includes('"')) return NOTHING
      const read: Statement[] = []
      for (const { groups } of line.matchAll(JSON_STEP)) {
        if (groups?.['mark'] === undefined) {
          name = groups?.['value'] ?? groups?.['key'] ?? null
          continue
        }
        const statement = name === null ? null : toStatement(name, groups['mark'], line)
        name = null
        if (statement !== null) read.push(statement)
      }
      return read
    }
  },
}

function readMarked(line: string): Statement | null {
  const groups = (NAME_THEN_MARK.exec(line) ?? MARK_THEN_NAME.exec(line))?.groups
  if (groups === undefined) return null
  return toStatement(groups['name'] as string, groups['mark'] as string, groups['detail'] ?? '')
}

function toStatement(name: string, mark: string, detail: string): Statement | null {
  const stage = STEPS.find(([, pattern]) => pattern.test(name))?.[0]
  if (/^\d/.test(mark)) return stage === undefined ? null : answeredStep(stage, Number(mark))
  const outcome: Observation['outcome'] | null = IS_FAILED.test(mark)
    ? 'failed'
    : IS_PASSED.test(mark)
      ? 'passed'
      : null
  if (stage === undefined || outcome === null) return null
  const side = outcome === 'failed' ? sideIn(name, detail) : undefined
  return { stage, outcome, isRecord: true, vantage: 'client', ...(side === undefined ? {} : { side }) }
}

/** A step of which a program records the status of its answer; a 401 to a call may only ask for a login. */
function answeredStep(stage: Stage, status: number): Statement {
  const isAsked = status === 401 && stage === 'call'
  return { stage, status, outcome: isAsked ? 'asked' : status >= 400 ? 'failed' : 'passed', vantage: 'client' }
}

function sideIn(name: string, detail: string): Side | undefined {
  if (/^auth\.|login status/i.test(name)) return 'client'
  const whose = WHOSE.exec(detail)?.[1]
  return whose === undefined ? undefined : SIDES.find(([, pattern]) => pattern.test(whose))?.[0]
}
