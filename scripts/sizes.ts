/** Prints how big each room is, as the table of docs/architecture.md. Usage: npm run -s sizes */
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const rooms = new Map<string, number[]>()

for await (const path of glob(['src/**/*.ts', 'test/**/*.ts'], { cwd: root })) {
  const [top = '', room = ''] = path.split(/[\\/]/)
  const name = top === 'test' ? 'test/' : room.endsWith('.ts') ? 'src/*.ts' : `src/${room}/`
  const lines = (await readFile(`${root}${path}`, 'utf8')).split('\n').length - 1
  rooms.set(name, [...(rooms.get(name) ?? []), lines])
}

const rows = [...rooms]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([name, lines]) => `| \`${name}\` | ${lines.length} | ${sum(lines)} | ${median(lines)} | ${Math.max(...lines)} |`,
  )
process.stdout.write(`| room | files | lines | median | largest |\n|---|---|---|---|---|\n${rows.join('\n')}\n`)

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
