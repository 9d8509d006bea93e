/** Reads `app.yml`, the manifest that the App is registered with. */
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { Needs } from './self-examination.ts'

export async function readManifest(): Promise<Needs> {
  return parse(await readFile(new URL('../../../app.yml', import.meta.url), 'utf8')) as Needs
}
