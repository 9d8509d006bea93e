import { readFile } from 'node:fs/promises'

/** The table of facts about clients that ships with this package, as YAML. */
export function readShippedClients(): Promise<string> {
  return readFile(new URL('../../../clients.yaml', import.meta.url), 'utf8')
}
