/** The work that a long text of an unlucky form costs, counted in characters and searches. */
import { afterEach, expect, test, vi } from 'vitest'
import { redact } from '../../../src/core/redaction/redact.ts'

afterEach(() => vi.restoreAllMocks())

/** Returns the number of characters that patterns are given in order to redact a text. */
function charactersRead(text: string): number {
  const spy = vi.spyOn(RegExp.prototype, 'exec')
  redact(text)
  const read = spy.mock.calls.reduce((sum, [given]) => sum + given.length, 0)
  spy.mockRestore()
  return read
}

test('lines that all seem to continue in the next one are not joined sixty times', () => {
  const line = `9a${' token curl -u key otp 1.1.1.1 @ '.repeat(4)}`.slice(0, 99)
  const inOneLine = charactersRead(`${line}"\n`.repeat(100))
  expect(charactersRead(`${line}aB9\n`.repeat(100))).toBeLessThan(6 * inOneLine)
})

test('a long text with encoded characters is not searched to its end at each of them', () => {
  const text = '{"msg":"handler \\u003cnil\\u003e returned"}\n'.repeat(500)
  const spy = vi.spyOn(String.prototype, 'includes')
  redact(text)
  const searched = spy.mock.contexts.filter((it) => String(it).length === text.length).length
  spy.mockRestore()
  expect(searched).toBeLessThan(10)
})
