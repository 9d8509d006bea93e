/** Where products keep their logs, from the table of products. */
import { PRODUCTS } from '../report/products.ts'
import type { Environment } from '../report/report.ts'

/** @returns an instruction that names the file; null when no log location is known for the report's product */
export function logPlace({ product, os }: Environment): string | null {
  const log = PRODUCTS.find(({ id }) => id === product)?.log
  if (log === undefined || 'none' in log) return null
  return (os === null ? undefined : log[os === 'wsl' ? 'linux' : os]) ?? log.any ?? null
}
