// It takes hold of the console when it is loaded, and files share a process: not while a test has the console guarded.
import '@octokit/rest'
import { afterEach, beforeEach, vi } from 'vitest'

// Noise on the console is a defect: a library that prints, or a log line that bypasses pino, fails the test that caused it.
const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const

beforeEach(() => {
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      throw new Error(`console.${method} was called during a test: ${args.map(String).join(' ')}`)
    })
  }
})

afterEach(() => {
  vi.restoreAllMocks()
})
