import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

interface Locked {
  readonly integrity?: string
  readonly resolved?: string
}

const text = await readFile(join(import.meta.dirname, '../../package-lock.json'), 'utf8')
const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Locked>> }
const locked = Object.entries(packages).filter(([path]) => path !== '')

// npm silently locks an optional package for another system without a checksum if the registry does not have the
// package yet.
test('the lock file has a checksum for every package, on every system', () => {
  expect(locked.length).toBeGreaterThan(300)
  expect(locked.flatMap(([path, { integrity }]) => (integrity === undefined ? path : []))).toEqual([])
})

test('the lock file names no registry', () => {
  expect(locked.flatMap(([path, { resolved }]) => (resolved === undefined ? [] : path))).toEqual([])
})
