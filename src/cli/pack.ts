/** Loads the pack that a command works with. */
import { shippedPack } from '../config/environment.ts'
import { readPackFolder } from '../signatures/folder.ts'
import { loadPack } from '../signatures/load.ts'
import type { Pack } from '../signatures/pack.ts'

/** @param folder of another pack; the shipped one unless given */
export async function openPack(folder: string = shippedPack()): Promise<Pack> {
  return loadPack(await readPackFolder(folder))
}
