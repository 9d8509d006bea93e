/**
 * Reads the numbered errors of Microsoft's identity platform and of its token library. A number says which step failed
 * where the sentence beside it is for people:
 * https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes,
 * https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/wiki.
 */
import { lineReader } from '../reader.ts'
import type { Side, Stage } from '../stage.ts'

const ENTRA = /\bAADSTS(\d{5,7})\b/
const LIBRARY = /\bIDX(\d{5})\b/

interface Row {
  readonly stage: Stage
  readonly side?: Side
  readonly codes: string
}

/** What only means that a person has to do something is no failure, so other numbers are not read. */
const ENTRA_ROWS: readonly Row[] = [
  {
    stage: 'authorize',
    codes:
      '50011 50020 50105 50194 53003 65001 65005 90002 500011 500113 650052 650053 650056 650057 700016 900971 9002325',
  },
  { stage: 'authorize', side: 'user', codes: '65004 70020' },
  {
    stage: 'token',
    codes:
      '50012 50148 54005 501481 700027 700211 700212 700213 700214 7000212 7000215 7000216 7000218 7000222 9002313 9002326 9002327',
  },
  { stage: 'refresh', codes: '50173 70008 70043 700081 700082 700084' },
]

const ENTRA_CODES: ReadonlyMap<string, Row> = new Map(
  ENTRA_ROWS.flatMap((row) => row.codes.split(' ').map((code) => [code, row] as const)),
)

/** Numbers of a token that is not accepted begin with 102 to 105; those about a document that cannot be had, with 208. */
const LIBRARY_STAGES: readonly (readonly [RegExp, Stage, Side?])[] = [
  [/^10[2-5]/, 'first-request'],
  [/^208/, 'server-metadata', 'unknown'],
]

export const errorCodes = lineReader('numbered errors', (line) => {
  const row = ENTRA_CODES.get(ENTRA.exec(line)?.[1] ?? '')
  if (row !== undefined) return { ...failure(row.stage), ...(row.side === undefined ? {} : { side: row.side }) }
  const number = LIBRARY.exec(line)?.[1]
  const found = number === undefined ? undefined : LIBRARY_STAGES.find(([pattern]) => pattern.test(number))
  if (found === undefined) return null
  return { ...failure(found[1]), ...(found[2] === undefined ? {} : { side: found[2] }) }
})

function failure(stage: Stage) {
  return { stage, outcome: 'failed' as const }
}
