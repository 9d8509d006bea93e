import { expect, test } from 'vitest'
import { StreamBuffer, WINDOW } from '../../../../src/core/signatures/scanner/stream-memory.ts'

const LINE = 16
const lineAt = (offset: number) => `line ${String(offset / LINE).padStart(10, '0')}`

/** A window of lines, each of which contains its own number. */
function windowFrom(offset: number): Buffer {
  const starts = Array.from({ length: WINDOW / LINE }, (_, at) => offset + at * LINE)
  return Buffer.from(starts.map((start) => `${lineAt(start)}\n`).join(''))
}

test('the text at the same place of the buffer is read again after the kept bytes have moved', () => {
  const buffer = new StreamBuffer()
  const seen = new Set<string>()
  for (let offset = 0; offset < 12 * WINDOW; offset += WINDOW) {
    buffer.append(windowFrom(offset))
    const at = buffer.end - buffer.bytes.length + 100 * LINE
    const { text } = buffer.redactedAround(at, true)
    expect(text.trim()).toBe(lineAt(at))
    seen.add(text)
  }
  expect(seen.size).toBeGreaterThan(3)
})
