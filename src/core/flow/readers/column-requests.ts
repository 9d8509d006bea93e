/**
 * Reads requests in columns that a header line names: IIS and CloudFront logs (https://www.w3.org/TR/WD-logfile.html),
 * lists exported from proxies, log services and the network panel of a browser as CSV or tab-separated text, tables that
 * command lines print, and those that people write in Markdown. The names of the columns are a table; their order does not matter.
 */
import { type LineReading, NOTHING, type Reader } from '../reader.ts'
import { HOST_NAME, STATUS_NAME, TARGET_NAME } from './request-names.ts'
import { hostOf } from './request-target.ts'

const MAX_COLUMNS = 60

/** A table of a person has words of its own beside the names that logs use. */
const TARGETS = new RegExp(`^(?:${TARGET_NAME}|request|name)$`)
const QUERIES = /^(?:cs-uri-query|query)$/
const HOSTS = new RegExp(`^(?:${HOST_NAME}|cs\\(host\\)|domain)$`)
const STATUSES = new RegExp(`^(?:${STATUS_NAME}|result|answer|response)$`)

interface Columns {
  readonly split: (line: string) => readonly string[]
  readonly target: number
  readonly query: number
  readonly host: number
  /** A list can have a word in one column and the number in another. */
  readonly statuses: readonly number[]
  readonly result: number
}

export const columnRequests: Reader = {
  name: 'requests in columns named by a header',
  begin() {
    let columns: Columns | null = null
    return (line) => {
      columns = columnsNamedBy(line) ?? columns
      return columns === null ? NOTHING : readRow(line, columns)
    }
  },
}

function columnsNamedBy(line: string): Columns | null {
  const isExtended = line.startsWith('#Fields:')
  const split = isExtended ? splitAtBlanks : splitterOf(line)
  if (split === null) return null
  const names = split(isExtended ? line.slice('#Fields:'.length) : line).map((name) => name.toLowerCase())
  const find = (known: RegExp) => names.findIndex((name) => known.test(name))
  const target = find(TARGETS)
  const statuses = names.flatMap((name, at) => (STATUSES.test(name) ? [at] : []))
  if (names.length < 3 || target === -1 || statuses.length === 0) return null
  return {
    split,
    target,
    query: find(QUERIES),
    host: find(HOSTS),
    statuses,
    result: names.indexOf('x-edge-result-type'),
  }
}

function splitterOf(line: string): Columns['split'] | null {
  if (line.startsWith('|')) return splitAtBars
  if (BARS.test(line)) return splitBetweenBars
  if (line.includes('\t')) return splitAtTabs
  if (line.includes(',')) return splitAtCommas
  return GAP.test(line) ? splitAtGaps : null
}

/** A table without a frame, as databases print it. */
const BARS = /^[^|\n]{0,80} \| [^|\n]{0,80} \| /

/** Columns that are aligned for the eye. */
const GAP = /^\S{1,40} {2,}\S/

const splitAtGaps = (line: string) => line.trim().split(/ {2,}/, MAX_COLUMNS)
const splitAtBlanks = (line: string) => line.trim().split(/\s+/, MAX_COLUMNS)
const splitAtTabs = (line: string) => line.split('\t', MAX_COLUMNS).map((it) => it.trim())
const splitBetweenBars = (line: string) => line.split('|', MAX_COLUMNS).map((it) => it.trim())
const splitAtBars = (line: string) => splitBetweenBars(line.slice(1))

/** RFC 4180: a quoted field may contain commas. */
function splitAtCommas(line: string): readonly string[] {
  const fields: string[] = []
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|""){0,2000})"|([^,]{0,2000}))/g)) {
    fields.push((match[1] ?? match[2] ?? '').trim())
    if (fields.length === MAX_COLUMNS) break
  }
  return fields
}

/** A path or URL, alone or behind a method; `host/path` and `callback?code=…` occur in exported lists. */
const TARGET = /^`?(?:[A-Z]{3,7} )?`?(?:https?:\/\/)?([\w-]+(?:\.[\w-]+)+(?::\d+)?)?(\/[^\s`]{0,800})/
const NAME = /^[\w./-]{1,200}(?:\?\S{0,800})?$/

function readRow(line: string, columns: Columns): readonly LineReading[] {
  if (line.startsWith('#')) return NOTHING
  const values = columns.split(line)
  const status = Number(
    columns.statuses
      .map((at) => values[at] ?? '')
      .find((it) => /^[1-5]\d\d\b/.test(it))
      ?.slice(0, 3),
  )
  const written = values[columns.target]
  if (written === undefined || Number.isNaN(status)) return NOTHING
  const found = TARGET.exec(written)
  const path = found?.[2] ?? (NAME.test(written) ? `/${written}` : undefined)
  if (path === undefined) return NOTHING
  const query = values[columns.query]
  const byEdge =
    status === 403 &&
    /^(?:Error|LimitExceeded|CapacityExceeded|FunctionGeneratedResponse)$/.test(values[columns.result] ?? '')
  return [
    {
      path: query === undefined || query === '-' || query === '' ? path : `${path}?${query}`,
      status,
      host: hostOf(found?.[1] ?? values[columns.host]),
      vantage: 'server',
      ...(byEdge ? { byEdge } : {}),
    },
  ]
}
