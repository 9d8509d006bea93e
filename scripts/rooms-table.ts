/** The rooms with their may-nots as a table, put between two markers of a page that is written by hand. */
import { ROOMS } from './rooms.ts'

const BEGIN = '<!-- rooms: begin (generated from scripts/rooms.ts) -->'
const END = '<!-- rooms: end -->'

/**
 * @param page `docs/architecture.md` as it stands
 * @throws RangeError when a marker is missing
 */
export function insertRoomsTable(page: string): string {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from === -1 || to < from) throw new RangeError(`the page lacks the lines \`${BEGIN}\` and \`${END}\``)
  return `${page.slice(0, from)}${BEGIN}\n\n${renderTable()}\n\n${page.slice(to)}`
}

function renderTable(): string {
  const rows = Object.entries(ROOMS).map(([name, { is, mayImport, pure = false }]) => {
    const rooms = mayImport.map((it) => `\`${it}\``).join(', ') || 'no other room'
    return `| \`src/${name}/\` | ${is} | ${rooms} | ${pure ? 'yes' : ''} |`
  })
  return ['| room | what it is | may import | pure |', '|---|---|---|---|', ...rows].join('\n')
}
