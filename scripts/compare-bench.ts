/**
 * Fails if a ratio of the quick benchmark fell by more than a fifth.
 * Usage: node scripts/compare-bench.ts BASE.json HEAD.json
 */
import { readFileSync } from 'node:fs'
import { fallenRatios } from './bench-ratios.ts'

const [base = '', head = ''] = process.argv.slice(2)
const fallen = fallenRatios(readFileSync(base, 'utf8'), readFileSync(head, 'utf8'))
process.stdout.write(fallen.length === 0 ? 'No ratio fell by more than a fifth.\n' : `${fallen.join('\n')}\n`)
process.exitCode = fallen.length === 0 ? 0 : 1
