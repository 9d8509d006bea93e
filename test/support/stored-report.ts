import type { StoredReport } from '../../src/adapters/store/stored-reports.ts'

/**
 * An open report as the store keeps it, without text. Tests override the fields that matter to them.
 * @param at when it was created and last changed, in milliseconds since the epoch
 */
export function storedReport(number: number, at: number, overrides: Partial<StoredReport> = {}): StoredReport {
  return {
    number,
    open: true,
    closedAs: null,
    closedAt: null,
    author: 'ann',
    createdAt: at,
    updatedAt: at,
    reactions: 0,
    summary: '{}',
    digest: '{}',
    ...overrides,
  }
}
