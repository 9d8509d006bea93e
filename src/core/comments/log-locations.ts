/** Where clients keep their logs: a table by product and operating system. */
import type { Environment } from '../report/report.ts'

type LogPlaces = { readonly [os in NonNullable<Environment['os']> | 'any']?: string }

const LOG_PLACES: ReadonlyMap<string, LogPlaces> = new Map([
  ['claude-code', { any: 'start it with `claude --debug` and look in `~/.claude/debug/`' }],
  [
    'claude-desktop',
    // https://modelcontextprotocol.io/docs/tools/debugging names the directory on macOS.
    { macos: 'look in `~/Library/Logs/Claude/`', windows: 'look in `%APPDATA%\\Claude\\logs\\`' },
  ],
  ['cowork', { any: "look at the session's `sdk-debug.txt` and at `main.log`" }],
  ['mcp-remote', { any: 'start it with `--debug` and look for `*_debug.log` in `~/.mcp-auth/`' }],
])

/** @returns an instruction that names the file; null when no log location is known for the report's product */
export function logPlace({ product, os }: Environment): string | null {
  const places: LogPlaces | undefined = product === null ? undefined : LOG_PLACES.get(product)
  return (os === null ? undefined : places?.[os]) ?? places?.any ?? null
}
