/** Writes values to a `.env` file and keeps everything else in it. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'

/** The file contains the App's private key, so only its owner may read it. */
const OWNER_ONLY = 0o600

/** @param values each on one line afterwards: a line break becomes `\n` */
export function writeEnvFile(path: string, values: Readonly<Record<string, string>>): void {
  const present = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const isReplaced = (line: string) => Object.hasOwn(values, /^\s*([\w.]+)\s*=/.exec(line)?.[1] ?? '')
  const kept = present.filter((line, at) => !isReplaced(line) && !(line === '' && at === present.length - 1))
  const written = Object.entries(values).map(([name, value]) => `${name}=${value.replaceAll('\n', '\\n')}`)
  // The mode of an existing file, such as a copy of `.env.example`, stays as it is when it is written.
  if (existsSync(path)) chmodSync(path, OWNER_ONLY)
  writeFileSync(path, `${[...kept, ...written].join('\n')}\n`, { mode: OWNER_ONLY })
}
