/** Reads logs whose columns a `#Fields:` line names: IIS and CloudFront (https://www.w3.org/TR/WD-logfile.html). */
import { NOTHING, type Reader } from '../reader.ts'
import { hostOf } from './request-target.ts'

const MAX_FIELDS = 60

export const w3cFields: Reader = {
  name: 'columns named by #Fields',
  begin() {
    let names: readonly string[] = []
    return (line) => {
      if (line.startsWith('#Fields:')) {
        names = line.slice('#Fields:'.length).trim().split(/\s+/, MAX_FIELDS)
        return NOTHING
      }
      if (names.length === 0 || line.startsWith('#')) return NOTHING
      const values = line.trim().split(/\s+/, MAX_FIELDS)
      const column = (name: string) => values[names.indexOf(name)]
      const path = column('cs-uri-stem')
      const status = Number(column('sc-status'))
      if (path === undefined || !path.startsWith('/') || !(status >= 100 && status < 600)) return NOTHING
      const query = column('cs-uri-query')
      const target = query === undefined || query === '-' ? path : `${path}?${query}`
      const byEdge = /^(?:Error|LimitExceeded|CapacityExceeded|FunctionGeneratedResponse)$/.test(
        column('x-edge-result-type') ?? '',
      )
      const exchange = { path: target, status, host: hostOf(column('cs(Host)') ?? column('cs-host')) }
      return [{ ...exchange, vantage: 'server' as const, ...(byEdge && status === 403 ? { byEdge } : {}) }]
    }
  },
}
