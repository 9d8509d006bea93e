// Loaded first, because it keeps a reference to the console, which is mocked during tests, and test files share a
// process.
import '@octokit/rest'
import { afterEach, beforeEach, vi } from 'vitest'

// Output on the console is a defect: a library that prints, or a log line that bypasses pino, fails the test.
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
