/** `signatures`: commands for users and authors of signature packs. */
import type { Command } from 'commander'
import type { Finished, Io } from '../io.ts'
import { addDocs } from './signatures/docs.ts'
import { addExplain } from './signatures/explain.ts'
import { addList } from './signatures/list.ts'
import { addNew } from './signatures/new.ts'
import { addShow } from './signatures/show.ts'
import { addTest } from './signatures/test.ts'

export function addSignatures(program: Command, io: Io, finished: Finished): void {
  const signatures = program.command('signatures').description('work with the signature pack')
  for (const add of [addList, addShow, addTest, addExplain, addNew, addDocs]) add(signatures, io, finished)
}
