/** Groups a pack's signatures by ecosystem, for lists that people read. */
import type { PackContent } from './pack.ts'
import type { Signature } from './schema.ts'

export interface PackGroup {
  /** Name of the folder; `.` for signatures at the top. */
  readonly folder: string
  /** What its signatures are about, in a few words. */
  readonly title: string
  /** Sorted by title. */
  readonly signatures: readonly Signature[]
}

/** @returns the groups in the order of packs.yaml; folders that it does not describe come last, sorted by name */
export function groupByPack({ signatures, folders, packs }: PackContent): readonly PackGroup[] {
  const byFolder = Map.groupBy(signatures.values(), ({ id }) => folders.get(id) ?? '.')
  const described = Object.keys(packs).filter((folder) => byFolder.has(folder))
  const others = [...byFolder.keys()].filter((folder) => !described.includes(folder)).sort()
  return [...described, ...others].map((folder) => ({
    folder,
    title: packs[folder]?.title ?? (folder === '.' ? 'at the top of the pack' : folder),
    signatures: (byFolder.get(folder) ?? []).toSorted((a, b) =>
      a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1,
    ),
  }))
}
